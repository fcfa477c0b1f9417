package custody

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/iotest"
	"time"

	"haki/commons/act"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/seal"
	"haki/internal/store"
)

func TestAFileThatSomebodySentIsReadByItsReaderAndNobodyElse(t *testing.T) {
	each(t, func(r *rig) {
		body := strings.Repeat("what the witness heard. ", 9000)
		u := r.take("Lettre de Marie.txt", body)
		i := must(r.adopt(about("r1"), u))
		if got := must(r.bytes(r.asAda, about("r1"), i.ID)); got != body {
			t.Errorf("%d bytes came back of %d", len(got), len(body))
		}
		s := r.shown(r.asAda, about("r1"))
		if len(s) != 1 || !s[0].Open || s[0].Name.Reveal() != "Lettre de Marie.txt" || s[0].Kind != Text || s[0].Size != int64(len(body)) || s[0].Number != 1 {
			t.Errorf("ada sees %+v", s)
		}
		if _, err := r.bytes(r.asDan, about("r1"), i.ID); fault.Of(err) != fault.Forbidden {
			t.Errorf("dan: %v", err)
		}
		if s := r.shown(r.asDan, about("r1")); s[0].Open || s[0].Name.Open() || s[0].Kind != "" || s[0].Size != 0 || s[0].Digest.Open() {
			t.Errorf("dan sees %+v", s)
		}
		if _, err := r.bytes(r.public, about("r1"), i.ID); fault.Of(err) != fault.Withheld {
			t.Errorf("the public: %v", err)
		}
		if _, err := r.bytes(r.asAda, about("r2"), i.ID); fault.Of(err) != fault.NotFound {
			t.Errorf("by another matter: %v", err)
		}
	})
}

// P-01: neither the disk nor the database says what a file is called or holds.
func TestP01NeitherDiskNorDatabaseTells(t *testing.T) {
	each(t, func(r *rig) {
		const canary = "kanari-7f3a9c"
		i := must(r.adopt(about("r1"), r.take(canary+".txt", strings.Repeat(canary, 100))))
		digest := r.shown(r.asAda, about("r1"))[0].Digest.Reveal()
		var all strings.Builder
		if err := store.Dump(context.Background(), r.db, &all); err != nil {
			t.Fatal(err)
		}
		for _, name := range r.files() {
			all.WriteString(name + "\n" + string(must(os.ReadFile(filepath.Join(r.dir, name)))))
		}
		for _, s := range []string{canary, strings.ToUpper(canary), digest, "\"Kind\"", canary + ".txt"} {
			if strings.Contains(all.String(), s) {
				t.Errorf("%q is found", s)
			}
		}
		if !strings.Contains(all.String(), string(i.ID)) {
			t.Error("the search itself finds nothing")
		}
	})
}

// P-05: nothing stored of a reporter's file is finer than a day.
func TestP05AReportersFileKeepsTheDayOnly(t *testing.T) {
	each(t, func(r *rig) {
		i := must(r.adopt(about("r1"), r.take("a.txt", "x")))
		var all strings.Builder
		if err := store.Dump(context.Background(), r.db, &all); err != nil {
			t.Fatal(err)
		}
		for _, s := range []string{"15:04", "T15:", "T00:00"} {
			for _, line := range strings.Split(all.String(), "\n") {
				if strings.Contains(line, s) && !strings.HasPrefix(line, "schema") && !strings.HasPrefix(line, "store") {
					t.Errorf("%q", line)
				}
			}
		}
		at := must(os.Stat(filepath.Join(r.dir, place(i.ID)))).ModTime().UTC()
		if !at.Equal(begin.Truncate(24 * time.Hour)) {
			t.Errorf("the file itself says %s", at)
		}
		if l := r.chain(i.ID)[0]; !l.Moment.IsZero() || l.Day != "2026-11-23" {
			t.Errorf("%+v", l)
		}
	})
}

