package lang

import (
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/feature/plural"
)

// right-to-left override and its end (Unicode UAX 9, 2.2)
const override, popped = "\u202e", "\u202c"

// accents keep a letter readable and show that it came from the words: text on a page
// without them was written in Go or in a template.
var accents = strings.NewReplacer(
	"a", "á", "c", "ç", "d", "đ", "e", "é", "g", "ğ", "h", "ħ", "i", "í", "k", "ķ", "l", "ł", "n", "ñ", "o", "ó", "r", "ř", "s", "š", "t", "ŧ", "u", "ú", "w", "ŵ", "y", "ý", "z", "ž",
	"A", "Á", "C", "Ç", "D", "Đ", "E", "É", "G", "Ğ", "H", "Ħ", "I", "Í", "K", "Ķ", "L", "Ł", "N", "Ñ", "O", "Ó", "R", "Ř", "S", "Š", "T", "Ŧ", "U", "Ú", "W", "Ŵ", "Y", "Ý", "Z", "Ž")

// Mirror gives the same words with one more language, "qps": English with accents, run
// from right to left. A staff page in it shows at once which text was never translated
// and which side was named left or right, before the first Arabic-speaking officer does.
func (w *Words) Mirror() *Words {
	m := *w
	m.said = maps.Clone(w.said)
	m.public, m.staff = append(slices.Clone(w.public), Mirror), append(slices.Clone(w.staff), Mirror)
	m.said[Mirror] = map[string]*value{}
	for key, v := range w.said[English] {
		turned := &value{forms: map[plural.Form][]piece{}, plural: v.plural}
		for f, pieces := range v.forms {
			for _, p := range pieces {
				if p.sort == text {
					p.what = override + accents.Replace(p.what) + popped
				}
				turned.forms[f] = append(turned.forms[f], p)
			}
		}
		m.said[Mirror][key] = turned
	}
	return &m
}
