package ui

import (
	"net/url"
	"strconv"
)

// Table is data in rows; on a phone each row becomes a short list.
type Table struct {
	Caption any
	Note    any
	Hide    bool // the caption is only heard
	Columns []Column
	Rows    []Row
	Foot    []any
	Class   string
}

// Column is the head of a column.
type Column struct {
	Name   any
	Short  any // on a phone, before the value; Name if empty; the first column has none
	Num    bool
	Sort   string // address that sorts by it
	Sorted string // "ascending", "descending"
}

// Row is one row. The first cell is its head.
type Row struct {
	Cells []any
	On    bool
}

// Cell is a cell with its column, for the template.
type Cell struct {
	Column
	Value any
	Head  bool
	Line  bool // it holds a holding line
}

// Label is what stands before the value on a phone.
func (c Cell) Label() any {
	if c.Short != nil {
		return c.Short
	}
	return c.Name
}

// Cut gives the cells of a row with their columns.
func (t Table) Cut(cells []any) (out []Cell) {
	for i, v := range cells {
		c := Cell{Value: v, Head: i == 0}
		if i < len(t.Columns) {
			c.Column = t.Columns[i]
		}
		_, c.Line = v.(Hold)
		out = append(out, c)
	}
	return out
}

// Tab is one filter of a list. N below zero shows no number.
type Tab struct {
	Say  any
	N    int
	Path string
	On   bool
}

// Tabs is a row of them; Name is what a screen reader calls it.
type Tabs struct {
	Name any
	List []Tab
}

// Filters is a form whose answer is an address that can be shared.
type Filters struct {
	Path   string
	Name   any
	Fields []Filter
}

// Filter is one choice of it.
type Filter struct {
	Name    string
	Label   any
	Options []Option
}

// Pager walks through a long list.
type Pager struct {
	From, To, Total int
	Prev, Next      string
	Pages           []PageLink
}

// PageLink is one page; a gap has no number.
type PageLink struct {
	N    int
	Path string
	On   bool
}

// NewPager divides total things by per and links each page to u with page=n.
func NewPager(u *url.URL, page, per, total int) Pager {
	last := max(1, (total+per-1)/per)
	page = min(max(1, page), last)
	to := func(n int) string {
		q := u.Query()
		q.Set("page", strconv.Itoa(n))
		return "?" + q.Encode()
	}
	p := Pager{From: min(total, (page-1)*per+1), To: min(total, page*per), Total: total}
	if page > 1 {
		p.Prev = to(page - 1)
	}
	if page < last {
		p.Next = to(page + 1)
	}
	for n := 1; n <= last; n++ {
		switch {
		case n == 1 || n == last || n >= page-1 && n <= page+1:
			p.Pages = append(p.Pages, PageLink{n, to(n), n == page})
		case p.Pages[len(p.Pages)-1].N != 0:
			p.Pages = append(p.Pages, PageLink{})
		}
	}
	return p
}
