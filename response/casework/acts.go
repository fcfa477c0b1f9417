package casework

import (
	"haki/commons/act"
	"haki/commons/gate"
)

// The powers of this room (commons/people/roles.go gives them to teams).
const (
	PowerRead   gate.Power = "casework.read"
	PowerDecide gate.Power = "casework.decide"
	PowerSecond gate.Power = "casework.second"
	PowerTake   gate.Power = "casework.take"
	PowerImport gate.Power = "casework.import"
)

// What can be done here.
var (
	List       = act.Act{Name: "casework.case.list", Needs: PowerRead}
	Read       = act.Act{Name: "casework.case.read", Needs: PowerRead, Sensitive: true}
	Tell       = act.Act{Name: "casework.oversight.tell", Needs: PowerDecide, Sees: PowerRead}
	Take       = act.Act{Name: "casework.oversight.take", Needs: PowerTake, Sees: PowerRead}
	Refer      = act.Act{Name: "casework.oversight.refer", Needs: PowerTake, Sees: PowerRead}
	Order      = act.Act{Name: "casework.measure.order", Needs: PowerDecide, Sees: PowerRead}
	Reclassify = act.Act{Name: "casework.allegation.reclassify", Needs: PowerDecide, Sees: PowerRead}
	Allege     = act.Act{Name: "casework.allegation.add", Needs: PowerDecide, Sees: PowerRead}
	AddVictim  = act.Act{Name: "casework.victim.add", Needs: PowerDecide, Sees: PowerRead}
	Identify   = act.Act{Name: "casework.subject.identify", Needs: PowerDecide, Sees: PowerRead}
	Move       = act.Act{Name: "casework.subject.move", Needs: PowerDecide, Sees: PowerRead}
	Link       = act.Act{Name: "casework.case.link", Needs: PowerDecide, Sees: PowerRead}
	Bar        = act.Act{Name: "casework.case.bar", Needs: PowerSecond, Sees: PowerRead}
	Propose    = act.Act{Name: "casework.closing.propose", Needs: PowerDecide, Sees: PowerRead}
	Agree      = act.Act{Name: "casework.closing.agree", Needs: PowerSecond, Sees: PowerRead}
	Refuse     = act.Act{Name: "casework.closing.refuse", Needs: PowerSecond, Sees: PowerRead}
	Reopen     = act.Act{Name: "casework.case.reopen", Needs: PowerDecide, Sees: PowerRead}
	Offer      = act.Act{Name: "casework.choice.list", Needs: gate.Self}
	Import     = act.Act{Name: "casework.notice.import", Needs: PowerImport}
)

// Acts lists them.
func (*Room) Acts() []act.Act {
	return []act.Act{List, Read, Tell, Take, Refer, Order, Reclassify, Allege, AddVictim, Identify, Move, Link, Bar, Propose, Agree, Refuse, Reopen, Offer, Import}
}
