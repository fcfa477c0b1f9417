package demo

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"haki/commons/custody"
	"haki/commons/duty"
	"haki/internal/clock"
	"haki/internal/lang"
	"haki/response/notification"
)

// verbale is a note to a State as the demo drafts it: the program's own templates, with
// facts of its own.
type verbale struct {
	state  string // code of the country
	tag    lang.Tag
	topic  notification.Topic
	aim    notification.Aim
	urgent bool
	copies []string
	to     []string
	facts  string
	people int // 0 is not known
}

func asks(state string, tag lang.Tag, urgent bool, people int, facts string) verbale {
	return verbale{state: state, tag: tag, topic: notification.Conduct, aim: notification.Ask, urgent: urgent, facts: facts, people: people, to: notification.Addressees[:1]}
}

func tellsState(state string, tag lang.Tag, people int, facts string) verbale {
	return verbale{state: state, tag: tag, topic: notification.Conduct, aim: notification.Inform, facts: facts, people: people, to: notification.Addressees[:1]}
}

// drafts begins a note about the case and gives it a text.
func drafts(after int, who string, v verbale) beat {
	return staffed(after, who, "drafts a note", func(ctx context.Context, d *furnishing, t *thread) (err error) {
		at := d.house.Rooms.Notification
		if t.note, err = at.Begin(ctx, notification.New{Case: t.file.Reference, Country: v.state, Topic: v.topic, Aim: v.aim, Urgent: v.urgent, Language: string(v.tag), To: v.to, Copies: v.copies, Facts: v.facts}); err != nil {
			return err
		}
		return d.write(ctx, t.note, v)
	})
}

func (d *furnishing) write(ctx context.Context, id notification.NoteID, v verbale) error {
	text, err := d.text(ctx, id, v)
	if err != nil {
		return err
	}
	return d.house.Rooms.Notification.Write(ctx, id, notification.Drafted{Text: text, Language: string(v.tag), Aim: v.aim, Urgent: v.urgent, To: v.to, Copies: v.copies})
}

// text is what the draft's own page would offer. words: notification.nv_*
func (d *furnishing) text(ctx context.Context, id notification.NoteID, v verbale) (string, error) {
	s, err := d.house.Rooms.Notification.Read(ctx, v.tag, id)
	if err != nil {
		return "", err
	}
	at := []any{"sender", d.house.Conf.Institution(string(v.tag)), "state", s.CountryNames.In(v.tag), "mission", s.At.In(v.tag)}
	say := func(key string, more ...any) string {
		return d.house.Words.Text(v.tag, "notification.nv_"+key, append(slices.Clone(at), more...)...)
	}
	if v.topic != notification.Conduct {
		return strings.Join([]string{say("open"), v.facts, say("other"), say("receipt"), say("close")}, "\n\n"), nil
	}
	who := say("unknown")
	if v.people > 0 {
		who = say("unnamed", "n", v.people)
	}
	parts := []string{say("open"), v.facts, say("persons") + "\n" + who}
	switch {
	case v.aim == notification.Inform:
		parts = append(parts, say("inform"))
	case v.urgent:
		parts = append(parts, say("ask", "n", s.Rules["say_whether"].Span.N), say("name", "n", s.Rules["name_investigator"].Span.N), say("urgent", "n", s.Rules["investigate_expedited"].Span.N))
	default:
		parts = append(parts, say("ask", "n", s.Rules["say_whether"].Span.N), say("months", "n", s.Rules["investigate"].Span.N))
	}
	return strings.Join(append(parts, say("protect"), say("receipt"), say("close")), "\n\n"), nil
}

// paper is a document of the demo: one page that says what it stands for.
func (d *furnishing) paper(ctx context.Context, name, says string) (custody.Upload, error) {
	text := "BT /F1 14 Tf 60 780 Td (" + says + ") Tj ET"
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
		fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(text), text), "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"}
	out, table := "%PDF-1.4\n", fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for i, o := range objects {
		table += fmt.Sprintf("%010d 00000 n \n", len(out))
		out += fmt.Sprintf("%d 0 obj%sendobj\n", i+1, o)
	}
	out += fmt.Sprintf("%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", table, len(objects)+1, len(out))
	return d.house.Shelf.Take(ctx, strings.NewReader(out), name+".pdf", custody.Usual)
}

// noted makes a deed upon the note of a story.
func noted(after int, who, what string, do func(context.Context, *notification.Room, notification.NoteID, *furnishing) error) beat {
	return staffed(after, who, what, func(ctx context.Context, d *furnishing, t *thread) error {
		return do(ctx, d.house.Rooms.Notification, t.note, d)
	})
}

