package report

import "haki/science/kinship/frequency"

// A Floor is the least frequency that an allele may have.
type Floor string

// The floors of the design's section 10.
const (
	FiveOver   Floor = "5/2N"  // five over the alleles typed (NRC II); 0.001 where the table does not say how many
	Thousandth Floor = "0.001" // a fixed thousandth
	NoFloor    Floor = "none"  // as the table has them; an allele that it does not list gets a ten-thousandth
)

// policy is the floor as the tables know it.
func (f Floor) policy() frequency.Policy {
	switch f {
	case Thousandth:
		return frequency.Policy{Rule: frequency.Fixed, Value: 0.001}
	case NoFloor:
		return frequency.Policy{Rule: frequency.Fixed, Value: 1e-4}
	}
	return frequency.Policy{Rule: frequency.FiveOverTwoN}
}
