package practice

import (
	"haki/internal/clock"
)

// Coded is what is the same of a practice in every language.
type Coded struct {
	States        []string   `json:"states,omitempty"`        // that share it: ISO 3166-1 alpha-2
	Organisations []string   `json:"organisations,omitempty"` // that share it and are no State
	Pillar        string     `json:"pillar"`
	Themes        []string   `json:"themes"` // the first is the main one
	Personnel     []string   `json:"personnel,omitempty"`
	Missions      []string   `json:"missions,omitempty"` // codes, as they are called
	Hosts         []string   `json:"hosts,omitempty"`    // States in which it was done
	Stages        []string   `json:"stages,omitempty"`
	Systems       []string   `json:"systems,omitempty"`
	Law           string     `json:"law,omitempty"`     // of Laws; "" is not known
	Means         string     `json:"means,omitempty"`   // of Means; "" is not known
	Event         string     `json:"event,omitempty"`   // slug of the meeting it was shown at
	Year          int        `json:"year,omitempty"`    // it was first shown; 0 is not known
	Contact       string     `json:"contact,omitempty"` // a role's mailbox, never a person's
	Documents     []Document `json:"documents,omitempty"`
	Sources       []Source   `json:"sources,omitempty"`
	Seen          []Sighting `json:"seen,omitempty"`
}

// Document can be downloaded with the practice, or stands at an address of its own.
type Document struct {
	Name     string `json:"name"`
	Address  string `json:"address,omitempty"`
	File     string `json:"file,omitempty"` // an item of custody
	Language string `json:"language,omitempty"`
	Template bool   `json:"template,omitempty"` // to be filled in by who adopts
}

// Source is where something said of the practice can be read.
type Source struct {
	Address string `json:"address"`
	Name    string `json:"name"` // what it is, as it calls itself
}

// Sighting is a version of the public page on which the practice stood, under which title.
type Sighting struct {
	Page  string `json:"page"` // which page, such as "French page" or "English page, second version"
	Lang  string `json:"lang"`
	Title string `json:"title"`           // as printed
	From  string `json:"from,omitempty"`  // a day as far as it is known
	Until string `json:"until,omitempty"` // the same
}

// Text is what is written of a practice in one language.
type Text struct {
	Reviewed    bool     `json:"reviewed"`
	Printed     bool     `json:"printed,omitempty"`    // the title is the one published in this language
	Translated  bool     `json:"translated,omitempty"` // by the service, from the State's own text
	Title       string   `json:"title"`
	Summary     string   `json:"summary"`             // two or three sentences
	Authority   string   `json:"authority,omitempty"` // ministry or unit that owns it
	Problem     string   `json:"problem"`             // that it solves
	Law         string   `json:"law,omitempty"`       // what it rests on and what law it needs
	Steps       []Step   `json:"steps"`
	Resources   string   `json:"resources,omitempty"`
	Results     []Result `json:"results,omitempty"`
	Enabling    string   `json:"enabling,omitempty"`
	Constraints string   `json:"constraints,omitempty"`
	Victims     string   `json:"victims,omitempty"`   // risks to them, and how they are handled
	Replicate   string   `json:"replicate,omitempty"` // what another State should know first
	Gaps        string   `json:"gaps,omitempty"`      // what is not known
}

// Step is one thing to do, in its order.
type Step struct {
	Actor  string `json:"actor"`
	Do     string `json:"do"`
	Input  string `json:"input,omitempty"`
	Output string `json:"output,omitempty"`
	Days   int    `json:"days,omitempty"` // it usually takes; 0 is not known
}

// Result is something that came of it.
type Result struct {
	What   string `json:"what"`
	Number string `json:"number,omitempty"` // as a number is written in English, the same in every language
	Date   string `json:"date,omitempty"`   // a day as far as it is known
}

// Measured says whether any result has a number and a date.
func (t Text) Measured() bool {
	for _, r := range t.Results {
		if r.Number != "" && (clock.Partial{Day: r.Date}).Known() {
			return true
		}
	}
	return false
}
