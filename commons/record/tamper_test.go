package record

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"haki/internal/store"
	"haki/science/translog"
)

// The mutations of security.md 3.4, tried at random places of the furnished record:
// each is found, and what is named first is the leaf, or the checkpoint, it was done to.
type mutation struct {
	name string
	do   func(m *mutant) error
	want func(m *mutant) Flaw // must be among the flaws, within a run of its kind
	any  bool                 // concerns no leaf: First is not asked

	blind bool // cannot be seen without the key
}

// mutant is the record while it is being altered.
type mutant struct {
	*store.Tx
	h          *house
	at, other  int64 // two entries' numbers, at < other
	size       int64
	checkpoint int64
}

func (m *mutant) exec(query string, args ...any) error { return exec(m.Tx, query, args...) }

func (m *mutant) row(number int64) row {
	r, err := store.One(m.Tx, func(s store.Scan) (r row, err error) {
		err = s(&r.id, &r.act, &r.actor, &r.at, &r.kind, &r.object, &r.facts, &r.salt, &r.number, &r.turn, &r.leaf, &r.mark)
		return
	}, `SELECT id, act, actor, at, kind, object, facts, salt, number, turn, leaf, mark FROM record_entry WHERE number = ?`, number)
	if err != nil {
		m.h.Fatal(err)
	}
	return r
}

func (m *mutant) set(column string, number int64, value any) error {
	return m.exec(`UPDATE record_entry SET `+column+` = ? WHERE number = ?`, value, number)
}

// number moves entries to other places, past the unique index.
func (m *mutant) renumber(moves map[int64]int64) error {
	for from := range moves {
		if err := m.exec(`UPDATE record_entry SET number = ? WHERE number = ?`, -1000-from, from); err != nil {
			return err
		}
	}
	for from, to := range moves {
		if err := m.exec(`UPDATE record_entry SET number = ? WHERE number = ?`, to, -1000-from); err != nil {
			return err
		}
	}
	return nil
}

