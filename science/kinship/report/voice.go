package report

import (
	"embed"
	"html/template"
	"math"
	"strings"
)

// Words are what this package says, in words/en.json and words/fr.json.
//
//go:embed words
var Words embed.FS

// A Voice says a key of Words in one language. Pairs are name and value; a value is a string, or
// a whole number that chooses the plural form under the name n.
type Voice interface {
	Tag() string
	Text(key string, pairs ...any) string
	HTML(key string, pairs ...any) template.HTML
	Decimal(x float64, places int) string
	Day(iso string) string
}

// number writes x with so many significant digits, and not in the form 1e-05.
func number(v Voice, x float64, digits int) string {
	if x == 0 {
		return "0"
	}
	places := max(0, digits-1-int(math.Floor(math.Log10(math.Abs(x)))))
	s := v.Decimal(x, min(places, 12))
	if places > 0 { // 0.0020 is 0.002
		s = strings.TrimRight(s, "0")
		s = strings.TrimRight(s, ".,")
	}
	return s
}

// superscripts of the exponents.
var raised = strings.NewReplacer("-", "⁻", "−", "⁻", "0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹")

// index writes a ratio with three significant digits from its logarithm, so that it never
// overflows: 0.0123, 12.3, 12 300, 1.23 × 10⁷.
func index(v Voice, log10 float64) string {
	e := math.Floor(log10)
	m := math.Round(math.Pow(10, log10-e)*100) / 100
	if m >= 10 {
		m, e = m/10, e+1
	}
	switch {
	case e < -3 || e >= 6:
		return v.Decimal(m, 2) + "\u00a0×\u00a010" + raised.Replace(v.Decimal(e, 0))
	case e >= 2:
		return v.Decimal(math.Round(m*100)*math.Pow(10, e-2), 0)
	}
	return v.Decimal(m*math.Pow(10, e), int(2-e))
}

// percent writes a probability, cut off and never rounded up, so that nothing becomes 100 or 0:
// rest is one minus it, exact where it is small (the design's section 12).
func percent(v Voice, w, rest float64) string {
	const tiny = 1e-8
	switch {
	case rest < tiny:
		return v.Text("kinship.more_than", "x", v.Decimal(99.999999, 6))
	case w < tiny:
		return v.Text("kinship.less_than", "x", v.Decimal(0.000001, 6))
	}
	places := 4
	if rest < 1e-6 || w < 1e-6 {
		places = 6
	}
	scale := math.Pow10(places)
	x := math.Floor(w*100*scale) / scale
	if w > 0.5 {
		x = (100*scale - math.Ceil(rest*100*scale-1e-9)) / scale
	}
	return v.Text("kinship.percent", "x", v.Decimal(x, places))
}

// oneIn writes a small chance as "1 in so many", cut down to two digits that count.
func oneIn(v Voice, p float64) string {
	if p <= 0 {
		return v.Decimal(1e12, 0)
	}
	n := 1 / p
	if n < 10 {
		return number(v, math.Floor(n*10)/10, 2)
	}
	scale := math.Pow(10, math.Floor(math.Log10(n))-1)
	n = math.Floor(n/scale) * scale
	if n >= 1e9 {
		return index(v, math.Log10(n))
	}
	return v.Decimal(n, 0)
}
