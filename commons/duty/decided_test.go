package duty

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"haki/internal/clock"
	"haki/internal/store"
	"haki/science/workday"
)

// The table of decisions.md §4, row by row, as it stands there: the rules that carry a row
// out, and what each of them must say. The rules that come after the table are other
// decisions' (§1, §2, §3, §5); they stand under "".
//
// The line is whom a breach goes to and after how many working days; "+" starts a duty
// there, "/3m" climbs again every three months.
var decided = []struct {
	row, rule                   string
	bearer, owedTo              Role
	starts, term                string
	calendar                    Policy
	metBy, breach, decides      string
	source, symbol, paragraph   string
	again, toReporter, toVictim bool
}{
	{"acknowledge", "acknowledge", "conduct", "reporter", "received", "2wd", Ours, "first_answer", "lead 0, headquarters 2", "headquarters", "design", "", "", false, true, true},
	{"offer help", "offer_help", "victims", "victim", "help_wanted", "3d", Ours, "help_offered", "headquarters 0", "headquarters", "design", "", "", false, false, true},
	{"tell oversight", "tell_oversight", "conduct", "oversight", "assessed_serious", "1wd", Ours, "oversight_told", "headquarters 0", "oversight", "design", "", "", false, false, false},
	{"assess", "assess", "conduct", "institution", "received", "5wd", Ours, "assessment", "headquarters 0", "headquarters", "design", "", "", false, true, true},
	{"notify", "notify", "headquarters", "state", "routed_to_state", "5wd", Ours, "delivered", "service 0", "service", "design", "", "", false, false, true},
	{"say whether it investigates", "say_whether", "state", "headquarters", "delivered", "10wd", Union, "deciding_answer", "headquarters 0 +chase, headquarters 5 +chase_again, service 10", "headquarters", "instrument", "A/61/19 (Part III)", "7 quinquiens", false, false, true},
	{"name an investigator", "name_investigator", "state", "headquarters", "delivered", "5wd", Union, "investigator_named", "headquarters 0 +chase, headquarters 5 +chase_again, service 10", "headquarters", "practice", "", "", false, false, true},
	{"investigate", "investigate", "investigator", "institution", "delivered", "6m", Ours, "report", "headquarters 0 +chase /3m, service 20", "headquarters", "practice", "", "", false, false, true},
	{"investigate", "investigate_expedited", "investigator", "institution", "delivered", "90d", Ours, "report", "headquarters 0 +chase /3m, service 10", "headquarters", "practice", "", "", false, false, true},
	{"report the outcome", "report_outcome", "state", "headquarters", "state_finding", "90d", Ours, "outcome", "headquarters 0 +chase /3m, service 20", "headquarters", "design", "", "", false, false, true},
	{"inform the victim · the reporter", "inform_victim", "victims", "victim", "released", "30d", Ours, "read_or_told", "headquarters 0", "headquarters", "design", "", "", true, false, true},
	{"inform the victim · the reporter", "inform_reporter", "conduct", "reporter", "released", "30d", Ours, "read_or_told", "headquarters 0", "headquarters", "design", "", "", true, true, true},

	{"", "answer", "conduct", "reporter", "message", "5wd", Ours, "answer", "lead 0, headquarters 5", "headquarters", "design", "", "", false, true, true},
	{"", "child_protection", "victims", "victim", "child_or_unknown", "1wd", Ours, "child_seen_to", "headquarters 0", "headquarters", "design", "", "", false, false, false},
	{"", "preserve", "conduct", "institution", "assessed_serious", "0d", Ours, "preserved", "lead 0, headquarters 1", "headquarters", "design", "", "", false, false, false},
	{"", "second_decision", "conduct", "institution", "decision_proposed", "3wd", Ours, "second_decided", "headquarters 0", "headquarters", "design", "", "", false, false, false},
	{"", "acknowledge_note", "state", "headquarters", "delivered", "2wd", Union, "acknowledged", "headquarters 0 +chase", "headquarters", "design", "", "", false, false, false},
	{"", "chase", "headquarters", "institution", "breached", "2wd", Ours, "chased", "service 0", "service", "design", "", "", false, false, false},
	{"", "chase_again", "headquarters", "institution", "breached", "2wd", Ours, "chased", "service 0", "service", "design", "", "", false, false, false},
	{"", "answer_state", "headquarters", "state", "state_asked", "5wd", Ours, "answer", "service 0", "service", "design", "", "", false, false, false},

	// The library: domain notes prevention and support A.5 row 10, and A.5 for a step.
	{"", "practice_check", "headquarters", "state", "handed_in", "10wd", Ours, "checked", "service 0", "service", "design", "", "", false, false, false},
	{"", "practice_questions", "state", "headquarters", "questions", "20wd", Ours, "handed_in_again", "headquarters 0", "headquarters", "design", "", "", false, false, false},
	{"", "practice_clear", "state", "headquarters", "checked", "20wd", Ours, "cleared_by_state", "headquarters 0", "headquarters", "design", "", "", false, false, false},
	{"", "practice_approve", "headquarters", "state", "cleared_by_state", "10wd", Ours, "cleared_by_service", "service 0", "service", "design", "", "", false, false, false},
	{"", "practice_translate", "headquarters", "state", "cleared_by_service", "20wd", Ours, "published", "service 0", "service", "design", "", "", false, false, false},
	{"", "practice_confirm", "state", "headquarters", "published", "12m", Ours, "confirmed", "headquarters 0", "headquarters", "design", "", "", true, false, false},
	{"", "adopt_step", "state", "institution", "step_begins", "30d", Ours, "step_proved", "headquarters 5", "headquarters", "design", "", "", false, false, false},
}

