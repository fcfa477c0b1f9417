package notice

import (
	"strings"

	"haki/internal/ui"
	"haki/science/tally"
)

// Facts are what a notice says, as printed, for a page. What it does not speak of is left out.
func (n Notice) Facts() (f []ui.Fact) {
	add := func(name string, value any, said bool) {
		if said {
			f = append(f, ui.Fact{Name: ui.T("notice.said_" + name), Value: value}) // words: notice.said_*
		}
	}
	add("id", ui.Ref(n.ID), true)
	add("day", n.Day, n.Day.Known())
	add("where", ui.Lines{n.Mission, n.Place}, true)
	for _, x := range []struct{ name, text string }{{"category", n.Category}, {"nationality", n.Nationality}, {"nature", n.Nature}} {
		add(x.name, x.text, x.text != "")
	}
	for _, x := range []struct {
		name string
		n    tally.Count
	}{{"allegations", n.Allegations}, {"victims", n.Victims}, {"minors", n.Minors}, {"adults", n.Adults}, {"ageless", n.AgeUnknown}, {"accused", n.Accused}, {"paternity", n.Paternity}} {
		add(x.name, counted(x.n), x.n != tally.Unspoken)
	}
	add("from", n.From, n.From.Known())
	add("until", n.To, n.To.Known())
	for _, x := range []struct{ name, text string }{{"reported", n.Reported}, {"notified", n.Notified}, {"deadline", n.Deadline}, {"immediate", n.Immediate}, {"investigation", n.Investigation}, {"outcome", n.Outcome}, {"remark", n.Remark}, {"locator", n.Locator}} {
		add(x.name, x.text, x.text != "")
	}
	add("source", ui.Link{Path: n.Source, Say: host(n.Source)}, strings.HasPrefix(n.Source, "https://") || strings.HasPrefix(n.Source, "http://"))
	return f
}

func counted(c tally.Count) any {
	if n, ok := c.N(); ok {
		return n
	}
	return ui.T("notice.number_unknown")
}

// host is the site of an address.
func host(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	site, _, _ := strings.Cut(rest, "/")
	return site
}