func annexes(after int, who, title, says string) beat {
	return noted(after, who, "adds an annex", func(ctx context.Context, at *notification.Room, id notification.NoteID, d *furnishing) error {
		u, err := d.paper(ctx, "annex", says)
		if err != nil {
			return err
		}
		return at.Annex(ctx, id, u, title)
	})
}

func sends(after int, who string) beat {
	return noted(after, who, "sends the note", func(ctx context.Context, at *notification.Room, id notification.NoteID, _ *furnishing) error {
		return at.SendNote(ctx, id)
	})
}

func delivers(after int, who, how string, to string) beat {
	return noted(after, who, "delivers the note", func(ctx context.Context, at *notification.Room, id notification.NoteID, d *furnishing) error {
		u, err := d.paper(ctx, "proof", "Received, with stamp and date")
		if err != nil {
			return err
		}
		return at.DeliverNote(ctx, id, notification.Delivery{To: to, How: how, Day: d.today()}, u)
	})
}

func receives(after int, who string) beat {
	return noted(after, who, "receives the note", func(ctx context.Context, at *notification.Room, id notification.NoteID, _ *furnishing) error {
		return at.OpenNote(ctx, id)
	})
}

func confirms(after int, who string) beat {
	return noted(after, who, "acknowledges the note", func(ctx context.Context, at *notification.Room, id notification.NoteID, _ *furnishing) error {
		return at.AcknowledgeNote(ctx, id)
	})
}

func replies(after int, who string, a notification.Answer, text string) beat {
	return noted(after, who, "answers the note: "+string(a), func(ctx context.Context, at *notification.Room, id notification.NoteID, _ *furnishing) error {
		return at.GiveAnswer(ctx, id, notification.Given{Answer: a, Text: text})
	})
}

// writes is a letter of headquarters after the note.
func writes(after int, who, text string) beat {
	return noted(after, who, "writes to the State", func(ctx context.Context, at *notification.Room, id notification.NoteID, _ *furnishing) error {
		return at.WriteOurs(ctx, id, text, custody.Upload{})
	})
}

// progresses is a letter of a State's own people.
func progresses(after int, who, text string) beat {
	return noted(after, who, "says how far they are", func(ctx context.Context, at *notification.Room, id notification.NoteID, _ *furnishing) error {
		return at.WriteTheirs(ctx, id, text, custody.Upload{})
	})
}

// onPaper enters, on behalf of a State, what came in a letter.
func onPaper(after int, who string, a notification.Answer, text string) beat {
	return noted(after, who, "enters an answer on paper", func(ctx context.Context, at *notification.Room, id notification.NoteID, d *furnishing) error {
		u, err := d.paper(ctx, "letter", "Letter of the Permanent Mission")
		if err != nil {
			return err
		}
		if a == "" {
			return at.RecordAcknowledgement(ctx, id, notification.Given{Text: text, File: u})
		}
		return at.RecordAnswer(ctx, id, notification.Given{Answer: a, Text: text, File: u})
	})
}

func nominates(after int, who string, m notification.Nominee) beat {
	return noted(after, who, "names an investigator", func(ctx context.Context, at *notification.Room, id notification.NoteID, _ *furnishing) error {
		return at.NominateInvestigator(ctx, id, m, custody.Upload{})
	})
}

// wants asks for more time for a duty, some days more than were given.
func wants(after int, who, rule string, days int, text string) beat {
	return noted(after, who, "asks for time", func(ctx context.Context, at *notification.Room, id notification.NoteID, d *furnishing) error {
		s, err := at.ReadReceived(ctx, "fr", id)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(s.Duties, func(h duty.Hold) bool { return h.Rule == rule && h.IsOpen() })
		if i < 0 {
			return fmt.Errorf("%s is not owed", rule)
		}
		until := clock.DayOf(s.Duties[i].Due.Time(nil).AddDate(0, 0, days), nil)
		return at.GiveAnswer(ctx, id, notification.Given{Answer: notification.MoreTime, Text: text, Duty: s.Duties[i].ID, Until: until, Why: duty.Delays[0]})
	})
}

func grants(after int, who, text string) beat {
	return noted(after, who, "grants time", func(ctx context.Context, at *notification.Room, id notification.NoteID, _ *furnishing) error {
		s, err := at.Read(ctx, "fr", id)
		if err != nil || len(s.Waiting) == 0 {
			return fmt.Errorf("nobody asked for time: %w", err)
		}
		return at.DecideTime(ctx, id, s.Waiting[0].ID, true, text)
	})
}

