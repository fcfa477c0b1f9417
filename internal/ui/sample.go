package ui

import (
	"errors"
	"net/http"
	"net/url"

	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/seal"
)

// Parts draws every part once, with made-up data, for whoever builds or reviews a page.
// words: parts.*
func (u *UI) Parts(w http.ResponseWriter, r *http.Request) error { return u.PartsAs(w, r, Public) }

// PartsAs draws them in another layout.
func (u *UI) PartsAs(w http.ResponseWriter, r *http.Request, k Kind) error {
	return u.Show(w, r, http.StatusOK, "ui/parts", Screen{Kind: k, TitleKey: "parts.title", Body: sample(), Form: sampleForm(),
		Path: []Link{{Path: "/", Say: "MISKA"}, {Path: "/parts", Say: T("parts.title"), On: true}}})
}

// sampleForm has one field wrong and others filled in.
func sampleForm() *Form {
	return NewForm(url.Values{"place": {"Camp Orra"}, "when_month": {"13"}, "known": {"unknown"}, "want": {"help"}, "category": {"other"}},
		errors.Join(fault.In("when", "fault.date_needs_year"), fault.In("account", "fault.required")))
}

// A specimen is everything on the parts page.
type specimen struct {
	Holds   []Hold
	States  []State
	Counts  []Count
	Matters Matters
	Plain   *Form
	Known   []Option
	Cats    []Option
	Want    []Option
	Table   Table
	Tabs    Tabs
	Time    Timeline
	Promise []Promise
	Next    []Step
	Truths  Truths
	Panel   Panel
	Talk    []Said
	Receipt Receipt
	Empty   Empty
	Done    Done
	Open    seal.Private[string]
	Closed  seal.Private[string]
	Facts   []Fact
	Pager   Pager
	Filters Filters
	Figures []Figure
	Print   PrintHead
	Steps   Steps
}

func sample() specimen {
	s := specimen{
		Holds: sampleHolds(), States: []State{OnTime, Soon, Late, Wait, Paused, Kept, KeptLate},
		Known: []Option{{Value: "yes", Say: T("ui.yes")}, {Value: "no", Say: T("ui.no")}, {Value: "unknown", Say: T("ui.unknown"), Note: T("parts.unknown_note")}},
		Cats:  []Option{{Value: "sea", Say: T("parts.cat_sea")}, {Value: "other", Say: T("parts.cat_other")}},
		Want:  []Option{{Value: "help", Say: T("parts.want_help"), Note: T("parts.want_help_note")}, {Value: "inquiry", Say: T("parts.want_inquiry"), Note: T("parts.want_inquiry_note")}},
		Open:  seal.Hide("Hawa D."), Steps: Steps{T("parts.steps"), 2, 5},
		Print: PrintHead{"MISKA", T("parts.print")},
	}
	s.Counts = []Count{
		{5, T("parts.count_owe"), "/desk", Mark{Late, T("parts.late_n")}},
		{4, T("parts.count_owed"), "/desk", nil},
		{3, T("parts.count_in"), "/desk", nil},
	}
	s.Matters = Matters{Scale: true, List: []Matter{
		{"MISKA-2026-0139-R", T("parts.matter_1"), "/case/1", s.Holds[2], nil},
		{"MISKA-2026-0147-K", T("parts.matter_2"), "/case/2", s.Holds[3], nil},
		{"MISKA-2026-0151-H", s.Closed, "/case/3", s.Holds[1], nil},
	}}
	s.lists()
	s.people()
	s.Figures = sampleFigures()
	return s
}

func sampleHolds() []Hold {
	rule := T("parts.rule")
	mou := T("parts.rule_mou")
	return []Hold{
		{Mine: true, Since: "2026-11-16", Owes: T("parts.owes_routing"), Due: "2026-11-30", Rule: rule, Source: "#", Elapsed: 5, Allowed: 10},
		{Mine: true, Since: "2026-11-19", Owes: T("parts.owes_answer"), Due: "2026-11-24", Rule: rule, Source: "#", Elapsed: 2, Allowed: 3},
		{Mine: true, Since: "2026-11-02", Owes: T("parts.owes_assessment"), Due: "2026-11-16", Rule: rule, Source: "#", Elapsed: 15, Allowed: 10},
		{Holder: T("parts.mission_of"), Since: "2026-11-09", Owes: T("parts.owes_name"), Due: "2026-11-16", Rule: mou, Source: "#", Elapsed: 84, Allowed: 5},
		{Holder: T("parts.lab"), Since: "2026-11-02", Owes: T("parts.owes_result"), Due: "2026-12-11", Rule: rule, Source: "#", Elapsed: 15, Allowed: 29},
		{Holder: T("parts.panel4"), Since: "2026-11-02", Owes: T("parts.owes_report"), Due: "2026-11-23", Rule: rule, Source: "#", Elapsed: 6, Allowed: 15, Paused: "2026-11-10", Why: T("parts.why"), Until: "2026-12-01"},
		{Holder: T("parts.mission_of"), Since: "2026-11-09", Owes: T("parts.owes_ack"), Due: "2026-11-11", Rule: mou, Source: "#", Elapsed: 1, Allowed: 2, Met: "2026-11-10"},
		{Holder: T("parts.mission_of"), Since: "2026-11-09", Owes: T("parts.owes_ack"), Due: "2026-11-11", Rule: mou, Source: "#", Elapsed: 5, Allowed: 2, Met: "2026-11-16"},
		{Holder: T("parts.team"), Since: "2026-11-09", Owes: T("parts.owes_news"), Spoken: true},
	}
}

