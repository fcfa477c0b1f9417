package namematch

// Reason is a piece of evidence: what was seen, how much of it, and what it weighs.
type Reason struct {
	Kind string  // a name of data/weights.txt
	Much float64 // how often, or how many bits of rarity
	Bits float64 // what it adds to the evidence: the weight of the kind, times Much
}

// Reasons are the pieces of evidence whose bits add up to [Match.Bits].
func (m *Match) Reasons() []Reason {
	all := make([]Reason, m.evidence.n)
	for i := range all {
		k := m.evidence.kind[i]
		all[i] = Reason{featureNames[k], m.evidence.much[i], weights[k] * m.evidence.much[i]}
	}
	return all
}