func (m *mutant) insert(r row) error {
	return m.exec(`INSERT INTO record_entry (id, act, actor, at, kind, object, facts, salt, number, turn, leaf, mark) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.id, r.act, r.actor, r.at, r.kind, r.object, r.facts, r.salt, r.number, r.turn, r.leaf, r.mark)
}

// rewrite changes an entry and recomputes what can be recomputed without the key.
func (m *mutant) rewrite(number int64) error {
	r := m.row(number)
	r.facts = strings.Replace(r.facts+"code state x\n", "assessed", "closed", 1)
	leaf := r.hash()
	if err := m.set("facts", number, r.facts); err != nil {
		return err
	}
	return m.set("leaf", number, leaf[:])
}

func (m *mutant) note(n int64) string {
	s, err := store.One(m.Tx, func(s store.Scan) (v string, err error) { err = s(&v); return }, `SELECT note FROM record_checkpoint WHERE n = ?`, n)
	if err != nil {
		m.h.Fatal(err)
	}
	return s
}

func (m *mutant) resign(n int64, origin string, secret byte) error {
	c, err := translog.OpenCheckpoint(m.note(n), m.h.key.public)
	if err != nil {
		return err
	}
	signer, err := translog.NewSigner(origin, bytes.Repeat([]byte{secret}, 32))
	if err != nil {
		return err
	}
	if origin != m.h.key.Origin() {
		signer = m.h.key.signer // the right key for the wrong record
	}
	note, err := signer.Sign(translog.Checkpoint{Origin: origin, Size: c.Size, Root: c.Root}.Text())
	if err != nil {
		return err
	}
	return m.exec(`UPDATE record_checkpoint SET note = ? WHERE n = ?`, note, n)
}

func leafAt(kind FlawKind, at func(*mutant) int64) func(*mutant) Flaw {
	return func(m *mutant) Flaw { return Flaw{Kind: kind, First: at(m)} }
}

func here(m *mutant) int64 { return m.at }

func ofCheckpoint(kind FlawKind) func(*mutant) Flaw {
	return func(m *mutant) Flaw { return Flaw{Kind: kind, First: -1, Checkpoint: m.checkpoint} }
}

var mutations = []mutation{
	{name: "a bit of a fact", want: leafAt(Changed, here), do: func(m *mutant) error {
		b := []byte(m.row(m.at).facts + "code x y\n")
		b[int(m.other)%len(b)] ^= 1
		return m.set("facts", m.at, string(b))
	}},
	{name: "another act", want: leafAt(Changed, here), do: func(m *mutant) error { return m.set("act", m.at, "intake.report.dismiss") }},
	{name: "another actor", want: leafAt(Changed, here), do: func(m *mutant) error { return m.set("actor", m.at, "p9") }},
	{name: "the clock backwards", want: leafAt(Changed, here), do: func(m *mutant) error { return m.set("at", m.at, "2026-11-20T09:00:00.000000Z") }},
	{name: "another matter", want: leafAt(Changed, here), do: func(m *mutant) error { return m.set("object", m.at, matter(8).ID) }},
	{name: "another kind of matter", want: leafAt(Changed, here), do: func(m *mutant) error { return m.set("kind", m.at, "casework.case") }},
	{name: "another turn", want: leafAt(Changed, here), do: func(m *mutant) error { return m.set("turn", m.at, 99) }},
	{name: "no turn", want: leafAt(Changed, here), do: func(m *mutant) error { return m.exec(`UPDATE record_entry SET turn = NULL WHERE number = ?`, m.at) }},
	{name: "text moved between columns", want: leafAt(Changed, here), do: func(m *mutant) error {
		r := m.row(m.at)
		cut := len(r.act) - 1
		if err := m.set("act", m.at, r.act[:cut]); err != nil {
			return err
		}
		return m.set("actor", m.at, r.act[cut:]+r.actor)
	}},
	{name: "a bit of a salt", want: leafAt(Changed, here), do: func(m *mutant) error {
		salt := m.row(m.at).salt
		salt[m.other%32] ^= 1
		return m.set("salt", m.at, salt)
	}},
	{name: "a salt traded for text", want: leafAt(Changed, here), do: func(m *mutant) error {
		return m.set("salt", m.at, append(m.row(m.at).salt, "20:intake.report.assess"...))
	}},
	{name: "two salts swapped", want: leafAt(Changed, here), do: func(m *mutant) error {
		a, b := m.row(m.at), m.row(m.other)
		if err := m.set("salt", m.at, b.salt); err != nil {
			return err
		}
		return m.set("salt", m.other, a.salt)
	}},
	{name: "erased without a word", want: leafAt(Changed, here), do: func(m *mutant) error {
		return m.exec(`UPDATE record_entry SET object = '', facts = '', salt = ? WHERE number = ?`, []byte{}, m.at)
	}},
	{name: "a bit of a leaf", want: leafAt(Changed, here), do: func(m *mutant) error {
		leaf := m.row(m.at).leaf
		leaf[m.other%32] ^= 1
		return m.set("leaf", m.at, leaf)
	}},
	{name: "a leaf gone", want: leafAt(Changed, here), do: func(m *mutant) error {
		return m.exec(`UPDATE record_entry SET leaf = NULL WHERE number = ?`, m.at)
	}},
	{name: "rewritten, with its leaf", want: leafAt(Replaced, here), do: func(m *mutant) error { return m.rewrite(m.at) }},
	{name: "a bit of a mark", want: leafAt(Replaced, here), blind: true, do: func(m *mutant) error {
		mark := m.row(m.at).mark
		mark[m.other%32] ^= 1
		return m.set("mark", m.at, mark)
	}},
	{name: "all from here rewritten", want: leafAt(Replaced, here), do: func(m *mutant) error {
		for _, n := range m.entries(m.at) {
			if err := m.rewrite(n); err != nil {
				return err
			}
		}
		return nil
	}},
	{name: "two contents swapped", want: leafAt(Moved, here), do: func(m *mutant) error {
		a, b := m.row(m.at), m.row(m.other)
		if err := m.exec(`DELETE FROM record_entry WHERE number IN (?, ?)`, m.at, m.other); err != nil {
			return err
		}
		a.number, b.number, a.leaf, b.leaf, a.mark, b.mark = b.number, a.number, b.leaf, a.leaf, b.mark, a.mark
		if err := m.insert(a); err != nil {
			return err
		}
		return m.insert(b)
	}},
	{name: "two entries swapped", want: leafAt(Moved, here), do: func(m *mutant) error {
		return m.renumber(map[int64]int64{m.at: m.other, m.other: m.at})
	}},
	{name: "three entries turned", want: leafAt(Moved, here), do: func(m *mutant) error {
		last := m.entries(0)
		return m.renumber(map[int64]int64{m.at: m.other, m.other: last[len(last)-1], last[len(last)-1]: m.at})
	}},
	{name: "one dropped", want: leafAt(Dropped, here), do: func(m *mutant) error {
		return m.exec(`DELETE FROM record_entry WHERE number = ?`, m.at)
	}},
	{name: "one made to wait again", want: leafAt(Dropped, here), do: func(m *mutant) error {
		return m.exec(`UPDATE record_entry SET number = NULL WHERE number = ?`, m.at)
	}},
	{name: "one dropped and the gap closed", want: leafAt(Dropped, here), do: func(m *mutant) error {
		if err := m.exec(`DELETE FROM record_entry WHERE number = ?`, m.at); err != nil {
			return err
		}
		all := m.entries(m.at)
		moves, to := map[int64]int64{}, m.at
		for _, n := range all {
			moves[n], to = to, n
		}
		return m.renumber(moves)
	}},
	{name: "one pushed in", want: leafAt(Added, func(m *mutant) int64 { return m.size }), do: func(m *mutant) error {
		r := m.row(m.at)
		moves, from := map[int64]int64{}, int64(-1)
		for _, n := range m.entries(m.at) {
			if from >= 0 {
				moves[from] = n
			}
			from = n
		}
		moves[from] = m.size
		if err := m.renumber(moves); err != nil {
			return err
		}
		r.id, r.act, r.mark = "new", "intake.report.dismiss", nil
		leaf := r.hash()
		r.leaf = leaf[:]
		return m.insert(r)
	}},
	{name: "all cut from here", want: leafAt(Cut, here), do: func(m *mutant) error {
		if err := m.exec(`DELETE FROM record_padding WHERE first >= ?`, m.at); err != nil {
			return err
		}
		return m.exec(`DELETE FROM record_entry WHERE number >= ?`, m.at)
	}},
	{name: "one added at the end", blind: true, want: leafAt(Added, func(m *mutant) int64 { return m.size }), do: func(m *mutant) error {
		r := m.row(m.at)
		r.id, r.number = "copy", m.size
		return m.insert(r)
	}},
	{name: "one added far away", want: leafAt(Added, func(m *mutant) int64 { return 1 << 40 }), do: func(m *mutant) error {
		r := m.row(m.at)
		r.id, r.number = "copy", 1<<40
		return m.insert(r)
	}},
	{name: "one before the first", any: true, want: leafAt(Added, func(*mutant) int64 { return -1 }), do: func(m *mutant) error {
		r := m.row(m.at)
		r.id, r.number = "copy", -3
		return m.insert(r)
	}},
	{name: "padding inside padding", want: leafAt(Padding, func(m *mutant) int64 { return m.padding().first + 1 }), do: func(m *mutant) error {
		return m.exec(`INSERT INTO record_padding (first, length, seed, mark) VALUES (?, 1, ?, ?)`, m.padding().first+1, make([]byte, 32), make([]byte, 32))
	}},
	{name: "padding far away", want: leafAt(Padding, func(*mutant) int64 { return 1 << 40 }), do: func(m *mutant) error {
		return m.exec(`INSERT INTO record_padding (first, length, seed, mark) VALUES (?, 1, ?, ?)`, int64(1<<40), make([]byte, 32), make([]byte, 32))
	}},
	{name: "one doubled", want: leafAt(Doubled, here), do: func(m *mutant) error {
		r := m.row(m.at)
		r.id, r.act = "zz", "intake.report.dismiss"
		if err := m.exec(`DROP INDEX record_entry_number`); err != nil {
			return err
		}
		return m.insert(r)
	}},
	{name: "one in the place of padding", want: leafAt(Doubled, func(m *mutant) int64 { return m.padding().first + 5 }), do: func(m *mutant) error {
		r := m.row(m.at)
		r.id, r.number = "copy", m.padding().first+5
		return m.insert(r)
	}},
	{name: "another seed of padding", want: leafAt(Padding, func(m *mutant) int64 { return m.padding().first }), do: func(m *mutant) error {
		return m.exec(`UPDATE record_padding SET seed = ? WHERE first = ?`, make([]byte, 32), m.padding().first)
	}},
	{name: "less padding", want: leafAt(Padding, func(m *mutant) int64 { return m.padding().first }), do: func(m *mutant) error {
		return m.exec(`UPDATE record_padding SET length = length - 1 WHERE first = ?`, m.padding().first)
	}},
	{name: "no padding", want: leafAt(Dropped, func(m *mutant) int64 { return m.padding().first }), do: func(m *mutant) error {
		return m.exec(`DELETE FROM record_padding WHERE first = ?`, m.padding().first)
	}},
	{name: "padding for an entry", want: leafAt(Padding, here), do: func(m *mutant) error {
		if err := m.exec(`DELETE FROM record_entry WHERE number = ?`, m.at); err != nil {
			return err
		}
		return m.exec(`INSERT INTO record_padding (first, length, seed, mark) VALUES (?, 1, ?, ?)`, m.at, make([]byte, 32), make([]byte, 32))
	}},
	{name: "a checkpoint of another key", any: true, want: ofCheckpoint(CheckpointForeign), do: func(m *mutant) error {
		return m.resign(m.checkpoint, m.h.key.Origin(), 7)
	}},
	{name: "a checkpoint of another record", any: true, want: ofCheckpoint(CheckpointForeign), do: func(m *mutant) error {
		return m.resign(m.checkpoint, "haki.example.org/other", 0)
	}},
	{name: "an older checkpoint in its place", any: true, want: ofCheckpoint(CheckpointAltered), do: func(m *mutant) error {
		return m.exec(`UPDATE record_checkpoint SET note = ? WHERE n = ?`, m.note(m.checkpoint-1), m.checkpoint)
	}},
	{name: "a much older checkpoint in its place", any: true, want: ofCheckpoint(CheckpointAltered), do: func(m *mutant) error {
		m.checkpoint = max(m.checkpoint, 3)
		c, err := translog.OpenCheckpoint(m.note(m.checkpoint-2), m.h.key.public)
		if err != nil {
			return err
		}
		return m.exec(`UPDATE record_checkpoint SET note = ?, size = ? WHERE n = ?`, m.note(m.checkpoint-2), c.Size, m.checkpoint)
	}},
	{name: "another size of a checkpoint", any: true, want: ofCheckpoint(CheckpointAltered), do: func(m *mutant) error {
		return m.exec(`UPDATE record_checkpoint SET size = size + 1 WHERE n = ?`, m.checkpoint)
	}},
	{name: "a bit of a checkpoint", any: true, want: ofCheckpoint(CheckpointAltered), do: func(m *mutant) error {
		return m.exec(`UPDATE record_checkpoint SET note = ? WHERE n = ?`, strings.Replace(m.note(m.checkpoint), "\n", "0\n", 2), m.checkpoint)
	}},
	{name: "a checkpoint of another day", any: true, blind: true, want: ofCheckpoint(CheckpointAltered), do: func(m *mutant) error {
		return m.exec(`UPDATE record_checkpoint SET day = '2026-11-01' WHERE n = ?`, m.checkpoint)
	}},
	{name: "a checkpoint dropped", any: true, want: ofCheckpoint(CheckpointDropped), do: func(m *mutant) error {
		return m.exec(`DELETE FROM record_checkpoint WHERE n = ?`, m.checkpoint)
	}},
	{name: "the last checkpoint dropped", any: true, want: ofCheckpoint(CheckpointDropped), do: func(m *mutant) error {
		m.checkpoint = m.lastCheckpoint()
		return m.exec(`DELETE FROM record_checkpoint WHERE n = ?`, m.checkpoint)
	}},
	{name: "two checkpoints of one size", any: true, want: ofCheckpoint(Forked), do: func(m *mutant) error { // somebody with the key
		c, err := translog.OpenCheckpoint(m.note(m.checkpoint), m.h.key.public)
		if err != nil {
			return err
		}
		c.Root[0] ^= 1
		note, err := m.h.key.signer.Sign(c.Text())
		if err != nil {
			return err
		}
		at := fmt.Sprintf("fork %d", m.checkpoint)
		return m.exec(`UPDATE record_checkpoint SET note = ?, day = '', at = ?, mark = ? WHERE n = ?`, note, at, m.h.key.markCheckpoint(m.checkpoint, "", at, note), m.checkpoint)
	}},
	{name: "the head set back", any: true, want: leafAt(HeadAltered, func(*mutant) int64 { return -1 }), do: func(m *mutant) error {
		return m.h.key.writeHead(m.Tx, &m.h.old)
	}},
	{name: "the head and all checkpoints set back", any: true, blind: true, want: leafAt(HeadAltered, func(*mutant) int64 { return -1 }), do: func(m *mutant) error {
		if err := m.exec(`DELETE FROM record_checkpoint WHERE n > ?`, m.h.old.checkpoints); err != nil {
			return err
		}
		return m.h.key.writeHead(m.Tx, &m.h.old)
	}},
	{name: "the head altered", any: true, blind: true, want: leafAt(HeadAltered, func(*mutant) int64 { return -1 }), do: func(m *mutant) error {
		return m.exec(`UPDATE record_head SET shown_day = '2026-11-01'`)
	}},
	{name: "the head gone", any: true, want: leafAt(HeadAltered, func(*mutant) int64 { return -1 }), do: func(m *mutant) error {
		return m.exec(`DELETE FROM record_head`)
	}},
}

func (m *mutant) padding() padding { return m.h.pads[int(m.checkpoint)%len(m.h.pads)] }

func (m *mutant) lastCheckpoint() int64 {
	n, err := store.One(m.Tx, func(s store.Scan) (n int64, err error) { err = s(&n); return }, `SELECT max(n) FROM record_checkpoint`)
	if err != nil {
		m.h.Fatal(err)
	}
	return n
}

func (m *mutant) entries(from int64) []int64 {
	all, err := store.All(m.Tx, func(s store.Scan) (n int64, err error) { err = s(&n); return },
		`SELECT number FROM record_entry WHERE number >= ? ORDER BY number`, from)
	if err != nil {
		m.h.Fatal(err)
	}
	return all
}

func TestWhateverIsAlteredIsNamed(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.remember()
		r := rand.New(rand.NewPCG(18, 19))
		if rep := h.verify(); !rep.Sound() || rep.Disagreed != 0 || rep.Checked < 10 {
			t.Fatalf("not sound to begin with: %+v", rep)
		}
		watcher, err := Watcher(h.key.Public())
		if err != nil {
			t.Fatal(err)
		}
		for _, mut := range mutations {
			for range *positions {
				i := r.IntN(len(h.numbers) - 2)
				j := i + 1 + r.IntN(len(h.numbers)-2-i)
				var m *mutant
				h.tamper(func(tx *store.Tx) error {
					tx.Noted()
					m = &mutant{Tx: tx, h: h, at: h.numbers[i], other: h.numbers[j], size: h.size, checkpoint: 2 + r.Int64N(h.checkpoints-2)}
					return mut.do(m)
				}, func(tx *store.Tx) {
					rep, err := Verify(tx, h.key)
					if err != nil {
						t.Fatal(err)
					}
					judge(t, mut, m, rep)
					seen, err := Verify(tx, watcher, h.outside)
					if err != nil {
						t.Fatal(err)
					}
					if seen.Sound() != mut.blind {
						t.Errorf("%s at %d: without the key %+v", mut.name, m.at, seen.Flaws)
					}
				})
			}
		}
	})
}

func judge(t *testing.T, mut mutation, m *mutant, rep Report) {
	t.Helper()
	want := mut.want(m)
	found := false
	for _, f := range rep.Flaws {
		if f.Kind != want.Kind {
			if f.Kind == Cut { // what closed a gap is not gone
				t.Errorf("%s at %d: said to be cut: %+v", mut.name, m.at, rep.Flaws)
			}
			continue
		}
		if want.First < 0 && f.Checkpoint == want.Checkpoint || want.First >= 0 && f.First <= want.First && want.First <= f.Last {
			found = true
		}
	}
	first := want.First
	if mut.name == "one pushed in" {
		first = m.at
	}
	if !found || !mut.any && rep.First() != first {
		t.Errorf("%s at %d and %d, checkpoint %d of %d leaves: want %s at %d; found first %d:\n%+v", mut.name, m.at, m.other, m.checkpoint, m.size, want.Kind, first, rep.First(), rep.Flaws)
	}
}

// setBack makes the database what it was at a checkpoint: truly, head and all.
func setBack(tx *store.Tx, h *house) error {
	tx.Noted()
	size := h.old.edge.Size()
	for query, args := range map[string][]any{
		`DELETE FROM record_entry WHERE number >= ? OR number IS NULL`: {size},
		`DELETE FROM record_padding WHERE first >= ?`:                  {size},
		`DELETE FROM record_checkpoint WHERE n > ?`:                    {h.old.checkpoints},
		`DELETE FROM record_coarse`:                                    nil,
	} {
		if err := exec(tx, query, args...); err != nil {
			return err
		}
	}
	return h.key.writeHead(tx, &h.old)
}

// P-19: a database set back to yesterday agrees with itself. Who holds a later
// checkpoint sees it, and from where; and so do they who see two stories told.
func TestARecordSetBackIsSeenByWhoHoldsALaterCheckpoint(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.remember()
		var early string
		h.view(func(tx *store.Tx) error {
			shown, err := Shown(tx, 10)
			early = shown[len(shown)-1].Note
			return err
		})
		h.tamper(func(tx *store.Tx) error { return setBack(tx, h) }, func(tx *store.Tx) {
			if r, err := Verify(tx, h.key); err != nil || !r.Sound() {
				t.Errorf("alone it shows: %+v %v", r, err)
			}
			for name, k := range map[string]*Key{"with the key": h.key, "without": watcher(t, h)} {
				r, err := Verify(tx, k, h.outside)
				if err != nil || r.First() != h.old.edge.Size() || len(r.Flaws) != 1 || r.Flaws[0].Kind != SetBack || r.Flaws[0].Last != h.size-1 {
					t.Errorf("%s: %+v %v", name, r, err)
				}
			}
			// It goes on and tells another story, of the same length.
			for i := int64(0); i < h.size; i++ {
				if err := Append(tx, "intake.report.assess", "p1", Entry{Subject: matter(int(i))}, false); err != nil {
					t.Fatal(err)
				}
			}
			for {
				n, err := Sequence(tx, h.key)
				if err != nil {
					t.Fatal(err)
				}
				if n == 0 {
					break
				}
			}
			for name, k := range map[string]*Key{"with the key": h.key, "without": watcher(t, h)} {
				r, err := Verify(tx, k, early, h.outside)
				if err != nil || len(r.Flaws) != 1 || r.Flaws[0].Kind != Forked || r.Flaws[0].Checkpoint != -1 || r.First() < h.old.edge.Size()-1 || r.Disagreed != 2 {
					t.Errorf("%s, another story: %+v %v", name, r, err)
				}
			}
		})
		if r := h.verify(early, h.outside); !r.Sound() || r.Disagreed != 0 {
			t.Errorf("true checkpoints from outside: %+v", r)
		}
		other, _ := NewKey(origin, NewSecret())
		if r := func() (r Report) {
			h.view(func(tx *store.Tx) (err error) { r, err = Verify(tx, other, "not a note"); return })
			return
		}(); r.Sound() {
			t.Error("sound by another key")
		}
		if r := h.verify("not a note"); len(r.Flaws) != 1 || r.Flaws[0].Kind != OutsideForeign {
			t.Errorf("what is no checkpoint: %+v", r)
		}
	})
}

func watcher(t testing.TB, h *house) *Key {
	t.Helper()
	k, err := Watcher(h.key.Public())
	if err != nil {
		t.Fatal(err)
	}
	return k
}
