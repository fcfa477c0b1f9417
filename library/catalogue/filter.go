package catalogue

import (
	"net/url"
	"slices"
	"strconv"

	"haki/internal/clock"
	"haki/library/practice"
)

// Fields are what one can narrow by, in the order in which they are shown (domain notes A.4).
var Fields = []string{"pillar", "theme", "region", "state", "personnel", "mission", "host", "stage", "system", "law", "means", "templates", "measured", "standing", "light", "language", "year"}

// card is a practice as lists show it.
type card struct {
	practice.Shown
	values [][]string // by field, in the order of Fields
}

// yes is the value of a field that is or is not.
const yes = "yes"

// newCard keeps of a practice what lists need.
func newCard(p practice.Shown) *card {
	c := &card{Shown: p}
	var tags, regions []string
	measured, templates := "", ""
	texts := map[string]practice.Text{}
	for tag, t := range p.Texts {
		tags = append(tags, tag)
		if t.Measured() {
			measured = yes
		}
		texts[tag] = practice.Text{Title: t.Title, Summary: t.Summary, Printed: t.Printed, Translated: t.Translated}
	}
	c.Texts = texts
	for _, d := range p.Coded.Documents {
		if d.Template {
			templates = yes
		}
	}
	for _, s := range p.Coded.States {
		if r := practice.RegionOf(s); r != "" && !slices.Contains(regions, r) {
			regions = append(regions, r)
		}
	}
	standing := "cleared"
	if p.Listed {
		standing = "listed"
	}
	year := ""
	if p.Coded.Year > 0 {
		year = strconv.Itoa(p.Coded.Year)
	}
	sharers := slices.Concat(p.Coded.States, p.Coded.Organisations)
	c.values = [][]string{{p.Coded.Pillar}, p.Coded.Themes, regions, sharers, p.Coded.Personnel, p.Coded.Missions, p.Coded.Hosts, p.Coded.Stages, p.Coded.Systems,
		one(p.Coded.Law), one(p.Coded.Means), one(templates), one(measured), {standing}, nil, tags, one(year)}
	return c
}

func one(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

var lightAt = slices.Index(Fields, "light")

// lit sets the light of a day.
func (c *card) lit(today clock.Day) {
	c.values[lightAt] = []string{string(practice.LifeOf(c.Confirmed, today))}
}

// Filter is what is asked for; the address carries it.
type Filter struct {
	Query string
	By    map[string]string // a value for each field that is narrowed
	Page  int
	List  bool // by country and region
}

// FilterOf reads an address. A field that is none is left out.
func FilterOf(v url.Values) Filter {
	f := Filter{Query: v.Get("q"), By: map[string]string{}, List: v.Get("by") == "country"}
	if r := []rune(f.Query); len(r) > 200 {
		f.Query = string(r[:200])
	}
	f.Page, _ = strconv.Atoi(v.Get("page"))
	f.Page = max(1, f.Page)
	for _, field := range Fields {
		if x := v.Get(field); x != "" {
			f.By[field] = x
		}
	}
	return f
}

// values are the address of a filter.
func (f Filter) values() url.Values {
	v := url.Values{}
	if f.Query != "" {
		v.Set("q", f.Query)
	}
	for field, x := range f.By {
		v.Set(field, x)
	}
	if f.List {
		v.Set("by", "country")
	}
	return v
}

// path is the address without its language; with a page from the second on.
func (f Filter) path(page int) string {
	v := f.values()
	if page > 1 {
		v.Set("page", strconv.Itoa(page))
	}
	if len(v) == 0 {
		return room
	}
	return room + "?" + v.Encode()
}

// with is the filter with a field narrowed to a value, or no longer narrowed.
func (f Filter) with(field, value string) Filter {
	by := map[string]string{}
	for k, v := range f.By {
		by[k] = v
	}
	if by[field] = value; value == "" {
		delete(by, field)
	}
	f.By, f.Page = by, 1
	return f
}

// narrow keeps the cards that fit and counts, for each field, what one would find by each of
// its values with everything else as it is.
func (f Filter) narrow(all []*card) (fit []*card, counts []map[string]int) {
	counts = make([]map[string]int, len(Fields))
	for i := range counts {
		counts[i] = map[string]int{}
	}
	wanted := make([]string, len(Fields))
	for i, field := range Fields {
		wanted[i] = f.By[field]
	}
	for _, c := range all {
		missed, at := 0, -1
		for i, w := range wanted {
			if w != "" && !slices.Contains(c.values[i], w) {
				if missed++; missed > 1 {
					break
				}
				at = i
			}
		}
		switch missed {
		case 0:
			fit = append(fit, c)
			for i, values := range c.values {
				for _, v := range values {
					counts[i][v]++
				}
			}
		case 1:
			for _, v := range c.values[at] {
				counts[at][v]++
			}
		}
	}
	return fit, counts
}
