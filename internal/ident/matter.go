package ident

// Matter is any thing that duties, letters, notes and evidence hang on. It names
// the thing without knowing it, so that those who follow matters need not know
// the rooms they live in.
type Matter struct {
	Kind string // room.noun, such as "intake.report"
	ID   string
}

// MatterOf names the thing id as a matter of its kind.
func MatterOf[K any](kind string, id ID[K]) Matter { return Matter{kind, string(id)} }

// None says that m names nothing.
func (m Matter) None() bool { return m == Matter{} }

// String is kind/id.
func (m Matter) String() string { return m.Kind + "/" + m.ID }
