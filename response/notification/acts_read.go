package notification

import (
	"context"
	"slices"

	"haki/commons/act"
	"haki/commons/custody"
	"haki/commons/duty"
	"haki/commons/gate"
	"haki/commons/mission"
	"haki/commons/people"
	"haki/internal/clock"
	"haki/internal/ident"
	"haki/internal/lang"
	"haki/internal/seal"
	"haki/internal/store"
	"haki/response/casework"
)

// Row is a note in a list.
type Row struct {
	Note
	State string // the country's name
	Hold  duty.Hold
	Held  bool
}

// List is one page of the register, and whether there is another.
func (r *Room) List(ctx context.Context, tag lang.Tag, f Filter) (rows []Row, more bool, err error) {
	rows, err = r.rows(ctx, List, tag, list(f, act.Of(ctx).ID), false)
	if len(rows) > pageSize {
		return late(rows[:pageSize], f), true, err
	}
	return late(rows, f), false, err
}

func late(rows []Row, f Filter) []Row {
	if !f.Late {
		return rows
	}
	return slices.DeleteFunc(rows, func(r Row) bool { return !r.Held || r.Hold.State != duty.Overdue })
}

// Received is one page of what was sent to the State of whoever reads.
func (r *Room) Received(ctx context.Context, tag lang.Tag, f Filter) (rows []Row, more bool, err error) {
	rows, err = r.rows(ctx, ListReceived, tag, list(f, act.Of(ctx).ID), true)
	if len(rows) > pageSize {
		return rows[:pageSize], true, err
	}
	return rows, false, err
}

// Of are the notes about a case, for those who may read notes.
func (r *Room) Of(ctx context.Context, tag lang.Tag, id casework.CaseID) ([]Row, error) {
	return r.rows(ctx, List, tag, about(casework.Kind, string(id)), false)
}

func (r *Room) rows(ctx context.Context, a act.Act, tag lang.Tag, query func(*store.Tx, gate.Where) ([]Note, error), theirs bool) ([]Row, error) {
	names, held := map[string]string{}, map[ident.Matter]duty.Hold{}
	all := func(tx *store.Tx, w gate.Where) ([]Note, error) {
		list, err := query(tx, w)
		var out []ident.Matter
		for _, n := range list {
			if n.out() && n.Status != Withdrawn {
				out = append(out, n.Matter())
			}
		}
		if err == nil && len(list) > 0 {
			as := map[bool]duty.Office{true: list[0].Bearer()}[theirs] // all of one State
			if held, err = duty.HeldEach(tx, tag, people.ID(act.Of(ctx).ID), as, out...); err == nil {
				names, err = states(tx, tag)
			}
		}
		return list, err
	}
	return act.List(ctx, r.Desk, a, all, func(_ *store.Tx, _ *seal.Keys, n Note) (w Row, err error) {
		h, owed := held[n.Matter()]
		if theirs && owed {
			h = theirHold(h, n)
		}
		return Row{n, names[n.Country], h, owed}, nil
	})
}

func states(tx *store.Tx, tag lang.Tag) (map[string]string, error) {
	all, err := mission.Countries(tx)
	names := map[string]string{}
	for _, c := range all {
		names[c.Code] = c.Names.In(tag)
	}
	return names, err
}

// theirHold is a duty as the State's own people see it: theirs in their own hands, ours as
// our office's, never an officer's.
func theirHold(h duty.Hold, n Note) duty.Hold {
	h.Person, h.Hands = "", h.Bearer == n.Bearer()
	if h.Hands && h.State == duty.Wait {
		h.State = duty.OnTime
	}
	return h
}

// Annexed is an annex as its reader sees it.
type Annexed struct {
	custody.Shown
	Title seal.Private[string]
}

// Proof is a delivery with the name of whoever entered it and its file.
type Proof struct {
	Delivery
	By   string
	File *custody.Shown
}

// Written is a letter as its reader sees it.
type Written struct {
	Letter
	By   string // who wrote or entered it; "" where an office is said
	Text seal.Private[string]
	File *custody.Shown
}

// Officer is an investigator as their reader sees them.
type Officer struct {
	Investigator
	Name, Rank, From seal.Private[string]
	UnitName         string
}