func TestFilesSurviveAWrongFieldAndABrokenSend(t *testing.T) {
	each(t, func(r *rig) {
		capsule := seal.NewCapsule([]byte(strings.Repeat("k", 32)), "intake.letter")
		token := capsule.Put(Pack([]Upload{r.take("a.txt", "one"), r.take("b.txt", "two")}), r.clock.Now(), 10*time.Minute)
		have := must(Unpack(must(capsule.Open(token, r.clock.Now()))))
		first := must(r.adopt(about("r1"), have[0]))
		again := must(r.adopt(about("r1"), must(Unpack(must(capsule.Open(token, r.clock.Now()))))[0]))
		if first.ID != again.ID || len(r.shown(r.asAda, about("r1"))) != 1 || len(r.chain(first.ID)) != 1 {
			t.Error("a form that was sent twice made two items")
		}
		if _, err := r.adopt(about("r2"), have[0]); fault.Of(err) != fault.Conflict {
			t.Errorf("one file in two matters: %v", err)
		}
		if got := must(r.bytes(r.asAda, about("r1"), first.ID)); got != "one" {
			t.Errorf("%q", got)
		}
		if _, err := Unpack([]byte(`{"ID":"kanari"}`)); err == nil || strings.Contains(err.Error(), "kanari") {
			t.Errorf("%v", err)
		}
	})
}

func TestAnUploadPrintsAsDots(t *testing.T) {
	r := alone(t)
	u := r.take("Lettre de Marie.txt", "x")
	f := &File{name: "Marie", key: u.key}
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "u", u, "f", f)
	slog.New(slog.NewTextHandler(&log, nil)).Info("x", "u", u, "f", f)
	b := must(json.Marshal(map[string]any{"u": u, "f": f, "all": []Upload{u}}))
	said := fmt.Sprintf("%v %+v %#v %s %v", u, u, u, u, f) + log.String() + string(b)
	if strings.Contains(said, "Marie") || strings.Contains(said, string(u.ID)) || !strings.Contains(said, seal.Dots) {
		t.Error(said)
	}
}

func TestWhatStandsForTheBytesTellsNothingWithoutItsSalt(t *testing.T) {
	each(t, func(r *rig) {
		one, two := must(r.adopt(about("r1"), r.take("a", "same"))), must(r.adopt(about("r2"), r.take("b", "same")))
		if one.commitment == two.commitment || one.commitment == commitment(nil, r.take("c", "same").digest) {
			t.Error("somebody who has the file can look for it")
		}
		f := must(Read(r.asAda, r.desk, r.shelf, read, found(about("r1")), one.ID))
		if commitment(f.sheet.Salt, f.sheet.Digest) != one.commitment {
			t.Error("its reader cannot prove which bytes were taken")
		}
	})
}

