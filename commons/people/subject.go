package people

import (
	"context"

	"haki/commons/act"
	"haki/commons/gate"
	"haki/commons/record"
	"haki/internal/ident"
	"haki/internal/seal"
	"haki/internal/store"
)

// do does an act that gives back nothing.
func do[S gate.Subject](ctx context.Context, r *Room, a act.Act, find func(*store.Tx) (S, error), change func(*store.Tx, *seal.Keys, S) (record.Entry, error)) error {
	_, err := act.Do(ctx, r.desk, a, find, func(tx *store.Tx, keys *seal.Keys, s S) (none struct{}, e record.Entry, err error) {
		e, err = change(tx, keys, s)
		return none, e, err
	})
	return err
}

// about is what an act of this package is done to: the thing, where it stands and its
// name in the record.
type about[T any] struct {
	it     T
	stands gate.Scope
	named  ident.Matter
}

// Scope says where the thing stands.
func (a about[T]) Scope() gate.Scope { return a.stands }

// Matter names it for the record.
func (a about[T]) Matter() ident.Matter { return a.named }

// house is the subject of what is done to the institution as a whole.
func house(*store.Tx) (gate.Scope, error) { return gate.Scope{}, nil }

// oneself finds one's own account: only its owner's name stands in the scope.
func oneself(id string) func(*store.Tx) (about[Account], error) {
	return func(tx *store.Tx) (about[Account], error) {
		a, err := Find(tx, ID(id))
		return about[Account]{a, gate.Scope{Team: []string{id}}, a.Matter()}, err
	}
}

// anyone finds an account as those see it who invite and end them.
func anyone(id ID) func(*store.Tx) (about[Account], error) {
	return func(tx *store.Tx) (about[Account], error) {
		a, err := Find(tx, id)
		return about[Account]{it: a, named: a.Matter()}, err
	}
}

// ofTeam finds a team in which its members, or only its leads, are named.
func ofTeam(id TeamID, leadsOnly bool) func(*store.Tx) (about[TeamView], error) {
	return func(tx *store.Tx) (about[TeamView], error) {
		v, err := View(tx, id)
		return about[TeamView]{v, gate.Scope{Team: v.names(leadsOnly)}, v.Matter()}, err
	}
}
