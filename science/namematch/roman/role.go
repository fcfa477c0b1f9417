package roman

import (
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

// Role is what a token does in a name. No role deletes a token; a comparison weighs it.
type Role uint8

const (
	// Plain is a name that tells one person from another.
	Plain Role = iota
	// Particle is an article or a preposition that may be left out: al, de, van, von.
	Particle
	// Binder makes one name with the token after it: abd, abu, umm, saint.
	Binder
	// Ender makes one name with the token before it: ullah, uddin, jan, khel.
	Ender
	// Filiation says whose child the next name is: bin, ibn, bint, ould, ap.
	Filiation
	// Patronymic is a name made from the father's by its ending: -ovich, -ovna, -oglu, -qizi.
	Patronymic
	// Title is an honorific, an office or a rank.
	Title
	// Suffix is junior, senior, a number.
	Suffix
	// Initial is one letter.
	Initial
)

var roleNames = [...]string{"plain", "particle", "binder", "ender", "filiation", "patronymic", "title", "suffix", "initial"}

// String is the role's name in lower case, as roles.txt writes it.
func (r Role) String() string {
	if int(r) < len(roleNames) {
		return roleNames[r]
	}
	return roleNames[Plain]
}

// RoleOf is the role of a normalised token by itself; [Tokens] also looks at its place.
func RoleOf(text string) Role {
	k := known()
	if r, ok := k.roles[text]; ok {
		return r
	}
	if n := utf8.RuneCountInString(text); n == 1 && ScriptOf(firstRune(text)) < Han && !digit(text) {
		return Initial
	}
	for _, e := range k.patronymicEnds {
		if len(text) > len(e)+2 && strings.HasSuffix(text, e) {
			return Patronymic
		}
	}
	return Plain
}

func digit(text string) bool { return text[0] >= '0' && text[0] <= '9' }

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// roleTables are roles.txt and ranks.txt.
type roleTables struct {
	roles          map[string]Role
	hyphened       map[string]bool // has its role only before a hyphen
	closing        map[string]bool // a title that also ends a name
	filiations     map[string]bool // abbreviations with a stroke: s/o, a/l
	patronymicEnds []string
	ranks          map[string]string // words of a rank, one space between -> its code
	longestRank    map[string]int    // the first word of a rank -> how many words it may have
}

var known = sync.OnceValue(func() *roleTables {
	k := &roleTables{roles: map[string]Role{}, hyphened: map[string]bool{}, closing: map[string]bool{}, filiations: map[string]bool{}, ranks: map[string]string{}, longestRank: map[string]int{}}
	byName := map[string]Role{}
	for i, n := range roleNames {
		byName[n] = Role(i)
	}
	lines("roles.txt", func(f []string) {
		r, ok := byName[f[0]]
		if !ok {
			panic("roman: roles.txt: " + f[0])
		}
		for _, w := range f[1:] {
			k.read(r, w)
		}
	})
	lines("ranks.txt", func(f []string) {
		for _, w := range strings.Split(strings.Join(f[2:], " "), ";") {
			w = must(Normalise(w))
			if old := k.ranks[w]; old == "" || rankOrder(f[0]) < rankOrder(old) {
				k.ranks[w] = f[0]
			}
			head, _, _ := strings.Cut(w, " ")
			k.longestRank[head] = max(k.longestRank[head], strings.Count(w, " ")+1)
		}
	})
	return k
})

func (k *roleTables) read(r Role, w string) {
	if end, ok := strings.CutPrefix(w, "-"); ok {
		k.patronymicEnds = append(k.patronymicEnds, end)
		return
	}
	if strings.Contains(w, "/") {
		k.filiations[w] = true
		return
	}
	word, hyphen := strings.CutSuffix(w, "-")
	word, close := strings.CutPrefix(word, "+")
	if ScriptOf(firstRune(word)) != Han { // those are written as they are normal: a test looks
		word = must(Normalise(word))
	}
	if _, twice := k.roles[word]; twice && hyphen {
		return
	}
	k.roles[word], k.hyphened[word], k.closing[word] = r, hyphen, close
}

// rankOrder puts the ranks of officers above the others.
func rankOrder(code string) int {
	n, _ := strconv.Atoi(code[3:])
	if strings.HasPrefix(code, "OF") {
		n += 100
	}
	return n
}

func must(s string, err error) string {
	if err != nil {
		panic(err)
	}
	return s
}

// RankOf is the code of the rank at the beginning of the words and how many of them it
// takes, 0 when they begin with none. The codes are those of NATO STANAG 2116 (OF-1 to OF-10
// for officers, OR-1 to OR-9 for others), which armies and police forces of other States are
// compared by as well; a rank that stands for several in different forces has the lower code.
func RankOf(words []string) (code string, n int) {
	if len(words) == 0 {
		return "", 0
	}
	k := known()
	for n = min(k.longestRank[words[0]], len(words)); n > 0; n-- {
		if code, ok := k.ranks[strings.Join(words[:n], " ")]; ok {
			return code, n
		}
	}
	return "", 0
}

// assign gives the tokens their roles.
func assign(tokens []Token) {
	var room [MaxTokens]string
	words := room[:0]
	for i := range tokens {
		words = append(words, tokens[i].Text)
	}
	names := 0
	for i := 0; i < len(tokens); {
		if code, n := RankOf(words[i:]); n > 0 && titled(tokens, i, n) {
			for k := range n {
				tokens[i+k].Role, tokens[i+k].Rank = Title, code
			}
			i += n
			continue
		}
		if i+1 < len(tokens) && tokens[i+1].Mark == '/' && known().filiations[words[i]+"/"+words[i+1]] {
			tokens[i].Role, tokens[i+1].Role = Filiation, Filiation
			i += 2
			continue
		}
		r := placed(tokens, i, RoleOf(words[i]))
		if r == Plain || r == Patronymic {
			names++
		}
		tokens[i].Role = r
		i++
	}
	if n := len(tokens); names == 0 && n > 0 && tokens[n-1].Role != Initial {
		tokens[n-1].Role, tokens[n-1].Rank = Plain, ""
	}
}

// titled says whether the rank words at i are a title: something of the name must be left,
// and a rank of one word, which may be a family name (Major, Sergent), stands at the
// beginning, after a comma or in brackets.
func titled(tokens []Token, i, n int) bool {
	if n == len(tokens) {
		return false
	}
	return n > 1 || opens(tokens, i)
}

// opens says that a part of the name begins at i: nothing or only titles stand before it, or
// a comma or a bracket does.
func opens(tokens []Token, i int) bool {
	return i == 0 || tokens[i].Mark == ',' || tokens[i].Mark == '(' || tokens[i-1].Role == Title
}

// placed is the role of a token at its place: a word before a point is an initial or an
// abbreviation, a title opens the name or its part, a particle does not end it.
func placed(tokens []Token, i int, r Role) Role {
	text := tokens[i].Text
	lastOne := i == len(tokens)-1
	single := len(text) == 1 && !digit(text)
	switch {
	case single && r != Initial && (lastOne || tokens[i+1].Mark == '.'):
		return Initial
	case r == Title && !opens(tokens, i) && !(lastOne && known().closing[text]):
		return Plain
	case (r == Particle || r == Filiation || r == Binder) && (lastOne || tokens[i+1].Mark == ','):
		return Plain
	case known().hyphened[text] && (lastOne || tokens[i+1].Mark != '-'):
		return Plain
	}
	return r
}
