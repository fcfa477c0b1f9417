package custody

import (
	"haki/commons/people"
	"haki/internal/ident"
	"haki/internal/seal"
	"haki/internal/store"
)

// Share keeps the items of a matter for readers that it has since: an office that was told
// of it, a team that was founded. What the caller cannot open stays as it was.
func Share(tx *store.Tx, keys *seal.Keys, m ident.Matter, to ...seal.Recipient) error {
	items, err := Of(tx, m)
	for _, i := range items {
		if err == nil && i.Gone == "" {
			err = people.Settle(tx, keys, KeyMatter(i.ID), to...)
		}
	}
	return err
}
