package standards

import (
	"haki/commons/act"
	"haki/commons/gate"
)

// What can be done here: reading, by anyone.
var (
	Start     = act.Act{Name: "standards.start.read", Needs: gate.Anyone}
	Conduct   = act.Act{Name: "standards.conduct.read", Needs: gate.Anyone}
	Reporting = act.Act{Name: "standards.reporting.read", Needs: gate.Anyone}
)

// Acts lists them.
func (*Room) Acts() []act.Act { return []act.Act{Start, Conduct, Reporting} }
