package store

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"
)

func steps(texts ...string) fstest.MapFS {
	m := fstest.MapFS{"classes.txt": {Data: []byte("not a step")}}
	for i, t := range texts {
		m[fmt.Sprintf("%03d_step.sql", i+1)] = &fstest.MapFile{Data: []byte(t)}
	}
	return m
}

const (
	one = `CREATE TABLE room_a (id TEXT PRIMARY KEY) -- first`
	two = `CREATE TABLE room_b (id TEXT REFERENCES room_a (id)); INSERT INTO room_a VALUES ('x')`
)

func TestAStepRunsOnce(t *testing.T) {
	each(t, func(t *testing.T, open func() *DB) {
		ctx := context.Background()
		for _, s := range []fstest.MapFS{steps(one), steps(one), steps(one, two), steps("CREATE TABLE room_a\n(id TEXT PRIMARY KEY) /* other words */", two)} {
			if err := open().Migrate(ctx, "room", s); err != nil {
				t.Fatal(err)
			}
		}
		if err := open().Migrate(ctx, "other", steps(`CREATE TABLE other_a (id TEXT)`)); err != nil {
			t.Errorf("another room's first step: %v", err)
		}
	})
}

func TestARoomMayHandOverWhatItEmbeds(t *testing.T) {
	each(t, func(t *testing.T, open func() *DB) {
		if err := open().Migrate(context.Background(), "room", fstest.MapFS{"migrations/001_a.sql": {Data: []byte(one)}}); err != nil {
			t.Error(err)
		}
	})
}

func TestAStepThatRanMayNotChange(t *testing.T) {
	each(t, func(t *testing.T, open func() *DB) {
		db, ctx := open(), context.Background()
		if err := db.Migrate(ctx, "room", steps(one)); err != nil {
			t.Fatal(err)
		}
		if err := db.Migrate(ctx, "room", steps(strings.Replace(one, "id", "ident", 1))); err == nil {
			t.Error("a changed step was taken for the old one")
		}
	})
}

func TestStepsAreNumberedWithoutGaps(t *testing.T) {
	each(t, func(t *testing.T, open func() *DB) {
		db, text := open(), &fstest.MapFile{Data: []byte(one)}
		for _, files := range []fstest.MapFS{
			{}, {"classes.txt": text}, {"002_a.sql": text}, {"001_a.sql": text, "001_b.sql": text}, {"001_a.sql": text, "003_b.sql": text}, {"1_a.sql": text}, {"001_A.sql": text},
		} {
			if err := db.Migrate(context.Background(), "room", files); err == nil {
				t.Errorf("%v was taken", files)
			}
		}
	})
}

func TestAStepThatFailsLeavesNothingOfItself(t *testing.T) {
	each(t, func(t *testing.T, open func() *DB) {
		db, ctx := open(), context.Background()
		if err := db.Migrate(ctx, "room", steps(one, two+`; INSERT INTO nowhere VALUES (1)`)); err == nil {
			t.Fatal("a broken step ran")
		}
		if err := db.Migrate(ctx, "room", steps(one, two)); err != nil {
			t.Errorf("mended: %v", err)
		}
	})
}