// Sheet is everything of a note that a page of either side shows.
type Sheet struct {
	Note
	Theirs       bool // it is read by the State's own people
	State        string
	Countries    map[string]string
	CountryNames mission.Names
	At           mission.Names // of the mission
	Text         seal.Private[string]
	Facts        seal.Private[string]
	Reason       seal.Private[string]
	Annexes      []Annexed
	Proofs       []Proof
	Letters      []Written
	Officers     []Officer
	Duties       []duty.Hold
	Hold         duty.Hold
	Held         bool
	Silent       bool             // the State is late with saying whether it investigates
	Waiting      []duty.Extension // requests for time that nobody answered yet
	Readers      []people.TeamView
	Them         []people.TeamView // the State's own people who read it, or would
	Units        []mission.Unit    // of the State in the mission, that an investigator can come from
	Subjects     []casework.Against
	By           string
	Today        clock.Day
	Rules        map[string]duty.Rule // that the text cites
	Next         NoteID               // the note that was sent instead
}

// Read shows a note to somebody of the institution.
func (r *Room) Read(ctx context.Context, tag lang.Tag, id NoteID) (Sheet, error) {
	return act.See(ctx, r.Desk, Read, byID(id), func(tx *store.Tx, keys *seal.Keys, n Note) (s Sheet, err error) {
		s = Sheet{Note: n}
		for _, x := range []struct {
			to     *seal.Private[string]
			column string
			text   seal.Sealed
		}{{&s.Facts, "facts", n.Facts}, {&s.Reason, "reason", n.Reason}} {
			if *x.to, err = opened(keys, n, x.column, x.text); err != nil {
				return s, err
			}
		}
		if s.Proofs, err = proofs(tx, keys, n); err != nil {
			return s, err
		}
		if n.About.Kind == casework.Kind && n.Status != Withdrawn {
			if s.Subjects, err = subjectsOf(tx, keys, n); err != nil {
				return s, err
			}
		}
		if s.Readers, err = people.Who(tx, PowerRead, n.Scope()); err != nil {
			return s, err
		}
		if s.By, err = people.Display(tx, people.ID(n.Author)); err != nil {
			return s, err
		}
		if s.Next, err = instead(tx, n.ID); err != nil {
			return s, err
		}
		return s, shared(tx, keys, tag, people.ID(act.Of(ctx).ID), &s)
	})
}

// ReadReceived shows a note to the State's own people. Of one that was withdrawn they read
// that it was; of one that they have not received yet, that it is there.
func (r *Room) ReadReceived(ctx context.Context, tag lang.Tag, id NoteID) (Sheet, error) {
	return act.See(ctx, r.Desk, ReadReceived, byID(id), func(tx *store.Tx, keys *seal.Keys, n Note) (s Sheet, err error) {
		n.Facts, n.Reason, n.Author, n.Before = nil, nil, "", ""
		s = Sheet{Note: n, Theirs: true}
		if n.Status != Delivered {
			s.Note.Text = nil
			if s.Today, err = duty.Today(tx); err != nil {
				return s, err
			}
			if s.Countries, err = states(tx, tag); err != nil {
				return s, err
			}
			s.State = s.Countries[n.Country]
			s.At, err = missionNames(tx, n.Mission)
			return s, err
		}
		if s.Readers, err = people.Who(tx, PowerSend, gate.Scope{}); err != nil { // who answers; the rest is the institution's own affair
			return s, err
		}
		return s, shared(tx, keys, tag, people.ID(act.Of(ctx).ID), &s)
	})
}

func opened(keys *seal.Keys, n Note, column string, text seal.Sealed) (seal.Private[string], error) {
	if len(text) == 0 {
		return seal.Hide(""), nil
	}
	return seal.Open[string](keys, n.place(column), text)
}