// reminds sends the reminder that the program draws up. words: notification.nv_*
func reminds(after int, who string) beat {
	return noted(after, who, "reminds the State", func(ctx context.Context, at *notification.Room, id notification.NoteID, d *furnishing) error {
		s, err := at.Read(ctx, "fr", id)
		if err != nil {
			return err
		}
		tag := lang.Tag(s.Language)
		pairs := []any{"sender", d.house.Conf.Institution(string(tag)), "state", s.CountryNames.In(tag), "number", s.Number, "day", lang.Day(tag, s.Sent), "delivered", lang.Day(tag, s.Delivered)}
		say := func(key string, more ...any) string { return d.house.Words.Text(tag, "notification.nv_"+key, more...) }
		late := []string{say("late")}
		for _, h := range s.Duties {
			if h.IsOpen() && h.State == duty.Overdue && h.Bearer.Kind == duty.State {
				late = append(late, say("owed", "what", d.house.Words.Text(tag, "duty.rule_"+h.Rule), "due", lang.Day(tag, h.Due))) // words: duty.rule_*
			}
		}
		return at.RemindState(ctx, id, strings.Join([]string{say("remind", pairs...), strings.Join(late, "\n"), say("remind_ask", pairs...), say("close", pairs...)}, "\n\n"))
	})
}

func withdraws(after int, who, reason string) beat {
	return noted(after, who, "withdraws the note", func(ctx context.Context, at *notification.Room, id notification.NoteID, _ *furnishing) error {
		return at.Retract(ctx, id, reason)
	})
}

// pleads is a mission asking headquarters for a note about paternity, which is no case.
func pleads(after int, who, state, ref, facts string) beat {
	return staffed(after, who, "asks for a note", func(ctx context.Context, d *furnishing, t *thread) (err error) {
		t.note, err = d.house.Rooms.Notification.Request(ctx, notification.New{Ref: ref, Mission: "MISOR", Country: state, Topic: notification.Paternity, Aim: notification.Ask, Language: "fr", To: notification.Addressees[:1], Facts: facts})
		return err
	})
}

// waitingNote is a note that is no case's, sent today and not received yet.
func (d *furnishing) waitingNote() error {
	ctx, leave, err := d.as("oskar")
	if err != nil {
		return err
	}
	defer leave()
	at := d.house.Rooms.Notification
	v := verbale{state: "XA", tag: "fr", topic: notification.OtherWise, aim: notification.Ask, to: notification.Addressees[:1],
		facts: "La relève du bataillon ALVBATT 4 est attendue en décembre 2026. L’attestation que ses membres n’ont pas été renvoyés d’une mission pour faute n’est pas encore parvenue au Bureau."}
	id, err := at.Begin(ctx, notification.New{Ref: "R-2026-12", Mission: "MISOR", Country: v.state, Topic: v.topic, Aim: v.aim, Language: string(v.tag), To: v.to, Facts: v.facts})
	if err != nil {
		return err
	}
	if err := d.write(ctx, id, v); err != nil {
		return err
	}
	return at.SendNote(ctx, id)
}

// The notes of the demo: what headquarters tell each State.
var (
	campNote    = copied(asks("XA", "fr", true, 1, "Il est rapporté qu’entre août et octobre 2026, au Camp Orra, un soldat du bataillon ALVBATT 4 aurait, à plusieurs reprises, remis de l’argent et des vivres à une personne adulte du voisinage contre des relations sexuelles. Le registre du portail du camp, mis en sûreté, est joint."), "operations", "legal_office")
	bridgeNote  = asks("XA", "fr", true, 5, "Il est rapporté qu’en octobre 2026, à plusieurs reprises, cinq soldats du bataillon ALVBATT 4 se seraient rendus de nuit dans une maison du quartier du pont, à Nemba, où l’entrée leur est interdite et où des personnes y seraient payées pour des relations sexuelles. Ils sont suspendus de service.")
	childNote   = asks("XA", "fr", false, 1, "Il est rapporté que le 8 novembre 2026, vers la fin de l’après-midi, au rond-point de Nemba, un soldat du bataillon ALVBATT 4 en patrouille aurait frappé un enfant. Le soldat a été consigné.")
	sembeNote   = copied(tellsState("XB", "en", 0, "It is reported that on 24 October 2026, after dark, police officers of the formed police unit BELFPU 2 followed a minor from the school road to Lower Sembe. The unit was since moved from Lower Sembe."), "head_of_mission")
	rationsNote = addressedTo(asks("XC", "en", false, 0, "It is reported that between July and September 2026 rations bearing the stamp of the mission were sold at the market of Tell by soldiers of the contingent CORENG 1. The register of the store is available to the competent authorities."), "permanent_mission", "defence_ministry")
	fuelNote    = tellsState("XD", "en", 1, "It is reported that in July 2026, at gate 2 of the mission, a police officer contributed by Dorvale sold fuel at night.")
)

func copied(v verbale, copies ...string) verbale  { v.copies = copies; return v }
func addressedTo(v verbale, to ...string) verbale { v.to = to; return v }
