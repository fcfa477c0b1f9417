package outcome

import (
	"slices"
	"strconv"

	"haki/internal/ui"
	"haki/response/casework"
)

// What stands on the page beside both truths.

// span is for how long, in its unit: d, m or y.
func (e Entry) span() (int, string) {
	if e.Length == "" {
		return 0, ""
	}
	last := len(e.Length) - 1
	n, err := strconv.Atoi(e.Length[:last])
	if err != nil {
		return 0, ""
	}
	return n, e.Length[last:]
}

// ordered are the measures that were ordered for the case as a whole, the day it came.
// words: casework.measure_*
func (v view) ordered() (f []ui.Fact) {
	for _, m := range v.Ordered {
		if slices.Contains(secured, m.Code) {
			continue
		}
		f = append(f, ui.Fact{Name: ui.T("casework.measure_" + m.Code), Value: m.Day})
	}
	return f
}

// secured are the measures of casework that preserve evidence: nothing that is done to
// anybody.
var secured = []string{"evidence_secured", "site_secured", "response_team"}

// silent says that a State that has a say has entered nothing: always as something open,
// closed or not.
func (v view) silent() *ui.Mark {
	if len(byState(v.Sheet.Sheet)) == 0 || v.Ledger.spoke() {
		return nil
	}
	if v.Case.Code == casework.StateSilent {
		return &ui.Mark{State: ui.Late, Say: ui.T("outcome.silent_closed")}
	}
	return &ui.Mark{State: ui.Wait, Say: ui.T("outcome.silent")}
}

// ending is how the case was closed. words: casework.code_*
func (v view) ending() []ui.Fact {
	if v.Case.Status != casework.Closed {
		return nil
	}
	return []ui.Fact{{Name: ui.T("casework.code"), Value: ui.T("casework.code_" + string(v.Case.Code))}, {Name: ui.T("outcome.closed_on"), Value: v.Case.Closed}}
}

// suggestion is the way to close the case by what is on file; a second person agrees.
func (v view) suggestion() *ui.Link {
	code := v.Ledger.suggest(len(byState(v.Sheet.Sheet)) > 0)
	if !v.Question.Close || code == "" {
		return nil
	}
	return &ui.Link{Path: "/casework/" + string(v.ID) + "/closing?code=" + string(code), Say: ui.T("outcome.close_as", "code", ui.T("casework.code_"+string(code)))}
}

// acts are what the reader may enter as the case stands.
func (v view) acts() (all []ui.Link) {
	for _, f := range v.office.forms {
		if f.may(v.Question) && !(f.own && f.kind == Finding && v.all()) {
			all = append(all, ui.Link{Path: v.at + "/" + f.path, Say: ui.T("outcome.do_" + f.word())}) // words: outcome.do_*
		}
	}
	if v.Case.Status == casework.Closed && v.Question.Reopen {
		all = append(all, ui.Link{Path: "/casework/" + string(v.ID) + "/reopen", Say: ui.T("casework.do_reopen")})
	}
	return all
}

// entries is everything that was entered, the newest first, with what was replaced.
func (v view) entries() (t ui.Timeline) {
	standing := v.Ledger.Standing()
	for _, f := range v.Filed {
		e := ui.Event{Day: f.Entered, Kind: "event", By: f.By, Say: v.entered(f)}
		more := ui.Lines{""}
		_, stands := standing.entry(f.ID)
		if !stands && f.Code != Void {
			e.Kind = "custody"
			more = append(more, ui.T("outcome.replaced"))
		}
		if f.Side == Theirs && f.Kind != Departure && f.Note == "" {
			more = append(more, v.onBehalf())
		}
		if told(f.Reason) {
			more = append(more, ui.T("outcome.why"), f.Reason)
		}
		if !stands && told(f.Text) { // what stands is shown above
			more = append(more, f.Text)
		}
		if len(more) > 1 {
			e.More = more
		}
		t = append(t, e)
	}
	slices.Reverse(t)
	return t
}

// entered says about whom, whose and what.
func (v view) entered(f Filed) any {
	side := ui.T("outcome.side_" + string(f.Side)) // words: outcome.side_*
	return ui.T("outcome.entered", "no", v.noOf(f.Subject), "side", side, "what", v.said(f.Entry))
}

// noOf calls a subject by its number.
func (v view) noOf(id casework.SubjectID) string {
	for _, a := range v.Allegations {
		for _, x := range a.Subjects {
			if x.ID == id {
				return v.no(a, x)
			}
		}
	}
	return ""
}
