package custody

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"regexp"
	"time"

	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/store"
)

// Holder is in whose hands an item is. It names nobody but by an identifier.
type Holder struct{ Kind, ID string }

// Holders without an identifier.
var (
	Reporter = Holder{Kind: "reporter"} // who sent it in; the reporter is never named here
	Nobody   = Holder{Kind: "nobody"}   // after it was destroyed
)

// Person is somebody with an account.
func Person[K any](id ident.ID[K]) Holder { return Holder{"person", string(id)} }

// Team is a team.
func Team[K any](id ident.ID[K]) Holder { return Holder{"team", string(id)} }

// State is a contributing country.
func State(code string) Holder { return Holder{"state", code} }

// Laboratory is one, by the identifier the institution gave it.
func Laboratory(id string) Holder { return Holder{"laboratory", id} }

// Outside is another body, by a code of the room's.
func Outside(code string) Holder { return Holder{"outside", code} }

// HolderKinds lists what holders may be.
var HolderKinds = []string{"reporter", "nobody", "person", "team", "state", "laboratory", "outside"}

// How an item changed hands.
type How string

// The ways. Taking in is always the first; after destruction nothing follows.
const (
	TakenIn   How = "taken_in"
	Handed    How = "handed"
	Copied    How = "copied" // a copy was given; the item stayed where it was
	Returned  How = "returned"
	Destroyed How = "destroyed"
)

// Hows lists them.
var Hows = []How{TakenIn, Handed, Copied, Returned, Destroyed}

// Condition is what state an item was in when it changed hands (ISO/IEC 27037:2012, 6.1).
type Condition string

// The conditions.
const (
	Unseen  Condition = "unseen"
	Intact  Condition = "intact"  // checked against its digest, or its seal was whole
	Opened  Condition = "opened"  // its seal had been opened
	Damaged Condition = "damaged" // readable in part
	Useless Condition = "useless" // not readable
)

// Conditions lists them.
var Conditions = []Condition{Unseen, Intact, Opened, Damaged, Useless}

// Link is one handing over.
type Link struct {
	Place     int // in the chain, from 1
	How       How
	From, To  Holder
	Where     string // a code: a mission, an office; never an address
	Condition Condition
	Coarse    bool // the day only, as all that a reporter does

	Day    clock.Day // in UTC
	Moment time.Time // none if coarse
	Sum    string    // of this link and all before it
}

// code is an identifier or a word of a list: no name and no sentence fits.
var code = regexp.MustCompile(`^[0-9A-Za-z_.-]{0,40}$`)

// follow says whether a link may come after the last one: from the hands that held the
// item, not before it came there, and never after its end.
func (l Link) follow(last Link) error {
	switch {
	case !known(HolderKinds, l.From.Kind) || !known(HolderKinds, l.To.Kind) || !known(Hows, l.How) || !known(Conditions, l.Condition),
		!code.MatchString(l.From.ID) || !code.MatchString(l.To.ID) || !code.MatchString(l.Where):
		return fault.New(fault.Invalid, "custody.link_unknown")
	case l.Place == 1 && l.How != TakenIn, l.Place > 1 && l.How == TakenIn:
		return fault.New(fault.Conflict, "custody.link_gap")
	case l.Place == 1:
		return nil
	case last.How == Destroyed:
		return fault.New(fault.Conflict, "custody.gone")
	case l.From != held(last), l.Day < last.Day, !l.Moment.IsZero() && l.Moment.Before(last.Moment):
		return fault.New(fault.Conflict, "custody.link_gap")
	}
	return nil
}

// held is who holds the item after a link.
func held(l Link) Holder {
	if l.How == Copied {
		return l.From
	}
	return l.To
}

func known[T comparable](list []T, v T) bool {
	for _, x := range list {
		if x == v {
			return true
		}
	}
	return false
}

// sum binds a link to all before it, so that none can be changed or left out alone.
func (l Link) sum(item ItemID, before string) string {
	h := sha256.New()
	for _, s := range []string{before, string(item), string(l.How), l.From.Kind, l.From.ID, l.To.Kind, l.To.ID, l.Where,
		string(l.Day), store.Stamp(l.Moment), string(l.Condition)} {
		h.Write(binary.AppendUvarint(nil, uint64(len(s))))
		h.Write([]byte(s))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Whole says whether a chain has no gap and nothing in it was altered.
func Whole(item ItemID, links []Link) error {
	var last Link
	for n, l := range links {
		if l.Place != n+1 || l.follow(last) != nil || l.Sum != l.sum(item, last.Sum) {
			return fault.New(fault.Conflict, "custody.chain_broken", "n", n+1)
		}
		last = l
	}
	if len(links) == 0 {
		return fault.New(fault.Conflict, "custody.chain_broken", "n", 1)
	}
	return nil
}

// Holds is who holds the item at the end of a chain.
func Holds(links []Link) Holder {
	if len(links) == 0 {
		return Nobody
	}
	return held(links[len(links)-1])
}

const linkColumns = `place, how, from_kind, from_id, to_kind, to_id, at_where, day, moment, condition, sum`

func scanLink(s store.Scan) (l Link, err error) {
	err = s(&l.Place, &l.How, &l.From.Kind, &l.From.ID, &l.To.Kind, &l.To.ID, &l.Where, &l.Day, store.Into(&l.Moment), &l.Condition, &l.Sum)
	l.Coarse = l.Moment.IsZero()
	return l, err
}

// Chain lists the links of an item, the first one first.
func Chain(tx *store.Tx, id ItemID) ([]Link, error) {
	return store.All(tx, scanLink, `SELECT `+linkColumns+` FROM custody_link WHERE item = ? ORDER BY place`, id)
}

// Hand adds a link. It comes from the hands that hold the item, or there is a gap.
func Hand(tx *store.Tx, id ItemID, l Link) (Link, error) {
	if l.How == TakenIn || l.How == Destroyed {
		return Link{}, fault.New(fault.Conflict, "custody.link_gap") // Adopt and Destroy do these
	}
	return link(tx, id, l)
}

func link(tx *store.Tx, id ItemID, l Link) (Link, error) {
	before, err := store.All(tx, scanLink, `SELECT `+linkColumns+` FROM custody_link WHERE item = ? ORDER BY place DESC LIMIT 1`, id)
	if err != nil {
		return Link{}, err
	}
	var last Link
	if len(before) == 1 {
		last = before[0]
	}
	l.Place, l.Day, l.Moment = last.Place+1, clock.DayOf(tx.Now(), nil), time.Time{}
	if !l.Coarse {
		l.Moment = tx.Now()
	}
	if l.Condition == "" {
		l.Condition = Unseen
	}
	if err := l.follow(last); err != nil {
		return Link{}, err
	}
	l.Sum = l.sum(id, last.Sum)
	_, err = tx.Exec(`INSERT INTO custody_link (item, `+linkColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, l.Place, l.How, l.From.Kind, l.From.ID, l.To.Kind, l.To.ID, l.Where, l.Day, store.Stamp(l.Moment), l.Condition, l.Sum)
	return l, err
}
