package board

import (
	"io"
	"net/http"

	"haki/commons/duty"
	"haki/internal/lang"
	"haki/internal/sheet"
	"haki/internal/ui"
	"haki/internal/web"
)

// format is a kind of file.
type format struct {
	ext, mime string
	write     func(io.Writer, sheet.Table) error
}

var (
	csv  = format{"csv", "text/csv; charset=utf-8", sheet.CSV}
	xlsx = format{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", sheet.XLSX}
)

// file takes the list that the address filters away in one format: all its pages, with what
// the reader may see and no name of a person.
func (r *Room) file(as format) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, q *http.Request) error {
		f := Read(q.URL.Query())
		out, err := r.File(q.Context(), web.Lang(q), f)
		if err != nil {
			return err
		}
		w.Header().Set("Content-Type", as.mime)
		w.Header().Set("Content-Disposition", `attachment; filename="duties-`+listName(f.Show)+"-"+string(out.Today)+"."+as.ext+`"`)
		return as.write(w, table(r.ui.Words(), web.Lang(q), out))
	}
}

// heads are the columns of a file. words: board.file_*
var heads = []string{"reference", "duty", "bearer", "owed_to", "mission", "began", "first_due", "due", "late_since", "state", "days", "ended", "rule", "version", "source"}

func table(words *lang.Words, tag lang.Tag, f File) sheet.Table {
	plain := func(v any) string { return words.Plain(tag, v) }
	t := sheet.Table{Name: words.Text(tag, "board.file_name")}
	for _, h := range heads {
		t.Head = append(t.Head, words.Text(tag, "board.file_"+h))
	}
	for _, h := range f.Rows {
		t.Rows = append(t.Rows, []any{h.Ref, plain(ui.T("duty.rule_" + h.Rule)), plain(office(h.Bearer, h.Office)), plain(office(h.OwedTo, h.To)), h.Home.Mission,
			string(h.From), string(h.First), string(h.Duty.Due), string(h.Late), plain(standing(h)), h.Days, string(h.On), h.Rule, h.Version, plain(ui.T("duty.under_" + h.Source.Key))})
	}
	if f.Cut {
		t.Rows = append(t.Rows, []any{words.Text(tag, "board.file_cut", "n", len(f.Rows))})
	}
	return t
}

// standing is how a duty stands, in words. words: board.stands_*
func standing(h duty.Hold) any {
	if !h.IsOpen() {
		return ui.T("board.ended_"+string(h.Ended), "n", h.Days)
	}
	return ui.T("board.stands_" + string(h.State))
}