func (s *specimen) lists() {
	row := func(ref string, title any, country string, h Hold, age int) Row {
		return Row{Cells: []any{Lines{Link{Path: "/case/1", Say: title}, Ref(ref)}, T(country), h, age}}
	}
	s.Table = Table{Caption: T("parts.cases"), Note: T("parts.cases_note"), Columns: []Column{{Name: T("parts.col_case")}, {Name: T("parts.col_country")},
		{Name: T("parts.col_line"), Sort: "?sort=line", Sorted: "descending"}, {Name: T("parts.col_age"), Num: true, Sort: "?sort=age"}},
		Rows: []Row{row("MISKA-2026-0139-R", T("parts.matter_1"), "parts.country_2", s.Holds[2], 21), row("MISKA-2026-0147-K", T("parts.matter_2"), "parts.country_1", s.Holds[3], 1437)},
		Foot: []any{T("parts.total"), "", "", 1458}}
	s.Table.Rows[1].On = true
	s.Tabs = Tabs{T("parts.filter"), []Tab{{T("parts.all"), 8, "#", true}, {T("parts.letters"), 2, "#", false}}}
	s.Time = Timeline{
		{Day: "2026-11-16", Kind: "late", State: Late, Say: T("parts.ev_late"), By: T("parts.ev_by")},
		{Day: "2026-11-12", Kind: "custody", Say: T("parts.ev_custody")},
		{Day: "2026-11-11", Kind: "msg", Say: T("parts.ev_msg")},
		{Day: "2026-11-09", Kind: "letter", Say: T("parts.ev_letter"), More: Link{Path: "#", Say: T("parts.d_link")}},
		{Day: "2026-11-05", Kind: "duty", Say: T("parts.ev_duty")},
		{Day: "2026-11-03", Kind: "event", Say: T("parts.ev_event")},
	}
	s.Pager = NewPager(&url.URL{RawQuery: "state=late"}, 4, 10, 87)
	s.Filters = Filters{Path: "/parts", Name: T("parts.filter"), Fields: []Filter{{"category", T("parts.category"), s.Cats}, {"known", T("parts.known"), s.Known}}}
	s.Facts = []Fact{{T("parts.name"), s.Open, "/name"}, {T("parts.name"), s.Closed, ""}, {T("parts.when"), clock.Partial{Day: "2026-10"}, "/when"}}
}

func (s *specimen) people() {
	s.Promise = []Promise{{T("parts.p_now"), T("parts.p_receipt")}, {T("parts.p_days"), T("parts.p_read")}, {T("parts.p_month"), T("parts.p_news")}}
	late := Mark{State: Late}
	s.Next = []Step{
		{State: Kept, Say: T("parts.s_read")},
		{State: KeptLate, Say: T("parts.p_receipt"), Mark: &Mark{State: KeptLate}},
		{State: Late, Say: T("parts.s_name"), More: []any{T("parts.s_owed", "day", clock.Day("2026-11-16"))}, Mark: &late},
		{State: Todo, Say: T("parts.s_news"), More: []any{T("parts.s_owed", "day", clock.Day("2026-12-03"))}},
	}
	s.Truths = Truths{T("parts.f_caption"), T("parts.f_note"), T("parts.f_org"), T("parts.f_state"), []Truth{
		{T("parts.f_finding"), T("parts.f_part"), T("parts.f_curfew"), true},
		{T("parts.f_decided"), clock.Day("2026-11-18"), T("ui.unknown"), false}}}
	s.Panel = Panel{Who: []Reader{{"Amara Nolé", T("parts.r_owner")}, {T("parts.r_victims"), T("parts.r_if")}}, Not: []any{T("parts.r_not")}, Note: T("parts.r_ask")}
	s.Talk = []Said{{By: T("parts.t_team"), Day: "2026-11-10", Text: T("parts.t_ask")}, {Me: true, By: T("parts.t_you"), Day: "2026-11-11", Text: T("parts.t_said")}}
	s.Receipt = Receipt{[]string{"bako", "delu", "fimo", "gata", "hero", "joli", "kuna", "lavi", "medo", "nosi", "pira", "sutu"}, "4829 1730 5562 9041 7735", "fr"}
	s.Empty = Empty{T("parts.e_title"), T("parts.e_say"), &Link{Path: "/case", Say: T("parts.e_link")}}
	s.Done = Done{T("parts.d_say", "day", clock.Day("2026-11-27")), &Link{Path: "#", Say: T("parts.d_link")}}
}

func sampleFigures() []Figure {
	def := Link{Path: "#", Say: T("parts.g_def")}
	return []Figure{
		{ID: "received", Title: T("parts.g_title"), Sentence: T("parts.g_sentence"), Unit: T("parts.g_unit"), Scope: T("parts.g_scope"), AsOf: "2026-10-31", Definition: &def,
			Head: T("parts.g_head"), Parts: []any{T("parts.g_n")}, Bars: []Bar{{Name: "2023", N: []int{29}}, {Name: "2024", N: []int{0}, Unknown: T("parts.g_unknown")}, {Name: "2025", N: []int{44}}, {Name: T("parts.g_open"), N: []int{41}, Open: true}}},
		{ID: "became", Title: T("parts.g2_title"), Sentence: T("parts.g2_sentence"), Unit: T("parts.g_unit"), Scope: T("parts.g_scope"), AsOf: "2026-10-31", Definition: &def,
			Head: T("parts.g_head"), Parts: []any{T("parts.g2_yes"), T("parts.g2_no"), T("parts.g2_else"), T("parts.g2_wait")},
			Bars: []Bar{{Name: "2024", N: []int{12, 10, 3, 13}}, {Name: "2025", N: []int{7, 8, 2, 27}}}},
	}
}