func TestProgramsThatStartTogetherMigrateOnce(t *testing.T) {
	each(t, func(t *testing.T, open func() *DB) {
		var all sync.WaitGroup
		var dbs []*DB
		for range 6 {
			dbs = append(dbs, open())
		}
		for _, db := range dbs {
			all.Go(func() {
				if err := db.Migrate(context.Background(), "room", steps(one, two)); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
	})
}

// Killed again and again in the middle of its steps, the program ends where it
// would have ended, each step run once.
func TestKilledWhileMigratingItGoesOn(t *testing.T) {
	each(t, func(t *testing.T, open func() *DB) {
		at := open().where(t)
		kills := 0
		for ; kills < 12; kills++ {
			late := time.After(time.Duration(40+40*kills) * time.Millisecond)
			if finished := killedWhen(t, "TestMigratingChild", at, filepath.Join(t.TempDir(), "out"), late); finished {
				break
			}
		}
		db := open()
		if err := db.Migrate(context.Background(), "long", long()); err != nil {
			t.Fatal(err)
		}
		err := db.View(context.Background(), func(tx *Tx) error {
			n, err := One(tx, number, `SELECT count(*) FROM long_row`)
			if n != longSteps*longRows {
				t.Errorf("%d rows after %d kills, want %d", n, kills, longSteps*longRows)
			}
			return err
		})
		if err := errors.Join(err, db.Check(context.Background())); err != nil {
			t.Error(err)
		}
	})
}

const longSteps, longRows = 30, 50

func long() fstest.MapFS {
	texts := []string{}
	for i := range longSteps {
		text := fmt.Sprintf(`CREATE TABLE long_%d (id BIGINT);`, i)
		if i == 0 {
			text += `CREATE TABLE long_row (step BIGINT NOT NULL, n BIGINT NOT NULL, PRIMARY KEY (step, n));`
		}
		for n := range longRows {
			text += fmt.Sprintf(`INSERT INTO long_row VALUES (%d, %d);`, i, n)
		}
		texts = append(texts, text)
	}
	return steps(texts...)
}

func TestMigratingChild(t *testing.T) {
	if *childAt == "" {
		t.Skip("runs in a process of its own")
	}
	if err := opened(t, *childAt).Migrate(context.Background(), "long", long()); err != nil {
		t.Fatal(err)
	}
	fmt.Println("finished")
}

// What was acknowledged is there after a kill, and the database is whole (P-04).
func TestWhatWasAcknowledgedSurvivesAKill(t *testing.T) {
	eachThing(t, func(t *testing.T, db *DB) {
		at := db.where(t)
		acknowledged := 0
		for round := range int64(4) {
			out := filepath.Join(t.TempDir(), "out")
			killedWhen(t, "TestWritingChild", at, out, written(out, 1000*(round+1)))
			f, err := os.Open(out)
			if err != nil {
				t.Fatal(err)
			}
			again := opened(t, at)
			for lines := bufio.NewScanner(f); lines.Scan(); {
				id, is := strings.CutPrefix(lines.Text(), "kept ")
				if !is || len(id) != 26 {
					continue
				}
				acknowledged++
				err := again.View(context.Background(), func(tx *Tx) error {
					_, err := One(tx, number, `SELECT n FROM things_thing WHERE id = ?`, id)
					return err
				})
				if err != nil {
					t.Errorf("%s was acknowledged and is lost: %v", id, err)
				}
			}
			if err := errors.Join(f.Close(), again.Check(context.Background()), again.Close()); err != nil {
				t.Error(err)
			}
		}
		if acknowledged == 0 {
			t.Error("nothing was written before the kills")
		}
		t.Logf("%d acknowledged, none lost", acknowledged)
	})
}

func TestWritingChild(t *testing.T) {
	if *childAt == "" {
		t.Skip("runs in a process of its own")
	}
	db := opened(t, *childAt)
	for range 4 {
		go func() {
			for {
				id := randomID()
				if err := change(db, func(tx *Tx) error { return add(tx, id, 1) }); err == nil {
					os.Stdout.WriteString("kept " + id + "\n")
				}
			}
		}()
	}
	time.Sleep(time.Minute)
}

// written tells when a file has grown to a size.
func written(path string, size int64) <-chan time.Time {
	grown := make(chan time.Time, 1)
	go func() {
		for range 6000 {
			if i, err := os.Stat(path); err == nil && i.Size() >= size {
				break
			}
			time.Sleep(5 * time.Millisecond)
		}
		grown <- time.Time{}
	}()
	return grown
}

// killedWhen runs a test of this program in a process of its own and kills it.
func killedWhen(t *testing.T, test, at, out string, when <-chan time.Time) (finished bool) {
	t.Helper()
	f, err := os.Create(out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	c := exec.Command(os.Args[0], "-test.run=^"+test+"$", "-child="+at)
	c.Stdout = f
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- c.Wait() }()
	select {
	case err := <-done:
		if err != nil {
			said, _ := os.ReadFile(out)
			t.Fatalf("%v: %s", err, said)
		}
		return true
	case <-when:
		c.Process.Kill()
		<-done
		return false
	}
}
