package cli

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strconv"
	"sync"

	"haki/app"
	"haki/internal/clock"
	"haki/internal/lang"
	"haki/science/namematch"
	"haki/science/namematch/roman"
	"haki/science/namematch/sheet"
)

type screenCommand struct {
	Register string  `help:"The register: CSV or XLSX with register_id, name, aliases, dob, nationality, gender, id_number, rank, place; .gz too." required:"" placeholder:"FILE"`
	Roster   string  `help:"The persons to look up: the same columns, roster_id first." required:"" placeholder:"FILE"`
	Out      string  `help:"Where the candidates go, as CSV; - is the screen." placeholder:"FILE"`
	Max      int     `help:"How many candidates of one person at most." default:"20"`
	MinScore float64 `help:"Leave out candidates less probable than this." name:"min-score" default:"0"`
	Jobs     int     `help:"How many persons to look up at once; 0 is one for each core." default:"0"`
	Expected float64 `help:"How many of a thousand persons are expected to be in the register." default:"500" placeholder:"N"`
	Explain  string  `help:"Explain the candidates of this one person on the screen, in words." placeholder:"ROSTER_ID"`
	Lang     string  `help:"Language of the explanation and of what is reported." default:"en" enum:"en,fr"`
}

// unreadable is an error of input: exit code 2.
type unreadable struct{ error }

func (u unreadable) Unwrap() error { return u.error }

// rosterRow is a person of the roster.
type rosterRow struct {
	namematch.Record
	line int
}

// screening is one run of the command.
type screening struct {
	*screenCommand
	s     *session
	words *lang.Words
	index *namematch.Index
	rows  []rosterRow
	bar   bar
}

// Run screens a roster against a register.
func (c *screenCommand) Run(s *session) error {
	if c.Out == "" && c.Explain == "" || c.Max < 1 || c.Expected <= 0 || c.Expected >= 1000 {
		return unreadable{errors.New("--out or --explain is needed, --max at least 1, --expected between 0 and 1000")}
	}
	words, err := lang.New(app.Words())
	if err != nil {
		return err
	}
	run := &screening{screenCommand: c, s: s, words: words, index: namematch.New(), bar: newBar(s.err, words, c.Lang)}
	wall := clock.Wall{}
	begin := wall.Now()
	if err := run.readRegister(); err != nil {
		return unreadable{err}
	}
	run.index.Settle()
	indexed := wall.Now()
	if err := run.readRoster(); err != nil {
		return unreadable{err}
	}
	if c.Explain != "" {
		return run.explainOne()
	}
	if err := run.write(); err != nil {
		return err
	}
	run.bar.done()
	fmt.Fprintf(s.err, "index_s %.3f search_s %.3f rows %d\n", indexed.Sub(begin).Seconds(), wall.Now().Sub(indexed).Seconds(), len(run.rows))
	return nil
}

// columns of the register; the roster has no aliases and its own identifier.
var columns = []string{"register_id", "name", "aliases", "dob", "nationality", "gender", "id_number", "rank", "place"}

func recordOf(f []string) namematch.Record {
	return namematch.Record{ID: f[0], Name: f[1], Aliases: f[2], Born: f[3], Nationality: f[4], Gender: f[5], Number: f[6], Rank: f[7], Place: f[8]}
}

func (r *screening) readRegister() error {
	n := 0
	return r.read(r.Register, columns, func(line int, f []string) {
		if f[0] == "" {
			r.leave(r.Register, line, "no_id")
			return
		}
		if err := r.index.Add(recordOf(f)); err != nil {
			r.leave(r.Register, line, reasonOf(err))
			return
		}
		n++
		r.bar.show("screen_indexed", n, 0)
	})
}

func (r *screening) readRoster() error {
	own := slices.Clone(columns)
	own[0] = "roster_id"
	return r.read(r.Roster, own, func(line int, f []string) {
		if f[0] == "" {
			r.leave(r.Roster, line, "no_id")
			return
		}
		r.rows = append(r.rows, rosterRow{recordOf(f), line})
	})
}

