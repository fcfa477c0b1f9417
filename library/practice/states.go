package practice

import (
	"encoding/json"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// shippedStates are the names of the States that shipped practices speak of, by code and
// language, as the United Nations call them (terminology database UNTERM, not read again).
var shippedStates = sync.OnceValues(func() (all map[string]map[string]string, err error) {
	text, err := content.ReadFile("content/names/states.json")
	if err == nil {
		err = json.Unmarshal(text, &all)
	}
	return all, err
})

// Regions are the continents of the standard M49 of the United Nations Statistics Division.
var Regions = []string{"002", "019", "142", "150", "009"}

// RegionOf is the continent of a State by its code; "" where there is none, as of a
// fictional one.
func RegionOf(state string) string {
	s, err := language.ParseRegion(state)
	if err != nil || !s.IsCountry() {
		return ""
	}
	for _, code := range Regions {
		if r, err := language.ParseRegion(code); err == nil && r.Contains(s) {
			return code
		}
	}
	return ""
}

// alpha2 is the two letters of a State that a table calls by three.
func alpha2(three string) (string, bool) {
	r, err := language.ParseRegion(three)
	if err != nil || len(three) != 3 || !r.IsCountry() {
		return "", false
	}
	return r.String(), true
}

// plain is a text in small letters without their marks.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(s))
}

// ShippedName is what a shipped State is called in a language; "" of one that the program
// does not know.
func ShippedName(code, tag string) string {
	all, err := shippedStates()
	if err != nil {
		return ""
	}
	return all[code][tag]
}
