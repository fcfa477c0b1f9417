package practice

import (
	"haki/commons/act"
	"haki/commons/gate"
)

// The powers of this room (commons/people/roles.go gives them to teams).
const (
	PowerRead  gate.Power = "practice.read"  // what States have handed in
	PowerKeep  gate.Power = "practice.keep"  // the editor's: check, clear for the service, translate, publish
	PowerWrite gate.Power = "practice.write" // a State's own people: their State's practices
	PowerSpeak gate.Power = "practice.speak" // for the State: hand in, clear, confirm, withdraw
)

// What the institution does.
var (
	List    = act.Act{Name: "practice.practice.list", Needs: PowerRead}
	Read    = act.Act{Name: "practice.practice.read", Needs: PowerRead}
	Enter   = act.Act{Name: "practice.practice.enter", Needs: PowerKeep}
	Edit    = act.Act{Name: "practice.text.edit", Needs: PowerKeep, Sees: PowerRead}
	Whole   = act.Act{Name: "practice.practice.complete", Needs: PowerKeep, Sees: PowerRead}
	Return  = act.Act{Name: "practice.practice.return", Needs: PowerKeep, Sees: PowerRead}
	Approve = act.Act{Name: "practice.practice.approve", Needs: PowerKeep, Sees: PowerRead}
	Publish = act.Act{Name: "practice.practice.publish", Needs: PowerKeep, Sees: PowerRead}
	Reject  = act.Act{Name: "practice.practice.reject", Needs: PowerKeep, Sees: PowerRead}
	Remove  = act.Act{Name: "practice.practice.remove", Needs: PowerKeep, Sees: PowerRead}
	Behalf  = act.Act{Name: "practice.behalf.record", Needs: PowerKeep, Sees: PowerRead} // what a State without an account said on paper
)

// What a State's own people do.
var (
	ListOwn = act.Act{Name: "practice.own.list", Needs: PowerWrite}
	ReadOwn = act.Act{Name: "practice.own.read", Needs: PowerWrite}
	Begin   = act.Act{Name: "practice.own.begin", Needs: PowerWrite}
	Write   = act.Act{Name: "practice.own.write", Needs: PowerWrite}
	Revise  = act.Act{Name: "practice.own.revise", Needs: PowerWrite}
	Submit  = act.Act{Name: "practice.own.submit", Needs: PowerSpeak, Sees: PowerWrite}
	Clear   = act.Act{Name: "practice.own.clear", Needs: PowerSpeak, Sees: PowerWrite}
	Confirm = act.Act{Name: "practice.own.confirm", Needs: PowerSpeak, Sees: PowerWrite}
	Answer  = act.Act{Name: "practice.own.answer", Needs: PowerSpeak, Sees: PowerWrite}
	Retract = act.Act{Name: "practice.own.withdraw", Needs: PowerSpeak, Sees: PowerWrite}
)

// What the program does with what it ships, and whoever runs it with a file.
var (
	Shelve = act.Act{Name: "practice.entry.shelve", Needs: gate.Clockwork}
	Import = act.Act{Name: "practice.entry.import", Needs: gate.Operator}
)

// Acts lists them.
func (*Room) Acts() []act.Act {
	return []act.Act{List, Read, Enter, Edit, Whole, Return, Approve, Publish, Reject, Remove, Behalf,
		ListOwn, ReadOwn, Begin, Write, Revise, Submit, Clear, Confirm, Answer, Retract, Choice, Shelve, Import}
}
