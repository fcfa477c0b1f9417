package board

import (
	"math"
	"net/http"
	"strconv"

	"haki/commons/duty"
	"haki/internal/lang"
	"haki/internal/ui"
	"haki/internal/web"
)

// timelyPage compares bearers.
type timelyPage struct {
	Filters ui.Filters
	Nothing ui.Empty
	Any     bool
	Share   ui.Figure
	Spread  spreadFigure
	Table   ui.Table
	Back    ui.Link
}

// mostBars is how many bearers a drawing has; the table has all.
const mostBars = 12

func (r *Room) timeliness(w http.ResponseWriter, q *http.Request) error {
	f := Read(q.URL.Query())
	c, err := r.Timeliness(q.Context(), web.Lang(q), f)
	if err != nil {
		return err
	}
	p := timelyPage{Any: len(c.By) > 0, Nothing: ui.Empty{Say: ui.T("board.nothing_fell_due")}, Back: ui.Link{Path: f.with(Owed).Path(home), Say: ui.T("board.board")}}
	var choices []Bearer
	for _, t := range c.By {
		choices = append(choices, Bearer{Office: t.Bearer, Name: t.Name})
	}
	(&View{Choices: choices}).call(c.Names)
	p.Filters = ui.Filters{Path: compared, Name: ui.T("board.filter"), Fields: []ui.Filter{periodChoice(f), bearerChoice(f, choices), ruleChoice(f, codes()), missionChoice(f, c.Missions)}}
	if p.Any {
		p.Share, p.Spread, p.Table = shares(web.Lang(q), c), spreads(web.Lang(q), c), timelyTable(web.Lang(q), c)
	}
	return r.ui.Show(w, q, http.StatusOK, "board/timeliness", ui.Screen{TitleKey: "board.timeliness", Body: p,
		Path: []ui.Link{{Path: home, Say: ui.T("board.board")}, {Path: compared, Say: ui.T("board.timeliness"), On: true}}})
}

// codes are the codes of every rule.
func codes() (all []string) {
	for _, r := range duty.Shipped {
		all = append(all, r.Code)
	}
	return all
}

// scope says of what a figure speaks.
func scope(c Comparison) any { return ui.T("board.scope", "n", c.Period) }

// shares draws what became of what fell due, by bearer.
func shares(tag lang.Tag, c Comparison) ui.Figure {
	t := c.Together
	f := ui.Figure{ID: "share", Title: ui.T("board.share_title"), Unit: ui.T("board.unit_duties"), Scope: scope(c), AsOf: c.Today, Head: ui.T("board.bearer"),
		Sentence:   ui.T("board.share_sentence", "n", t.Due, "share", lang.Percent(tag, t.Share()), "late", t.Late(), "open", t.Open, "never", t.Never),
		Definition: &ui.Link{Path: compared + "#defined", Say: ui.T("board.defined")},
		Parts:      []any{ui.T("board.part_ontime"), ui.T("board.part_late"), ui.T("board.part_open"), ui.T("board.part_never")}}
	for i, b := range c.By {
		if i == mostBars {
			f.Note = ui.T("board.more_in_table", "n", len(c.By)-mostBars)
			break
		}
		f.Bars = append(f.Bars, ui.Bar{Name: office(b.Bearer, b.Name), N: []int{b.OnTime, b.Late(), b.Open, b.Never}})
	}
	return f
}

// spreadFigure draws the quarters of the delays: a box from the lower to the upper quartile
// with the median in it, and the due day as a line through all.
type spreadFigure struct {
	Title, Sentence, Unit, Scope any
	AsOf                         any
	Height                       int
	Zero                         string // where the due day is
	Rows                         []spreadRow
	Table                        ui.Table
	Note                         any
}

type spreadRow struct {
	Name                    any
	NameY, BoxY, Mid        int
	X, Width, Median, Label string
	Says                    any
}

// A row of the drawing in pixels; the share of its width that the boxes take.
const (
	spreadRowHeight = 44
	spreadWidest    = 88.0
)

