package intake

import (
	"haki/commons/gate"
	"haki/internal/seal"
)

// accountScope is where the account stands when its readers are asked for: help wanted
// opens the conversation to the victims' rights officers, and the account only if the
// reporter also says so.
func (r Report) accountScope(shared bool) gate.Scope {
	s := r
	s.Help = r.Help && shared
	return s.Scope()
}

// readers are the keys that a report is sealed to.
type readers struct {
	account, talk []seal.Recipient
	receipt       seal.Recipient
}

func (r readers) conversation() []seal.Recipient {
	return append(append([]seal.Recipient(nil), r.talk...), r.receipt)
}
