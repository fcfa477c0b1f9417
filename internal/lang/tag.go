package lang

import (
	"slices"

	"golang.org/x/text/language"
)

// Tag is a language as it stands in an address: "fr", "en", "ar".
type Tag string

// The languages of the program. Mirror is no language: see Words.Mirror.
const (
	French  Tag = "fr"
	English Tag = "en"
	Arabic  Tag = "ar"
	Mirror  Tag = "qps"
)

// Public lists the languages in which anybody can read and report; Staff those in
// which people work. French first.
var (
	Public = []Tag{French, English, Arabic}
	Staff  = []Tag{French, English}
)

// Dir is the direction of the language's script, for the dir attribute.
func Dir(tag Tag) string {
	if tag == Arabic || tag == Mirror {
		return "rtl"
	}
	return "ltr"
}

// Attr is the value of the lang attribute (BCP 47).
func Attr(tag Tag) string {
	if tag == Mirror {
		return "en-x-mirror"
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
