package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"haki/commons/custody"
	"haki/internal/clock"
	"haki/internal/ident"
	"haki/internal/seal"
	"haki/response/casework"
	"haki/response/intake"
	"haki/response/notification"
	"haki/response/outcome"
)

// thread is one report of the demo as it goes on.
type thread struct {
	about   string
	receipt seal.Receipt
	id      intake.ReportID
	file    casework.Case
	note    notification.NoteID
}

// story is a report and what becomes of it.
type story struct {
	about string // for the list of receipts; "" is not listed
	ago   int    // days before today that it was told
	told  intake.Told
	then  []beat
}

// beat is one deed, some days after the report.
type beat struct {
	after int
	what  string
	do    func(*furnishing, *thread) error
}

// staffed makes a deed of somebody who works there.
func staffed(after int, who, what string, do func(context.Context, *furnishing, *thread) error) beat {
	return beat{after, what, func(d *furnishing, t *thread) error {
		ctx, leave, err := d.as(who)
		if err != nil {
			return err
		}
		defer leave()
		return do(ctx, d, t)
	}}
}

func answers(after int, who, text string) beat {
	return staffed(after, who, "answers", func(ctx context.Context, d *furnishing, t *thread) error {
		return d.house.Rooms.Intake.Answer(ctx, t.id, "fr", text)
	})
}

func opens(after int, who, title string, a casework.Draft, v ...casework.VictimDraft) beat {
	return staffed(after, who, "opens a case", func(ctx context.Context, d *furnishing, t *thread) (err error) {
		t.file, err = d.house.Rooms.Intake.OpenCase(ctx, t.id, casework.New{Title: title, Allegations: []casework.Draft{a}, Victims: v})
		return err
	})
}

func joins(after int, who string, other *story) beat {
	return staffed(after, who, "joins a case", func(ctx context.Context, d *furnishing, t *thread) error {
		_, err := d.house.Rooms.Intake.JoinCase(ctx, t.id, d.threads[other].file.Reference)
		return err
	})
}

func proposes(after int, who string, code intake.Code, reason, answer string) beat {
	return staffed(after, who, "proposes to close", func(ctx context.Context, d *furnishing, t *thread) error {
		c := intake.Closing{Code: code, Telling: intake.ByPage}
		if code == intake.Duplicate {
			c.Duplicate = "MISOR-2026-0001-X"
		}
		return d.house.Rooms.Intake.ProposeClosing(ctx, t.id, c, reason, answer)
	})
}

func agrees(after int, who string) beat {
	return staffed(after, who, "agrees", func(ctx context.Context, d *furnishing, t *thread) error {
		return d.house.Rooms.Intake.Agree(ctx, t.id)
	})
}

func refuses(after int, who string) beat {
	return staffed(after, who, "refuses", func(ctx context.Context, d *furnishing, t *thread) error {
		return d.house.Rooms.Intake.Refuse(ctx, t.id)
	})
}

func reopens(after int, who string) beat {
	return staffed(after, who, "reopens", func(ctx context.Context, d *furnishing, t *thread) error {
		return d.house.Rooms.Intake.Reopen(ctx, t.id)
	})
}

func offers(after int, who, text string) beat {
	return staffed(after, who, "offers help", func(ctx context.Context, d *furnishing, t *thread) error {
		return d.house.Rooms.Intake.OfferHelp(ctx, t.id, "en", text)
	})
}

func protects(after int, who string) beat {
	return staffed(after, who, "protects", func(ctx context.Context, d *furnishing, t *thread) error {
		return d.house.Rooms.Intake.Protected(ctx, t.id)
	})
}

func informs(after int, who string) beat {
	return staffed(after, who, "informs otherwise", func(ctx context.Context, d *furnishing, t *thread) error {
		return d.house.Rooms.Intake.ToldOtherwise(ctx, t.id)
	})
}

func tells(after int, who string) beat {
	return staffed(after, who, "tells oversight", func(ctx context.Context, d *furnishing, t *thread) error {
		return d.house.Rooms.Casework.TellOversight(ctx, t.file.ID)
	})
}

func takes(after int, who string) beat {
	return staffed(after, who, "takes", func(ctx context.Context, d *furnishing, t *thread) error {
		return d.house.Rooms.Casework.Take(ctx, t.file.ID)
	})
}

func refers(after int, who, reason string) beat {
	return staffed(after, who, "refers back", func(ctx context.Context, d *furnishing, t *thread) error {
		return d.house.Rooms.Casework.Refer(ctx, t.file.ID, reason)
	})
}

func orders(after int, who, code, note string) beat {
	return staffed(after, who, "orders "+code, func(ctx context.Context, d *furnishing, t *thread) error {
		return d.house.Rooms.Casework.OrderMeasure(ctx, t.file.ID, casework.Measure{Code: code}, true, note)
	})
}

func moves(after int, who string, to casework.Status, reason string) beat {
	return staffed(after, who, "moves to "+string(to), func(ctx context.Context, d *furnishing, t *thread) error {
		sheet, err := d.house.Rooms.Casework.Read(ctx, "fr", t.file.ID)
		if err != nil {
			return err
		}
		return d.house.Rooms.Casework.MoveSubject(ctx, t.file.ID, sheet.Allegations[0].Subjects[0].ID, to, reason)
	})
}

