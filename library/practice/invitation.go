package practice

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Invitation asks States to share a practice and says how (domain notes A.4 and A.5 row 10).
type Invitation struct {
	Slug    string                    `json:"slug"`
	Contact string                    `json:"contact"` // a role's mailbox, as the source names it
	Sources []Source                  `json:"sources"`
	Texts   map[string]InvitationText `json:"texts"`
}

// InvitationText is what is written of it in one language.
type InvitationText struct {
	Reviewed bool     `json:"reviewed"`
	Printed  bool     `json:"printed,omitempty"`
	Title    string   `json:"title"`
	Lead     string   `json:"lead"`    // what is asked, of whom
	Say      []string `json:"say"`     // what a good entry answers, in the order of the form
	Steps    []Step   `json:"steps"`   // what happens then: who does what, in how many days
	Victims  string   `json:"victims"` // what must never be written
	Without  string   `json:"without"` // the way of a State that has no account
	Gaps     string   `json:"gaps,omitempty"`
}

// Invitations are those that the program ships, by slug.
func Invitations() ([]Invitation, error) {
	return load(content, "content/invitations", func(i Invitation) string { return i.Slug }, checkInvitation)
}

func checkInvitation(i Invitation) (errs []error) {
	if !slugForm.MatchString(i.Slug) || !strings.Contains(i.Contact, "@") {
		errs = append(errs, fmt.Errorf("slug %q or contact %q", i.Slug, i.Contact))
	}
	if len(i.Sources) == 0 {
		errs = append(errs, errors.New("sources: none is named"))
	}
	for _, tag := range slices.Sorted(maps.Keys(i.Texts)) {
		if slices.Contains(i.Texts[tag].Say, "") {
			errs = append(errs, fmt.Errorf("%s: say: a line is empty", tag))
		}
	}
	return append(errs, alike(i.Texts, []string{"Title", "Lead", "Say", "Steps", "Victims", "Without"}, func(t InvitationText) InvitationText { t.Reviewed, t.Printed = true, false; return t })...)
}
