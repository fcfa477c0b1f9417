package outcome

import (
	"haki/commons/act"
	"haki/commons/gate"
	"haki/response/casework"
	"haki/response/notification"
)

// The powers of this room (commons/people/roles.go gives them to teams). What came of a
// case is read by whoever reads the case.
const (
	PowerEnter  gate.Power = "outcome.enter"  // what the organisation found and did
	PowerRecord gate.Power = "outcome.record" // what a State found and did, on its behalf
	PowerTell   gate.Power = "outcome.tell"   // tell who was harmed
)

// What can be done here.
var (
	Read      = act.Act{Name: "outcome.case.read", Needs: casework.PowerRead, Sensitive: true}
	Peek      = act.Act{Name: "outcome.case.peek", Needs: casework.PowerRead}
	ReadFile  = act.Act{Name: "outcome.file.read", Needs: casework.PowerRead, Sensitive: true}
	Find      = act.Act{Name: "outcome.finding.enter", Needs: PowerEnter, Sees: casework.PowerRead}
	FindState = act.Act{Name: "outcome.finding.record", Needs: PowerRecord, Sees: casework.PowerRead}
	Do        = act.Act{Name: "outcome.action.enter", Needs: PowerEnter, Sees: casework.PowerRead}
	DoState   = act.Act{Name: "outcome.action.record", Needs: PowerRecord, Sees: casework.PowerRead}
	Leave     = act.Act{Name: "outcome.departure.enter", Needs: PowerEnter, Sees: casework.PowerRead}
	Release   = act.Act{Name: "outcome.entry.release", Needs: PowerEnter, Sees: casework.PowerRead}
	Tell      = act.Act{Name: "outcome.victim.tell", Needs: PowerTell, Sees: casework.PowerRead}
)

// What a State's own people do, about those whom a note to their State is about. Who found
// it out says what was found; what was done is said by whoever speaks for the State.
var (
	ReadOwn = act.Act{Name: "outcome.own.read", Needs: notification.PowerReceive, Sensitive: true}
	FileOwn = act.Act{Name: "outcome.own.file", Needs: notification.PowerReceive, Sensitive: true}
	FindOwn = act.Act{Name: "outcome.own.find", Needs: notification.PowerWork, Sees: notification.PowerReceive}
	DoOwn   = act.Act{Name: "outcome.own.act", Needs: notification.PowerAnswer, Sees: notification.PowerReceive}
)

// Acts lists them.
func (*Room) Acts() []act.Act {
	return []act.Act{Read, Peek, ReadFile, Find, FindState, Do, DoState, Leave, Release, Tell, ReadOwn, FileOwn, FindOwn, DoOwn}
}
