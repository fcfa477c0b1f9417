package main

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime"
	"strings"
	"sync"

	"haki/app"
	"haki/commons/act"
	"haki/commons/duty"
	"haki/commons/gate"
	"haki/commons/people"
	"haki/commons/record"
	"haki/internal/clock"
	"haki/internal/ident"
	"haki/internal/seal"
	"haki/internal/store"
	"haki/response/casework"
	"haki/science/workday"
)

// perCase is how many duties a case has.
const perCase = 3

// rules are those that the duties of the loaded cases follow, in turn.
var rules = []string{"acknowledge_note", "say_whether", "inform_victim", "notify", "report_outcome", "inform_reporter", "investigate", "assess", "answer_state"}

// table is rows of one table on their way in.
type table struct {
	name string
	cols []string
	rows [][]any
}

func (t *table) add(values ...any) { t.rows = append(t.rows, values) }

// put inserts the rows, some hundred to a statement.
func (t *table) put(tx *store.Tx) error {
	per := 15_000 / len(t.cols)
	for from := 0; from < len(t.rows); from += per {
		part := t.rows[from:min(from+per, len(t.rows))]
		hole := "(?" + strings.Repeat(", ?", len(t.cols)-1) + ")"
		args := make([]any, 0, len(part)*len(t.cols))
		for _, r := range part {
			args = append(args, r...)
		}
		if _, err := tx.Exec(`INSERT INTO `+t.name+` (`+strings.Join(t.cols, ", ")+`) VALUES `+hole+strings.Repeat(", "+hole, len(part)-1), args...); err != nil {
			return fmt.Errorf("%s: %w", t.name, err)
		}
	}
	return nil
}

func tables() map[string]*table {
	out := map[string]*table{}
	for name, cols := range map[string]string{
		"people_key":          "id owner generation public sign_public after_id house signature",
		"people_wrap":         "key_id by_id box",
		"casework_case":       "id reference mission walled told help taken serious status channel reports opened happened until code closed barred title rev",
		"casework_allegation": "id case_id serial scheme version designation theme type category country route referred rev",
		"casework_subject":    "id allegation serial number identified unit status rev identity",
		"casework_victim":     "id case_id serial sex age number reporter identity",
		"duty_duty": "id kind matter ref rule version span calendar source remind bearer_kind bearer by_role holder since owed_kind owed mission country walled told help barred cause " +
			"began first_due due halted halt_why stopped late ended ended_on why reminded rung climb watch rev delay",
		"duty_event": "duty n day what person kind office reason until",
	} {
		out[name] = &table{name: name, cols: strings.Fields(cols)}
	}
	return out
}

// order of insertion: what is referred to comes first.
var order = []string{"people_key", "people_wrap", "casework_case", "casework_allegation", "casework_subject", "casework_victim", "duty_duty", "duty_event"}

// loader makes cases.
type loader struct {
	to      seal.Recipient
	teams   map[string]string // by role and mission
	oskar   people.ID
	today   clock.Day
	cal     workday.Calendar
	allowed map[string]duty.Rule
}

var missions = []string{"MISOR", "MISOR", "MISTEL", "MISOR", "MISTEL", "MONAV"}

var countries = []string{"XA", "XB", "XC", "XD", "XO", "XN", "XT"}

// load fills a house with n cases.
func load(ctx context.Context, h *app.House, teams map[string]string, oskar people.ID, n int) (err error) {
	l := &loader{teams: teams, oskar: oskar, allowed: map[string]duty.Rule{}}
	if l.cal, err = workday.New("", workday.Usual); err != nil {
		return err
	}
	for _, code := range rules {
		r, ok := duty.ByCode(code)
		if !ok {
			return fmt.Errorf("no rule %s", code)
		}
		l.allowed[code] = r
	}
	if err := h.DB.View(context.Background(), func(tx *store.Tx) error {
		if l.today, err = duty.Today(tx); err != nil {
			return err
		}
		hq, err := people.Teams(tx, people.Headquarters)
		if err != nil {
			return err
		}
		to, err := people.Halves(tx, hq)
		if err == nil {
			l.to = to[0]
		}
		return err
	}); err != nil {
		return err
	}
	const batch = 2000
	for from := 0; from < n; from += batch {
		all, err := act.See(ctx, h.Desk, duty.Desk, func(*store.Tx) (gate.Scope, error) { return gate.Scope{Team: []string{string(oskar)}}, nil },
			func(_ *store.Tx, keys *seal.Keys, _ gate.Scope) (map[string]*table, error) {
				return l.batch(keys, from, min(from+batch, n))
			})
		if err != nil {
			return err
		}
		if err := h.DB.Change(context.Background(), func(tx *store.Tx) error {
			for _, name := range order {
				if err := all[name].put(tx); err != nil {
					return err
				}
			}
			return record.Append(tx, "bench.cases.load", "", record.Entry{Facts: []record.Fact{record.Count("cases", n)}}, true)
		}); err != nil {
			return err
		}
	}
	return nil
}

// batch makes some cases, on every processor.
func (l *loader) batch(keys *seal.Keys, from, to int) (map[string]*table, error) {
	workers := runtime.NumCPU()
	parts, errs := make([]map[string]*table, workers), make([]error, workers)
	var all sync.WaitGroup
	for w := range workers {
		all.Go(func() {
			parts[w] = tables()
			for i := from + w; i < to && errs[w] == nil; i += workers {
				errs[w] = l.one(keys, parts[w], i)
			}
		})
	}
	all.Wait()
	out := tables()
	for w, p := range parts {
		if errs[w] != nil {
			return nil, errs[w]
		}
		for name, t := range p {
			out[name].rows = append(out[name].rows, t.rows...)
		}
	}
	return out, nil
}

