package reception

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"haki/commons/people"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/lang"
	"haki/internal/ui"
	"haki/internal/web"
)

func (r *Reception) teamPages() []web.Page {
	return []web.Page{
		{Method: "GET", Path: "/{lang}/people/found", Act: people.ProposeChange.Name, Serve: r.founding},
		{Method: "POST", Path: "/{lang}/people/found", Act: people.ProposeChange.Name, Serve: r.found},
		{Method: "GET", Path: "/{lang}/team/{id}", Act: people.ReadTeam.Name, Serve: r.team},
		{Method: "POST", Path: "/{lang}/team/{id}/join", Act: people.ProposeChange.Name, Serve: r.change(people.ToJoin)},
		{Method: "POST", Path: "/{lang}/team/{id}/serve", Act: people.ProposeChange.Name, Serve: r.change(people.ToServe)},
		{Method: "POST", Path: "/{lang}/team/{id}/need", Act: people.ProposeChange.Name, Serve: r.change(people.ToNeed)},
		{Method: "POST", Path: "/{lang}/team/{id}/succeed", Act: people.ProposeHeir.Name, Serve: r.change(people.ToSucceed)},
		{Method: "GET", Path: "/{lang}/team/{id}/remove/{account}", Act: people.ReadTeam.Name, Serve: r.removing},
		{Method: "POST", Path: "/{lang}/team/{id}/remove/{account}", Act: people.RemoveMember.Name, Serve: r.remove},
		{Method: "GET", Path: "/{lang}/proposal/{id}", Act: people.ReadProposal.Name, Serve: r.proposal},
		{Method: "POST", Path: "/{lang}/proposal/{id}/confirm", Act: people.ConfirmChange.Name, Serve: r.confirm},
		{Method: "POST", Path: "/{lang}/proposal/{id}/join", Act: people.ConfirmMember.Name, Serve: r.confirm},
		{Method: "POST", Path: "/{lang}/proposal/{id}/decline", Act: people.DeclineProposal.Name, Serve: r.decline},
	}
}

// kindSaid names what a proposal would do. words: people.kind_*
func kindSaid(k people.Kind) lang.Saying { return ui.T("people.kind_" + string(k)) }

// missionOptions are the missions of a form, in the reader's language.
func (r *Reception) missionOptions(q *http.Request) (all []ui.Option, err error) {
	choices, err := r.Choices(q.Context())
	for _, c := range choices {
		name := c.NameEN
		if web.Lang(q) == lang.French {
			name = c.NameFR
		}
		o := ui.Option{Value: c.Code, Say: c.Code}
		if name != "" {
			o.Say = ui.T("people.mission_named", "code", c.Code, "name", name)
		}
		all = append(all, o)
	}
	return all, err
}

func (r *Reception) founding(w http.ResponseWriter, q *http.Request) error {
	return r.showFounding(w, q, http.StatusOK, nil)
}

func (r *Reception) showFounding(w http.ResponseWriter, q *http.Request, status int, form *ui.Form) error {
	if err := r.MayPropose(q.Context()); err != nil { // the form is for those who may send it
		return err
	}
	missions, err := r.missionOptions(q)
	if err != nil {
		return err
	}
	var roles []ui.Option
	for _, x := range people.Roles {
		if x != people.Recovery {
			roles = append(roles, ui.Option{Value: string(x), Say: roleSaid(x), Note: ui.T("people.does_" + string(x))}) // words: people.does_*
		}
	}
	return r.screen(w, q, status, "found", ui.Screen{TitleKey: "people.kind_found", Form: form,
		Body: struct{ Roles, Missions []ui.Option }{roles, append(missions, ui.Option{Value: everyMission, Say: ui.T("people.every_mission"), Note: ui.T("people.every_mission_note")})},
		Path: []ui.Link{peoplePath, {Path: "/people/found", Say: ui.T("people.kind_found"), On: true}}})
}

// everyMission is how a form says "".
const everyMission = "every"

// missionCodes reads the missions of a form: boxes, or codes between spaces.
func missionCodes(values url.Values) (codes []string) {
	for _, v := range values["mission"] {
		for _, code := range strings.Fields(strings.ReplaceAll(v, ",", " ")) {
			if code == everyMission {
				code = ""
			}
			codes = append(codes, code)
		}
	}
	return codes
}

func (r *Reception) found(w http.ResponseWriter, q *http.Request) error {
	values, err := web.Form(q)
	if err != nil {
		return err
	}
	p := people.Proposal{Kind: people.ToFound, Role: people.Role(values.Get("role")), NameEN: values.Get("name_en"), NameFR: values.Get("name_fr"), Name: values.Get("account"), Missions: missionCodes(values)}
	since, err := ui.PartialDate(values, "since")
	p.Since = clock.Day(since.Day)
	var id people.ProposalID
	if err == nil {
		id, err = r.Propose(q.Context(), p)
	}
	if err != nil {
		return again(err, values, func(status int, form *ui.Form) error { return r.showFounding(w, q, status, form) })
	}
	return web.See(w, q, "/proposal/"+string(id))
}

