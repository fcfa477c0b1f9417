package custody

import (
	"time"

	"haki/commons/people"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/seal"
	"haki/internal/store"
)

// An upload may be adopted until two midnights (UTC) have gone by, a day at least. The
// sweep waits an hour longer, so that it never takes what an act is adopting.
const (
	life  = 48 * time.Hour
	grace = time.Hour
)

// Given says what an upload is adopted into, and the first link of its chain.
type Given struct {
	Matter    ident.Matter
	From, To  Holder
	Where     string // a code
	Condition Condition
	Coarse    bool // the day only: a reporter's
}

// Adopt makes an upload an item of a matter, inside the act that wants it: what is known
// of it is sealed for the readers and the chain begins. Adopting it again into the same
// matter, as a form does that was sent twice, gives the same item.
func (s *Shelf) Adopt(tx *store.Tx, keys *seal.Keys, u Upload, g Given, to ...seal.Recipient) (Item, error) {
	if u.None() || g.Matter.None() {
		return Item{}, fault.In("file", "custody.upload_gone")
	}
	switch was, err := Find(tx, u.ID); {
	case err == nil && was.Matter == g.Matter && was.Gone == "":
		return was, nil
	case err == nil:
		return Item{}, fault.New(fault.Conflict, "custody.elsewhere")
	case fault.Of(err) != fault.NotFound:
		return Item{}, err
	}
	if !tx.Now().Before(u.Day.Time(nil).Add(life)) || !s.has(u.ID) {
		return Item{}, fault.In("file", "custody.upload_gone")
	}
	i := Item{ID: u.ID, Matter: g.Matter, Day: clock.DayOf(tx.Now(), nil), commitment: commitment(u.salt, u.digest)}
	k, err := sealer(tx, keys, u, to)
	if err != nil {
		return Item{}, err
	}
	i.name = seal.Seal(k, at("name", i.ID), u.Name)
	i.sheet = seal.Seal(k, at("sheet", i.ID), sheet{u.Kind, u.fits, u.Size, u.digest, u.salt}.hidden())
	i.key = seal.Seal(k, at("file_key", i.ID), u.key)
	if i.Number, err = number(tx, g.Matter); err != nil {
		return Item{}, err
	}
	if err := insert(tx, i); err != nil {
		return Item{}, err
	}
	_, err = link(tx, i.ID, Link{How: TakenIn, From: g.From, To: g.To, Where: g.Where, Condition: g.Condition, Coarse: g.Coarse})
	return i, err
}

// sealer is the item's key: the one that was prepared, or one made here.
func sealer(tx *store.Tx, keys *seal.Keys, u Upload, to []seal.Recipient) (*seal.Key, error) {
	if u.made != nil {
		return people.Adopt(tx, keys, KeyMatter(u.ID), u.made, u.wraps, to...)
	}
	return people.Sealer(tx, keys, KeyMatter(u.ID), to...)
}

// number counts the items of a matter. Two acts at once wait for each other here.
func number(tx *store.Tx, m ident.Matter) (int, error) {
	return store.One(tx, func(s store.Scan) (n int, err error) { err = s(&n); return n, err },
		`INSERT INTO custody_series (matter_kind, matter_id, last) VALUES (?, ?, 1)
		ON CONFLICT (matter_kind, matter_id) DO UPDATE SET last = custody_series.last + 1 RETURNING last`, m.Kind, m.ID)
}

func insert(tx *store.Tx, i Item) error {
	_, err := tx.Exec(`INSERT INTO custody_item (`+columns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		i.ID, i.Matter.Kind, i.Matter.ID, i.Number, i.Day, i.name, i.sheet, i.key, i.commitment, i.Gone)
	return err
}

// Destroy ends an item inside an act: its keys are shredded, what was sealed with them is
// wiped, and the chain says who did it and when. The bytes, noise from now on, go at the
// next sweep: an act may run twice, a disk may not.
func (s *Shelf) Destroy(tx *store.Tx, i Item, by Holder, where string) error {
	links, err := Chain(tx, i.ID)
	if err != nil {
		return err
	}
	if i.Gone != "" {
		return fault.New(fault.Conflict, "custody.gone")
	}
	if err := people.Shred(tx, KeyMatter(i.ID)); err != nil {
		return err
	}
	n, err := tx.Exec(`UPDATE custody_item SET name = ?, sheet = ?, file_key = ?, gone = ? WHERE id = ? AND gone = ''`,
		[]byte{}, []byte{}, []byte{}, clock.DayOf(tx.Now(), nil), i.ID)
	if err == nil && n == 0 {
		err = fault.New(fault.Stale, "fault.stale")
	}
	if err != nil {
		return err
	}
	if holds := Holds(links); by != holds { // whoever destroys it has been given it
		if _, err := link(tx, i.ID, Link{How: Handed, From: holds, To: by, Where: where}); err != nil {
			return err
		}
	}
	_, err = link(tx, i.ID, Link{How: Destroyed, From: by, To: Nobody, Where: where})
	return err
}
