package report

import (
	"fmt"
	"html"
	"html/template"
	"slices"
	"strings"

	"haki/science/kinship"
)

// A Figure of a pedigree: what stands under and in a person's mark.
type Figure struct {
	Role, Label string
	Typed       bool // filled
	Asked       bool // the child the question is about: a diamond
	Unknown     bool // a question mark inside
}

const (
	across = 108 // from person to person
	down   = 96  // from generation to generation
	mark   = 17  // half a mark
)

// place is where a person stands: the column in units, and the generation.
type place struct {
	x   float64
	gen int
}

// Draw draws a pedigree as SVG: founders above, children below their parents, squares for men,
// circles for women. It needs no style of its own but the classes of report.css, and says what
// it shows in the title it is given.
func Draw(p kinship.Pedigree, title string, figure func(id string) Figure) template.HTML {
	at := layout(p)
	width, height := 0.0, 0
	for _, one := range at {
		width, height = max(width, one.x), max(height, one.gen)
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="tree" role="img" viewBox="-16 0 %.0f %d" aria-label="%s"><title>%s</title>`, (width+1)*across+32, (height+1)*down+4, html.EscapeString(title), html.EscapeString(title))
	lines(&b, p, at)
	for _, one := range p {
		person(&b, one, at[one.ID], figure(one.ID))
	}
	b.WriteString("</svg>")
	return template.HTML(b.String()) // every text in it is escaped
}

func centre(at place) (x, y float64) { return (at.x + 0.5) * across, float64(at.gen)*down + 26 }

// lines joins each couple, and each couple to its children.
func lines(b *strings.Builder, p kinship.Pedigree, at map[string]place) {
	for _, child := range p {
		if child.Founder() {
			continue
		}
		fx, fy := centre(at[child.Father])
		mx, my := centre(at[child.Mother])
		cx, cy := centre(at[child.ID])
		x, y := (fx+mx)/2, (fy+my)/2
		bend := cy - mark - 16
		fmt.Fprintf(b, `<path class="line" d="M%.0f %.0fL%.0f %.0fM%.0f %.0fV%.0fH%.0fV%.0f"/>`, fx, fy, mx, my, x, y, bend, cx, cy)
	}
}

func person(b *strings.Builder, p kinship.Person, at place, f Figure) {
	x, y := centre(at)
	class := "person"
	if f.Typed {
		class += " typed"
	}
	switch {
	case f.Asked:
		fmt.Fprintf(b, `<path class="%s" d="M%.0f %.0fl%d %dl-%d %dl-%d-%dz"/>`, class, x, y-mark-3, mark+3, mark+3, mark+3, mark+3, mark+3, mark+3)
	case p.Sex == kinship.Female:
		fmt.Fprintf(b, `<circle class="%s" cx="%.0f" cy="%.0f" r="%d"/>`, class, x, y, mark)
	default:
		fmt.Fprintf(b, `<rect class="%s" x="%.0f" y="%.0f" width="%d" height="%d"/>`, class, x-mark, y-mark, 2*mark, 2*mark)
	}
	if f.Unknown {
		fmt.Fprintf(b, `<text class="in" x="%.0f" y="%.0f">?</text>`, x, y+6)
	}
	fmt.Fprintf(b, `<text class="role" x="%.0f" y="%.0f">%s</text><text x="%.0f" y="%.0f">%s</text>`, x, y+mark+17, html.EscapeString(f.Role), x, y+mark+32, html.EscapeString(short(f.Label)))
}

// short keeps a label within its column.
func short(s string) string {
	if r := []rune(s); len(r) > 14 {
		return string(r[:13]) + "…"
	}
	return s
}

// layout gives every person a generation and a column. Couples stand beside each other and
// children under the middle of their parents, as far as there is room; three rounds settle
// families as small as these.
func layout(p kinship.Pedigree) map[string]place {
	gen := generations(p)
	rows := [][]string{}
	placed := map[string]bool{}
	put := func(id string) {
		if g := gen[id]; !placed[id] {
			for len(rows) <= g {
				rows = append(rows, nil)
			}
			placed[id] = true
			rows[g] = append(rows[g], id)
		}
	}
	for _, one := range p {
		if !one.Founder() {
			put(one.Father)
			put(one.Mother)
		}
	}
	for _, one := range p {
		put(one.ID)
	}
	x := map[string]float64{}
	for _, r := range rows {
		for i, id := range r {
			x[id] = float64(i)
		}
	}
	for range 3 {
		for _, one := range p {
			if !one.Founder() {
				x[one.ID] = (x[one.Father] + x[one.Mother]) / 2
			}
		}
		for _, r := range rows {
			slices.SortStableFunc(r, func(a, b string) int {
				switch {
				case x[a] < x[b]:
					return -1
				case x[a] > x[b]:
					return 1
				}
				return 0
			})
			for i := 1; i < len(r); i++ {
				x[r[i]] = max(x[r[i]], x[r[i-1]]+1)
			}
		}
	}
	out := map[string]place{}
	for _, one := range p {
		out[one.ID] = place{x[one.ID], gen[one.ID]}
	}
	return out
}

// generations are how many steps a person lies below the founders; who has a child with
// somebody stands beside them, unless one descends from the other.
func generations(p kinship.Pedigree) map[string]int {
	gen := map[string]int{}
	for range len(p) { // every round settles one generation more
		for _, one := range p {
			if one.Founder() {
				continue
			}
			parents := max(gen[one.Father], gen[one.Mother])
			if !above(p, one.Father, one.Mother) && !above(p, one.Mother, one.Father) {
				gen[one.Father], gen[one.Mother] = parents, parents
			}
			gen[one.ID] = max(gen[one.ID], parents+1)
		}
	}
	return gen
}

// above says whether the first is an ancestor of the second.
func above(p kinship.Pedigree, first, second string) bool {
	for _, one := range p {
		if one.ID == second && !one.Founder() {
			return one.Father == first || one.Mother == first || above(p, first, one.Father) || above(p, first, one.Mother)
		}
	}
	return false
}
