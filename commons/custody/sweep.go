package custody

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"haki/commons/act"
	"haki/commons/gate"
	"haki/commons/record"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/job"
	"haki/internal/seal"
	"haki/internal/store"
)

// Sweep is done by the clock alone.
var Sweep = act.Act{Name: "custody.file.sweep", Needs: gate.Clockwork}

// Room is where the shelf is looked after.
type Room struct {
	desk  *act.Desk
	shelf *Shelf
}

// NewRoom furnishes it.
func NewRoom(d *act.Desk, s *Shelf) *Room { return &Room{d, s} }

// Name is the room's.
func (r *Room) Name() string { return "custody" }

// Acts lists what is done here.
func (r *Room) Acts() []act.Act { return []act.Act{Sweep} }

// Jobs is what the clock does here.
func (r *Room) Jobs() []job.Job {
	return []job.Job{{Name: "custody.sweep", Every: time.Hour, Run: func(ctx context.Context) error {
		_, err := r.Sweep(ctx)
		return err
	}}}
}

// Sweep removes what nobody adopted in time and what was destroyed, and says how many
// files that were. Nothing is removed from a shelf that belongs to another database.
func (r *Room) Sweep(ctx context.Context) (int, error) {
	ctx = act.Clock(ctx)
	old, err := r.shelf.old()
	if err != nil {
		return 0, err
	}
	if err := r.claim(ctx); err != nil {
		return 0, err
	}
	var idle []string
	for len(old) > 0 {
		n := min(len(old), 400) // of one question's values
		some, err := r.idle(ctx, old[:n])
		if err != nil {
			return 0, err
		}
		idle, old = append(idle, some...), old[n:]
	}
	ended, err := r.ended(ctx)
	if err != nil {
		return 0, err
	}
	for _, name := range ended {
		if !slices.Contains(idle, name) {
			idle = append(idle, name)
		}
	}
	if len(idle) == 0 {
		return 0, nil
	}
	_, err = act.Do(ctx, r.desk, Sweep, whole, func(*store.Tx, *seal.Keys, gate.Scope) (struct{}, record.Entry, error) {
		return struct{}{}, record.Entry{Facts: []record.Fact{record.Count("files", len(idle))}}, nil
	})
	for _, name := range idle {
		if err == nil {
			err = r.shelf.remove(name)
		}
	}
	return len(idle), err
}

// whole is the subject of what concerns the institution.
func whole(*store.Tx) (gate.Scope, error) { return gate.Scope{}, nil }

// old lists the files that no act can adopt any more, by where they lie: those that
// never became whole, and those whose day is long enough past.
func (s *Shelf) old() (names []string, err error) {
	before := s.clock.Now().Add(-life - grace)
	err = fs.WalkDir(s.root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !named(path.Base(name)) || path.Dir(name) == "." {
			return err
		}
		i, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil // it was moved to its place meanwhile
		}
		if err == nil && !i.ModTime().After(before) {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		return nil, disk(err)
	}
	return names, nil
}

// idle are those of the files that no item stands for.
func (r *Room) idle(ctx context.Context, names []string) ([]string, error) {
	return act.See(ctx, r.desk, Sweep, whole, func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) ([]string, error) {
		args := make([]any, len(names))
		for i, n := range names {
			args[i] = path.Base(n)
		}
		stand, err := store.All(tx, scanID, `SELECT id FROM custody_item WHERE gone = '' AND id IN (?`+strings.Repeat(`, ?`, len(args)-1)+`)`, args...)
		if err != nil {
			return nil, err
		}
		standing := map[ItemID]bool{}
		for _, id := range stand {
			standing[id] = true
		}
		var idle []string
		for _, n := range names {
			if !standing[ItemID(path.Base(n))] {
				idle = append(idle, n)
			}
		}
		return idle, nil
	})
}

// ended are the files of items that were destroyed lately; they need not grow old.
func (r *Room) ended(ctx context.Context) ([]string, error) {
	return act.See(ctx, r.desk, Sweep, whole, func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (names []string, err error) {
		ids, err := store.All(tx, scanID, `SELECT id FROM custody_item WHERE gone >= ?`, clock.DayOf(tx.Now(), nil).Add(-7))
		for _, id := range ids {
			if r.shelf.has(id) {
				names = append(names, place(id))
			}
		}
		return names, err
	})
}

func scanID(s store.Scan) (id ItemID, err error) { err = s(&id); return id, err }

// mark is the file that says which database a shelf belongs to.
const mark = "shelf"

// errForeign is loud: whoever set the program up pointed it at the wrong folder.
var errForeign = errors.New("custody: the folder of files belongs to another database; nothing was removed")

// claim binds a new shelf to this database, or makes sure that it is ours.
func (r *Room) claim(ctx context.Context) error {
	ours, err := act.See(ctx, r.desk, Sweep, whole, func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (string, error) {
		id, err := store.One(tx, scanID, `SELECT id FROM custody_shelf`)
		if fault.Of(err) == fault.NotFound && err != nil {
			err = nil
		}
		return string(id), err
	})
	if err != nil {
		return err
	}
	theirs, err := r.shelf.root.ReadFile(mark)
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return disk(err)
	case err != nil:
		return r.mark(ctx, ours)
	case ours != strings.TrimSpace(string(theirs)):
		return errForeign
	}
	return nil
}

// mark writes into the folder which database it belongs to, and into the database if it
// has never had a shelf.
func (r *Room) mark(ctx context.Context, id string) (err error) {
	if id == "" {
		id, err = act.Do(ctx, r.desk, Sweep, whole, func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (string, record.Entry, error) {
			id := ident.New[Shelf](r.shelf.dice)
			_, err := tx.Exec(`INSERT INTO custody_shelf (id, one) VALUES (?, 1)`, id)
			return string(id), record.Entry{Facts: []record.Fact{record.ID("shelf", id)}}, err
		})
	}
	if err != nil {
		return err
	}
	if err := r.shelf.root.WriteFile(mark, []byte(id+"\n"), 0o600); err != nil {
		return disk(err)
	}
	return nil
}

// Missing lists the items whose file is not on the shelf: for whoever looks after the
// installation. Whether a file is whole is seen when it is opened.
func (s *Shelf) Missing(tx *store.Tx) ([]ItemID, error) {
	all, err := store.All(tx, scanID, `SELECT id FROM custody_item WHERE gone = '' ORDER BY id`)
	if err != nil {
		return nil, err
	}
	var missing []ItemID
	for _, id := range all {
		if !s.has(id) {
			missing = append(missing, id)
		}
	}
	return missing, nil
}
