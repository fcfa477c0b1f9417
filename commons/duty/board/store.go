package board

import (
	"strings"

	"haki/commons/duty"
	"haki/commons/gate"
	"haki/commons/people"
	"haki/internal/clock"
	"haki/internal/store"
)

// sight is what somebody may see of duties, as the database can ask.
type sight struct {
	gate.Where
	who     string
	offices []duty.Office
}

// sql is the restriction: where the reader's power reaches, or what their own offices bear,
// are owed or were told of; never what they are barred from.
func (s sight) sql() (string, []any) {
	sql, args := s.Where.SQL(duty.GateColumns)
	if !s.All && len(s.offices) > 0 {
		or := []string{sql}
		for _, pair := range [][2]string{{"bearer_kind", "bearer"}, {"owed_kind", "owed"}} {
			c, a := duty.Among(pair[0], pair[1], s.offices)
			or, args = append(or, c), append(args, a...)
		}
		c, a := duty.Among("office_kind", "office", s.offices)
		or, args = append(or, `id IN (SELECT duty FROM duty_reached WHERE `+c+`)`), append(args, a...)
		sql = "(" + strings.Join(or, " OR ") + ")"
	}
	not, me := duty.Unbarred(people.ID(s.who))
	return sql + " AND " + not, append(args, me)
}

// weekAhead is how far the board looks for what falls due soon.
const weekAhead = 7

// group is some duties that have the same bearer, rule and mission: how many of them are
// late, fall due soon, are open, are over.
type group struct {
	bearer        duty.Office
	rule, mission string
	Counts
	worst clock.Day // the earliest day that anything late was due
}

// groups counts what the reader may see: what is open, and what is over in the period. One
// question, which the database answers in the order of an index; what is over it counts by
// the month, so that a bearer comes once for each.
func groups(tx *store.Tx, s sight, f Filter, today clock.Day) (all []group, err error) {
	may, seen := s.sql()
	if f.Tray != "" {
		c, more := f.Tray.Condition(people.ID(s.who), s.offices, today)
		may, seen = may+" AND "+c, append(seen, more...)
	}
	open, over, since := may, may, today.Add(-f.Period)
	a, b := append([]any{today, today, today, today, today.Add(weekAhead), today, today}, seen...), append([]any{since[:7], since}, seen...)
	if f.Age > 0 {
		open, a = open+` AND began <= ?`, append(a, today.Add(-f.Age))
		over, b = over+` AND began <= ?`, append(b, today.Add(-f.Age))
	}
	return store.All(tx, func(s store.Scan) (g group, err error) {
		err = s(&g.bearer.Kind, &g.bearer.ID, &g.rule, &g.mission, &g.Late, &g.Week, &g.Owed, &g.Over, &g.worst)
		return
	}, `SELECT bearer_kind, bearer, rule, mission, sum(CASE WHEN due < ? AND stopped < ? THEN 1 ELSE 0 END), sum(CASE WHEN due < ? AND stopped < ? THEN 0 WHEN due <= ? THEN 1 ELSE 0 END),
			count(*), 0, coalesce(min(CASE WHEN due < ? AND stopped < ? THEN due END), '')
			FROM duty_duty WHERE ended = '' AND `+open+` GROUP BY bearer_kind, bearer, rule, mission
		UNION ALL SELECT bearer_kind, bearer, rule, mission, 0, 0, 0, count(*), ''
			FROM duty_duty WHERE ended <> '' AND substr(ended_on, 1, 7) >= ? AND ended_on >= ? AND `+over+`
			GROUP BY substr(ended_on, 1, 7), bearer_kind, bearer, rule, mission`, append(a, b...)...)
}

const pageSize = 50

// condition is a filter over the columns of duties, without what it shows.
func (f Filter) condition(today clock.Day) (string, []any) {
	var and []string
	var args []any
	add := func(c string, v ...any) { and, args = append(and, c), append(args, v...) }
	if !f.Bearer.None() {
		add(`bearer_kind = ?`, f.Bearer.Kind)
		if f.Bearer.ID != "" {
			add(`bearer = ?`, f.Bearer.ID)
		}
	}
	if f.Rule != "" {
		add(`rule = ?`, f.Rule)
	}
	if f.Mission != "" {
		add(`mission = ?`, f.Mission)
	}
	if f.Age > 0 {
		add(`began <= ?`, today.Add(-f.Age))
	}
	if len(and) == 0 {
		return "(1 = 1)", nil
	}
	return strings.Join(and, " AND "), args
}