// shared reads what both sides see.
func shared(tx *store.Tx, keys *seal.Keys, tag lang.Tag, me people.ID, s *Sheet) (err error) {
	n := s.Note
	if s.Text, err = opened(keys, n, "text", n.Text); err != nil {
		return err
	}
	for _, step := range []func(*store.Tx, *seal.Keys, *Sheet) error{annexed, written, officers} {
		if err := step(tx, keys, s); err != nil {
			return err
		}
	}
	if s.Countries, err = states(tx, tag); err != nil {
		return err
	}
	s.State = s.Countries[n.Country]
	c, err := mission.FindCountry(tx, n.Country)
	if err != nil {
		return err
	}
	s.CountryNames = c.Names
	if s.At, err = missionNames(tx, n.Mission); err != nil {
		return err
	}
	all, err := mission.Units(tx, n.Mission)
	for _, u := range all {
		if u.Country == n.Country {
			s.Units = append(s.Units, u)
		}
	}
	if err != nil {
		return err
	}
	if s.Today, err = duty.Today(tx); err != nil {
		return err
	}
	s.Rules = map[string]duty.Rule{}
	for _, code := range []string{"say_whether", "name_investigator", n.Investigation()} {
		if s.Rules[code], err = duty.Now(tx, code); err != nil {
			return err
		}
	}
	out := n
	if !n.out() {
		out.Number = "?" // as it will be
	}
	if s.Them, err = people.Who(tx, PowerReceive, out.Scope()); err != nil {
		return err
	}
	return owed(tx, tag, me, s)
}

func missionNames(tx *store.Tx, code string) (mission.Names, error) {
	if code == "" {
		return nil, nil
	}
	m, err := mission.Find(tx, code)
	return m.Names, err
}

func owed(tx *store.Tx, tag lang.Tag, me people.ID, s *Sheet) error {
	all, err := duty.Of(tx, s.Matter())
	if err != nil {
		return err
	}
	if s.Theirs { // what headquarters owe among themselves is not the State's to read
		all = slices.DeleteFunc(all, func(d duty.Duty) bool { return d.Bearer != s.Bearer() && d.OwedTo != s.Bearer() })
	}
	s.Silent = s.silent(all, s.Today)
	if s.Duties, err = duty.Holding(tx, tag, me, all...); err != nil {
		return err
	}
	for i := range s.Duties {
		if s.Theirs {
			s.Duties[i] = theirHold(s.Duties[i], s.Note)
		}
		if s.Duties[i].IsOpen() && (!s.Held || s.Theirs && s.Duties[i].Hands && !s.Hold.Hands) { // a State's own first
			s.Hold, s.Held = s.Duties[i], true
		}
	}
	for _, d := range all {
		asked, err := duty.Extensions(tx, d.ID)
		if err != nil {
			return err
		}
		for _, e := range asked {
			if e.Answer == duty.Waiting {
				s.Waiting = append(s.Waiting, e)
			}
		}
	}
	return nil
}

func annexed(tx *store.Tx, keys *seal.Keys, s *Sheet) error {
	all, err := annexesOf(tx, s.ID)
	if err != nil {
		return err
	}
	shown, err := looked(tx, keys, s.annexes())
	for _, i := range shown {
		at := slices.IndexFunc(all, func(a annex) bool { return a.Item == string(i.ID) })
		if err != nil || at < 0 {
			continue
		}
		a := Annexed{Shown: *i}
		if a.Title, err = seal.Open[string](keys, titlePlace(string(i.ID)), all[at].Title); err != nil {
			return err
		}
		s.Annexes = append(s.Annexes, a)
	}
	return err
}

// looked opens what is known of the files of one matter, as far as the reader's keys go.
func looked(tx *store.Tx, keys *seal.Keys, m ident.Matter) (out []*custody.Shown, err error) {
	items, err := custody.Of(tx, m)
	if err != nil {
		return nil, err
	}
	all, err := custody.Look(keys, items)
	for i := range all {
		out = append(out, &all[i])
	}
	return out, err
}

func fileOf(all []*custody.Shown, id string) *custody.Shown {
	i := slices.IndexFunc(all, func(x *custody.Shown) bool { return string(x.ID) == id })
	if i < 0 {
		return nil
	}
	return all[i]
}

func proofs(tx *store.Tx, keys *seal.Keys, n Note) (out []Proof, err error) {
	all, err := deliveries(tx, n.ID)
	if err != nil {
		return nil, err
	}
	files, err := looked(tx, keys, n.proofs())
	for _, d := range all {
		p := Proof{Delivery: d, File: fileOf(files, d.File)}
		if err == nil {
			p.By, err = people.Display(tx, people.ID(d.Author))
		}
		out = append(out, p)
	}
	return out, err
}