// teamPage is a team, and what may be proposed for it.
type teamPage struct {
	ID        people.TeamID
	Facts     []ui.Fact
	Members   ui.Table
	Proposes  bool
	Serves    bool // serves missions by date
	Missions  []ui.Option
	Heirs     []ui.Option
	Needs     bool
	Ended     bool
	Recovery  bool
	WhoLeaves any
}

func (r *Reception) team(w http.ResponseWriter, q *http.Request) error {
	return r.showTeam(w, q, http.StatusOK, nil)
}

func (r *Reception) showTeam(w http.ResponseWriter, q *http.Request, status int, form *ui.Form) error {
	t, err := r.Look(q.Context(), people.TeamID(q.PathValue("id")))
	if err != nil {
		return err
	}
	tag := web.Lang(q)
	at := "/team/" + string(t.ID)
	p := teamPage{ID: t.ID, Proposes: t.Lead && t.Ended == "", Serves: !t.Role.Wide(), Needs: t.Role == people.Recovery, Ended: t.Ended != "",
		Facts:   []ui.Fact{{Name: ui.T("people.role"), Value: roleSaid(t.Role)}, {Name: ui.T("people.serves"), Value: where(t.TeamView)}, {Name: ui.T("people.founded"), Value: t.Founded}},
		Members: ui.Table{Caption: ui.T("people.members"), Columns: []ui.Column{{Name: ui.T("people.name")}, {Name: ui.T("people.job")}, {Name: ui.T("people.since_when")}, {Name: ui.T("people.in_team")}}}}
	if t.Ended != "" {
		p.Facts = append(p.Facts, ui.Fact{Name: ui.T("people.succeeded_by"), Value: ui.Link{Path: "/team/" + string(t.Heir.ID), Say: t.Heir.Said(tag)}})
	}
	if p.Needs {
		p.Facts = append(p.Facts, ui.Fact{Name: ui.T("people.needed"), Value: strconv.Itoa(t.Needed)})
	}
	for _, m := range t.Members {
		var what ui.Lines
		if m.Lead {
			what = append(what, ui.T("people.leads"))
		}
		if p.Proposes {
			what = append(what, ui.Link{Path: at + "/remove/" + string(m.Account), Say: ui.T("people.remove_person", "person", m.Display)})
		}
		p.Members.Rows = append(p.Members.Rows, ui.Row{Cells: []any{m.Display, m.Office, m.Since, what}})
	}
	for _, h := range t.Heirs {
		p.Heirs = append(p.Heirs, ui.Option{Value: string(h.ID), Say: h.Said(tag)})
	}
	if p.Missions, err = r.missionOptions(q); err != nil {
		return err
	}
	return r.screen(w, q, status, "team", ui.Screen{Title: t.Said(tag), Form: form, Body: p})
}

// change proposes one kind of change to a team, from the team's page.
func (r *Reception) change(kind people.Kind) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, q *http.Request) error {
		values, err := web.Form(q)
		if err != nil {
			return err
		}
		p, err := proposed(kind, values)
		p.Team = people.TeamID(q.PathValue("id"))
		var id people.ProposalID
		if err == nil {
			id, err = r.Propose(q.Context(), p)
		}
		if err != nil {
			return again(err, values, func(status int, form *ui.Form) error { return r.showTeam(w, q, status, form) })
		}
		return web.See(w, q, "/proposal/"+string(id))
	}
}

// proposed reads a form of the team's page.
func proposed(kind people.Kind, values url.Values) (p people.Proposal, err error) {
	p.Kind = kind
	switch kind {
	case people.ToJoin:
		p.Name, p.Lead = values.Get("account"), values.Get("lead") == "yes"
	case people.ToServe:
		p.Missions = missionCodes(values)
		if p.Since, err = ui.FullDate(values, "since"); err != nil {
			return p, err
		}
		until, err := ui.PartialDate(values, "until")
		p.Until = clock.Day(until.Day)
		return p, err
	case people.ToNeed:
		n, err := strconv.Atoi(strings.TrimSpace(values.Get("needed")))
		if err != nil {
			return p, fault.In("needed", "fault.not_a_number")
		}
		p.Needed = n
	case people.ToSucceed:
		p.Successor = people.TeamID(values.Get("successor"))
	}
	return p, nil
}

func (r *Reception) removing(w http.ResponseWriter, q *http.Request) error {
	return r.showRemoving(w, q, http.StatusOK, nil)
}

func (r *Reception) showRemoving(w http.ResponseWriter, q *http.Request, status int, form *ui.Form) error {
	t, err := r.Look(q.Context(), people.TeamID(q.PathValue("id")))
	if err != nil {
		return err
	}
	for _, m := range t.Members {
		if string(m.Account) == q.PathValue("account") && t.Lead {
			at := "/team/" + string(t.ID)
			return r.ui.Show(w, q, status, "ui/confirm", ui.Screen{TitleKey: "people.remove", Form: form, Path: []ui.Link{{Path: at, Say: t.Said(web.Lang(q))}}, Body: ui.Confirm{
				Say: ui.T("people.remove_whom", "person", m.Display, "team", t.Said(web.Lang(q))), Changes: []any{ui.T("people.remove_reads"), ui.T("people.leave_back")},
				Action: at + "/remove/" + string(m.Account), Do: ui.T("people.remove_do"), Grave: true, Back: at}})
		}
	}
	return fault.New(fault.NotFound, "fault.not_found")
}