// listed reads at most so many duties of the list, in its order, from where the page begins.
func listed(tx *store.Tx, s sight, f Filter, today clock.Day, most int) ([]duty.Duty, error) {
	may, args := s.sql()
	cond, more := f.condition(today)
	cond, args = may+" AND "+cond, append(args, more...)
	if f.Tray != "" {
		c, more := f.Tray.Condition(people.ID(s.who), s.offices, today)
		cond, args = cond+" AND "+c, append(args, more...)
	}
	add := func(c string, v ...any) { cond, args = cond+" AND "+c, append(args, v...) }
	at := strings.Split(f.From, "/")
	if f.Show == Over {
		add(`ended <> '' AND ended_on >= ?`, today.Add(-f.Period))
		if len(at) == 2 {
			add(`ended_on <= ? AND (ended_on < ? OR id > ?)`, at[0], at[0], at[1])
		}
		return duty.Where(tx, cond, args, `ended_on DESC, id`, most)
	}
	add(`ended = ''`)
	switch f.Show {
	case Late:
		add(`due < ? AND stopped < ?`, today, today)
	case Week:
		add(`due <= ? AND NOT (due < ? AND stopped < ?)`, today.Add(weekAhead), today, today)
	}
	if len(at) == 3 {
		add(`due >= ? AND (due > ? OR began > ? OR began = ? AND id > ?)`, at[0], at[0], at[1], at[1], at[2])
	}
	return duty.Where(tx, cond, args, `due, began, id`, most)
}

// toldOf are those of some duties whose breach has come up to some offices.
func toldOf(tx *store.Tx, offices []duty.Office, ids []duty.ID) ([]duty.ID, error) {
	if len(ids) == 0 || len(offices) == 0 {
		return nil, nil
	}
	cond, args := duty.Among("office_kind", "office", offices)
	for _, id := range ids {
		args = append(args, id)
	}
	return store.All(tx, func(s store.Scan) (id duty.ID, err error) { err = s(&id); return },
		`SELECT duty FROM duty_reached WHERE `+cond+` AND duty IN (?`+strings.Repeat(", ?", len(ids)-1)+`)`, args...)
}

// place is where a duty stands in the list, for the address of what comes after it.
func place(f Filter, d duty.Duty) string {
	if f.Show == Over {
		return string(d.On) + "/" + string(d.ID)
	}
	return string(d.Due) + "/" + string(d.From) + "/" + string(d.ID)
}

// fallen is how many duties of a bearer fell due in the period and came to the same: ended
// in one way with one delay, or open and due on one day.
type fallen struct {
	bearer duty.Office
	ended  duty.Ending
	delay  int
	due    clock.Day // of those still owed
	n      int
}

// fell counts what fell due in the period and is past, except what nobody had to keep.
func fell(tx *store.Tx, s sight, f Filter, today clock.Day) ([]fallen, error) {
	may, seen := s.sql()
	cond, more := f.condition(today)
	args := append(append([]any{today.Add(-f.Period), today}, seen...), more...)
	return store.All(tx, func(s store.Scan) (x fallen, err error) {
		err = s(&x.bearer.Kind, &x.bearer.ID, &x.ended, &x.delay, &x.due, &x.n)
		return
	}, `SELECT bearer_kind, bearer, ended, delay, '', count(*) FROM duty_duty
			WHERE due >= ? AND due < ? AND ended IN ('met', 'met_late', 'breached') AND `+may+` AND `+cond+` GROUP BY bearer_kind, bearer, ended, delay
		UNION ALL SELECT bearer_kind, bearer, '', 0, due, count(*) FROM duty_duty
			WHERE due >= ? AND due < ? AND ended = '' AND `+may+` AND `+cond+` GROUP BY bearer_kind, bearer, due`, append(args, args...)...)
}
