package lang

import (
	"slices"

	"golang.org/x/text/language"
)

// Tag is a language as it stands in an address: "fr", "en", "ar", "zh".
type Tag string

// The languages of the program. Mirror is no language: see Words.Mirror.
const (
	French  Tag = "fr"
	English Tag = "en"
	Arabic  Tag = "ar"
	Chinese Tag = "zh" // in simplified characters, as United Nations documents are
	Russian Tag = "ru"
	Spanish Tag = "es"
	Mirror  Tag = "qps"
)

// Public lists the languages in which anybody can read and report, the six official ones
// of the United Nations (General Assembly rules of procedure, rule 51); Staff those in
// which people work. French first.
var (
	Public = []Tag{French, English, Arabic, Chinese, Russian, Spanish}
	Staff  = []Tag{French, English}
)

// Dir is the direction of the language's script, for the dir attribute.
func Dir(tag Tag) string {
	if tag == Arabic || tag == Mirror {
		return "rtl"
	}
	return "ltr"
}

// Attr is the value of the lang attribute (BCP 47). Chinese names its script: a browser
// chooses the shapes of the characters by it.
func Attr(tag Tag) string {
	switch tag {
	case Mirror:
		return "en-x-mirror"
	case Chinese:
		return "zh-Hans"
	}
	return string(tag)
}

// Name is what the language calls itself.
func Name(tag Tag) string {
	if tag == Mirror {
		return "rorriM"
	}
	return speech(tag).Name
}

// Match picks from supported what suits an Accept-Language header best, or the first
// one if nothing does.
func Match(acceptLanguage string, supported []Tag) Tag {
	if len(supported) == 0 {
		return English
	}
	wanted, _, err := language.ParseAcceptLanguage(acceptLanguage)
	if err != nil || len(wanted) == 0 {
		return supported[0]
	}
	have := make([]language.Tag, len(supported))
	for i, tag := range supported {
		have[i] = language.Make(Attr(tag))
	}
	if _, i, trust := language.NewMatcher(have).Match(wanted...); trust > language.No {
		return supported[i]
	}
	return supported[0]
}

// In gives tag if it is among the languages, else the first of them.
func In(tag Tag, languages []Tag) Tag {
	if slices.Contains(languages, tag) || len(languages) == 0 {
		return tag
	}
	return languages[0]
}
