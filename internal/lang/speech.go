package lang

import (
	_ "embed" // the table of languages
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"haki/internal/clock"
)

// A speaking is how one language writes days, hours, numbers and lists
// (Unicode CLDR 46; Arabic months by United Nations usage, with both names; Spanish
// thousands parted by a space, as the Real Academia Española's Ortografía of 2010 asks).
type speaking struct {
	Name      string
	Months    []string // as they stand beside a day
	Alone     []string // as they stand beside a year; Months if empty
	Short     []string // Months if empty
	Weekdays  []string // Sunday first
	Day       string
	MonthDay  string `json:"month_day"`
	ShortDay  string `json:"short_day"`
	WeekDay   string `json:"week_day"`
	MonthYear string `json:"month_year"`
	Year      string
	First     string // how the first of a month is said, if not "1"
	Hour      string
	Moment    string
	Group     string // between thousands
	From      int    // the least number that is grouped
	Decimal   string
	Percent   string
	Comma     string
	And       string
	Unknown   string
	Quotes    [2]string
}

//go:embed speech.json
var speechText []byte

var speeches = func() map[Tag]*speaking {
	var all map[Tag]*speaking
	if err := json.Unmarshal(speechText, &all); err != nil {
		panic("lang: speech.json: " + err.Error())
	}
	for _, s := range all {
		if len(s.Short) == 0 {
			s.Short = s.Months
		}
		if len(s.Alone) == 0 {
			s.Alone = s.Months
		}
	}
	return all
}()

// speech is the table of a language; English for the mirror and for the unknown.
func speech(tag Tag) *speaking {
	if s := speeches[tag]; s != nil {
		return s
	}
	return speeches[English]
}

func (s *speaking) fill(form string, t time.Time) string {
	d := strconv.Itoa(t.Day())
	if t.Day() == 1 && s.First != "" {
		d = s.First
	}
	months := s.Months
	if !strings.Contains(form, "{d}") {
		months = s.Alone
	}
	return strings.NewReplacer("{d}", d, "{month}", months[t.Month()-1], "{short}", s.Short[t.Month()-1],
		"{y}", strconv.Itoa(t.Year()), "{weekday}", s.Weekdays[t.Weekday()],
		"{h}", strconv.Itoa(t.Hour()), "{m}", t.Format("04")).Replace(form)
}

// on fills a form with a day; what is no day is shown as it is.
func (s *speaking) on(form string, d clock.Day) string {
	if !d.Valid() {
		return string(d)
	}
	return s.fill(form, d.Time(nil))
}

// Day is the day in full: "25 novembre 2026".
func Day(tag Tag, d clock.Day) string { s := speech(tag); return s.on(s.Day, d) }

// MonthDay is the day without its year: "25 novembre".
func MonthDay(tag Tag, d clock.Day) string { s := speech(tag); return s.on(s.MonthDay, d) }

// ShortDay is the day for lists: "25 nov.".
func ShortDay(tag Tag, d clock.Day) string { s := speech(tag); return s.on(s.ShortDay, d) }

// WeekDay is the day in full with its name: "mercredi 25 novembre 2026".
func WeekDay(tag Tag, d clock.Day) string {
	s := speech(tag)
	return s.on(strings.ReplaceAll(s.WeekDay, "{day}", s.Day), d)
}

// Partial is a day as far as it is known, or that nobody knows it.
func Partial(tag Tag, p clock.Partial) string {
	s := speech(tag)
	switch p.Precision() {
	case clock.Unknown:
		return s.Unknown
	case clock.ToYear:
		return s.on(s.Year, p.First())
	case clock.ToMonth:
		return s.on(s.MonthYear, p.First())
	case clock.ToDay:
		return s.on(s.Day, p.First())
	}
	return p.Day
}

// Hour is the hour and minute that t has in its own zone: "14 h 05".
func Hour(tag Tag, t time.Time) string { s := speech(tag); return s.fill(s.Hour, t) }

// Moment is day and hour of t in its own zone.
func Moment(tag Tag, t time.Time) string {
	s := speech(tag)
	return s.fill(strings.NewReplacer("{day}", s.Day, "{hour}", s.Hour).Replace(s.Moment), t)
}

// Number writes a whole number with the groups of the language: "1 200".
func Number(tag Tag, n int) string {
	s := speech(tag)
	if n < 0 {
		return "−" + Number(tag, -n)
	}
	digits := strconv.Itoa(n)
	if n < s.From {
		return digits
	}
	var b strings.Builder
	for i, r := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(s.Group)
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Decimal writes a number with so many places: "0,5".
func Decimal(tag Tag, f float64, places int) string {
	whole, rest, cut := strings.Cut(strconv.FormatFloat(f, 'f', places, 64), ".")
	sign := ""
	if strings.HasPrefix(whole, "-") {
		sign, whole = "−", whole[1:]
	}
	if n, err := strconv.Atoi(whole); err == nil {
		whole = Number(tag, n)
	}
	if cut {
		whole += speech(tag).Decimal + rest
	}
	return sign + whole
}

// Percent writes so many in the hundred: "81 %".
func Percent(tag Tag, n int) string {
	return strings.ReplaceAll(speech(tag).Percent, "{n}", Number(tag, n))
}

// List joins items as a sentence does: "a, b et c".
func List(tag Tag, items []string) string {
	s := speech(tag)
	switch n := len(items); n {
	case 0:
		return ""
	case 1:
		return items[0]
	default:
		return strings.Join(items[:n-1], s.Comma) + s.And + items[n-1]
	}
}

// Months are the names of the months as they stand alone, for a choice.
func Months(tag Tag) []string { return speech(tag).Alone }
