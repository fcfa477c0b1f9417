package ui

import (
	"fmt"

	"haki/internal/clock"
	"haki/internal/lang"
)

// Figure is a number people may quote: it says what it counts, for whom and until when,
// in a sentence, a drawing and a table.
type Figure struct {
	ID         string
	Title      any
	Sentence   any // what it shows
	Unit       any
	Scope      any
	AsOf       clock.Day
	Definition *Link
	Links      []Link // CSV, citation
	Head       any    // head of the table's first column
	Parts      []any  // heads of the values; more than one draws stacked bars
	Bars       []Bar
	Note       any
}

// Bar is one line of the drawing and one row of the table.
type Bar struct {
	Name    any
	N       []int
	Open    bool // the time it counts is not over: an outline
	Unknown any  // said instead of a number; never drawn as zero
}

// Sum is the whole of a bar.
func (b Bar) Sum() (n int) {
	for _, x := range b.N {
		n += x
	}
	return n
}

// Patterns of the parts of a bar: they differ by pattern, not by hue.
var patterns = []string{"ink", "hatch", "dots", "o"}

// Drawn is a figure with its geometry.
type Drawn struct {
	Figure
	Height int
	Lines  []drawnBar
	Legend []legend
}

type drawnBar struct {
	Bar
	NameX           string
	NameY, BoxY     int
	Boxes           []box
	LabelX          string
	LabelDX, LabelY int
}

type box struct{ X, Width, Class string }

type legend struct {
	Say   any
	Class string
}

// ID is not set on every figure: two figures without one would share it.
const figureRow, widest = 44, 90.0

// drawn lays the bars out: positions in per cent, text in pixels, from the side where
// the language begins.
func (k kit) drawn(f Figure) (Drawn, error) {
	if f.ID == "" {
		return Drawn{}, fmt.Errorf("ui: a figure needs an id")
	}
	d := Drawn{Figure: f, Height: figureRow * len(f.Bars)}
	most := 1
	for _, b := range f.Bars {
		most = max(most, b.Sum())
	}
	for i, p := range f.Parts {
		if len(f.Parts) > 1 {
			d.Legend = append(d.Legend, legend{p, patterns[i%len(patterns)]})
		}
	}
	rtl := lang.Dir(k.tag) == "rtl"
	from := func(at, width float64) string {
		if rtl {
			at = 100 - at - width
		}
		return per(at)
	}
	for i, b := range f.Bars {
		y := figureRow * i
		line := drawnBar{Bar: b, NameX: from(0, 0), NameY: y + 14, BoxY: y + 20, LabelY: y + 32, LabelDX: 8}
		at := 0.0
		for j, n := range b.N {
			if b.Unknown != nil {
				break
			}
			width := widest * float64(n) / float64(most)
			line.Boxes = append(line.Boxes, box{from(at, width), per(width), class(b, j, len(b.N))})
			at += width
		}
		line.LabelX = from(at, 0)
		if rtl {
			line.LabelDX = -8
		}
		if b.Unknown != nil {
			line.LabelDX = 0
		}
		d.Lines = append(d.Lines, line)
	}
	return d, nil
}

func class(b Bar, j, of int) string {
	switch {
	case of > 1:
		return patterns[j%len(patterns)]
	case b.Open:
		return "o"
	}
	return "a"
}
