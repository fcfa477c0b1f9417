package duty

import (
	"embed"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"haki/commons/gate"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/store"
	"haki/science/workday"
)

// Files are the room's migrations.
//
//go:embed migrations
var Files embed.FS

const columns = `id, kind, matter, ref, rule, version, span, calendar, source, remind, bearer_kind, bearer, by_role, holder, since,
	owed_kind, owed, mission, country, walled, told, help, barred, cause, began, first_due, due, halted, halt_why, stopped, late, ended, ended_on, why,
	reminded, rung, climb, watch, rev`

// where its gate columns are, for lists.
var gateColumns = gate.Columns{Mission: "mission", Walled: "walled", Marks: map[gate.Mark]string{gate.Told: "told = 1", gate.Help: "help = 1"}}

func scan(s store.Scan) (d Duty, err error) {
	var span, source, remind, barred string
	var byRole, walled, told, help int64
	err = s(&d.ID, &d.Matter.Kind, &d.Matter.ID, &d.Ref, &d.Rule, &d.Version, &span, &d.Calendar, &source, &remind, &d.Bearer.Kind, &d.Bearer.ID, &byRole, &d.Holder, &d.Since,
		&d.OwedTo.Kind, &d.OwedTo.ID, &d.Home.Mission, &d.Home.Country, &walled, &told, &help, &barred, &d.Because, &d.From, &d.First, &d.Due, &d.Halted, &d.HaltWhy, &d.Stopped, &d.Late, &d.Ended, &d.On, &d.Why,
		&d.Told, &d.Rung, &d.Climb, &d.Watch, &d.Rev)
	if err != nil {
		return d, err
	}
	if d.Span, err = workday.ParseSpan(span); err != nil {
		return d, err
	}
	if err = json.Unmarshal([]byte(source), &d.Source); err != nil {
		return d, err
	}
	for _, n := range strings.Fields(remind) {
		i, err := strconv.Atoi(n)
		if err != nil {
			return d, err
		}
		d.Remind = append(d.Remind, i)
	}
	d.ByRole, d.Home.Walled = byRole == 1, walled == 1
	if told == 1 {
		d.Home.Marks = append(d.Home.Marks, gate.Told)
	}
	if help == 1 {
		d.Home.Marks = append(d.Home.Marks, gate.Help)
	}
	d.Home.Not = strings.Fields(barred)
	return d, nil
}

func values(d Duty) []any {
	source, _ := json.Marshal(d.Source) // strings and a bool have a form
	var remind []string
	for _, n := range d.Remind {
		remind = append(remind, strconv.Itoa(n))
	}
	return []any{d.ID, d.Matter.Kind, d.Matter.ID, d.Ref, d.Rule, d.Version, d.Span.String(), d.Calendar, string(source), strings.Join(remind, " "),
		d.Bearer.Kind, d.Bearer.ID, bit(d.ByRole), d.Holder, d.Since, d.OwedTo.Kind, d.OwedTo.ID, d.Home.Mission, d.Home.Country, bit(d.Home.Walled),
		bit(slices.Contains(d.Home.Marks, gate.Told)), bit(slices.Contains(d.Home.Marks, gate.Help)), strings.Join(d.Home.Not, " "),
		d.Because, d.From, d.First, d.Due, d.Halted, d.HaltWhy, d.Stopped, d.Late, d.Ended, d.On, d.Why, d.Told, d.Rung, d.Climb, d.Watch, d.Rev}
}

