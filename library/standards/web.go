package standards

import (
	"net/http"

	"haki/internal/ui"
)

// face is what the public pages need to know: where one writes.
type face struct {
	Letter   string
	Promises []ui.Promise
	Never    []string
	Always   []string
	Sources  []string
}

// The rules, as keys of their sentences, in the order they are read.
var (
	never   = []string{"standards.conduct_never_money", "standards.conduct_never_child", "standards.conduct_never_force", "standards.conduct_never_power", "standards.conduct_never_harass", "standards.conduct_never_steal", "standards.conduct_never_revenge", "standards.conduct_never_hide"}
	always  = []string{"standards.conduct_always_report", "standards.conduct_always_respect", "standards.conduct_always_command"}
	sources = []string{"standards.conduct_source_sea", "standards.conduct_source_harass", "standards.conduct_source_revenge", "standards.conduct_source_staff"}
)

// promises are what is owed to who reports, by when.
func promises() []ui.Promise {
	return []ui.Promise{
		{When: ui.T("standards.start_owed_receipt"), What: ui.T("standards.start_owed_receipt_what")},
		{When: ui.T("standards.start_owed_answer"), What: ui.T("standards.start_owed_answer_what")},
		{When: ui.T("standards.start_owed_help"), What: ui.T("standards.start_owed_help_what")},
		{When: ui.T("standards.start_owed_decision"), What: ui.T("standards.start_owed_decision_what")},
		{When: ui.T("standards.start_owed_news"), What: ui.T("standards.start_owed_news_what")},
	}
}

func (r *Room) start(w http.ResponseWriter, q *http.Request) error {
	return r.show(w, q, "standards/start", "standards.start_title")
}

func (r *Room) conduct(w http.ResponseWriter, q *http.Request) error {
	return r.show(w, q, "standards/conduct", "standards.conduct_title")
}

func (r *Room) reporting(w http.ResponseWriter, q *http.Request) error {
	return r.show(w, q, "standards/reporting", "standards.reporting_title")
}

func (r *Room) show(w http.ResponseWriter, q *http.Request, page, title string) error {
	return r.ui.Show(w, q, http.StatusOK, page, ui.Screen{Kind: ui.Public, TitleKey: title,
		Body: face{r.letter, promises(), never, always, sources}})
}
