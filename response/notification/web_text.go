package notification

import (
	"strings"

	"haki/commons/duty"
	"haki/internal/lang"
)

// A note verbale is drawn from templates in the note's own language, in the third person;
// whoever drafts it changes it as they like. words: notification.nv_*

// compose draws the first text of a note from what is known.
func (v reader) compose() string {
	at := []any{"sender", v.room.Institution(v.tongue()), "state", v.countryIn(), "mission", v.missionIn()}
	say := func(key string, more ...any) string {
		return v.in("notification.nv_"+key, append(at[:len(at):len(at)], more...)...)
	}
	parts := []string{say("open"), shown(v.Sheet.Facts)}
	if who := v.persons(); who != "" {
		parts = append(parts, who)
	}
	switch {
	case v.Topic != Conduct:
		parts = append(parts, say("other"))
	case v.Aim == Inform:
		parts = append(parts, say("inform"))
	default:
		parts = append(parts, say("ask", "n", v.Rules["say_whether"].Span.N))
		if v.Urgent {
			parts = append(parts, say("name", "n", v.Rules["name_investigator"].Span.N))
			parts = append(parts, say("urgent", "n", v.Rules["investigate_expedited"].Span.N))
		} else {
			parts = append(parts, say("months", "n", v.Rules["investigate"].Span.N))
		}
	}
	if v.Topic == Conduct {
		parts = append(parts, say("protect"))
	}
	return strings.Join(append(parts, say("receipt"), say("close")), "\n\n")
}

// persons lists those the note is about, as far as they are known.
func (v reader) persons() string {
	var lines []string
	for _, s := range v.Subjects {
		n, known := s.Number.N()
		switch {
		case s.Identified:
			lines = append(lines, v.in("notification.nv_person", "who", shown(s.Identity)))
		case known:
			lines = append(lines, v.in("notification.nv_unnamed", "n", n))
		default:
			lines = append(lines, v.in("notification.nv_unknown"))
		}
	}
	if len(lines) == 0 {
		return ""
	}
	return strings.Join(append([]string{v.in("notification.nv_persons")}, lines...), "\n")
}

// countryIn is the State's name in the note's language, not the page's.
func (v reader) countryIn() string { return v.nameOf(v.tongue()) }

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
	at := []any{"sender", v.room.Institution(v.tongue()), "state", v.countryIn(), "number", v.Number, "day", lang.Day(v.tongue(), v.Sent), "delivered", lang.Day(v.tongue(), v.Delivered)}
	lines := []string{v.in("notification.nv_late")}
	for _, h := range late {
		lines = append(lines, v.in("notification.nv_owed", "what", v.in("duty.rule_"+h.Rule), "due", lang.Day(v.tongue(), h.Due))) // words: duty.rule_*
	}
	return strings.Join([]string{v.in("notification.nv_remind", at...), strings.Join(lines, "\n"), v.in("notification.nv_remind_ask", at...), v.in("notification.nv_close", at...)}, "\n\n")
}
