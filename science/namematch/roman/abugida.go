package roman

import (
	"sync"
	"unicode"
)

// Scripts in which a consonant bears a vowel of its own unless a sign says another.
var (
	indic    = sync.OnceValue(func() map[string]*letters { return readLetters("indic.txt") })
	thai     = sync.OnceValue(func() *letters { return readLetters("thai.txt")[""] })
	ethiopic = sync.OnceValue(readEthiopic)
)

// inherent stands in the tables for the vowel that is not written.
const inherent = '%'

// indicForms reads a token of a script of India or Sri Lanka.
func indicForms(dst []Form, t Token) []Form {
	table := indic()[t.Script.String()]
	var room, more [longestToken]rune
	token := more[:0]
	letters := runesOf(room[:], t.Text)
	if base, ok := parallel[t.Script]; ok {
		for i, r := range letters {
			if r >= base && r < base+0x80 && unicode.In(0x900+r-base, unicode.Devanagari) {
				letters[i] = 0x900 + r - base
			}
		}
	}
	for i := 0; i < len(letters) && len(token) < longestToken-2; i++ {
		r := letters[i]
		next := rune(0)
		if i+1 < len(letters) {
			next = letters[i+1]
		}
		switch {
		case virama[r]: // it only says that there is no vowel; in a rule it joins two letters
			if joined(table, token, r, next) {
				token = append(token, r)
			}
		case unicode.IsLetter(r) && !table.vowel[r]:
			token = append(token, r)
			if nukta[next] {
				token = append(token, next)
				i++
				next = 0
				if i+1 < len(letters) {
					next = letters[i+1]
				}
			}
			if !table.vowel[next] && !virama[next] {
				token = append(token, inherent)
			}
		default:
			token = append(token, r)
		}
	}
	var b beam
	table.spell(&b, token)
	return spelt(dst, &b, 0, false)
}

// parallel are the scripts whose blocks Unicode laid out as that of Devanagari (after ISCII, IS
// 13194:1991): a letter there is the letter at the same place here.
var parallel = map[Script]rune{Gujarati: 0xA80, Oriya: 0xB00, Telugu: 0xC00, Kannada: 0xC80, Malayalam: 0xD00}

var (
	virama = map[rune]bool{0x94D: true, 0x9CD: true, 0xA4D: true, 0xBCD: true, 0xDCA: true, 0x17D2: true}
	nukta  = map[rune]bool{0x93C: true, 0x9BC: true, 0xA3C: true}
)

// joined says whether the table has a rule in which the sign stands between these letters, or
// before the next.
func joined(t *letters, before []rune, sign, next rune) bool {
	has := func(from []rune, key rune) bool {
		for _, r := range t.rules[key] {
			if len(r.from) >= len(from) && string(r.from[:len(from)]) == string(from) {
				return true
			}
		}
		return false
	}
	if has([]rune{sign, next}, sign) {
		return true
	}
	n := len(before)
	return n > 0 && has([]rune{before[n-1], sign, next}, before[n-1])
}

// thaiForms reads a token of Thai.
func thaiForms(dst []Form, t Token) []Form {
	var room, more [longestToken]rune
	letters := runesOf(room[:], t.Text)
	token := more[:0]
	for i := 0; i < len(letters) && len(token) < longestToken-4; i++ {
		r := letters[i]
		if thaiBefore(r) && i+1 < len(letters) { // the sign comes behind its consonants
			token = append(token, letters[i+1])
			i++
			if i+1 < len(letters) && cluster(letters[i], letters[i+1]) {
				token = append(token, letters[i+1])
				i++
			}
			token = append(token, r)
			continue
		}
		token = append(token, r)
		if thaiBare(letters, i) {
			token = append(token, inherent)
		}
	}
	var b beam
	thai().spell(&b, token)
	return spelt(dst, &b, 0, false)
}

func thaiBefore(r rune) bool { return r >= 'เ' && r <= 'ไ' }

func thaiConsonant(r rune) bool { return r >= 'ก' && r <= 'ฮ' }

// cluster says that two consonants begin a syllable together: a second r, l or w, or a silent ห
// or อ before it (Royal Institute 1999, section 4).
func cluster(a, b rune) bool {
	switch b {
	case 'ร', 'ล', 'ว':
		return has("กขคตปผพ", a) || a == 'ห' && b != 'ว' || a == 'ห'
	}
	return a == 'ห' && has("งญนมยรลว", b)
}

// thaiBare says that the consonant at i has a vowel that is not written: another consonant
// follows, and no sign belongs to either. Two consonants at the end of a token are one
// syllable with a vowel between them.
func thaiBare(letters []rune, i int) bool {
	if !thaiConsonant(letters[i]) || i+1 >= len(letters) || !thaiConsonant(letters[i+1]) {
		return false
	}
	if letters[i] == 'อ' || letters[i+1] == 'อ' || cluster(letters[i], letters[i+1]) && i+2 < len(letters) {
		return false
	}
	// A consonant that closes the syllable before has no vowel.
	closes := i > 0 && !thaiConsonant(letters[i-1]) && i+2 < len(letters) && !thaiConsonant(letters[i+2])
	return !closes
}

// readEthiopic reads ethiopic.txt: for every syllable of the block what it may become.
func readEthiopic() *letters {
	t := &letters{rules: map[rune][]rule{}, vowel: map[rune]bool{}}
	type row struct {
		first rune
		to    []option
	}
	var rows []row
	var orders [8][]option
	lines("ethiopic.txt", func(f []string) {
		var to []option
		for _, o := range f[1:] {
			to = append(to, readOption(o))
		}
		if f[0][0] == '@' {
			orders[f[0][1]-'1'] = to
			return
		}
		rows = append(rows, row{firstRune(f[0]), to})
	})
	for _, w := range rows {
		for n, vowels := range orders {
			r := rule{from: []rune{w.first + rune(n)}}
			for _, c := range w.to {
				for _, v := range vowels {
					if c.text == "" && v.text == "" {
						v.text = "i"
					}
					if c.text == "" && n == 0 {
						v.text = "a"
					}
					r.to = append(r.to, option{c.text + v.text, c.cost + v.cost})
				}
			}
			if c := w.to[0]; c.text == "" && n == 0 {
				r.to = []option{{"a", 0}, {"e", 4}}
			}
			t.rules[r.from[0]] = []rule{r}
		}
	}
	return t
}

func ethiopicForms(dst []Form, t Token) []Form { return lettered(dst, ethiopic(), t.Text, 0, false) }
