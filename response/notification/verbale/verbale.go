package verbale

import "strings"

// Say says a part in the language of the note, by the end of its key ("open") and what the
// sentence needs.
type Say func(part string, pairs ...any) string

// Person is one of those concerned: named, or so many who are not known yet; 0 is a number
// that nobody knows.
type Person struct {
	Name  string
	Count int
}

// Note is what a first text is drawn from.
type Note struct {
	Facts   string
	Persons []Person
	Conduct bool // about misconduct
	Asks    bool // the State is asked whether it investigates, not only informed
	Urgent  bool // an investigator is asked for, and the short term holds

	Whether, Name, Report int // working days to say whether, to name; days or months to report
}

// Text draws it.
func (n Note) Text(say Say) string {
	parts := []string{say("open"), n.Facts}
	if who := persons(say, n.Persons); who != "" {
		parts = append(parts, who)
	}
	switch {
	case !n.Conduct:
		parts = append(parts, say("other"))
	case !n.Asks:
		parts = append(parts, say("inform"))
	case n.Urgent:
		parts = append(parts, say("ask", "n", n.Whether), say("name", "n", n.Name), say("urgent", "n", n.Report))
	default:
		parts = append(parts, say("ask", "n", n.Whether), say("months", "n", n.Report))
	}
	if n.Conduct {
		parts = append(parts, say("protect"))
	}
	return strings.Join(append(parts, say("receipt"), say("close")), "\n\n")
}

func persons(say Say, all []Person) string {
	if len(all) == 0 {
		return ""
	}
	lines := []string{say("persons")}
	for _, p := range all {
		switch {
		case p.Name != "":
			lines = append(lines, say("person", "who", p.Name))
		case p.Count > 0:
			lines = append(lines, say("unnamed", "n", p.Count))
		default:
			lines = append(lines, say("unknown"))
		}
	}
	return strings.Join(lines, "\n")
}

// Reminder draws the text of one: it cites the first note and says what is late, each with
// its day.
func Reminder(say Say, late [][2]string) string {
	lines := []string{say("late")}
	for _, l := range late {
		lines = append(lines, say("owed", "what", l[0], "due", l[1]))
	}
	return strings.Join([]string{say("remind"), strings.Join(lines, "\n"), say("remind_ask"), say("close")}, "\n\n")
}
