// Package practice keeps good practices in conduct and discipline: what a State or an
// organisation did, so exactly that another can do it too.
//
// A practice is one record in many languages, never two pages. What is coded of it (States,
// pillar, themes, whom it is for, what law it needs) is the same in every language; what is
// written stands once per language, and a language is shown when it was reviewed. Versions
// are kept, each with a permanent address.
//
// The way to publication is a chain: draft, submitted, complete or returned with questions,
// cleared by the State, cleared by the service, in translation, published; then confirmed
// every year or due, overdue and resting. Each step that somebody owes is a duty with its
// rule and source. Apart from the chain stands what was listed from a public page and never
// cleared by a State; it says so wherever it is shown.
//
// # How a content file is written
//
// The folder content holds one JSON file per practice, all languages in it, named after its
// "slug" (small letters, digits, hyphens: it is the address and never changes). A person
// edits it with any editor. The keys are those of Entry, Coded and Text in this package; a
// key that is none is an error. Codes are those of codes.go. "texts" holds one text per
// language, by its tag (fr, en, ar, zh, ru, es): French and English must be there, another
// language may be left out whole, but not in part: what one language says in a field every
// language must say, with as many steps and results, the same numbers and days. What is
// not known is left out in every language and said under "gaps". "reviewed" is false until
// somebody who reads the language well has read it, and an unreviewed language is not
// shown. "printed" says that the title is the one that was published in this language; any
// other title is ours and shown as such. Nothing but titles is copied: all else is in our
// own words, with its "sources" named by address. "steps" of what was listed are templates
// of this program and are shown as such. No person is named: offices only. The folder
// content/meetings holds the meetings in the same way (Meeting), and content/invitations what
// asks States to share (Invitation); content/names/states.json the names of States, by code
// and language. "go test ./library/practice" says what is wrong, with
// file, language and field.
//
// In what was listed from a public page, "summary", "law" and "results" say what the sources
// say, and name where it is not so; "problem", "resources", "enabling", "constraints",
// "victims" and "replicate" are our commentary and shown as ours. "steps" with days take
// them from domain notes A.5 and C.4; where these give none, none is written.
//
// Words: practice, entry (a shipped practice), text (of one language), pillar, theme,
// version, listed (from a public page, not cleared), cleared, to confirm, resting.
// Words avoided: best practice, article, post, content type, knowledge asset.
//
// Follows: domain notes prevention and support A.1 to A.5 (fields, filters, row 10: its time
// limits); decisions.md §9 of the design (what came from the public page is a state of its
// own; a language is published when reviewed; meetings name offices); the yearly traffic
// light is that of the registry of partnerships named there ([105]).
package practice
