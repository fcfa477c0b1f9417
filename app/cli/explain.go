package cli

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"text/tabwriter"

	"haki/internal/lang"
	"haki/science/namematch"
)

// oneLine is the explanation of the command's contract: codes, not sentences, the same in
// every language.
func oneLine(e *namematch.Explanation) string {
	b := make([]byte, 0, 256)
	b = append(b, '"')
	b = append(b, e.Name...)
	b = append(b, '"')
	for i := range e.Pairs {
		p := &e.Pairs[i]
		b = append(b, "; "...)
		b = append(b, or(p.Query, "-")...)
		b = append(b, '~')
		b = append(b, or(p.Name, "-")...)
		if p.Latin != "" {
			b = append(b, " ["...)
			b = append(b, p.Latin...)
			b = append(b, ']')
		}
		b = append(b, ' ')
		b = append(b, p.Kind...)
		b = bits(b, p.Bits)
	}
	b = append(b, "; name"...)
	b = bits(b, e.Whole)
	for _, f := range e.Facts {
		b = append(b, "; "...)
		b = append(b, f.What...)
		b = append(b, ' ')
		b = append(b, f.Verdict...)
		b = bits(b, f.Bits)
	}
	b = append(b, "; start"...)
	b = bits(b, e.Start)
	return strings.NewReplacer("\n", " ", "\r", " ").Replace(string(b))
}

func bits(b []byte, v float64) []byte {
	b = append(b, ' ')
	if v >= 0 {
		b = append(b, '+')
	}
	return strconv.AppendFloat(b, v, 'f', 1, 64)
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// explainOne writes the candidates of one person in words.
// words: app.screen_kind_* app.screen_what_* app.screen_verdict_*
func (r *screening) explainOne() error {
	tag := lang.Tag(r.Lang)
	for i := range r.rows {
		row := &r.rows[i]
		if row.ID != r.Explain {
			continue
		}
		f := r.finder()
		found, err := f.Find(&row.Record, r.Max)
		if err != nil {
			r.leave(r.Roster, row.line, reasonOf(err))
			return nil
		}
		fmt.Fprintln(r.s.out, r.words.Text(tag, "app.screen_person", "id", row.ID, "name", row.Name, "n", len(found)))
		for j := range found {
			if found[j].Score < r.MinScore {
				break
			}
			e := f.Explain(&found[j], &row.Record)
			if err := r.tell(&found[j], &e, j+1); err != nil {
				return err
			}
		}
		fmt.Fprintln(r.s.out, "\n"+r.words.Text(tag, "app.screen_not_guilt"))
		return nil
	}
	return unreadable{fmt.Errorf("%s: %s", r.Roster, r.words.Text(tag, "app.screen_no_person", "id", r.Explain))}
}

// tell writes one candidate as a waterfall of bits.
func (r *screening) tell(m *namematch.Match, e *namematch.Explanation, n int) error {
	tag := lang.Tag(r.Lang)
	fmt.Fprintf(r.s.out, "\n%d. %s\n", n, r.words.Text(tag, "app.screen_candidate", "id", m.ID, "name", e.Name, "percent", lang.Decimal(tag, 100*m.Score, 2)))
	w := tabwriter.NewWriter(r.s.out, 0, 4, 2, ' ', 0)
	line := func(bits float64, what, how, seen string) {
		fmt.Fprintf(w, "  %+.1f\t%s\t%s\t%s\n", bits, what, how, seen)
	}
	for i := range e.Pairs {
		p := &e.Pairs[i]
		name := p.Name
		if p.Latin != "" {
			name += " [" + p.Latin + "]"
		}
		seen := ""
		if p.Names > 0 {
			seen = r.words.Text(tag, "app.screen_seen", "n", p.Names, "all", lang.Number(tag, r.index.Len()))
		}
		line(p.Bits, or(p.Query, "—")+" ~ "+or(name, "—"), r.words.Text(tag, "app.screen_kind_"+string(p.Kind)), seen)
	}
	line(e.Whole, r.words.Text(tag, "app.screen_whole"), "", "")
	for _, f := range e.Facts {
		if f.Verdict == "missing" && f.Query == "" && f.Record == "" {
			continue
		}
		verdict := strings.NewReplacer(" ", "_", "-", "_").Replace(strings.ToLower(f.Verdict))
		line(f.Bits, r.words.Text(tag, "app.screen_what_"+f.What), r.words.Text(tag, "app.screen_verdict_"+verdict), or(f.Query, "—")+" ~ "+or(f.Record, "—"))
	}
	line(e.Start, r.words.Text(tag, "app.screen_start"), "", "")
	line(m.Bits, r.words.Text(tag, "app.screen_sum"), "", "")
	if err := w.Flush(); err != nil {
		return err
	}
	if e.Ask != "" {
		fmt.Fprintln(r.s.out, "  "+r.words.Text(tag, "app.screen_ask_"+e.Ask)) // words: app.screen_ask_*
	}
	return nil
}

// bar shows how far the work is, when somebody looks at a terminal.
type bar struct {
	to    io.Writer
	words *lang.Words
	tag   lang.Tag
	shown bool
}

func newBar(w io.Writer, words *lang.Words, tag string) bar {
	b := bar{words: words, tag: lang.Tag(tag)}
	if f, ok := w.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode()&os.ModeCharDevice != 0 {
			b.to = w
		}
	}
	return b
}

// show writes every so often; of is 0 when nobody knows how many there are.
// words: app.screen_indexed*, app.screen_searched*
func (b *bar) show(key string, n, of int) {
	if b.to == nil || of == 0 && n%10000 != 0 {
		return
	}
	fmt.Fprintf(b.to, "\r%s\x1b[K", b.words.Text(b.tag, "app."+key, "n", n, "of", lang.Number(b.tag, of)))
	b.shown = true
}

// done takes the line away.
func (b *bar) done() {
	if b.shown {
		fmt.Fprint(b.to, "\r\x1b[K")
		b.shown = false
	}
}