// first is the first person of the case, of whom the demo's outcomes speak.
func first(ctx context.Context, d *furnishing, t *thread) (casework.SubjectID, error) {
	s, err := d.house.Rooms.Casework.Read(ctx, "fr", t.file.ID)
	if err != nil {
		return "", err
	}
	return s.Allegations[0].Subjects[0].ID, nil
}

// enters files what one side found or did; without a day it is that one.
func enters(after int, who string, e outcome.Draft) beat {
	return staffed(after, who, "enters "+e.Code, func(ctx context.Context, d *furnishing, t *thread) (err error) {
		if e.Subject, err = first(ctx, d, t); err != nil {
			return err
		}
		if !e.Day.Known() {
			e.Day = clock.Partial{Day: string(d.today())}
		}
		return d.house.Rooms.Outcome.Enter(ctx, t.file.ID, e, custody.Upload{})
	})
}

// releases lets whoever was harmed read everything that stands.
func releases(after int, who string) beat {
	return staffed(after, who, "releases", func(ctx context.Context, d *furnishing, t *thread) error {
		s, err := d.house.Rooms.Outcome.Read(ctx, t.file.ID)
		if err != nil {
			return err
		}
		var all []outcome.EntryID
		for _, e := range s.Ledger.Standing() {
			all = append(all, e.ID)
		}
		return d.house.Rooms.Outcome.Inform(ctx, t.file.ID, all...)
	})
}

func found(side outcome.Side, code, body, day, text string) outcome.Draft {
	return outcome.Draft{Side: side, Kind: outcome.Finding, Code: code, Body: body, Day: clock.Partial{Day: day}, Text: text}
}

func did(side outcome.Side, kind outcome.Kind, code, body, day string) outcome.Draft {
	return outcome.Draft{Side: side, Kind: kind, Code: code, Body: body, Day: clock.Partial{Day: day}}
}

func ends(after int, who string, code casework.Code, reason, answer string) beat {
	return staffed(after, who, "proposes to close the case", func(ctx context.Context, d *furnishing, t *thread) error {
		return d.house.Rooms.Casework.ProposeClosing(ctx, t.file.ID, casework.Closing{Code: code, Telling: casework.ByPage, Victims: casework.ByPage}, reason, answer)
	})
}

func seconds(after int, who string) beat {
	return staffed(after, who, "agrees to close the case", func(ctx context.Context, d *furnishing, t *thread) error {
		return d.house.Rooms.Casework.Agree(ctx, t.file.ID)
	})
}

// What reporters do, with their receipts.

func says(after int, text string) beat {
	return beat{after, "says", func(d *furnishing, t *thread) error {
		return d.house.Rooms.Intake.Say(d.ctx, t.receipt, ident.New[intake.Message](ident.Dice), "fr", text)
	}}
}

func reads(after int) beat {
	return beat{after, "reads", func(d *furnishing, t *thread) error {
		_, err := d.house.Rooms.Intake.Open(d.ctx, t.receipt)
		return err
	}}
}

func chooses(after int, p intake.Purpose, v intake.Answer) beat {
	return beat{after, "chooses", func(d *furnishing, t *thread) error {
		return d.house.Rooms.Intake.Choose(d.ctx, t.receipt, []intake.Chosen{{Purpose: p, Value: v}})
	}}
}

// due is one thing that happens on a day of the demo.
type due struct {
	on   time.Time
	at   int // order within the day
	what string
	do   func() error
}

// tell plays all stories, day by day, with what the clock owes between.
func (d *furnishing) tell(stories []*story, now time.Time) error {
	var all []due
	for n, s := range stories {
		began := now.AddDate(0, 0, -s.ago)
		all = append(all, due{began, n * 100, "told", func() error { return d.begin(s) }})
		for i, b := range s.then {
			all = append(all, due{began.AddDate(0, 0, b.after), n*100 + i + 1, b.what, func() error { return b.do(d, d.threads[s]) }})
		}
	}
	all = append(all, due{now.AddDate(0, 0, -56), -1, "the mission in Navaria closes", d.closing})
	slices.SortStableFunc(all, func(a, b due) int {
		if c := a.on.Compare(b.on); c != 0 {
			return c
		}
		return a.at - b.at
	})
	for _, e := range all {
		if e.on.After(now) {
			continue
		}
		if err := d.until(e.on); err != nil {
			return err
		}
		if err := e.do(); err != nil {
			return fmt.Errorf("%s: %s: %w", clock.DayOf(e.on, nil), e.what, err)
		}
	}
	return d.until(now)
}

func (d *furnishing) begin(s *story) error {
	t := &thread{about: s.about, receipt: seal.NewReceipt()}
	id, err := d.house.Rooms.Intake.Receive(d.ctx, s.told, t.receipt, nil)
	if err != nil {
		return err
	}
	t.id = id
	d.threads[s] = t
	if s.about != "" {
		receipts = append(receipts, Told{s.about, t.receipt.Words(s.told.Lang)})
	}
	return nil
}
