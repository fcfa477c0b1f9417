package store

import "sync"

// What changes seldom and is asked for on every page, such as the missions or the days off,
// is read once for each edition of it. Whoever changes it makes a new edition in the same
// transaction; whoever wants it reads the number of the edition in theirs. So what is kept
// in memory is what the database says at that moment, also where several programs share it.
// Nothing that says who may do what is kept so.

// shelf is what one database's programs keep, each with the edition it is of.
type shelf struct{ sync.Map } // key -> volume

type volume struct {
	edition int64
	value   any
}

// editions are the numbers as a transaction sees them; nil until one is asked for.
type editions map[string]int64

// NewEdition says that what goes by a name is about to change in this transaction.
func (tx *Tx) NewEdition(name string) error {
	if tx.changed == nil {
		tx.changed = map[string]bool{}
	}
	tx.changed[name] = true
	_, err := tx.Exec(`INSERT INTO store_edition (name, n) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET n = store_edition.n + 1`, name)
	return err
}

// Kept is what read makes of the present edition: from memory, if that edition was read
// before. It is shared: nobody changes it. A transaction that changed it reads it anew.
func Kept[T any](tx *Tx, name, part string, read func() (T, error)) (T, error) {
	if tx.changed[name] {
		return read()
	}
	var none T
	if tx.editions == nil {
		type numbered struct {
			name string
			n    int64
		}
		all, err := All(tx, func(s Scan) (e numbered, err error) { err = s(&e.name, &e.n); return }, `SELECT name, n FROM store_edition`)
		if err != nil {
			return none, err
		}
		tx.editions = editions{}
		for _, e := range all {
			tx.editions[e.name] = e.n
		}
	}
	key, now := name+"/"+part, tx.editions[name]
	if v, ok := tx.shelf.Load(key); ok && v.(volume).edition == now {
		return v.(volume).value.(T), nil
	}
	value, err := read()
	if err != nil {
		return none, err
	}
	tx.shelf.Store(key, volume{now, value})
	return value, nil
}
