package roman

import (
	"strings"
	"sync"
)

// Kind says why two different names may be one person's.
type Kind uint8

const (
	// Same is one name in the spellings of languages that share it: Muhammad, Mehmet, Mamadou;
	// Diallo where French is official and Jallow where English is.
	Same Kind = iota + 1
	// Cognate is one name in several languages: John, Jean, Ivan, Yohannes.
	Cognate
	// Nick is a name and what its bearer is called: William, Bill.
	Nick
)

// Group is a set of names that stand for each other. Two tokens that share one are kin: the
// number names the set, nothing else, and is the same as long as the tables are.
type Group struct {
	Number int
	Kind   Kind
	Full   bool // of Nick: this is the full name, not what people are called; two nicks of one name are kin too
}

// Groups are the sets that a normalised token, or the Text of a [Form], belongs to; nil for
// most. The caller does not change the slice.
func Groups(text string) []Group { return lexicon().groups[text] }

// names is what the lexicons hold.
type names struct {
	groups    map[string][]Group
	vocalised map[string][]Form // Arabic letters -> spellings with vowels
}

var lexicon = sync.OnceValue(func() *names {
	n := &names{groups: map[string][]Group{}, vocalised: map[string][]Form{}}
	number := 0
	lines("names-arabic.txt", func(f []string) {
		number++
		for _, native := range strings.Split(f[0], "=") {
			native = must(Normalise(native))
			n.add(native, Group{number, Same, false})
			for k, s := range f[1:] {
				n.vocalised[native] = append(n.vocalised[native], Form{Text: s, Sound: Sound(s), Cost: min(2*k, 8)})
			}
		}
		for _, s := range f[1:] {
			n.add(s, Group{number, Same, false})
		}
	})
	lines("names-kin.txt", func(f []string) {
		number++
		kind := map[string]Kind{"same": Same, "cognate": Cognate, "nick": Nick}[f[0]]
		if kind == 0 {
			panic("roman: names-kin.txt: " + f[0])
		}
		for k, s := range f[1:] {
			n.add(must(Normalise(s)), Group{number, kind, kind == Nick && k == 0})
		}
	})
	return n
})

// add puts a name into a set, once.
func (n *names) add(name string, g Group) {
	for _, old := range n.groups[name] {
		if old.Number == g.Number {
			return
		}
	}
	n.groups[name] = append(n.groups[name], g)
}

var countries = sync.OnceValue(func() map[string]string {
	all := map[string]string{}
	lines("countries.txt", func(f []string) {
		for _, state := range f[2:] {
			if all[state+f[1]] == "" {
				all[state+f[1]] = f[0]
			}
		}
	})
	return all
})

// LanguageIn is the language in which nationals of a State (ISO 3166-1 alpha-2) write a name in
// a script, empty where the script has one table or the State tells nothing. It serves when
// [LanguageOf] is silent: 金 is Kim for a Korean and Jin for a Chinese.
func LanguageIn(state string, script Script) string {
	return countries()[state+script.String()]
}
