package ui

import (
	"haki/internal/clock"
	"haki/internal/lang"
)

// Fields of type any take a lang.Saying (ui.T), a text, a day, a seal.Private, or one of
// the small parts: Mark, Link, Ref, Hold, Lines.

// Link goes somewhere. A path beginning with "/" gets the language before it.
type Link struct {
	Path string
	Say  any
	Icon string
	On   bool // it is where the reader is
}

// Ref is a reference that can be read aloud: a case number, a seal.
type Ref string

// Lines are values under one another.
type Lines []any

// Matter is one row of a desk: a reference, a title, the holding line.
type Matter struct {
	Ref   Ref
	Title any
	Path  string
	Hold  Hold
	Note  any
}

// Matters is a list of them under the labels of their common line.
type Matters struct {
	List  []Matter
	Scale bool // label the start and the due mark
}

// Count is a number that opens the list it counts.
type Count struct {
	N    int
	Say  any
	Path string
	More any // a Mark or a text
}

// Event is one entry of a timeline.
type Event struct {
	Day   clock.Day
	Kind  string // symbol: event letter msg duty custody done late
	State State  // Late breaks the line
	Say   any
	More  any // a text or a Link
	By    any // who, when, how
}

// Timeline is a list of events, newest first.
type Timeline []Event

// Promise is what is promised in public, by when.
type Promise struct{ When, What any }

// Step is one line of what happens next.
type Step struct {
	State State // Kept, KeptLate, Late, Todo
	Say   any
	More  []any // who owes it, by when
	Mark  *Mark
}

// Icon is the symbol of a step.
func (s Step) Icon() string {
	if s.State == "" {
		return string(Todo)
	}
	return string(s.State)
}

// Panel says who can see this. Nothing else is drawn like it.
type Panel struct {
	Title any // "Who can see this" if empty
	Who   []Reader
	Not   []any // who is walled off
	Note  any
	Level int // of its heading, 2 if 0
}

// Reader is somebody who can read, and what or as what.
type Reader struct{ Who, What any }

// Truths are two findings, side by side and equal.
type Truths struct {
	Caption, Note any
	One, Other    any // whose findings
	Rows          []Truth
}

// Truth is one row of both.
type Truth struct {
	Name, One, Other any
	Strong           bool
}

// Fact is a name and its value; Change is the path where it can be changed.
type Fact struct {
	Name, Value any
	Change      string
}

// Said is one turn of a conversation.
type Said struct {
	Me   bool
	By   any
	Day  clock.Day
	Text any
	Tag  lang.Tag // the language of the text
	Note any      // translated by …
}

// Receipt is the words and digits that open a report's page again.
type Receipt struct {
	Words  []string
	Digits string
	Tag    lang.Tag
}

// Empty says why there is nothing and what to do next.
type Empty struct {
	Title, Say any
	Link       *Link
}

// Done says on the page it belongs to what has happened, and how to undo it.
type Done struct {
	Say  any
	Link *Link
}

// PrintHead stands at the top of the paper.
type PrintHead struct{ Left, Right any }

// Confirm is a question with an address: the body of the page "ui/confirm".
type Confirm struct {
	Say     any
	Changes []any // what will change
	Reason  any   // label of the reason; none is asked for if empty
	Action  string
	Do      any
	Grave   bool
	Back    string
	Keep    any // what going back means; "Change nothing" if empty
	Hidden  []Hidden
}

// Hidden is a value that a form carries along.
type Hidden struct{ Name, Value string }
