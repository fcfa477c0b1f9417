package ui

import (
	"fmt"

	"haki/internal/clock"
	"haki/internal/lang"
)

// Figure is a number people may quote: it says what it counts, for whom and until when,
// in a sentence, a drawing and a table.
type Figure struct {
	ID         string // distinct on its page
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

type box struct {
	X, Width string
	look
}

type legend struct {
	Say any
	look
}

// A look is how a part of a bar is filled: by the sheet, or by a pattern of its figure.
type look struct{ Class, Fill string }

// looks differ by pattern, not by hue.
func looks(id string, part int) look {
	switch part % 4 {
	case 0:
		return look{Class: "ink"}
	case 1:
		return look{"b", "url(#" + id + "-hatch)"}
	case 2:
		return look{"b", "url(#" + id + "-dots)"}
	}
	return look{Class: "o"}
}

// A row of the drawing in pixels, and how wide the longest bar may be: beyond it stands its number.
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
			d.Legend = append(d.Legend, legend{p, looks(f.ID, i)})
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
			line.Boxes = append(line.Boxes, box{from(at, width), per(width), lookOf(f, b, j)})
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

func lookOf(f Figure, b Bar, part int) look {
	switch {
	case len(f.Parts) > 1:
		return looks(f.ID, part)
	case b.Open:
		return look{Class: "o"}
	}
	return look{Class: "a"}
}