func TestWhatIsNotOnTheShelfIsNotAdopted(t *testing.T) {
	each(t, func(r *rig) {
		u := r.take("a", "x")
		os.Remove(filepath.Join(r.dir, place(u.ID)))
		for name, u := range map[string]Upload{"a file that went": u, "none": {}, "one that is not ours": {ID: "../../../etc/passwd"}} {
			if _, err := r.adopt(about("r1"), u); fault.Of(err) != fault.Invalid {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestWhatIsRefusedAtTheDoor(t *testing.T) {
	r := alone(t)
	small := Limits{File: 10, Total: 15, Count: 3}
	seven := must(r.shelf.Take(context.Background(), strings.NewReader("1234567"), "a", small))
	nine := must(r.shelf.Take(context.Background(), strings.NewReader("123456789"), "b", Usual))
	for name, c := range map[string]struct {
		body, name string
		have       []Upload
		key        string
	}{
		"an empty file":               {"", "a.txt", nil, "custody.empty"},
		"one byte too many":           {"12345678901", "a.txt", nil, "custody.too_big"},
		"too much together":           {"123456789", "a.txt", []Upload{seven}, "custody.too_much"},
		"too much together already":   {"1", "a.txt", []Upload{seven, nine}, "custody.too_much"},
		"more files than are allowed": {"1", "a.txt", []Upload{seven, seven, seven}, "custody.too_many"},
	} {
		_, err := r.shelf.Take(context.Background(), strings.NewReader(c.body), c.name, small, c.have...)
		all := fault.All(err)
		if len(all) != 1 || all[0].Key != c.key || all[0].Field != "file" || all[0].Kind != fault.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if n := len(r.files()); n != 2 {
		t.Errorf("%d files are left, want the 2 that were taken: %v", n, r.files())
	}
	if u, err := r.shelf.Take(context.Background(), strings.NewReader(""), "", Usual); err != nil || !u.None() {
		t.Errorf("no file chosen: %v", err)
	}
	for name, n := range map[string]int{"the largest that may be": 10, "one byte": 1} {
		if _, err := r.shelf.Take(context.Background(), strings.NewReader(strings.Repeat("x", n)), "a", small); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTheSameBytesTwiceAreOneFile(t *testing.T) {
	each(t, func(r *rig) {
		one := r.take("a.txt", "same")
		two := r.take("b.txt", "same", one)
		if one.ID != two.ID || len(With([]Upload{one}, two)) != 1 || len(r.files()) != 1 {
			t.Errorf("taken twice: %v", r.files())
		}
		other := r.take("c.txt", "same") // from another form of the same matter
		must(r.adopt(about("r1"), one))
		must(r.adopt(about("r1"), other))
		if s := r.shown(r.asAda, about("r1")); len(s) != 2 || s[0].Again != 0 || s[1].Again != 1 {
			t.Errorf("%+v", s)
		}
		if left := Without(With([]Upload{one}, other), one.ID); len(left) != 1 || left[0].ID != other.ID {
			t.Errorf("%d left", len(left))
		}
	})
}

func TestAnUploadThatBreaksOffLeavesNothing(t *testing.T) {
	r := alone(t)
	long := strings.Repeat("x", 200_000)
	for name, in := range map[string]io.Reader{
		"the line breaks":       io.MultiReader(strings.NewReader(long), iotest.ErrReader(io.ErrUnexpectedEOF)),
		"the line breaks early": iotest.ErrReader(io.ErrUnexpectedEOF),
	} {
		_, err := r.shelf.Take(context.Background(), in, "a", Usual)
		if all := fault.All(err); len(all) != 1 || all[0].Key != "custody.broken_off" {
			t.Errorf("%s: %v", name, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	gone := readerFunc(func(p []byte) (int, error) { cancel(); return copy(p, long), nil })
	if _, err := r.shelf.Take(ctx, gone, "a", Usual); !errors.Is(err, context.Canceled) {
		t.Errorf("the sender goes away: %v", err)
	}
	ours := errors.New("another limit")
	if _, err := r.shelf.Take(context.Background(), io.MultiReader(strings.NewReader(long), iotest.ErrReader(ours)), "a", Usual); !errors.Is(err, ours) {
		t.Errorf("what the web says of the body is lost: %v", err)
	}
	if left := r.files(); len(left) != 0 {
		t.Errorf("%v", left)
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

func TestAFullDiskIsSaidAndLeavesNothing(t *testing.T) {
	r := alone(t)
	create := r.shelf.create
	for name, breaks := range map[string]fullFile{"while writing": {left: 70_000}, "while syncing": {left: 1 << 30, sync: syscall.ENOSPC}} {
		r.shelf.create = func(name string) (file, error) {
			f, err := create(name)
			return &fullFile{f, breaks.left, breaks.sync}, err
		}
		_, err := r.shelf.Take(context.Background(), strings.NewReader(strings.Repeat("x", 200_000)), "a", Usual)
		if all := fault.All(err); len(all) != 1 || all[0].Key != "custody.no_room" || all[0].Kind != fault.Unavailable {
			t.Errorf("%s: %v", name, err)
		}
	}
	r.shelf.create = create
	r.shelf.free = func(string) (int64, bool) { return spare - 1, true }
	if _, err := r.shelf.Take(context.Background(), strings.NewReader("x"), "a", Usual); fault.Of(err) != fault.Unavailable {
		t.Errorf("what the database needs was given to uploads: %v", err)
	}
	if left := r.files(); len(left) != 0 {
		t.Errorf("%v", left)
	}
	if n, known := free(r.dir); known && n <= 0 {
		t.Errorf("%d bytes are free", n)
	}
}

type fullFile struct {
	file
	left int
	sync error
}

func (f *fullFile) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, &os.PathError{Op: "write", Path: "/secret/place", Err: syscall.ENOSPC}
	}
	return f.file.Write(p)
}

func (f *fullFile) Sync() error {
	if f.sync != nil {
		return f.sync
	}
	return f.file.Sync()
}

func TestWhatWasAlteredIsNotGivenOut(t *testing.T) {
	each(t, func(r *rig) {
		body := strings.Repeat("evidence ", 20_000)
		for name, alter := range map[string]func([]byte) []byte{
			"one bit":          func(b []byte) []byte { b[len(b)/2] ^= 1; return b },
			"the last bit":     func(b []byte) []byte { b[len(b)-1] ^= 1; return b },
			"cut":              func(b []byte) []byte { return b[:len(b)-1] },
			"cut at a chunk":   func(b []byte) []byte { return b[:20+65552] },
			"lengthened":       func(b []byte) []byte { return append(b, 0) },
			"emptied":          func([]byte) []byte { return nil },
			"another's chunks": func(b []byte) []byte { return append(b[:20:20], append(b[20+65552:20+2*65552], b[20:]...)...) },
		} {
			i := must(r.adopt(about("r1"), r.take("a.txt", body)))
			path := filepath.Join(r.dir, place(i.ID))
			if err := os.WriteFile(path, alter(must(os.ReadFile(path))), 0o600); err != nil {
				t.Fatal(err)
			}
			if got, err := r.bytes(r.asAda, about("r1"), i.ID); err == nil || fault.Of(err) != fault.Internal || got != "" {
				t.Errorf("%s: %d bytes, %v", name, len(got), err)
			}
		}
		one, two := must(r.adopt(about("r2"), r.take("a", "one"))), must(r.adopt(about("r2"), r.take("b", "two")))
		if err := os.Rename(filepath.Join(r.dir, place(one.ID)), filepath.Join(r.dir, place(two.ID))); err != nil {
			t.Fatal(err)
		}
		for _, id := range []ItemID{one.ID, two.ID} {
			if _, err := r.bytes(r.asAda, about("r2"), id); err == nil || fault.Of(err) != fault.Internal {
				t.Errorf("a file in another's place, or none: %v", err)
			}
		}
		var missing []ItemID
		r.db.View(context.Background(), func(tx *store.Tx) (err error) { missing, err = r.shelf.Missing(tx); return err })
		if len(missing) != 1 || missing[0] != one.ID {
			t.Errorf("missing: %v", missing)
		}
	})
}

// A file whose length or digest the sheet does not know was changed together with its
// key: by somebody who holds the readers' keys.
func TestASheetAndItsFileBelongTogether(t *testing.T) {
	each(t, func(r *rig) {
		i := must(r.adopt(about("r1"), r.take("a", "one")))
		f := must(Read(r.asAda, r.desk, r.shelf, read, found(about("r1")), i.ID))
		f.sheet.Digest[0] ^= 1
		if _, err := f.Reader(); err == nil || fault.Of(err) != fault.Internal {
			t.Errorf("another digest: %v", err)
		}
		f.sheet.Digest[0] ^= 1
		f.sheet.Size++
		if _, err := f.Reader(); err == nil || fault.Of(err) != fault.Internal {
			t.Errorf("another length: %v", err)
		}
	})
}

func TestEveryReadingIsEntered(t *testing.T) {
	each(t, func(r *rig) {
		i := must(r.adopt(about("r1"), r.take("a", "one")))
		must(r.bytes(r.asAda, about("r1"), i.ID))
		var all strings.Builder
		if err := store.Dump(context.Background(), r.db, &all); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(all.String(), read.Name) || strings.Count(all.String(), `evidence`) < 2 || strings.Count(all.String(), i.commitment) < 3 {
			t.Errorf("the record does not name what was read:\n%s", all.String())
		}
		silent := read
		silent.Sensitive = false
		if _, err := Read(r.asAda, r.desk, r.shelf, silent, found(about("r1")), i.ID); err == nil {
			t.Error("evidence was read by an act that the record does not name")
		}
	})
}

func TestTwoAtOnceGetTwoNumbers(t *testing.T) {
	each(t, func(r *rig) {
		const n = 12
		var all sync.WaitGroup
		errs := make([]error, n)
		for k := range n {
			all.Go(func() {
				u, err := r.shelf.Take(context.Background(), strings.NewReader(fmt.Sprint("file ", k)), "a", Usual)
				if err == nil {
					_, err = r.adopt(about("r1"), u)
				}
				errs[k] = err
			})
		}
		all.Wait()
		if err := errors.Join(errs...); err != nil {
			t.Fatal(err)
		}
		for k, s := range r.shown(r.asAda, about("r1")) {
			if s.Number != k+1 {
				t.Errorf("the item in place %d has number %d", k+1, s.Number)
			}
		}
		if len(r.shown(r.asAda, about("r1"))) != n {
			t.Error("one was lost")
		}
	})
}

func TestTheSameUploadTwiceAtOnceIsOneItem(t *testing.T) {
	each(t, func(r *rig) {
		u := r.take("a", "x")
		var all sync.WaitGroup
		errs := make([]error, 4)
		for k := range errs {
			all.Go(func() { _, errs[k] = r.adopt(about("r1"), u) })
		}
		all.Wait()
		if err := errors.Join(errs...); err != nil {
			t.Fatal(err)
		}
		if n := len(r.shown(r.asAda, about("r1"))); n != 1 {
			t.Errorf("%d items", n)
		}
	})
}

func TestAKeyMadeBeforehandIsTheItems(t *testing.T) {
	each(t, func(r *rig) {
		u := must(Prepare(r.take("a", "x"), r.ada.Recipient()))
		i := must(r.adopt(about("r1"), u))
		if got := must(r.bytes(r.asAda, about("r1"), i.ID)); got != "x" {
			t.Errorf("%q", got)
		}
		stale := must(Prepare(r.take("b", "y"), r.dan.Recipient()))
		if _, err := r.adopt(about("r1"), stale); fault.Of(err) != fault.Stale {
			t.Errorf("readers who changed meanwhile: %v", err)
		}
	})
}

func TestAnItemIsDestroyedByItself(t *testing.T) {
	each(t, func(r *rig) {
		one, two := must(r.adopt(about("r1"), r.take("a", "one"))), must(r.adopt(about("r1"), r.take("b", "two")))
		copied := must(os.ReadFile(filepath.Join(r.dir, place(one.ID))))
		err := r.do(func(tx *store.Tx, _ *seal.Keys) error {
			return r.shelf.Destroy(tx, one, Holder{"person", "ada"}, "MIRA")
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := r.bytes(r.asAda, about("r1"), one.ID); fault.Of(err) != fault.Conflict {
			t.Errorf("destroyed: %v", err)
		}
		// the row as it was, from a backup, and the bytes, from a copy: the key is not there any more
		os.WriteFile(filepath.Join(r.dir, place(one.ID)), copied, 0o600)
		_, err = act.See(r.asAda, r.desk, read, found(about("r1")), func(_ *store.Tx, keys *seal.Keys, _ subject) (*File, error) { return r.shelf.Open(keys, one) })
		if fault.Of(err) != fault.Forbidden {
			t.Errorf("from an old row: %v", err)
		}
		if got := must(r.bytes(r.asAda, about("r1"), two.ID)); got != "two" {
			t.Errorf("the other item: %q", got)
		}
		links := r.chain(one.ID)
		if err := Whole(one.ID, links); err != nil || len(links) != 3 || Holds(links) != Nobody {
			t.Errorf("%v: %+v", err, links)
		}
		s := r.shown(r.asAda, about("r1"))
		if len(s) != 2 || s[0].Gone != "2026-11-23" || s[0].Open {
			t.Errorf("%+v", s)
		}
		if n := must(r.room.Sweep(context.Background())); n != 1 || len(r.files()) != 1 {
			t.Errorf("%d swept, %v left", n, r.files())
		}
		os.WriteFile(filepath.Join(r.dir, place(one.ID)), copied, 0o600) // somebody put it back
		os.Chtimes(filepath.Join(r.dir, place(one.ID)), begin, begin)
		r.clock.Advance(30 * 24 * time.Hour)
		if n := must(r.room.Sweep(context.Background())); n != 1 || len(r.files()) != 1 {
			t.Errorf("%d swept a month later, %v left", n, r.files())
		}
		again := r.do(func(tx *store.Tx, _ *seal.Keys) error {
			i, err := Find(tx, one.ID)
			if err == nil {
				err = r.shelf.Destroy(tx, i, Holder{"person", "ada"}, "MIRA")
			}
			return err
		})
		if fault.Of(again) != fault.Conflict {
			t.Errorf("destroyed twice: %v", again)
		}
		risen := r.do(func(tx *store.Tx, _ *seal.Keys) error {
			_, err := Hand(tx, one.ID, Link{How: Handed, From: Nobody, To: Laboratory("lab-1"), Condition: Intact})
			return err
		})
		if fault.Of(risen) != fault.Conflict {
			t.Errorf("what was destroyed was handed on: %v", risen)
		}
	})
}

func TestTheSweepTakesWhatNobodyAdopted(t *testing.T) {
	each(t, func(r *rig) {
		kept := must(r.adopt(about("r1"), r.take("a", "kept")))
		idle := r.take("b", "idle")
		torn := filepath.Join(r.dir, arriving, "0123456789abcdefghjkmnpqrs")
		os.WriteFile(torn, []byte("half"), 0o600)
		os.Chtimes(torn, begin, begin)
		other := filepath.Join(r.dir, arriving, "README")
		os.WriteFile(other, []byte("somebody's"), 0o600)
		os.Chtimes(other, begin.Add(-24*time.Hour), begin.Add(-24*time.Hour))
		sweep := func(want int) {
			t.Helper()
			if n, err := r.room.Sweep(context.Background()); err != nil || n != want {
				t.Errorf("%d swept, %v; want %d", n, err, want)
			}
		}
		sweep(0)
		r.clock.Set(begin.Truncate(24 * time.Hour).Add(life - time.Second))
		sweep(0)
		late := must(r.adopt(about("r1"), r.take("c", "x")))
		if _, err := r.adopt(about("r1"), r.take("d", "y")); err != nil {
			t.Error(err)
		}
		r.clock.Set(begin.Truncate(24 * time.Hour).Add(life))
		if _, err := r.adopt(about("r1"), idle); fault.All(err)[0].Key != "custody.upload_gone" {
			t.Errorf("adopted when the sweep is near: %v", err)
		}
		r.clock.Set(begin.Truncate(24 * time.Hour).Add(life + grace - time.Second))
		os.Chtimes(torn, begin.Truncate(24*time.Hour), begin.Truncate(24*time.Hour))
		sweep(0)
		r.clock.Advance(time.Second)
		sweep(2)
		if _, err := os.Stat(other); err != nil {
			t.Error("a file that is not ours was removed")
		}
		for _, i := range []Item{kept, late} {
			if _, err := r.bytes(r.asAda, about("r1"), i.ID); err != nil {
				t.Errorf("what was adopted is gone: %v", err)
			}
		}
		sweep(0)
	})
}

func TestASweepSparesAnotherDatabasesShelf(t *testing.T) {
	each(t, func(r *rig) {
		r.take("a", "idle")
		if _, err := r.room.Sweep(context.Background()); err != nil {
			t.Fatal(err)
		}
		os.WriteFile(filepath.Join(r.dir, mark), []byte("another\n"), 0o600)
		r.clock.Advance(30 * 24 * time.Hour)
		if _, err := r.room.Sweep(context.Background()); !errors.Is(err, errForeign) || len(r.files()) != 1 {
			t.Errorf("%v: %v", err, r.files())
		}
		os.Remove(filepath.Join(r.dir, mark))
		if n := must(r.room.Sweep(context.Background())); n != 1 {
			t.Errorf("%d swept after the mark was lost", n)
		}
	})
}

func TestAChainHasNoGap(t *testing.T) {
	each(t, func(r *rig) {
		i := must(r.adopt(about("r1"), r.take("a", "x")))
		hand := func(l Link) error {
			return r.do(func(tx *store.Tx, _ *seal.Keys) error { _, err := Hand(tx, i.ID, l); return err })
		}
		team, lab, ada := Holder{"team", "conduct"}, Laboratory("lab-1"), Holder{"person", "ada"}
		for name, c := range map[string]struct {
			l    Link
			want fault.Kind
		}{
			"from hands that do not hold it": {Link{How: Handed, From: ada, To: lab, Condition: Intact}, fault.Conflict},
			"taken in again":                 {Link{How: TakenIn, From: team, To: lab, Condition: Intact}, fault.Conflict},
			"destroyed by the back door":     {Link{How: Destroyed, From: team, To: Nobody, Condition: Intact}, fault.Conflict},
			"a name for a holder":            {Link{How: Handed, From: team, To: Outside("Marie Kabila"), Condition: Intact}, fault.Invalid},
			"a sentence for a place":         {Link{How: Handed, From: team, To: lab, Where: "in the market", Condition: Intact}, fault.Invalid},
			"a condition nobody knows":       {Link{How: Handed, From: team, To: lab, Condition: "fine"}, fault.Invalid},
			"a way nobody knows":             {Link{How: "lost", From: team, To: lab, Condition: Intact}, fault.Invalid},
		} {
			if err := hand(c.l); fault.Of(err) != c.want {
				t.Errorf("%s: %v", name, err)
			}
		}
		r.clock.Advance(time.Hour)
		for _, l := range []Link{
			{How: Handed, From: team, To: ada, Where: "MIRA", Condition: Intact},
			{How: Copied, From: ada, To: State("XA"), Condition: Intact},
			{How: Handed, From: ada, To: lab, Condition: Opened},
			{How: Returned, From: lab, To: team, Condition: Damaged},
		} {
			if err := hand(l); err != nil {
				t.Fatalf("%+v: %v", l, err)
			}
		}
		links := r.chain(i.ID)
		if err := Whole(i.ID, links); err != nil || len(links) != 5 || Holds(links) != team || links[1].Moment.IsZero() {
			t.Errorf("%v: %+v", err, links)
		}
		for name, alter := range map[string]func([]Link) []Link{
			"a link left out": func(l []Link) []Link { return append(l[:2:2], l[3:]...) },
			"the last cut and renumbered": func(l []Link) []Link {
				l[3].Place = 5
				return append(l[:3:3], l[4])
			},
			"another day":       func(l []Link) []Link { l[1].Day = "2026-11-22"; return l },
			"another moment":    func(l []Link) []Link { l[1].Moment = l[1].Moment.Add(time.Second); return l },
			"another condition": func(l []Link) []Link { l[4].Condition = Intact; return l },
			"another place":     func(l []Link) []Link { l[1].Where = "MONA"; return l },
			"none at all":       func([]Link) []Link { return nil },
		} {
			if err := Whole(i.ID, alter(append([]Link(nil), links...))); fault.Of(err) != fault.Conflict {
				t.Errorf("%s went unnoticed", name)
			}
		}
		if err := Whole("another", links); err == nil {
			t.Error("a chain serves another item")
		}
	})
}

// alone is a shelf without a database's help.
func alone(t *testing.T) (r *rig) {
	c := &clock.Fixed{T: begin}
	r = &rig{T: t, clock: c, dir: filepath.Join(t.TempDir(), "files")}
	r.shelf = must(OpenShelf(r.dir, c))
	t.Cleanup(func() { r.shelf.Close() })
	return r
}