// one makes a case: the ith, spread over eight years, the newest last.
func (l *loader) one(keys *seal.Keys, to map[string]*table, i int) error {
	key, _, err := seal.Prepare(l.to)
	if err != nil {
		return err
	}
	wrap, err := keys.Keep(key, l.to) // as a team's own session keeps it
	if err != nil {
		return err
	}
	id := ident.New[casework.Case](ident.Dice)
	opened := l.today.Add(-1 - (i*7919)%2900)
	mission, country := missions[i%len(missions)], countries[i%len(countries)]
	stage, code, closed := casework.Closed, "substantiated_both", opened.Add(200)
	if age := l.today.Since(opened); age < 200 || i%25 == 0 {
		stage, code, closed = casework.Open, "", ""
	}
	secret := func(table, column, row, text string) []byte {
		return seal.Seal(key, seal.Place{Table: table, Column: column, Row: row}, seal.Hide(text))
	}
	ref := fmt.Sprintf("%s-%s-%05d-K", mission, opened[:4], i)
	to["people_key"].add(key.ID(), casework.Kind+"/"+string(id), 1, string(l.to.ID), []byte{}, "", []byte{}, []byte{})
	to["people_wrap"].add(wrap.Key, wrap.By, wrap.Box)
	to["casework_case"].add(id, ref, mission, 0, i%3&1, i%5&1, 0, i%2, stage, "online", 1, opened, opened, "", code, closed, "", secret("casework_case", "title", string(id), fmt.Sprintf("Affaire du dépôt, dossier %d", i)), 1)
	allegation, subject, victim := ident.New[casework.Allegation](ident.Dice), ident.New[casework.Subject](ident.Dice), ident.New[casework.Victim](ident.Dice)
	to["casework_allegation"].add(allegation, id, 1, casework.Scheme, casework.SchemeVersion, "serious", "T_SEA", "", "military", country, "note", 0, 1)
	to["casework_subject"].add(subject, allegation, 1, "1", 1, "", "assessment", 1, secret("casework_subject", "identity", string(subject), "Une personne dont le nom est scellé"))
	to["casework_victim"].add(victim, id, 1, "f", "adult", "", 0, secret("casework_victim", "identity", string(victim), "Une autre personne"))
	for n := range perCase {
		l.duty(to, i, n, id, ref, mission, country, opened, closed)
	}
	return nil
}

// duty makes the nth duty of a case. What an open case owes, it owes since its newest event.
func (l *loader) duty(to map[string]*table, i, n int, id casework.CaseID, ref, mission, country string, opened, closed clock.Day) {
	r := l.allowed[rules[(i*perCase+n)%len(rules)]]
	began := opened.Add(n * 7)
	isOpen := closed == "" && n < 2
	if isOpen {
		began = l.today.Add(-(i*31 + n*17) % 120)
	}
	due := r.Due(l.cal, began)
	d := duty.Duty{From: began, First: due, Due: due, Ended: duty.Met, On: due.Add(-(i + n) % 5)}
	late := clock.Day("")
	switch {
	case isOpen:
		d.Ended, d.On = duty.Open, ""
		if l.today > due {
			late = due.Add(1)
		}
	case (i+n)%10 < 3:
		late = due.Add(1)
		d.Ended, d.On = duty.MetLate, due.Add(1+(i*13+n)%90)
	case (i+n)%10 == 3:
		late = due.Add(1)
		d.Ended, d.On = duty.Breached, due.Add(180)
	}
	delay := 0
	if !isOpen {
		delay = d.On.Since(due)
	}
	bearer, owed, holder := l.office(r, r.Bearer, mission, country), l.office(r, r.OwedTo, mission, country), people.ID("")
	if bearer.Kind == duty.Team && bearer.ID == l.teams["headquarters"] && i%40 == 0 {
		holder = l.oskar
	}
	source, _ := json.Marshal(r.Source)
	did := ident.New[duty.Duty](ident.Dice)
	to["duty_duty"].add(did, casework.Kind, id, ref, r.Code, r.Version, r.Span.String(), r.Calendar, string(source), "-1", bearer.Kind, bearer.ID, 1, holder, began, owed.Kind, owed.ID,
		mission, country, 0, i%3&1, i%5&1, "", "", began, due, due, "", "", "", late, d.Ended, d.On, "", 0, 0, "", "", 1, delay)
	to["duty_event"].add(did, 1, began, duty.Began, "", bearer.Kind, bearer.ID, "", due)
}

// office is who a role is for the loaded cases.
func (l *loader) office(r duty.Rule, role duty.Role, mission, country string) duty.Office {
	switch role {
	case duty.States, duty.Investigates:
		return duty.Office{Kind: duty.State, ID: country}
	case duty.Reporters:
		return duty.Office{Kind: duty.Reporter, ID: r.Code}
	case duty.Harmed:
		return duty.Office{Kind: duty.Victim, ID: r.Code}
	case duty.Everybody:
		return duty.Office{Kind: duty.TheWhole}
	case duty.Conduct, duty.Victims:
		if t := l.teams[string(role)+"/"+mission]; t != "" {
			return duty.Office{Kind: duty.Team, ID: t}
		}
	}
	return duty.Office{Kind: duty.Team, ID: l.teams["headquarters"]}
}
