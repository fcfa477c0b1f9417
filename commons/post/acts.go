package post

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/mail"
	"strings"
	"time"

	"haki/commons/act"
	"haki/commons/gate"
	"haki/commons/people"
	"haki/commons/record"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/store"
)

// What can be done here.
var (
	List       = act.Act{Name: "post.letter.list", Needs: gate.Self}
	SetAddress = act.Act{Name: "post.address.set", Needs: gate.Self}
	Outbox     = act.Act{Name: "post.outbox.list", Needs: "people.invite"}
	Open       = act.Act{Name: "post.round.open", Needs: gate.Clockwork}
	Send       = act.Act{Name: "post.mail.send", Needs: gate.Clockwork}
)

// self is somebody's own post.
type self struct {
	people.Account
	address string
}

// Scope is the person's own.
func (s self) Scope() gate.Scope { return gate.Scope{Team: []string{string(s.ID)}} }

// Matter names the account for the record.
func (s self) Matter() ident.Matter { return ident.MatterOf("people.account", s.ID) }

// me finds whoever acts. The public is nobody, and is told nothing.
func me(ctx context.Context) func(*store.Tx) (self, error) {
	return func(tx *store.Tx) (s self, err error) {
		if s.Account, err = people.Find(tx, people.ID(act.Of(ctx).ID)); err == nil {
			s.address, err = addressOf(tx, s.ID)
		}
		return s, err
	}
}

func addressOf(tx *store.Tx, id people.ID) (string, error) {
	a, err := store.One(tx, scanText, `SELECT address FROM post_address WHERE account = ?`, id)
	if err != nil && fault.Of(err) == fault.NotFound {
		return "", nil
	}
	return a, err
}

func scanText(s store.Scan) (t string, err error) { err = s(&t); return t, err }

// Own is what somebody's page shows.
type Own struct {
	Letters []Shown
	Address string
	Mails   bool // a mail server is configured
}

// Own lists the letters of whoever acts.
func (r *Room) Own(ctx context.Context) (Own, error) {
	return act.See(ctx, r.Desk, List, me(ctx), func(tx *store.Tx, _ *seal.Keys, s self) (Own, error) {
		all, err := of(tx, s.ID)
		return Own{all, s.address, r.Sender != nil}, err
	})
}

const longestAddress = 254 // RFC 5321, 4.5.3.1.3

// Address sets where the mail of whoever acts goes; none stops it.
func (r *Room) Address(ctx context.Context, address string) error {
	address = strings.TrimSpace(address)
	if a, err := mail.ParseAddress(address); address != "" && (err != nil || a.Address != address || len(address) > longestAddress || strings.ContainsAny(address, "\r\n\" ")) {
		return fault.In("address", "post.address_wrong")
	}
	_, err := act.Do(ctx, r.Desk, SetAddress, me(ctx), func(tx *store.Tx, _ *seal.Keys, s self) (none struct{}, e record.Entry, err error) {
		if address == "" {
			_, err = tx.Exec(`DELETE FROM post_address WHERE account = ?`, s.ID)
		} else {
			_, err = tx.Exec(`INSERT INTO post_address (account, address) VALUES (?, ?) ON CONFLICT (account) DO UPDATE SET address = excluded.address`, s.ID, address)
		}
		return none, record.Entry{Subject: s.Matter()}, err
	})
	return err
}

// Line is one line of the outbox: whose mail it is and what came of it. What it is
// about does not stand there.
type Line struct {
	Account people.ID
	Display string
	Day     clock.Day
	State   State
	Why     Why
	Mail    Mail // as it would go out; in the demo only
}

// Lines lists, for whoever looks after accounts, mail that could not be delivered; in
// the demo, where no mail leaves, all of it as it would have gone out.
func (r *Room) Lines(ctx context.Context) ([]Line, error) {
	return act.See(ctx, r.Desk, Outbox, whole, func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) ([]Line, error) {
		lines, err := store.All(tx, func(s store.Scan) (l Line, err error) {
			err = s(&l.Account, &l.Day, &l.State, &l.Why)
			return l, err
		}, `SELECT account, max(day), state, max(why) FROM post_letter WHERE state = ? OR ? = 1
			GROUP BY account, state, CASE WHEN ? = 1 THEN day ELSE '' END ORDER BY 2 DESC, account, state LIMIT 200`, GivenUp, r.demo(), r.demo())
		for i := range lines {
			if err != nil {
				return nil, err
			}
			l := &lines[i]
			var a people.Account
			if a, err = people.Find(tx, l.Account); err == nil {
				l.Display = a.Display
				if r.Demo {
					l.Mail = r.mail(a.Language, "", "")
				}
			}
		}
		return lines, err
	})
}

func (r *Room) demo() int {
	if r.Demo {
		return 1
	}
	return 0
}

// whole is the subject of what concerns the institution.
func whole(*store.Tx) (gate.Scope, error) { return gate.Scope{}, nil }

// mail is the one text there is.
func (r *Room) mail(tag lang.Tag, to, id string) Mail {
	if !r.Words.Has(tag, "post.mail_subject") {
		tag = r.Words.Staff()[0]
	}
	return Mail{To: to, Lang: lang.Attr(tag), ID: id, Subject: r.Words.Text(tag, "post.mail_subject"),
		Body: r.Words.Text(tag, "post.mail_body") + "\n\n" + strings.TrimSuffix(r.Base, "/") + "/" + string(tag) + "/post\n\n" + r.Words.Text(tag, "post.mail_foot") + "\n"}
}