func spreads(tag lang.Tag, c Comparison) spreadFigure {
	d := c.Together.Delay
	f := spreadFigure{Title: ui.T("board.spread_title"), Unit: ui.T("board.unit_days"), Scope: scope(c), AsOf: c.Today,
		Sentence: ui.T("board.spread_sentence", "median", half(tag, d.Median), "lower", half(tag, d.Lower), "upper", half(tag, d.Upper)),
		Table: ui.Table{Caption: ui.T("board.spread_title"), Hide: true, Columns: []ui.Column{{Name: ui.T("board.bearer")}, {Name: ui.T("board.least"), Num: true}, {Name: ui.T("board.lower"), Num: true},
			{Name: ui.T("board.median"), Num: true}, {Name: ui.T("board.upper"), Num: true}, {Name: ui.T("board.greatest"), Num: true}}}}
	low, high := 0.0, 1.0
	for i, b := range c.By {
		if i < mostBars {
			low, high = math.Min(low, b.Delay.Lower), math.Max(high, b.Delay.Upper)
		}
	}
	at := func(days float64) float64 { return spreadWidest * (days - low) / (high - low) }
	f.Zero = percent(at(0))
	for i, b := range c.By {
		d := b.Delay
		name := office(b.Bearer, b.Name)
		f.Table.Rows = append(f.Table.Rows, ui.Row{Cells: []any{name, half(tag, d.Least), half(tag, d.Lower), half(tag, d.Median), half(tag, d.Upper), half(tag, d.Greatest)}})
		if i >= mostBars {
			continue
		}
		y := i * spreadRowHeight
		f.Rows = append(f.Rows, spreadRow{Name: name, NameY: y + 14, BoxY: y + 20, Mid: y + 32, X: percent(at(d.Lower)), Width: percent(math.Max(at(d.Upper)-at(d.Lower), 0.4)),
			Median: percent(at(d.Median)), Label: percent(math.Max(at(d.Upper), at(0))), Says: half(tag, d.Median)})
	}
	if len(c.By) > mostBars {
		f.Note = ui.T("board.more_in_table", "n", len(c.By)-mostBars)
	}
	f.Height = spreadRowHeight * len(f.Rows)
	return f
}

// half writes days, which quartiles may halve.
func half(tag lang.Tag, days float64) string {
	if days == math.Trunc(days) {
		return lang.Number(tag, int(days))
	}
	return lang.Decimal(tag, days, 1)
}

func percent(f float64) string {
	return strconv.FormatFloat(math.Round(f*100)/100, 'f', -1, 64) + "%"
}

// timelyTable has every bearer with every count.
func timelyTable(tag lang.Tag, c Comparison) ui.Table {
	t := ui.Table{Caption: ui.T("board.bands_title"), Columns: []ui.Column{{Name: ui.T("board.bearer")}, {Name: ui.T("board.fell_due"), Num: true}, {Name: ui.T("board.on_time_share"), Num: true},
		{Name: ui.T("board.part_ontime"), Num: true}, {Name: ui.T("board.band_short", "n", bandShort), Num: true}, {Name: ui.T("board.band_long", "n", bandShort+1, "m", bandLong), Num: true},
		{Name: ui.T("board.band_longer", "n", bandLong), Num: true}, {Name: ui.T("board.part_open"), Num: true}, {Name: ui.T("board.part_never"), Num: true}}}
	line := func(name any, b Timely) []any {
		return []any{name, b.Due, lang.Percent(tag, b.Share()), b.OnTime, b.Short, b.Long, b.Longer, b.Open, b.Never}
	}
	for _, b := range c.By {
		t.Rows = append(t.Rows, ui.Row{Cells: line(ui.Link{Path: c.of(b.Bearer).with(Late).Path(home), Say: office(b.Bearer, b.Name)}, b)})
	}
	t.Foot = line(ui.T("board.together"), c.Together)
	return t
}
