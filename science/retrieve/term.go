package retrieve

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// letters folds single letters that mean the same to whoever looks for a word.
var letters = strings.NewReplacer("أ", "ا", "إ", "ا", "آ", "ا", "ٱ", "ا", "ى", "ي", "ئ", "ي", "ؤ", "و", "ة", "ه", "ـ", "", "ё", "е", "ß", "ss", "œ", "oe", "æ", "ae", "ø", "o", "ı", "i")

// fold writes a text in small letters without their marks.
func fold(s string) string {
	s = letters.Replace(strings.ToLower(norm.NFKC.String(s)))
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(s))
}

// words cuts a folded text: letters and digits in a row are a word, Chinese characters go in
// pairs, and one that stands alone by itself.
func words(folded string) (out []string) {
	var run []rune
	han := false
	flush := func() {
		switch {
		case len(run) == 0:
		case han && len(run) > 1:
			for i := range len(run) - 1 {
				out = append(out, string(run[i:i+2]))
			}
		default:
			out = append(out, string(run))
		}
		run = run[:0]
	}
	for _, r := range folded {
		switch h := unicode.Is(unicode.Han, r); {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			flush()
		default:
			if h != han {
				flush()
			}
			han = h
			run = append(run, r)
		}
	}
	flush()
	return out
}

// endings are taken off, the longest that leaves a stem; heads are taken off before them.
// Each list is in folded letters.
var (
	endings = map[string][]string{
		"en": {"ational", "ations", "ation", "ments", "ment", "ingly", "ings", "ing", "edly", "ies", "ied", "ers", "ors", "est", "ed", "es", "er", "or", "ly", "s", "e", "y"},
		"fr": {"issements", "issement", "ements", "ement", "ations", "ation", "euses", "euse", "trices", "trice", "iques", "ique", "ites", "ite", "eurs", "eur", "elles", "elle", "ees", "ee", "er", "ez", "es", "e", "s", "x", "i"},
		"es": {"amientos", "amiento", "imientos", "imiento", "aciones", "acion", "idades", "idad", "adores", "ador", "ando", "iendo", "ados", "adas", "ado", "ada", "ar", "er", "ir", "os", "as", "es", "o", "a", "e", "s"},
		"pt": {"amentos", "amento", "imentos", "imento", "acoes", "acao", "idades", "idade", "adores", "ador", "ando", "endo", "ados", "adas", "ado", "ada", "oes", "ao", "ar", "er", "ir", "os", "as", "es", "o", "a", "e", "s"},
		"ru": {"иями", "ями", "ами", "иях", "ого", "его", "ому", "ему", "ыми", "ими", "ией", "ия", "ии", "ию", "ие", "ий", "ые", "ый", "ая", "ое", "ой", "ом", "ем", "ах", "ях", "ов", "ев", "ей", "ам", "ям", "ть", "ет", "ит", "ют", "ут", "а", "я", "о", "е", "и", "ы", "у", "ю", "ь", "й"},
		"ar": {"هما", "كما", "ها", "ان", "ات", "ون", "ين", "يه", "هم", "هن", "نا", "ه", "ي"},
	}
	heads = map[string][]string{"ar": {"وال", "بال", "كال", "فال", "لل", "ال", "و"}}
)

// least letters of a stem.
const least = 3

// stem takes the ending of a language off a folded word.
func stem(tag, word string) string {
	r := []rune(word)
	for _, h := range heads[tag] {
		if n := len([]rune(h)); strings.HasPrefix(word, h) && len(r)-n >= least-1 {
			r = r[n:]
			break
		}
	}
	word = string(r)
	for _, e := range endings[tag] {
		if n := len([]rune(e)); strings.HasSuffix(word, e) && len(r)-n >= least {
			return string(r[:len(r)-n])
		}
	}
	return word
}

// stems are what a word may be an ending of, in any language of its script.
func stems(word string) (out []string) {
	for tag := range endings {
		if s := stem(tag, word); s != word && tongueOf(word) == script(tag) {
			out = append(out, s)
		}
	}
	return out
}

type alphabet uint8

const (
	latin alphabet = iota
	cyrillic
	arabic
	chinese
)

func script(tag string) alphabet {
	return map[string]alphabet{"ru": cyrillic, "ar": arabic, "zh": chinese}[tag]
}

func tongueOf(word string) alphabet {
	for _, r := range word {
		switch {
		case unicode.Is(unicode.Cyrillic, r):
			return cyrillic
		case unicode.Is(unicode.Arabic, r):
			return arabic
		case unicode.Is(unicode.Han, r):
			return chinese
		}
	}
	return latin
}

// common words say nothing of what somebody looks for. They are left out of a question that
// has others.
var common = func() map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(`a an the of and or to in on for by with from how what who is are be do does that this it its at as not can we our their when where which
 le la les un une des du de et ou en au aux pour par avec sur dans que qui est sont ce cette ces comment quoi son sa ses leur leurs ne pas se il elle on
 el los las una unos unas del y o para por con sobre como que es son su sus al se lo no
 um uma uns os as dos das do da e em no na nos nas com como são seu sua
 и в на с по к о за из для от не что как это или их
 من في على الى عن ما هل هو هي مع او ان التي الذي كيف لا
 ya wa na kwa ni la za katika cha vya jinsi gani au yao`) {
		all[fold(w)] = true
	}
	return all
}()

// slips says whether two words are at most n slips apart: a letter more, fewer, other, or two
// swapped (Damerau 1964; the restricted distance).
func slips(a, b []rune, n int) bool {
	if len(a)-len(b) > n || len(b)-len(a) > n {
		return false
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		best := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			best = min(best, row[j])
		}
		if best > n {
			return false
		}
		before, last, row = last, row, before
	}
	return last[len(b)] <= n
}