// Dispatch is the clock's: at each moment it opens a round, and in between it tries again
// what did not get through. It says how many mails left. What cannot be delivered is no
// error; what our own database says is one.
func (r *Room) Dispatch(ctx context.Context) (int, error) {
	ctx = act.Clock(ctx)
	if err := r.open(ctx); err != nil {
		return 0, err
	}
	due, err := r.due(ctx)
	left := 0
	for _, d := range due {
		if err = ctx.Err(); err != nil {
			break
		}
		failed := r.Sender.Send(ctx, r.mail(d.tag, d.address, d.mailID()))
		if ctx.Err() != nil {
			break // the program stops: the mail is tried again, under the same ID
		}
		if err = r.tried(ctx, d, failed); err != nil {
			break
		}
		if failed == nil {
			left++
		}
	}
	return left, errors.Join(err, ctx.Err())
}

// lag is how long after its moment a round may begin. A round that begins later, because
// the program stood still, takes no letter of the same day: it might have been put just
// now, and the mail would tell when.
const lag = 15 * time.Minute

// open begins the round of the latest moment, once: what waits becomes due, or is kept
// for the page where mail cannot go. Old letters end here.
func (r *Room) open(ctx context.Context) error {
	begun, err := act.See(ctx, r.Desk, Open, whole, func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (int, error) {
		return store.One(tx, scanInt, `SELECT count(*) FROM post_round WHERE moment >= ?`, store.Stamp(r.Times.last(tx.Now())))
	})
	if err != nil || begun > 0 {
		return err
	}
	_, err = act.Do(ctx, r.Desk, Open, whole, func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (none struct{}, e record.Entry, err error) {
		at := r.Times.last(tx.Now())
		moment, today, before := store.Stamp(at), clock.DayOf(tx.Now(), nil), clock.DayOf(tx.Now(), nil).Add(1)
		if tx.Now().Sub(at) > lag {
			before = today
		}
		addressed := `account IN (SELECT account FROM post_address)`
		if r.Sender == nil {
			addressed = `1 = 0`
		}
		n := int64(0)
		for _, s := range []struct {
			text string
			args []any
		}{
			{`INSERT INTO post_round (moment) VALUES (?) ON CONFLICT DO NOTHING`, []any{moment}},
			{`DELETE FROM post_round WHERE moment < ?`, []any{moment}},
			{`DELETE FROM post_letter WHERE day < ? AND state <> ?`, []any{today.Add(-longLife), Due}},
			{`UPDATE post_letter SET state = ? WHERE state IN (?, ?) AND NOT (` + addressed + `)`, []any{Kept, Waiting, Due}},
			{`UPDATE post_letter SET state = ?, due = ? WHERE state = ? AND day < ?`, []any{Due, moment, Waiting, before}},
		} {
			if n, err = tx.Exec(s.text, s.args...); err != nil {
				return none, e, err
			}
		}
		return none, record.Entry{Facts: []record.Fact{record.Count("letters", int(n))}}, nil
	})
	return err
}

func scanInt(s store.Scan) (n int, err error) { err = s(&n); return n, err }

// parcel is all that one person is due: one mail.
type parcel struct {
	account people.ID
	tag     lang.Tag
	address string
	tries   int
	first   string
}

// mailID is drawn from the letters themselves, which say nothing.
func (p parcel) mailID() string {
	sum := sha256.Sum256([]byte("mail " + p.first))
	return hex.EncodeToString(sum[:16])
}

// due lists the parcels whose time has come. An account that has ended gets none.
func (r *Room) due(ctx context.Context) ([]parcel, error) {
	if r.Sender == nil {
		return nil, nil
	}
	return act.See(ctx, r.Desk, Send, whole, func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) ([]parcel, error) {
		all, err := store.All(tx, func(s store.Scan) (p parcel, err error) {
			err = s(&p.account, &p.address, &p.tries, &p.first)
			return p, err
		}, `SELECT l.account, a.address, max(l.tries), min(l.id) FROM post_letter l JOIN post_address a ON a.account = l.account
			WHERE l.state = ? GROUP BY l.account, a.address HAVING min(l.due) <= ? ORDER BY l.account`, Due, store.Stamp(tx.Now()))
		standing := all[:0]
		for _, p := range all {
			who, err := people.Find(tx, p.account)
			if err != nil {
				return nil, err
			}
			if p.tag = who.Language; who.Ended == "" {
				standing = append(standing, p)
			}
		}
		return standing, err
	})
}

// tried enters what came of one mail. Only the letters that were due then are concerned:
// one that was put meanwhile still waits.
func (r *Room) tried(ctx context.Context, p parcel, failed error) error {
	_, err := act.Do(ctx, r.Desk, Send, whole, func(tx *store.Tx, _ *seal.Keys, _ gate.Scope) (none struct{}, e record.Entry, err error) {
		state, reason, next, mailed, outcome := Sent, NoReason, "", clock.DayOf(tx.Now(), nil), "sent"
		if failed != nil {
			again, ok := after(p.tries+1, tx.Now())
			state, reason, next, mailed, outcome = Due, why(failed), store.Stamp(again), "", "postponed"
			if !ok || reason == Refused {
				state, next, outcome = GivenUp, "", "given_up"
			}
		}
		_, err = tx.Exec(`UPDATE post_letter SET state = ?, tries = ?, due = ?, mailed = ?, why = ? WHERE account = ? AND state = ?`,
			state, p.tries+1, next, mailed, reason, p.account, Due)
		return none, record.Entry{Subject: ident.MatterOf("people.account", p.account), Facts: []record.Fact{record.Code("outcome", outcome)}}, err
	})
	return err
}