func up(line []Step) string {
	var all []string
	for _, s := range line {
		one := fmt.Sprintf("%s %d", s.To, s.After)
		if s.Duty != "" {
			one += " +" + s.Duty
		}
		if s.Every > 0 {
			one += fmt.Sprintf(" /%dm", s.Every)
		}
		all = append(all, one)
	}
	return strings.Join(all, ", ")
}

// A row without its rule is red, and so is a rule that no decision asked for, or one that
// says another bearer, term, event, line or source than the table.
func TestTheRulesAreTheTableThatWasDecided(t *testing.T) {
	rows := []string{"acknowledge", "offer help", "tell oversight", "assess", "notify", "say whether it investigates", "name an investigator", "investigate", "report the outcome", "inform the victim · the reporter"}
	carried, asked := map[string]bool{}, map[string]bool{}
	for _, d := range decided {
		carried[d.row], asked[d.rule] = true, true
		r, ok := ByCode(d.rule)
		if !ok {
			t.Errorf("%s: no rule %s carries it out", d.row, d.rule)
			continue
		}
		want := fmt.Sprint(d.bearer, " owes ", d.owedTo, ", from ", d.starts, " within ", d.term, " by ", d.calendar, "'s days, met by ", d.metBy, "; then ", d.breach, "; asked ", d.decides,
			"; ", d.source, " ", d.symbol, " ", d.paragraph, "; again ", d.again, ", shown ", d.toReporter, d.toVictim)
		got := fmt.Sprint(r.Bearer, " owes ", r.OwedTo, ", from ", r.Starts, " within ", r.Span, " by ", r.Calendar, "'s days, met by ", r.MetBy, "; then ", up(r.Line), "; asked ", r.Decides,
			"; ", r.Source.Kind, " ", r.Source.Symbol, " ", r.Source.Paragraph, "; again ", r.Again, ", shown ", r.Released(ToReporter), r.Released(ToVictim))
		if got != want {
			t.Errorf("%s:\n got %s\nwant %s", d.rule, got, want)
		}
	}
	for _, row := range rows {
		if !carried[row] {
			t.Errorf("%s: no rule carries it out", row)
		}
	}
	for _, r := range Shipped {
		if !asked[r.Code] {
			t.Errorf("%s: no decision asks for it", r.Code)
		}
	}
}