func bit(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

var holes = `(?` + strings.Repeat(`, ?`, strings.Count(columns, ",")) + `)`

// insert adds a duty, unless the same is owed already: then it says no.
func insert(tx *store.Tx, d Duty) (added bool, err error) {
	n, err := tx.Exec(`INSERT INTO duty_duty (`+columns+`) VALUES `+holes+` ON CONFLICT DO NOTHING`, values(d)...)
	return n == 1, err
}

// move stores what changed of a duty, if nobody changed it meanwhile.
func move(tx *store.Tx, d Duty) (Duty, error) {
	n, err := tx.Exec(`UPDATE duty_duty SET bearer_kind = ?, bearer = ?, by_role = ?, holder = ?, since = ?, mission = ?, country = ?, walled = ?, told = ?, help = ?, barred = ?,
		due = ?, halted = ?, halt_why = ?, stopped = ?, late = ?, ended = ?, ended_on = ?, why = ?, reminded = ?, rung = ?, climb = ?, watch = ?, delay = ?, rev = rev + 1 WHERE id = ? AND rev = ?`,
		d.Bearer.Kind, d.Bearer.ID, bit(d.ByRole), d.Holder, d.Since, d.Home.Mission, d.Home.Country, bit(d.Home.Walled),
		bit(slices.Contains(d.Home.Marks, gate.Told)), bit(slices.Contains(d.Home.Marks, gate.Help)), strings.Join(d.Home.Not, " "),
		d.Due, d.Halted, d.HaltWhy, d.Stopped, d.Late, d.Ended, d.On, d.Why, d.Told, d.Rung, d.Climb, d.Watch, d.delay(), d.ID, d.Rev)
	if err == nil && n == 0 {
		err = fault.New(fault.Stale, "fault.stale")
	}
	d.Rev++
	return d, err
}

// find reads one duty.
func find(tx *store.Tx, id ID) (Duty, error) {
	return store.One(tx, scan, `SELECT `+columns+` FROM duty_duty WHERE id = ?`, id)
}

// ofMatter are the duties of a matter: the open ones first, by the day they are due.
var ofMatter = store.List[Duty]{Columns: columns, Kinds: "tttttttttttt" + "n" + "tttttt" + "nnn" + "tttttttttttt" + "nn" + "tt" + "n", Scan: scan,
	Rest: `FROM duty_duty WHERE kind = ? AND matter = ?`, Order: `CASE ended WHEN '' THEN 0 ELSE 1 END, due, began, rule, id`}

// Of lists every duty of a matter, the open ones first, by the day they are due.
func Of(tx *store.Tx, m ident.Matter) ([]Duty, error) { return ofMatter.All(tx, m.Kind, m.ID) }

// Parts ask for the duties of a matter and for what happened to them among other things.
func Parts(m ident.Matter, all *[]Duty, events *[]Event) []store.Part {
	return []store.Part{ofMatter.Part(all, m.Kind, m.ID), happenedTo.Part(events, m.Kind, m.ID)}
}

// Where reads the first duties that a condition holds for, in an order. It is for the board,
// whose conditions are put together from what its reader may see and asked for. Which ones
// they are is read from an index, so that of the table only these are read.
func Where(tx *store.Tx, condition string, args []any, order string, most int) ([]Duty, error) {
	return store.All(tx, scan, `SELECT `+columns+` FROM duty_duty WHERE id IN (`+first(condition, order)+`) ORDER BY `+order, append(args, most)...)
}

func first(condition, order string) string {
	return `SELECT id FROM (SELECT id FROM duty_duty WHERE ` + condition + ` ORDER BY ` + order + ` LIMIT ?) AS first`
}

// GateColumns are the columns of duty_duty that a list's restriction is about.
var GateColumns = gateColumns

// openOf lists a matter's open duties under a rule; under any for "".
func openOf(tx *store.Tx, m ident.Matter, rule string) ([]Duty, error) {
	return store.All(tx, scan, `SELECT `+columns+` FROM duty_duty WHERE kind = ? AND matter = ? AND ended = '' AND (rule = ? OR ? = '') ORDER BY due, id`,
		m.Kind, m.ID, rule, rule)
}

// same is the open duty that an insert met.
func same(tx *store.Tx, d Duty) (Duty, error) {
	return store.One(tx, scan, `SELECT `+columns+` FROM duty_duty WHERE kind = ? AND matter = ? AND rule = ? AND bearer_kind = ? AND bearer = ? AND owed_kind = ? AND owed = ? AND ended = ''`,
		d.Matter.Kind, d.Matter.ID, d.Rule, d.Bearer.Kind, d.Bearer.ID, d.OwedTo.Kind, d.OwedTo.ID)
}

// Among writes a condition that a column pair is one of some offices.
func Among(kind, id string, offices []Office) (string, []any) {
	if len(offices) == 0 {
		return "(1 = 0)", nil
	}
	var args []any
	for _, o := range offices {
		args = append(args, o.Kind, o.ID)
	}
	return "(" + kind + ", " + id + ") IN (VALUES (?, ?)" + strings.Repeat(", (?, ?)", len(offices)-1) + ")", args
}

func reach(tx *store.Tx, d Duty, o Office, on any) error {
	_, err := tx.Exec(`INSERT INTO duty_reached (duty, office_kind, office, day) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`, d.ID, o.Kind, o.ID, on)
	return err
}

// awake lists the duties the clock has something to do with by a day. It takes a
// handful at a time: each is an act of its own.
func awake(tx *store.Tx, today any) ([]Duty, error) {
	return store.All(tx, scan, `SELECT `+columns+` FROM duty_duty WHERE ended = '' AND watch <> '' AND watch <= ? ORDER BY watch, id LIMIT 200`, today)
}

// byRole lists the open duties that a team bears because of its role.
func byRole(tx *store.Tx) ([]Duty, error) {
	return store.All(tx, scan, `SELECT `+columns+` FROM duty_duty WHERE ended = '' AND by_role = 1 AND bearer_kind = 'team' ORDER BY id`)
}

func count(s store.Scan) (n int, err error) { err = s(&n); return }
