package custody

import (
	"embed"
	"encoding/hex"

	"haki/commons/record"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/seal"
	"haki/internal/store"
)

// Files are the migrations.
//
//go:embed migrations
var Files embed.FS

// Words are what custody says.
//
//go:embed words
var Words embed.FS

// Item is a file that hangs on a matter as evidence.
type Item struct {
	ID     ItemID
	Matter ident.Matter
	Number int       // within its matter: what people call it
	Day    clock.Day // of adoption
	Gone   clock.Day // of destruction; none while it stands

	name, sheet, key seal.Sealed
	commitment       string
}

// Sealed is what a list must fetch keys for.
func (i Item) Sealed() []seal.Sealed {
	if i.Gone != "" {
		return nil
	}
	return []seal.Sealed{i.name, i.sheet, i.key}
}

// Facts name the item in the record: by its identifier and by what stands for its bytes.
func (i Item) Facts() []record.Fact {
	sum, err := hex.DecodeString(i.commitment)
	if err != nil {
		sum = nil // the record refuses it, and with it the act
	}
	return []record.Fact{record.ID("evidence", i.ID), record.Digest("commitment", sum)}
}

// KeyMatter is what an item's keys are kept under: each item is a matter of its own, to be
// shared and destroyed by itself.
func KeyMatter(id ItemID) string { return "custody.evidence/" + string(id) }

func at(column string, id ItemID) seal.Place {
	return seal.Place{Table: "custody_item", Column: column, Row: string(id)}
}

const columns = `id, matter_kind, matter_id, number, day, name, sheet, file_key, commitment, gone`

func scan(s store.Scan) (i Item, err error) {
	err = s(&i.ID, &i.Matter.Kind, &i.Matter.ID, &i.Number, &i.Day, &i.name, &i.sheet, &i.key, &i.commitment, &i.Gone)
	return i, err
}

// Find finds one item.
func Find(tx *store.Tx, id ItemID) (Item, error) {
	return store.One(tx, scan, `SELECT `+columns+` FROM custody_item WHERE id = ?`, id)
}

// FindOf finds one item of a matter; an item of another matter is not found.
func FindOf(tx *store.Tx, m ident.Matter, id ItemID) (Item, error) {
	i, err := Find(tx, id)
	if err == nil && i.Matter != m {
		return Item{}, fault.New(fault.NotFound, "fault.not_found")
	}
	return i, err
}

// Of lists what hangs on a matter, in order, what was destroyed too.
func Of(tx *store.Tx, m ident.Matter) ([]Item, error) {
	return store.All(tx, scan, `SELECT `+columns+` FROM custody_item WHERE matter_kind = ? AND matter_id = ? ORDER BY number, id`, m.Kind, m.ID)
}

// Shown is an item as its reader may see it.
type Shown struct {
	Item
	Open   bool // its reader holds the key; what follows is empty otherwise
	Name   seal.Private[string]
	Kind   Kind
	Size   int64
	Digest seal.Private[string] // SHA-256, in hexadecimal: what another office compares
	Again  int                  // the number of an earlier item with the same bytes; 0 if there is none
}

// Look opens what is known of items, as far as the reader's keys go.
func Look(keys *seal.Keys, items []Item) ([]Shown, error) {
	seen := map[string]int{}
	out := make([]Shown, len(items))
	for n, i := range items {
		out[n] = Shown{Item: i}
		if i.Gone != "" {
			continue
		}
		name, sh, err := i.open(keys)
		if err != nil {
			return nil, err
		}
		if sh == nil {
			continue
		}
		s := &out[n]
		s.Open, s.Name, s.Kind, s.Size, s.Digest = true, name, sh.Kind, sh.Size, sh.shownDigest()
		if first, again := seen[string(sh.Digest)]; again {
			s.Again = first
		} else {
			seen[string(sh.Digest)] = i.Number
		}
	}
	return out, nil
}

// open opens an item's name and sheet; no sheet and no error if they are sealed to others.
func (i Item) open(keys *seal.Keys) (name seal.Private[string], sh *sheet, err error) {
	hidden, err := seal.Open[[]byte](keys, at("sheet", i.ID), i.sheet)
	if err != nil || !hidden.Open() {
		return name, nil, err
	}
	s, err := sheetOf(hidden)
	if err != nil {
		return name, nil, err
	}
	name, err = seal.Open[string](keys, at("name", i.ID), i.name)
	return name, &s, err
}
