package notification_test

import (
	"context"
	"testing"

	"haki/commons/act"
	"haki/commons/custody"
	"haki/commons/duty"
	"haki/internal/fault"
	n "haki/response/notification"
)

// Every act by the right, the wrong and no actor. The walk of app tries every page as
// everybody; here it is the acts themselves, and one that is in no row is red.
func TestEveryActByTheRightTheWrongAndNoActor(t *testing.T) {
	each(t, func(w *town) {
		silent := w.delivered()
		w.Days(20)
		draft, toSend, sent, toOpen, delivered, gone := w.drafted(), w.drafted(), w.sent(), w.sent(), w.delivered(), w.sent()
		w.must(w.room.Retract(w.As("oskar"), gone, "Erreur."))
		say := w.duty(delivered, "say_whether")
		w.must(w.room.GiveAnswer(w.As("irena"), delivered, n.Given{Answer: n.Question, Text: "Où ?"}), w.room.WriteTheirs(w.As("irena"), delivered, "Ci-joint.", w.paper()),
			w.room.GiveAnswer(w.As("irena"), delivered, n.Given{Answer: n.MoreTime, Duty: say.ID, Until: say.Due.Add(9), Why: duty.Access}))
		asked := w.read(delivered).Waiting[0].ID
		letters := w.read(delivered).Letters
		file := custody.ItemID(letters[len(letters)-2].Item)
		tried := map[string]bool{n.Choice.Name: true} // what a form offers anybody of the house: the walk of app
		for _, c := range []struct {
			act     act.Act
			right   string
			refused []string // sees it, may not
			do      func(context.Context) error
		}{
			{n.List, "amara", nil, func(ctx context.Context) error { _, _, err := w.room.List(ctx, "fr", n.Filter{}); return err }},
			{n.Read, "selma", nil, func(ctx context.Context) error { _, err := w.room.Read(ctx, "fr", delivered); return err }},
			{n.ReadFile, "selma", nil, func(ctx context.Context) error { _, err := w.room.File(ctx, delivered, file); return err }},
			{n.Request, "amara", nil, func(ctx context.Context) error { return second(w.room.Request(ctx, w.fresh("XA"))) }},
			{n.Begin, "nadia", []string{"amara"}, func(ctx context.Context) error { return second(w.room.Begin(ctx, w.fresh("XA"))) }},
			{n.Edit, "oskar", []string{"amara", "selma"}, func(ctx context.Context) error { return w.room.Write(ctx, draft, text("Texte.")) }},
			{n.Attach, "oskar", []string{"amara"}, func(ctx context.Context) error { return w.room.Annex(ctx, draft, w.paper(), "Pièce") }},
			{n.Send, "oskar", []string{"amara", "selma"}, func(ctx context.Context) error { return w.room.SendNote(ctx, toSend) }},
			{n.Deliver, "oskar", []string{"amara"}, func(ctx context.Context) error {
				return w.room.DeliverNote(ctx, sent, n.Delivery{To: "permanent_mission", How: n.Courier, Day: w.today()}, w.paper())
			}},
			{n.Record, "oskar", []string{"amara", "selma"}, func(ctx context.Context) error {
				return w.room.RecordAnswer(ctx, delivered, n.Given{Answer: n.Forwarded, File: w.paper()})
			}},
			{n.RecordNm, "oskar", []string{"amara", "selma"}, func(ctx context.Context) error {
				return w.room.RecordInvestigator(ctx, delivered, nominee(), n.Given{File: w.paper()})
			}},
			{n.Answered, "oskar", []string{"amara"}, func(ctx context.Context) error { return w.room.WriteOurs(ctx, delivered, "Bonjour.", custody.Upload{}) }},
			{n.Decide, "oskar", []string{"amara", "selma"}, func(ctx context.Context) error { return w.room.DecideTime(ctx, delivered, asked, true, "") }},
			{n.Halt, "oskar", []string{"amara"}, func(ctx context.Context) error { return w.room.StopClock(ctx, delivered, say.ID, say.Due.Add(30)) }},
			{n.Remind, "oskar", []string{"amara", "selma"}, func(ctx context.Context) error { return w.room.RemindState(ctx, silent, "Rappel.") }},
			{n.Take, "oskar", []string{"amara", "selma"}, func(ctx context.Context) error {
				return w.room.InvestigateOurselves(ctx, silent, "Nous enquêtons.", custody.Upload{})
			}},
			{n.Late, "nadia", nil, func(ctx context.Context) error { _, err := w.room.AllLate(ctx, "fr"); return err }},
			{n.Withdraw, "oskar", []string{"amara"}, func(ctx context.Context) error { return w.room.Retract(ctx, toSend, "Erreur.") }},
			{n.Renew, "oskar", []string{"amara"}, func(ctx context.Context) error { return second(w.room.SendAnew(ctx, gone, "XA", nil)) }},
			{n.ListReceived, "irena", nil, func(ctx context.Context) error { _, _, err := w.room.Received(ctx, "fr", n.Filter{}); return err }},
			{n.ReadReceived, "irena", nil, func(ctx context.Context) error { _, err := w.room.ReadReceived(ctx, "fr", delivered); return err }},
			{n.ReadTheirs, "odar", nil, func(ctx context.Context) error { _, err := w.room.ReceivedFile(ctx, delivered, file); return err }},
			{n.Open, "irena", nil, func(ctx context.Context) error { return w.room.OpenNote(ctx, toOpen) }},
			{n.Acknowledge, "odar", nil, func(ctx context.Context) error { return w.room.AcknowledgeNote(ctx, toOpen) }},
			{n.Give, "irena", nil, func(ctx context.Context) error {
				return w.room.GiveAnswer(ctx, delivered, n.Given{Answer: n.Forwarded})
			}},
			{n.Nominate, "irena", nil, func(ctx context.Context) error {
				return w.room.NominateInvestigator(ctx, delivered, nominee(), custody.Upload{})
			}},
			{n.Say, "odar", nil, func(ctx context.Context) error {
				return w.room.WriteTheirs(ctx, delivered, "Bonjour.", custody.Upload{})
			}},
		} {
			tried[c.act.Name] = true
			for _, who := range []string{"", "paul", "ines", "teo", "ruth"} {
				if who == "teo" && c.act.Name == n.List.Name {
					continue // oversight has a list of its own: of the matters it was told of
				}
				if err := c.do(w.As(who)); fault.Of(err) != fault.Withheld {
					t.Errorf("%s by %q: %v", c.act.Name, who, err)
				}
			}
			if c.act.Name != n.ListReceived.Name { // her own list
				if err := c.do(w.As("bela")); fault.Of(err) != fault.Withheld {
					t.Errorf("%s by another State: %v", c.act.Name, err)
				}
			}
			for _, who := range c.refused {
				if err := c.do(w.As(who)); fault.Of(err) != fault.Forbidden {
					t.Errorf("%s by %s: %v", c.act.Name, who, err)
				}
			}
			if err := c.do(w.As(c.right)); err != nil {
				t.Errorf("%s by %s: %v", c.act.Name, c.right, err)
			}
		}
		for _, a := range w.room.Acts() {
			if !tried[a.Name] {
				t.Errorf("%s is tried by nobody", a.Name)
			}
		}
	})
}