func (r *Reception) remove(w http.ResponseWriter, q *http.Request) error {
	values, err := web.Form(q)
	if err == nil {
		err = r.Remove(q.Context(), people.TeamID(q.PathValue("id")), people.ID(q.PathValue("account")))
	}
	if err != nil {
		return again(err, values, func(status int, form *ui.Form) error { return r.showRemoving(w, q, status, form) })
	}
	return web.See(w, q, "/team/"+q.PathValue("id"))
}

// proposalPage is a change that waits for its second person.
type proposalPage struct {
	ID     people.ProposalID
	Say    any
	Facts  []ui.Fact
	Words  string // the newcomer's, to be compared aloud
	Mine   bool
	Member bool // confirmed by a member of the team
}

func (r *Reception) proposal(w http.ResponseWriter, q *http.Request) error {
	return r.showProposal(w, q, http.StatusOK, nil)
}

func (r *Reception) showProposal(w http.ResponseWriter, q *http.Request, status int, form *ui.Form) error {
	p, err := r.Proposed(q.Context(), people.ProposalID(q.PathValue("id")))
	if err != nil {
		return err
	}
	tag := web.Lang(q)
	v := proposalPage{ID: p.ID, Mine: p.Mine, Member: p.Kind == people.ToJoin || p.Kind == people.ToSucceed, Say: said(p, tag),
		Facts: []ui.Fact{{Name: ui.T("people.proposed_by"), Value: named(p.By.Display, p.By.Office)}, {Name: ui.T("people.proposed_on"), Value: p.Made}}}
	if p.Team != "" {
		v.Facts = append(v.Facts, ui.Fact{Name: ui.T("people.team"), Value: p.Of.Said(tag)})
	}
	if p.Account != "" {
		v.Facts = append(v.Facts, ui.Fact{Name: ui.T("people.person"), Value: named(p.Whom.Display, p.Whom.Office)})
	}
	if len(p.Missions) > 0 {
		var on ui.Lines
		for _, m := range p.Missions {
			on = append(on, missionSaid(m))
		}
		v.Facts = append(v.Facts, ui.Fact{Name: ui.T("people.missions"), Value: on}, ui.Fact{Name: ui.T("people.from"), Value: p.Since})
	}
	if p.Until != "" {
		v.Facts = append(v.Facts, ui.Fact{Name: ui.T("people.until"), Value: p.Until})
	}
	if p.Kind == people.ToFound || p.Kind == people.ToJoin && !p.Of.Has(p.Account) {
		v.Words = p.Whom.Words(tag)
	}
	return r.screen(w, q, status, "proposal", ui.Screen{Title: kindSaid(p.Kind), Form: form, Body: v})
}

// said is what would be done, in a sentence.
func said(p people.Proposed, tag lang.Tag) lang.Saying {
	switch p.Kind {
	case people.ToFound:
		return ui.T("people.would_found", "name", people.Team{NameEN: p.NameEN, NameFR: p.NameFR}.Name(tag), "role", roleSaid(p.Role), "person", p.Whom.Display)
	case people.ToJoin:
		switch {
		case p.Of.Has(p.Account) && !p.Lead:
			return ui.T("people.would_follow", "person", p.Whom.Display, "team", p.Of.Said(tag))
		case p.Lead:
			return ui.T("people.would_lead", "person", p.Whom.Display, "team", p.Of.Said(tag))
		}
		return ui.T("people.would_join", "person", p.Whom.Display, "team", p.Of.Said(tag))
	case people.ToServe:
		return ui.T("people.would_serve", "team", p.Of.Said(tag))
	case people.ToSucceed:
		return ui.T("people.would_succeed", "team", p.Of.Said(tag), "heir", p.Heir.Said(tag))
	}
	return ui.T("people.would_need", "n", p.Needed)
}

func (r *Reception) confirm(w http.ResponseWriter, q *http.Request) error {
	values, err := web.Form(q)
	id := people.ProposalID(q.PathValue("id"))
	var p people.Proposed
	if err == nil {
		p, err = r.Proposed(q.Context(), id)
	}
	if err == nil {
		err = r.Confirm(q.Context(), id)
	}
	if err != nil {
		return again(err, values, func(status int, form *ui.Form) error { return r.showProposal(w, q, status, form) })
	}
	if p.Team != "" && p.Kind == people.ToJoin {
		return web.See(w, q, "/team/"+string(p.Team))
	}
	return web.See(w, q, "/account")
}

func (r *Reception) decline(w http.ResponseWriter, q *http.Request) error {
	if err := r.Decline(q.Context(), people.ProposalID(q.PathValue("id"))); err != nil {
		return err
	}
	return web.See(w, q, "/account")
}
