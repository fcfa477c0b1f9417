package record

import (
	"cmp"
	"slices"
	"time"

	"haki/internal/lang"
	"haki/science/translog"
)

// FlawKind is what was done to the record.
type FlawKind string

// What can be found. Those up to Doubled name leaves exactly; Forked and SetBack
// bracket them.
const (
	Changed  FlawKind = "changed"  // the entry says something else than its leaf
	Replaced FlawKind = "replaced" // the leaf itself was never the sequencer's
	Moved    FlawKind = "moved"    // it belongs to another place: From
	Dropped  FlawKind = "dropped"  // there is nothing at this place
	Cut      FlawKind = "cut"      // nor anything after it
	Added    FlawKind = "added"    // beyond the end, and never the sequencer's
	Doubled  FlawKind = "doubled"  // a second at the same place
	Padding  FlawKind = "padding"  // a run of padding was altered

	Forked  FlawKind = "forked"   // a signed checkpoint says otherwise; somewhere in First to Last
	SetBack FlawKind = "set_back" // a checkpoint kept elsewhere knows of more than there is

	HeadAltered       FlawKind = "head_altered"       // how far the sequencer had come was altered or set back
	CheckpointAltered FlawKind = "checkpoint_altered" // it is not as it was signed and entered
	CheckpointForeign FlawKind = "checkpoint_foreign" // another key, or of another record
	CheckpointDropped FlawKind = "checkpoint_dropped" // there were more
	OutsideForeign    FlawKind = "outside_foreign"    // what was brought along is no checkpoint of this record
)

// Flaw is one thing found, over one leaf or a run of them.
type Flaw struct {
	Kind        FlawKind
	First, Last int64 // leaves; -1 if it concerns none
	From        int64 // Moved: where First belongs
	Checkpoint  int64 // its number; of an outside one its place in the list; 0 is the head
}

// Say tells people of it. words: record.flaw_*
func (f Flaw) Say() lang.Saying {
	key := "record.flaw_" + string(f.Kind)
	switch n := int(f.Last - f.First + 1); f.Kind {
	case HeadAltered:
		return lang.Say(key)
	case CheckpointAltered, CheckpointForeign, CheckpointDropped:
		return lang.Say(key, "checkpoint", int(f.Checkpoint))
	case OutsideForeign:
		return lang.Say(key, "checkpoint", int(f.Checkpoint)+1)
	case Moved:
		return lang.Say(key, "n", n, "first", int(f.First), "last", int(f.Last), "from", int(f.From))
	case Forked:
		return lang.Say(key, "n", n, "first", int(f.First), "last", int(f.Last), "checkpoint", int(f.Checkpoint))
	default:
		return lang.Say(key, "n", n, "first", int(f.First), "last", int(f.Last))
	}
}

// Say tells people that the record is whole, if it is.
func (r Report) Say() lang.Saying {
	return lang.Say("record.sound", "n", int(r.Size), "checkpoints", r.Checked)
}

// Report is what Verify found.
type Report struct {
	Size       int64         // leaves
	Root       translog.Hash // as recomputed
	Entries    int64         // of the leaves
	Padding    int64         // of the leaves
	Checked    int           // checkpoints compared, from inside and outside
	Disagreed  int           // of them, found to say otherwise
	Waiting    int64         // entries without a number; they are not yet protected
	WaitingFor time.Duration // the oldest of them: more than some minutes, and the sequencer stands still
	Coarse     int64         // entries waiting for their day to be over
	Flaws      []Flaw        // in the order of their leaves
}

// Sound says that nothing was found.
func (r Report) Sound() bool { return len(r.Flaws) == 0 }

// First is the first bad leaf: the first that is named exactly, or the start of the
// earliest bracket if none is. -1 if no leaf is bad.
func (r Report) First() int64 {
	exact, bracket := int64(-1), int64(-1)
	for _, f := range r.Flaws {
		at := &exact
		if f.Kind == Forked || f.Kind == SetBack {
			at = &bracket
		}
		if f.First >= 0 && (*at < 0 || f.First < *at) {
			*at = f.First
		}
	}
	if exact >= 0 {
		return exact
	}
	return bracket
}

// settle sorts the flaws and joins neighbours of one kind.
func (r *Report) settle() {
	slices.SortStableFunc(r.Flaws, func(a, b Flaw) int { return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.First, b.First)) })
	var all []Flaw
	for _, f := range r.Flaws {
		if len(all) > 0 {
			last := &all[len(all)-1]
			if *last == f {
				continue
			}
			if joins(*last, f) {
				last.Last = f.Last
				continue
			}
		}
		all = append(all, f)
	}
	slices.SortStableFunc(all, func(a, b Flaw) int { return cmp.Compare(a.First, b.First) })
	r.Flaws = all
}

func joins(a, b Flaw) bool {
	if a.Kind != b.Kind || a.First < 0 || b.First != a.Last+1 || a.Kind == Forked {
		return false
	}
	return a.Kind != Moved || b.From-b.First == a.From-a.First
}
