package docket

import (
	"net/http"

	"haki/commons/duty"
	"haki/commons/people"
	"haki/internal/fault"
	"haki/internal/lang"
	"haki/internal/ui"
	"haki/internal/web"
)

// handPage is the page of hand-overs.
type handPage struct {
	Offers []offerView
	Given  []any
	Teams  []handView
}

type offerView struct {
	ID   duty.HandoverID
	Say  any
	List []ui.Matter
}

type handView struct {
	Team     people.TeamID
	Name     string
	List     []ui.Matter
	Offers   []giveView // mine, and those of colleagues whose team I lead
	Alone    bool
	NoneHeld bool
}

// giveView is a form by which the duties of one person are offered.
type giveView struct {
	Giver  people.ID
	Title  any
	Duties []ui.Option
	Takers []ui.Option
}

func (d *Docket) handing(w http.ResponseWriter, q *http.Request) error {
	return d.showHand(w, q, http.StatusOK, nil)
}

func (d *Docket) showHand(w http.ResponseWriter, q *http.Request, status int, form *ui.Form) error {
	h, err := d.Hand(q.Context(), web.Lang(q))
	if err != nil {
		return err
	}
	var p handPage
	for _, o := range h.Taken {
		p.Offers = append(p.Offers, offerView{o.ID, ui.T("duty.offered_by", "person", o.GiverName, "day", o.Offered), d.matters(o.Holds)})
	}
	for _, o := range h.Given {
		p.Given = append(p.Given, ui.T("duty.given_to", "n", len(o.Holds), "person", o.TakerName, "day", o.Offered))
	}
	for _, t := range h.Teams {
		p.Teams = append(p.Teams, d.handView(t))
	}
	return d.ui.Show(w, q, status, "duty/handover", ui.Screen{TitleKey: "duty.handover", Body: p, Form: form,
		Path: []ui.Link{{Path: "/desk", Say: ui.T("duty.desk")}, {Path: "/duty/handover", Say: ui.T("duty.handover"), On: true}}})
}

func (d *Docket) handView(t duty.HandTeam) handView {
	v := handView{Team: t.ID, Name: t.Name, List: d.matters(t.Held), Alone: len(t.Others) == 0, NoneHeld: len(t.Held) == 0}
	if len(t.Held) > 0 && len(t.Others) > 0 {
		v.Offers = append(v.Offers, giveView{Title: ui.T("duty.in_hand"), Duties: choices(t.Held), Takers: takers(t.Others, "")})
	}
	for _, a := range t.Absent {
		if takers := takers(t.Others, a.Account); len(takers) > 0 {
			v.Offers = append(v.Offers, giveView{a.Account, ui.T("duty.in_hand_of", "person", a.Display), choices(a.Held), takers})
		}
	}
	return v
}

// matters are duties as rows, each leading to its matter or to itself.
func (d *Docket) matters(all []duty.Hold) (list []ui.Matter) {
	for _, h := range all {
		list = append(list, d.Row(h))
	}
	return list
}

func choices(all []duty.Hold) (o []ui.Option) {
	for _, h := range all {
		say := lang.Say("duty.line_of", "rule", ui.T("duty.rule_"+h.Rule), "day", h.Due)
		if h.Ref != "" {
			say = lang.Say("duty.line_of_ref", "ref", h.Ref, "rule", ui.T("duty.rule_"+h.Rule), "day", h.Due)
		}
		o = append(o, ui.Option{Value: string(h.ID), Say: say})
	}
	return o
}

func takers(all []people.Member, but people.ID) (o []ui.Option) {
	for _, m := range all {
		if m.Account != but {
			o = append(o, ui.Option{Value: string(m.Account), Say: m.Display})
		}
	}
	return o
}

func (d *Docket) offer(w http.ResponseWriter, q *http.Request) error {
	values, err := web.Form(q)
	if err == nil {
		o := duty.Offering{Giver: people.ID(values.Get("giver")), Taker: people.ID(values.Get("taker")), Team: people.TeamID(values.Get("team"))}
		for _, d := range values["duties"] {
			o.Duties = append(o.Duties, duty.ID(d))
		}
		_, err = d.Offer(q.Context(), o)
	}
	return d.handed(w, q, err)
}

func (d *Docket) accept(w http.ResponseWriter, q *http.Request) error {
	_, err := d.Accept(q.Context(), duty.HandoverID(q.PathValue("handover")))
	return d.handed(w, q, err)
}

func (d *Docket) refuse(w http.ResponseWriter, q *http.Request) error {
	return d.handed(w, q, d.Refuse(q.Context(), duty.HandoverID(q.PathValue("handover"))))
}

func (d *Docket) handed(w http.ResponseWriter, q *http.Request, err error) error {
	switch {
	case told(err):
		return d.showHand(w, q, web.Status[fault.Of(err)], ui.NewForm(nil, err))
	case err != nil:
		return err
	}
	return web.See(w, q, "/duty/handover")
}