func (r *screening) read(path string, names []string, row func(int, []string)) error {
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	table := sheet.Reader{Columns: names, Needed: 2, Row: row, Flaw: func(line int, why sheet.Flaw) { r.leave(path, line, string(why)) }}
	if err := table.Read(in); err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	return nil
}

// leave reports a row that cannot be used. words: app.screen_row_*
func (r *screening) leave(path string, line int, why string) {
	r.bar.done()
	fmt.Fprintf(r.s.err, "%s:%d: %s\n", path, line, r.words.Text(lang.Tag(r.Lang), "app.screen_row_"+why))
}

func reasonOf(err error) string {
	switch {
	case errors.Is(err, roman.ErrLong):
		return "name_long"
	case errors.Is(err, roman.ErrMarks):
		return "name_marks"
	}
	return "nameless"
}

// finder makes a finder with the prior of the command.
func (r *screening) finder() *namematch.Finder {
	f := r.index.Finder()
	f.Expected = r.Expected / 1000
	return f
}

// chunk is how many persons a worker takes at a time.
const chunk = 32

// part is what became of the persons of a chunk.
type part struct {
	lines [][]string
	bad   []badRow
}

type badRow struct {
	line int
	why  string
}

// write looks everybody up and writes the candidates. Workers take chunks in the order of the
// roster and the results are written in that order, so the output does not depend on
// how many workers there are.
func (r *screening) write() (err error) {
	var out io.Writer = r.s.out
	if r.Out != "-" {
		file, failed := os.Create(r.Out)
		if failed != nil {
			return failed
		}
		defer func() { err = errors.Join(err, file.Close()) }()
		out = file
	}
	buffered := bufio.NewWriterSize(out, 1<<16)
	w := csv.NewWriter(buffered)
	if err := w.Write([]string{"roster_id", "register_id", "score", "explanation"}); err != nil {
		return err
	}
	n := 0
	for p := range r.parts() {
		for _, b := range p.bad {
			r.leave(r.Roster, b.line, b.why)
		}
		if err := w.WriteAll(p.lines); err != nil {
			return err
		}
		n = min(n+chunk, len(r.rows))
		r.bar.show("screen_searched", n, len(r.rows))
	}
	w.Flush()
	return errors.Join(w.Error(), buffered.Flush())
}

// parts gives the parts in the order of the roster, worked on by several at once.
func (r *screening) parts() func(yield func(part) bool) {
	jobs := r.Jobs
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	return func(yield func(part) bool) {
		type work struct {
			rows []rosterRow
			done chan part
		}
		queue, order := make(chan work), make(chan chan part, 4*jobs)
		stop := make(chan struct{})
		var all sync.WaitGroup
		for range jobs {
			all.Go(func() {
				f := r.finder()
				for w := range queue {
					w.done <- r.screen(f, w.rows)
				}
			})
		}
		all.Go(func() {
			defer close(queue)
			defer close(order)
			for rows := range slices.Chunk(r.rows, chunk) {
				w := work{rows, make(chan part, 1)}
				select {
				case order <- w.done:
				case <-stop:
					return
				case <-r.s.ctx.Done():
					return
				}
				queue <- w
			}
		})
		for done := range order {
			if !yield(<-done) {
				close(stop)
				break
			}
		}
		all.Wait()
	}
}

// screen looks a chunk of persons up.
func (r *screening) screen(f *namematch.Finder, rows []rosterRow) (p part) {
	for i := range rows {
		row := &rows[i]
		found, err := f.Find(&row.Record, r.Max)
		if err != nil {
			p.bad = append(p.bad, badRow{row.line, reasonOf(err)})
			continue
		}
		for j := range found {
			m := &found[j]
			if m.Score < r.MinScore {
				break
			}
			e := f.Explain(m, &row.Record)
			p.lines = append(p.lines, []string{row.ID, m.ID, strconv.FormatFloat(m.Score, 'g', 12, 64), oneLine(&e)})
		}
	}
	return p
}
