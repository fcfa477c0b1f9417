package notification

import (
	"haki/commons/act"
	"haki/commons/gate"
)

// The powers of this room (commons/people/roles.go gives them to teams).
const (
	PowerRead    gate.Power = "notification.read"
	PowerRequest gate.Power = "notification.request"
	PowerSend    gate.Power = "notification.send"
	PowerReceive gate.Power = "notification.receive" // a State's own people: what was sent to it
	PowerWork    gate.Power = "notification.work"    // write to headquarters, hand in documents
	PowerAnswer  gate.Power = "notification.answer"  // speak for the State
)

// What the institution does.
var (
	List     = act.Act{Name: "notification.note.list", Needs: PowerRead}
	Read     = act.Act{Name: "notification.note.read", Needs: PowerRead, Sensitive: true}
	ReadFile = act.Act{Name: "notification.file.read", Needs: PowerRead, Sensitive: true}
	Request  = act.Act{Name: "notification.note.request", Needs: PowerRequest, Sees: PowerRead}
	Begin    = act.Act{Name: "notification.note.draft", Needs: PowerSend, Sees: PowerRead}
	Edit     = act.Act{Name: "notification.note.edit", Needs: PowerSend, Sees: PowerRead}
	Attach   = act.Act{Name: "notification.annex.add", Needs: PowerSend, Sees: PowerRead}
	Send     = act.Act{Name: "notification.note.send", Needs: PowerSend, Sees: PowerRead}
	Deliver  = act.Act{Name: "notification.note.deliver", Needs: PowerSend, Sees: PowerRead}
	Record   = act.Act{Name: "notification.answer.record", Needs: PowerSend, Sees: PowerRead}
	RecordNm = act.Act{Name: "notification.investigator.record", Needs: PowerSend, Sees: PowerRead}
	Answered = act.Act{Name: "notification.letter.write", Needs: PowerSend, Sees: PowerRead}
	Decide   = act.Act{Name: "notification.extension.decide", Needs: PowerSend, Sees: PowerRead}
	Halt     = act.Act{Name: "notification.clock.stop", Needs: PowerSend, Sees: PowerRead}
	Remind   = act.Act{Name: "notification.note.remind", Needs: PowerSend, Sees: PowerRead}
	Take     = act.Act{Name: "notification.note.investigate", Needs: PowerSend, Sees: PowerRead}
	Late     = act.Act{Name: "notification.late.list", Needs: PowerSend}
	Withdraw = act.Act{Name: "notification.note.withdraw", Needs: PowerSend, Sees: PowerRead}
	Renew    = act.Act{Name: "notification.note.renew", Needs: PowerSend, Sees: PowerRead}
)

// What a State's own people do.
var (
	ListReceived = act.Act{Name: "notification.received.list", Needs: PowerReceive}
	ReadReceived = act.Act{Name: "notification.received.read", Needs: PowerReceive, Sensitive: true}
	ReadTheirs   = act.Act{Name: "notification.received.file", Needs: PowerReceive, Sensitive: true}
	Open         = act.Act{Name: "notification.received.open", Needs: PowerAnswer, Sees: PowerReceive}
	Acknowledge  = act.Act{Name: "notification.received.acknowledge", Needs: PowerAnswer, Sees: PowerReceive}
	Give         = act.Act{Name: "notification.received.answer", Needs: PowerAnswer, Sees: PowerReceive}
	Nominate     = act.Act{Name: "notification.received.nominate", Needs: PowerAnswer, Sees: PowerReceive}
	Say          = act.Act{Name: "notification.received.write", Needs: PowerWork, Sees: PowerReceive}
)

// Acts lists them.
func (*Room) Acts() []act.Act {
	return []act.Act{List, Read, ReadFile, Request, Begin, Edit, Attach, Send, Deliver, Record, RecordNm, Answered, Decide, Halt, Remind, Take, Late, Withdraw, Renew,
		ListReceived, ReadReceived, ReadTheirs, Open, Acknowledge, Give, Nominate, Say, Choice}
}