// abroad are the days on which three institutions owe, each of them at home in one of the
// three countries and resting as it rests, counted by hand from the same 23 December:
//
//	XA rests on Friday, Saturday and 28 December: it works on 24, 27, 29, 30 and 31 December, 3 to 7, 10 to 14 and 17 to 21 January.
//	XB rests on Sunday, 24 December and 2 January: it works on 25, 26, 28 to 31 December, 1, 4 to 9, 11 to 16 and 18 January.
//	XC rests on Thursday, Friday and 6 January: it works on 26 to 30 December, 2 to 5, 9 to 13, 16 to 20 and 23 January.
var abroad = map[string]map[string]clock.Day{
	"1wd":  {"XA": "2026-12-24", "XB": "2026-12-25", "XC": "2026-12-26"},
	"2wd":  {"XA": "2026-12-27", "XB": "2026-12-26", "XC": "2026-12-27"},
	"3wd":  {"XA": "2026-12-29", "XB": "2026-12-28", "XC": "2026-12-28"},
	"5wd":  {"XA": "2026-12-31", "XB": "2026-12-30", "XC": "2026-12-30"},
	"10wd": {"XA": "2027-01-07", "XB": "2027-01-06", "XC": "2027-01-09"},
	"20wd": {"XA": "2027-01-21", "XB": "2027-01-18", "XC": "2027-01-23"},
	"12m":  {"XA": "2027-12-23", "XB": "2027-12-23", "XC": "2027-12-23"},
	"0d":   {"XA": "2026-12-23", "XB": "2026-12-23", "XC": "2026-12-23"},
	"3d":   {"XA": "2026-12-26", "XB": "2026-12-26", "XC": "2026-12-26"},
	"30d":  {"XA": "2027-01-22", "XB": "2027-01-22", "XC": "2027-01-22"},
	"90d":  {"XA": "2027-03-23", "XB": "2027-03-23", "XC": "2027-03-23"},
	"6m":   {"XA": "2027-06-23", "XB": "2027-06-23", "XC": "2027-06-23"},
}

// moves lets the institution be at home in a country.
func (h *house) moves(country string) {
	h.Helper()
	hq := h.as("hana")
	h.must(h.room.DropHoliday(hq, Holiday{Calendar: "", Day: "2026-12-25"}))
	h.must(h.room.DropHoliday(hq, Holiday{Calendar: "", Day: "2027-01-01"}))
	for _, d := range atRest[country].days {
		h.must(h.room.AddHoliday(hq, Holiday{"", d, "As in " + country}))
	}
	h.must(h.room.SetHere(hq, Here{Zone: "Europe/Paris", Weekend: atRest[country].week}))
}

// atRest is how the house's countries and the institution rest, a second time and in plain
// words: see furnish.
var atRest = map[string]struct {
	week string
	days []clock.Day
}{
	"":   {"sat sun", []clock.Day{"2026-12-25", "2027-01-01"}},
	"XA": {"fri sat", []clock.Day{"2026-12-28"}},
	"XB": {"sun", []clock.Day{"2026-12-24", "2027-01-02"}},
	"XC": {"thu fri", []clock.Day{"2027-01-06"}},
}

func TestEveryRuleOfOursKeepsItsDaysInThreeCountries(t *testing.T) {
	for i, country := range []string{"XA", "XB", "XC"} {
		if testing.Short() && i > 0 {
			break
		}
		each(t, func(h *house) {
			h.moves(country)
			n := 0
			for _, row := range table {
				r, _ := ByCode(row.rule)
				if r.Calendar != Ours {
					continue // a State's: its three calendars stand in the table itself
				}
				due := abroad[r.Span.String()][country]
				for life, live := range lives {
					h.on(start)
					n++
					d := h.begins(h.row(row.rule, row.owedBy, row.owedTo, country, n))
					if d.First != due || d.Due != due || due == "" {
						h.Errorf("%s, at home in %s, %s: due %s, want %s", row.rule, country, life, d.Due, due)
					}
					live(h, d, due)
					h.change(func(tx *store.Tx) error { return Moot(tx, d.Matter, Closed) })
				}
			}
		})
	}
}

// plainly counts a term day by day with package time and nothing of ours.
func plainly(t testing.TB, from clock.Day, s workday.Span, rests func(time.Time) bool) clock.Day {
	t.Helper()
	d, err := time.Parse("2006-01-02", string(from))
	if err != nil {
		t.Fatal(err)
	}
	switch s.Unit {
	case workday.Days:
		d = d.AddDate(0, 0, s.N)
	case workday.Months:
		first := time.Date(d.Year(), d.Month()+time.Month(s.N), 1, 0, 0, 0, 0, time.UTC)
		last := first.AddDate(0, 1, -1).Day()
		d = first.AddDate(0, 0, min(d.Day(), last)-1)
	default:
		for n := s.N; n > 0; {
			if d = d.AddDate(0, 0, 1); !rests(d) {
				n--
			}
		}
	}
	return clock.Day(d.Format("2006-01-02"))
}

