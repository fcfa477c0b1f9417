package lang

import (
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// Check reads words as New does and says what is wrong or missing in them, one sentence
// for each: a language, a key or a plural category that is missing, arguments that differ
// between languages, markup that is not allowed, marks that the language does not write.
// Tests call it.
func Check(rooms map[string]fs.FS) (faults []string) {
	if _, err := New(rooms); err != nil {
		faults = strings.Split(err.Error(), "\n")
	}
	for _, room := range slices.Sorted(maps.Keys(rooms)) {
		files, err := read(rooms[room])
		if err != nil {
			continue // New has said so
		}
		faults = append(faults, checkAudience(room, files, false, Staff)...)
		faults = append(faults, checkAudience(room, files, true, Public)...)
	}
	return faults
}

func checkAudience(room string, files []file, public bool, languages []Tag) (faults []string) {
	by := map[Tag]file{}
	all := map[string]bool{}
	for _, f := range files {
		if f.public != public {
			continue
		}
		if !slices.Contains(languages, f.tag) {
			faults = append(faults, fmt.Sprintf("%s %s: not a language of these pages", room, f.name))
			continue
		}
		by[f.tag] = f
		for name := range f.values {
			all[name] = true
		}
	}
	if len(all) == 0 {
		return faults
	}
	for _, tag := range languages {
		f, ok := by[tag]
		if !ok {
			faults = append(faults, fmt.Sprintf("%s: no words in %q (public: %v)", room, tag, public))
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(all)) {
			if f.values[name] == nil {
				faults = append(faults, fmt.Sprintf("%s %s: %q is missing", room, f.name, name))
				continue
			}
			for _, fault := range checkValue(name, f.values[name], tag, by[languages[0]].values[name]) {
				faults = append(faults, fmt.Sprintf("%s %s: %q %s", room, f.name, name, fault))
			}
		}
	}
	return faults
}

var keyName = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)

func checkValue(name string, raw any, tag Tag, first any) (faults []string) {
	if !keyName.MatchString(name) {
		faults = append(faults, "is not written in_snake_case")
	}
	v, err := newValue(raw)
	if err != nil {
		return faults // New has said so
	}
	if many, ok := raw.(map[string]string); ok {
		need := categories(tag)
		for _, c := range slices.Sorted(maps.Keys(need)) {
			if many[c] == "" {
				faults = append(faults, "lacks the plural category "+c)
			}
		}
		for c := range many {
			if !need[c] {
				faults = append(faults, "has the plural category "+c+", which the language has not")
			}
		}
	}
	if first != nil {
		if w, err := newValue(first); err == nil && !maps.Equal(v.args(), w.args()) {
			faults = append(faults, fmt.Sprintf("takes %v, in the first language %v", slices.Sorted(maps.Keys(v.args())), slices.Sorted(maps.Keys(w.args()))))
		}
	}
	for _, pieces := range v.forms {
		faults = append(faults, marks(tag, pieces)...)
	}
	return faults
}

func marks(tag Tag, pieces []piece) (faults []string) {
	var whole strings.Builder
	for _, p := range pieces {
		switch p.sort {
		case text:
			whole.WriteString(p.what)
		case arg:
			whole.WriteString("x")
		}
	}
	said := whole.String()
	if strings.ContainsAny(said, `'"`) {
		faults = append(faults, "has a straight quotation mark or apostrophe")
	}
	switch tag {
	case French:
		faults = append(faults, loose([]rune(said))...)
	case Chinese:
		if m := narrow.FindString(said); m != "" {
			faults = append(faults, fmt.Sprintf("has a mark of half width at %q", m))
		}
	case Spanish:
		for open, shut := range map[string]string{"¿": "?", "¡": "!"} {
			if strings.Count(said, open) != strings.Count(said, shut) {
				faults = append(faults, fmt.Sprintf("has not as many %s as %s", open, shut))
			}
		}
	}
	return faults
}

// narrow is a mark of Latin width after a Chinese character, where Chinese writes the wide
// one (GB/T 15834-2011, 5.1).
var narrow = regexp.MustCompile(`\p{Han}[,.:;?!()]`)

// loose finds high marks that French keeps to their word by a space that does not break,
// and that are not kept (Imprimerie nationale, Lexique des règles typographiques).
func loose(said []rune) (faults []string) {
	kept := func(i int) bool {
		return i >= 0 && i < len(said) && strings.ContainsRune("\u00a0\u202f", said[i])
	}
	for i, r := range said {
		after := strings.ContainsRune(";:?!»%", r) && !(i > 0 && strings.ContainsRune("?!", said[i-1]))
		if after && !kept(i-1) || r == '«' && !kept(i+1) {
			faults = append(faults, fmt.Sprintf("needs a no-break space at %q", r))
		}
	}
	return faults
}
