package roman

// Form is one Latin spelling of a token.
type Form struct {
	Text  string // lower-case ASCII letters and digits
	Sound string // how it is pronounced, see [Sound]
	Cost  int    // how unusual the spelling is, in hundredths of an edit; 0 is what a standard says
	Bare  bool   // the script did not write the short vowels
}

// Distance is the price of turning one form into the other, in hundredths of an edit: the
// cheapest way from sound to sound, and the costs of the forms themselves. A consonant for
// another is 100, neighbours (b p, f v, s sh) are a quarter to a half of it, a vowel for
// another is 15 to 45, and against a bare form a vowel more or less is 6.
// Divide by the longer length to compare distances of names of different lengths.
//
// It does not allocate. Sounds longer than 64 letters are compared in their first 64.
func Distance(a, b Form) int {
	return SoundDistance(a.Sound, b.Sound, a.Bare, b.Bare) + a.Cost + b.Cost
}

// far is the longest sound that is compared.
const far = 64

// SoundDistance is the price between two sounds; bareA and bareB say that the short vowels
// of the one or the other were never written.
func SoundDistance(a, b string, bareA, bareB bool) int {
	return Within(a, b, bareA, bareB, 1<<30)
}

// Within is [SoundDistance] for who only wants to know distances up to a limit: it gives up,
// with some figure above the limit, as soon as no way can stay within it.
func Within(a, b string, bareA, bareB bool, limit int) int {
	a, b = a[:min(len(a), far)], b[:min(len(b), far)]
	if a == b {
		return 0
	}
	loneA, loneB := &lone[0], &lone[0]
	if bareB {
		loneA = &lone[1]
	}
	if bareA {
		loneB = &lone[1]
	}
	// Three rows, in little room for the usual length: what is set to zero costs time.
	wide := len(b) + 1
	var short [3 * 17]int32
	rows := short[:]
	if wide > 17 {
		rows = make([]int32, 3*(far+1))
	}
	before, above, row := rows[:wide], rows[wide:2*wide], rows[2*wide:3*wide]
	for j := 1; j <= len(b); j++ {
		row[j] = row[j-1] + int32(loneB[b[j-1]&0x7F])
	}
	last := int32(0)
	for i := 1; i <= len(a); i++ {
		before, above, row = above, row, before
		c := a[i-1] & 0x7F
		gone := int32(loneA[c])
		prices := &price[c]
		row[0] = above[0] + gone
		least := row[0]
		for j := 1; j <= len(b); j++ {
			d := b[j-1] & 0x7F
			best := above[j-1] + int32(prices[d])
			best = min(best, above[j]+gone, row[j-1]+int32(loneB[d]))
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				best = min(best, before[j-2]+swapped)
			}
			row[j] = best
			least = min(least, best)
		}
		// A swap reaches back two rows, so both must be beyond the limit.
		if int(least) > limit && int(last) > limit {
			return int(least)
		}
		last = least
	}
	return int(row[len(b)])
}

// The prices, in hundredths of an edit. They are ours, set on the part of the reference
// pairs that the tests keep for tuning.
const (
	apart     = 100 // one consonant for another
	swapped   = 70  // two neighbours exchanged
	extra     = 80  // a consonant too many
	weak      = 30  // h, y, w too many
	vowelMore = 40  // a vowel too many
	padding   = 4   // U against nothing
	unwritten = 6   // a vowel too many against a script that does not write it
)

// lone is the price of a letter with nothing against it: among written vowels, and against a
// form whose vowels were not written.
var lone = func() (all [2][128]uint8) {
	for c := range 128 {
		all[0][c] = extra
		switch {
		case c == 'U':
			all[0][c] = padding
		case vowels[c]:
			all[0][c] = vowelMore
		case c == 'h' || c == 'y' || c == 'w':
			all[0][c] = weak
		}
		all[1][c] = all[0][c]
		if vowels[c] && c != 'U' {
			all[1][c] = unwritten
		}
	}
	return all
}()

var price = readPrices()

// readPrices reads prices.txt: "letters price" makes every two of the letters cost that much.
func readPrices() (p [128][128]uint8) {
	for a := range p {
		for b := range p[a] {
			if a != b {
				p[a][b] = apart
			}
		}
	}
	lines("prices.txt", func(f []string) {
		n := uint8(readOption("-:" + f[1]).cost)
		for _, a := range f[0] {
			for _, b := range f[0] {
				if a != b {
					p[a][b] = n
				}
			}
		}
	})
	return p
}
