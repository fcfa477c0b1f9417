package roman

import "strings"

// Sound is how a Latin spelling is pronounced, folded so that the usual spellings of one
// sound are equal. Its letters are ASCII: the vowels a e i o u; the consonants of English
// except q, x and w of their own; and
//
//	S  sh, ch in French     C  ch in English, tch, cz     x  kh, German ch
//	j  dj, j, zh            c  ts, tz                     G  gh, the gamma of Arabic
//	N  ng                   T  th                         y  the consonant
//	U  a vowel that stands there only because the script writes no consonant alone: the u of
//	   kurisu for Chris. It costs next to nothing against any vowel or none.
//
// The rules are the table sounds.txt. Sound takes lower-case ASCII letters; all else it skips.
func Sound(latin string) string {
	var room [48]byte
	return string(appendSound(room[:0], latin))
}

func appendSound(dst []byte, latin string) []byte {
	begin := len(dst)
	for i := 0; i < len(latin); {
		c := latin[i]
		if c < 'a' || c > 'z' {
			if c == 'U' {
				dst = append(dst, c)
			}
			i++
			continue
		}
		to, n := string(c), 1
		for k := range sounds[c-'a'] {
			r := &sounds[c-'a'][k]
			if r.fits(latin, i) {
				to, n = r.to, len(r.from)
				break
			}
		}
		for k := 0; k < len(to); k++ {
			if len(dst) == begin || dst[len(dst)-1] != to[k] { // doubled is single
				dst = append(dst, to[k])
			}
		}
		i += n
	}
	return dst
}

// spoken is a rule of sounds.txt.
type spoken struct {
	from, to string
	where    context
	before   string // the letter after must be one of these
}

func (r *spoken) fits(s string, i int) bool {
	end := i + len(r.from)
	if !strings.HasPrefix(s[i:], r.from) {
		return false
	}
	w := r.where
	return (w&first == 0 || i == 0) &&
		(w&last == 0 || end == len(s)) &&
		(w&afterVowel == 0 || i > 0 && vowelLetter(s[i-1])) &&
		(w&beforeVowel == 0 || end < len(s) && vowelLetter(s[end])) &&
		(r.before == "" || end < len(s) && strings.IndexByte(r.before, s[end]) >= 0)
}

func vowelLetter(c byte) bool {
	switch c {
	case 'a', 'e', 'i', 'o', 'u', 'y':
		return true
	}
	return false
}

var sounds = readSounds()

// readSounds reads sounds.txt: "letters sound" with the marks of [context], and
// "letters/next sound" where next are the letters one of which must follow. Longer
// rules go first, of the same length those that say more.
func readSounds() (all [26][]spoken) {
	lines("sounds.txt", func(f []string) {
		r := spoken{to: f[1]}
		if r.to == "-" {
			r.to = ""
		}
		from, next, _ := strings.Cut(f[0], "/")
		r.before = next
		for mark, ctx := range map[string]context{"^": first, "<": afterVowel} {
			if rest, ok := strings.CutPrefix(from, mark); ok {
				from, r.where = rest, r.where|ctx
			}
		}
		for mark, ctx := range map[string]context{"$": last, ">": beforeVowel} {
			if rest, ok := strings.CutSuffix(from, mark); ok {
				from, r.where = rest, r.where|ctx
			}
		}
		r.from = from
		list := &all[from[0]-'a']
		i := 0
		for i < len(*list) && (len((*list)[i].from) > len(from) ||
			len((*list)[i].from) == len(from) && ((*list)[i].where != 0 || (*list)[i].before != "")) {
			i++
		}
		*list = append(*list, spoken{})
		copy((*list)[i+1:], (*list)[i:])
		(*list)[i] = r
	})
	return all
}

// Skeleton is the consonants of a sound, five bits each, the first in the lowest bits; at
// most twelve. Letters that languages exchange share a class (b p, d t, g k x, s z, f v, l r), and
// w, y and h count for nothing, because some scripts write vowels with them. Zero is a
// sound without consonants.
type Skeleton uint64

// SkeletonOf is the skeleton of a sound.
func SkeletonOf(sound string) Skeleton {
	var s Skeleton
	before := byte(0)
	for i, shift := 0, 0; i < len(sound) && shift < 60; i++ {
		c := class[sound[i]&0x7F]
		if c == 0 {
			if vowels[sound[i]&0x7F] {
				before = 0
			}
			continue
		}
		if c != before {
			s |= Skeleton(c) << shift
			shift += 5
		}
		before = c
	}
	return s
}

// Len is the number of consonants in the skeleton.
func (s Skeleton) Len() int {
	n := 0
	for ; s != 0; s >>= 5 {
		n++
	}
	return n
}

// Drop is the skeleton without its consonant i, for an index that looks up skeletons that
// differ by one.
func (s Skeleton) Drop(i int) Skeleton {
	low := Skeleton(1)<<(5*i) - 1
	return s&low | s>>5&^low
}

var (
	vowels = set("aeiouU")
	class  = classes("bp", "fv", "dtT", "gkxG", "szc", "SCj", "lr", "m", "nN")
)

func set(letters string) (in [128]bool) {
	for _, r := range letters {
		in[r] = true
	}
	return in
}

func classes(groups ...string) (of [128]byte) {
	for i, g := range groups {
		for _, r := range g {
			of[r] = byte(i + 1)
		}
	}
	return of
}
