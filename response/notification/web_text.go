package notification

import (
	"haki/commons/duty"
	"haki/internal/lang"
	"haki/response/notification/verbale"
)

// sayings are the sentences of a note verbale in the note's own language. words: notification.nv_*
func (v reader) sayings(at ...any) verbale.Say {
	at = append(at, "sender", v.room.Institution(v.tongue()), "state", v.nameOf(v.tongue()), "mission", v.missionIn())
	return func(part string, pairs ...any) string {
		return v.in("notification.nv_"+part, append(at[:len(at):len(at)], pairs...)...)
	}
}

// compose draws the first text of a note from what is known.
func (v reader) compose() string {
	n := verbale.Note{Facts: shown(v.Sheet.Facts), Conduct: v.Topic == Conduct, Asks: v.Aim != Inform, Urgent: v.Urgent,
		Whether: v.Rules["say_whether"].Span.N, Name: v.Rules["name_investigator"].Span.N, Report: v.Rules[v.Investigation()].Span.N}
	for _, s := range v.Subjects {
		p := verbale.Person{}
		if s.Identified {
			p.Name = shown(s.Identity)
		}
		p.Count, _ = s.Number.N()
		n.Persons = append(n.Persons, p)
	}
	return n.Text(v.sayings())
}

func (v reader) nameOf(tag lang.Tag) string {
	if name := v.CountryNames.In(tag); name != "" {
		return name
	}
	return v.Country
}

func (v reader) missionIn() string {
	if name := v.At.In(v.tongue()); name != "" {
		return name
	}
	return v.in("notification.nv_no_mission")
}

// reminder draws the text of a reminder: it cites the first note and says what is late.
func (v reader) reminder(late []duty.Hold) string {
	var all [][2]string
	for _, h := range late {
		all = append(all, [2]string{v.in("duty.rule_" + h.Rule), lang.Day(v.tongue(), h.Due)}) // words: duty.rule_*
	}
	return verbale.Reminder(v.sayings("number", v.Number, "day", lang.Day(v.tongue(), v.Sent), "delivered", lang.Day(v.tongue(), v.Delivered)), all)
}