// resting says whether a day is off in one of some countries; "" is the institution.
func resting(of ...string) func(time.Time) bool {
	return func(d time.Time) bool {
		for _, c := range of {
			if strings.Contains(atRest[c].week, strings.ToLower(d.Weekday().String()[:3])) {
				return true
			}
			for _, h := range atRest[c].days {
				if string(h) == d.Format("2006-01-02") {
					return true
				}
			}
		}
		return false
	}
}

// Every rule from every day of a year, for the State of each country and for one of which
// nothing was entered: what it says is what counting on one's fingers says.
func TestEveryRuleFromEveryDayOfAYearIsCountedPlainly(t *testing.T) {
	each(t, func(h *house) {
		look(h, func(tx *store.Tx) (none struct{}, err error) {
			a, err := openAlmanac(tx)
			h.must(err)
			for _, r := range Shipped {
				for _, country := range []string{"", "XA", "XB", "XC"} {
					bearer, off := Office{Team, "conduct"}, resting("")
					if country != "" {
						bearer = Office{State, country}
						if r.Calendar == Union {
							off = resting("", country)
						}
					}
					cal, err := a.counts(r.Calendar, bearer, "")
					h.must(err)
					for d := clock.Day("2026-07-01"); d < "2027-07-01"; d = d.Add(1) {
						if got, want := r.Due(cal, d), plainly(h, d, r.Span, off); got != want {
							h.Errorf("%s of %q from %s: due %s, want %s", r.Code, country, d, got, want)
						}
					}
				}
			}
			return none, nil
		})
	})
}

// What is late goes up its line: every rung on the working day that the table says, to whom
// it says, and what repeats every three months from the breach.
func TestEveryBreachGoesWhereTheTableSays(t *testing.T) {
	each(t, func(h *house) {
		for i, row := range table {
			r, _ := ByCode(row.rule)
			off, due := resting(""), row.ours
			if due == "" {
				due = row.xa
			}
			if r.Calendar == Union {
				off = resting("", "XA")
			}
			late := plainly(h, due, workday.Span{N: 1, Unit: workday.Days}, nil)
			h.on(start)
			d := h.begins(h.row(row.rule, row.owedBy, row.owedTo, "XA", 1000+i))
			var want []string
			climb := func(to string, on clock.Day) {
				h.on(on.Add(-1))
				h.ticks()
				if got := h.rungs(d); got != strings.Join(want, ", ") {
					h.Errorf("%s, the day before %s: %s", row.rule, on, got)
				}
				h.on(on)
				h.ticks()
				want = append(want, string(on)+" "+to)
				if got := h.rungs(d); got != strings.Join(want, ", ") {
					h.Errorf("%s on %s:\n got %s\nwant %s", row.rule, on, got, strings.Join(want, ", "))
				}
			}
			every := 0
			for _, rung := range strings.Split(line(row.rule), ", ") {
				var to string
				var after int
				fmt.Sscanf(rung, "%s %d", &to, &after)
				if _, months, again := strings.Cut(rung, "/"); again {
					fmt.Sscanf(months, "%dm", &every)
				}
				if to == "lead" {
					to = row.owedBy
				}
				climb(to, plainly(h, late, workday.Span{N: after, Unit: workday.WorkingDays}, off))
			}
			for n := 1; every > 0 && n <= 2; n++ {
				climb("headquarters", plainly(h, late, workday.Span{N: n * every, Unit: workday.Months}, nil))
			}
			h.change(func(tx *store.Tx) error { return Moot(tx, d.Matter, Closed) })
		}
	})
}

// line is whom the breach of a rule goes to, by the table.
func line(rule string) string {
	for _, d := range decided {
		if d.rule == rule {
			return d.breach
		}
	}
	return ""
}

// rungs are the steps that a breach has climbed: day and office.
func (h *house) rungs(d Duty) string {
	var all []string
	for _, e := range look(h, func(tx *store.Tx) ([]Event, error) { return History(tx, d.ID) }) {
		if e.What == Climbed {
			all = append(all, string(e.Day)+" "+e.Office.ID)
		}
	}
	return strings.Join(all, ", ")
}
