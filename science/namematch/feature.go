package namematch

import (
	"embed"
	"strconv"
	"strings"
)

// feature is a kind of agreement or disagreement that has a weight.
type feature uint8

// The features. Levels of likeness of two tokens are counted from near to far.
const (
	none  feature = iota
	same0         // one script: equal text; the next are levels of distance
	_
	_
	_
	_
	_
	_
	_
	cross0 // two scripts, level by level
	_
	_
	_
	_
	_
	_
	_
	joined0 // two tokens against one: near
	joined1 // and not so near
	initial
	prefix
	rarity      // how much of a token's rarity counts
	rarityCross // across scripts
	rarityMinor // of particles, patronymics, joined parts
	contradict  // a token on each side that the other has not
	missingQuery
	missingName
	missingMinor // a particle, an initial, a patronymic
	rotated
	shuffled
	complete // nothing is missing on either side
	single   // one token only holds the names together
	aliased  // it is not the record's first name
	bornExact
	bornNewYear
	bornSwapped
	bornDigit
	bornYearOff
	bornFirst
	bornMonth
	bornYear
	bornSameYear
	bornNear
	bornTwo
	bornConflict
	bornFar
	nationSame
	nationRarity
	nationNear
	nationOther
	genderSame
	genderOther
	numberSame
	numberNear
	numberPart
	numberOther
	rankSame
	rankNear
	rankFar
	placeSame
	placeMost
	placeSome
	placeOther
	size  // the logarithm of the number of names
	prior // what everybody gets
	features
)

// levels is how many levels of likeness tokens have.
const levels = 8

var featureNames = [features]string{
	none: "none", same0: "same.0", same0 + 1: "same.1", same0 + 2: "same.2", same0 + 3: "same.3", same0 + 4: "same.4", same0 + 5: "same.5", same0 + 6: "same.6", same0 + 7: "same.7",
	cross0: "cross.0", cross0 + 1: "cross.1", cross0 + 2: "cross.2", cross0 + 3: "cross.3", cross0 + 4: "cross.4", cross0 + 5: "cross.5", cross0 + 6: "cross.6", cross0 + 7: "cross.7",
	joined0: "joined.0", joined1: "joined.1", initial: "initial", prefix: "prefix", rarity: "rarity", rarityCross: "rarity.cross", rarityMinor: "rarity.minor",
	contradict: "contradict", missingQuery: "missing.query", missingName: "missing.name", missingMinor: "missing.minor", rotated: "rotated", shuffled: "shuffled",
	complete: "complete", single: "single", aliased: "alias",
	bornExact: "born.exact", bornNewYear: "born.newyear", bornSwapped: "born.swapped", bornDigit: "born.digit", bornYearOff: "born.yearoff", bornFirst: "born.first",
	bornMonth: "born.month", bornYear: "born.year", bornSameYear: "born.sameyear", bornNear: "born.near", bornTwo: "born.two", bornConflict: "born.conflict", bornFar: "born.far",
	nationSame: "nation.same", nationRarity: "nation.rarity", nationNear: "nation.near", nationOther: "nation.other", genderSame: "gender.same", genderOther: "gender.other",
	numberSame: "number.same", numberNear: "number.near", numberPart: "number.part", numberOther: "number.other", rankSame: "rank.same", rankNear: "rank.near", rankFar: "rank.far",
	placeSame: "place.same", placeMost: "place.most", placeSome: "place.some", placeOther: "place.other", size: "size", prior: "prior",
}

//go:embed data/weights.txt
var data embed.FS

// weights are bits, base 2 logarithms of likelihood ratios, by feature.
var weights = readWeights()

func readWeights() (w [features]float64) {
	text, err := data.ReadFile("data/weights.txt")
	if err != nil {
		panic("namematch: " + err.Error())
	}
	byName := map[string]feature{}
	for f, n := range featureNames {
		byName[n] = feature(f)
	}
	for line := range strings.Lines(string(text)) {
		line, _, _ = strings.Cut(line, "#")
		f := strings.Fields(line)
		if len(f) != 2 {
			continue
		}
		v, err := strconv.ParseFloat(f[1], 64)
		at, known := byName[f[0]]
		if err != nil || !known {
			panic("namematch: weights.txt: " + line)
		}
		w[at] = v
	}
	return w
}