func written(tx *store.Tx, keys *seal.Keys, s *Sheet) error {
	all, err := letters(tx, s.ID)
	if err != nil {
		return err
	}
	files, err := looked(tx, keys, s.files())
	for _, l := range all {
		w := Written{Letter: l, File: fileOf(files, l.Item)}
		if err == nil {
			w.Text, err = seal.Open[string](keys, l.place(), l.Text)
		}
		if err == nil && (!s.Theirs || l.Side == Theirs && !l.Proxy) { // a State reads offices of ours, not officers
			w.By, err = people.Display(tx, people.ID(l.Author))
		}
		s.Letters = append(s.Letters, w)
	}
	return err
}

func officers(tx *store.Tx, keys *seal.Keys, s *Sheet) error {
	all, err := investigators(tx, s.ID)
	for _, i := range all {
		o := Officer{Investigator: i}
		for _, x := range []struct {
			to     *seal.Private[string]
			column string
			text   seal.Sealed
		}{{&o.Name, "name", i.Name}, {&o.Rank, "rank", i.Rank}, {&o.From, "come", i.From}} {
			if *x.to, err = seal.Open[string](keys, i.place(x.column), x.text); err != nil {
				return err
			}
		}
		if i.Unit != "" {
			u, err := mission.FindUnit(tx, mission.UnitID(i.Unit))
			if err != nil {
				return err
			}
			o.UnitName = u.Name
		}
		s.Officers = append(s.Officers, o)
	}
	return err
}

func subjectsOf(tx *store.Tx, keys *seal.Keys, n Note) ([]casework.Against, error) {
	file, err := casework.Parties(tx, keys, casework.CaseID(n.About.ID))
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(file.Allegations, func(a casework.Alleged) bool { return a.ID == n.Allegation })
	if i < 0 {
		return nil, nil
	}
	return file.Allegations[i].Subjects, nil
}

// File opens one of a note's files: an annex, a proof, or what came with a letter.
func (r *Room) File(ctx context.Context, id NoteID, item custody.ItemID) (*custody.File, error) {
	return r.file(ctx, ReadFile, id, item, false)
}

// ReceivedFile opens an annex, or what came with a letter, for the State's own people.
func (r *Room) ReceivedFile(ctx context.Context, id NoteID, item custody.ItemID) (*custody.File, error) {
	return r.file(ctx, ReadTheirs, id, item, true)
}

func (r *Room) file(ctx context.Context, a act.Act, id NoteID, item custody.ItemID, theirs bool) (*custody.File, error) {
	piece := func(tx *store.Tx) (p custody.Piece, err error) {
		n, err := byID(id)(tx)
		if err != nil {
			return p, err
		}
		p.Stands = n.Scope()
		in := []ident.Matter{n.annexes(), n.files()}
		if !theirs {
			in = append(in, n.proofs())
		}
		if p.Item, err = custody.Find(tx, item); err != nil {
			return p, err
		}
		if !slices.Contains(in, p.Item.Matter) || theirs && n.Status != Delivered {
			return p, errNoFile
		}
		return p, nil
	}
	return act.See(ctx, r.Desk, a, piece, func(_ *store.Tx, keys *seal.Keys, p custody.Piece) (*custody.File, error) {
		return r.Shelf.Open(keys, p.Item)
	})
}

// Overdue is a note of which the State is late with something.
type Overdue struct {
	Row
	Late         []duty.Hold
	CountryNames mission.Names
}

// AllLate lists them, for reminders in bulk.
func (r *Room) AllLate(ctx context.Context, tag lang.Tag) (all []Overdue, err error) {
	who := act.Of(ctx).ID
	found, err := act.List(ctx, r.Desk, Late, standing, func(tx *store.Tx, _ *seal.Keys, n Note) (o Overdue, err error) {
		if slices.Contains(n.Barred, who) {
			return o, nil
		}
		today, err := duty.Today(tx)
		if err != nil {
			return o, err
		}
		owed, err := lateOf(tx, n, today)
		if err != nil || len(owed) == 0 {
			return o, err
		}
		names, err := states(tx, tag)
		if err != nil {
			return o, err
		}
		o.Note, o.State = n, names[n.Country]
		c, err := mission.FindCountry(tx, n.Country)
		if err != nil {
			return o, err
		}
		o.CountryNames = c.Names
		o.Late, err = duty.Holding(tx, tag, people.ID(who), owed...)
		return o, err
	})
	for _, o := range found {
		if len(o.Late) > 0 {
			all = append(all, o)
		}
	}
	return all, err
}
