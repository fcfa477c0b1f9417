package seal

import (
	"strings"
	"sync"
)

// A list is 2,048 words that anybody can say and write down: consonant, vowel,
// consonant, vowel, consonant. The last consonant follows from the letters before
// it, so that one misheard letter is never another word. The French words end in a
// mute e. No word of either list is one edit away from any word of the other:
// letters put in, left out, changed or swapped never make another word.
//
// Once a receipt has been written down its list may never change; a test holds both.
type list struct {
	lang  string
	words []string
}

// lists are made when they are first wanted: that takes some milliseconds.
var lists = sync.OnceValue(makeLists)

func makeLists() []list {
	en := list{"en", spell("b d f g h j k l m n p r s t v z", "a e i o", "", nil)}
	english := map[string]bool{}
	for _, w := range en.words {
		english[w] = true
	}
	// A French word has at least six letters and an English one five: only a letter
	// left out leads from one to the other.
	near := func(w string) bool {
		for i := range w {
			if english[w[:i]+w[i+1:]] {
				return true
			}
		}
		return false
	}
	return []list{en, {"fr", spell("b ch d f j k l m n p r s t v y z", "a o i ou", "e", near)}}
}

func listFor(lang string) []string {
	for _, l := range lists() {
		if l.lang == lang {
			return l.words
		}
	}
	return lists()[0].words
}

// unkind syllables are left out; nobody should have to say them to a stranger. They
// are crude or wounding in English, French, Creole, Swahili, Spanish or Arabic.
var unkind = strings.Fields(`
	bit dik fag kak kok neg nig naz ped pip pos poz rap rep tit ziz chat chi pouf fouf fout fouk
	nik zob zoz zeb zib tiz kos kous kon kony kouy kouk boud bouk pout bich bati batar salop salod debil malad
	pine peni pene vagi anal teta tapet sodom satan lolit hom lez jap kik gok pak kafi kafe hor hat sik
	sek kil dam fes mavi malay masis madiv marik mamad moron fode pis yid youp yout bik kanak bouni bese`)

// spell makes the words of one list by rule. A word is left out when it holds an
// unkind syllable or stands too near to a word of another list.
func spell(consonants, vowels, tail string, near func(string) bool) (out []string) {
	c, v := strings.Fields(consonants), strings.Fields(vowels)
	for i := range 4096 {
		n := i * 1237 & 4095 // an odd factor: every number once, in no order a reader would feel
		a, e, b, o := n>>8, n>>6&3, n>>2&15, n&3
		w := c[a] + v[e] + c[b] + v[o] + c[(5*a+7*e+3*b+9*o+4)&15] + tail
		if len(out) < 2048 && !rude(w) && (near == nil || !near(w)) {
			out = append(out, w)
		}
	}
	return out
}

func rude(w string) bool {
	for _, u := range unkind {
		if strings.Contains(w, u) {
			return true
		}
	}
	return false
}

// standing is where a word stands: in which list, at which place.
type standing struct{ list, at int }

var index = sync.OnceValue(func() map[string]standing {
	m := make(map[string]standing, 2*2048)
	for l, words := range lists() {
		for i, w := range words.words {
			m[w] = standing{l, i}
		}
	}
	return m
})

// neighbours are the words of the lists that one edit makes of w: a letter changed,
// put in, left out, or swapped with the next.
func neighbours(w string) (out []string) {
	if len(w) > 12 { // the longest word has ten letters
		return nil
	}
	seen, words := map[string]bool{w: true}, index()
	try := func(o string) {
		if _, ok := words[o]; ok && !seen[o] {
			seen[o], out = true, append(out, o)
		}
	}
	for i := range len(w) + 1 {
		for c := byte('a'); c <= 'z'; c++ {
			try(w[:i] + string(c) + w[i:])
			if i < len(w) {
				try(w[:i] + string(c) + w[i+1:])
			}
		}
		if i < len(w) {
			try(w[:i] + w[i+1:])
		}
		if i+1 < len(w) {
			try(w[:i] + w[i+1:i+2] + w[i:i+1] + w[i+2:])
		}
	}
	return out
}
