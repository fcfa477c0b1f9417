package board

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"haki/commons/duty"
)

// Show is which duties the board lists.
type Show string

// What it can list.
const (
	Owed Show = ""     // open, the most late first
	Late Show = "late" // of these, those whose day is over
	Week Show = "week" // those that fall due within seven days
	Over Show = "over" // ended within the period, the newest first
)

// Shows lists them in the order of the page.
var Shows = []Show{Late, Week, Owed, Over}

// Ages are how many days ago a duty began at least, as the filter offers them.
var Ages = []int{30, 90, 180, 365}

// Periods are how many days back the board looks for what is over or fell due, as the
// filter offers them (design).
var Periods = []int{90, 365, 1095}

const usualPeriod = 365

// Filter is what the board is narrowed to. It stands in the address, so that it can be kept
// and handed on; each reader sees through it what they may see.
type Filter struct {
	Show    Show
	Tray    duty.Tray   // a tray of the reader's own desk; "" is everything
	Bearer  duty.Office // an office; a kind without an ID is every office of that kind
	Rule    string
	Mission string
	Age     int    // days since it began, at least
	Period  int    // days back
	From    string // the place in the list after which the page begins
}

// Read reads a filter from an address. What it does not know is as if it were not there.
func Read(v url.Values) Filter {
	f := Filter{Show: Show(v.Get("show")), Rule: v.Get("rule"), Mission: v.Get("mission"), From: v.Get("from")}
	if !slices.Contains(Shows, f.Show) {
		f.Show = Owed
	}
	if t := duty.Tray(v.Get("desk")); slices.Contains(duty.Trays, t) {
		f.Tray = t
	}
	if _, known := duty.ByCode(f.Rule); !known {
		f.Rule = ""
	}
	kind, id, _ := strings.Cut(v.Get("bearer"), "/")
	f.Bearer = duty.Office{Kind: duty.OfficeKind(kind), ID: id}
	if n, _ := strconv.Atoi(v.Get("age")); slices.Contains(Ages, n) {
		f.Age = n
	}
	f.Period = usualPeriod
	if n, _ := strconv.Atoi(v.Get("period")); slices.Contains(Periods, n) {
		f.Period = n
	}
	return f
}

// Values is the filter as an address carries it; what is usual is left out.
func (f Filter) Values() url.Values {
	v := url.Values{}
	set := func(name, value string) {
		if value != "" {
			v.Set(name, value)
		}
	}
	set("show", string(f.Show))
	set("desk", string(f.Tray))
	set("bearer", Key(f.Bearer))
	set("rule", f.Rule)
	set("mission", f.Mission)
	if f.Age > 0 {
		set("age", strconv.Itoa(f.Age))
	}
	if cmp.Or(f.Period, usualPeriod) != usualPeriod {
		set("period", strconv.Itoa(f.Period))
	}
	set("from", f.From)
	return v
}

// Key is an office as an address names it.
func Key(o duty.Office) string {
	if o.ID == "" {
		return string(o.Kind)
	}
	return string(o.Kind) + "/" + o.ID
}

// Path is an address of the board under a filter, without its language.
func (f Filter) Path(at string) string {
	if q := f.Values().Encode(); q != "" {
		return at + "?" + q
	}
	return at
}

// with is the filter showing something else, from its first page.
func (f Filter) with(s Show) Filter {
	f.Show, f.From = s, ""
	return f
}

// of is the filter for one bearer.
func (f Filter) of(o duty.Office) Filter {
	f.Bearer, f.From = o, ""
	return f
}

// holds says whether a group of duties passes the filter, apart from what it shows.
func (f Filter) holds(g group) bool {
	return (f.Bearer.None() || f.Bearer.Kind == g.bearer.Kind && (f.Bearer.ID == "" || f.Bearer.ID == g.bearer.ID)) &&
		(f.Rule == "" || f.Rule == g.rule) && (f.Mission == "" || f.Mission == g.mission)
}
