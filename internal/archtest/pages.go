package archtest

import (
	"path"
	"regexp"
	"strings"
)

// forbidden is what must not stand in a text of one kind.
type forbidden struct {
	found *regexp.Regexp
	why   string
}

// data is the one script element that a page may hold: what a browser keeps and never runs
// (HTML, 4.12.1, data blocks), filled by the template's own escaping.
const data = `<script type="application/ld+json">{{.}}</script>`

// The content security policy would refuse most of these in the browser; here they are
// refused before anybody opens one.
var (
	inPages = []forbidden{
		{regexp.MustCompile(`(?i)\sstyle\s*=`), "a style attribute: classes only"},
		{regexp.MustCompile(`(?i)<style\b`), "a style sheet in a page: it belongs in the .css file"},
		{regexp.MustCompile(`(?i)<script\b[^>]*>\s*[^<\s]`), "a script in a page: it belongs in the .js file"},
		{regexp.MustCompile(`(?i)<script\b(?:[^>s]|s[^r])*>`), "a script in a page: it belongs in the .js file"},
		{regexp.MustCompile(`(?i)<[a-z][^>]*\son[a-z]+\s*=`), "an event attribute: the script finds the element"},
		{regexp.MustCompile(`(?i)javascript:`), "an address that is a script"},
		{regexp.MustCompile(`(?i)\b(?:src|action|srcset|data)\s*=\s*["']?(?:https?:)?//`), "something from elsewhere: pages ask only their own origin"},
		{regexp.MustCompile(`(?i)<link\b[^>]*href\s*=\s*["']?(?:https?:)?//`), "something from elsewhere: pages ask only their own origin"},
		{regexp.MustCompile(`(?i)<meta[^>]*http-equiv\s*=\s*["']?refresh`), "a page that moves by itself"},
		{regexp.MustCompile(`(?i)<img\b(?:[^>a]|a[^l]|al[^t])*>`), "a picture without alt"},
	}
	inStyles = []forbidden{
		{regexp.MustCompile(`(?i)@import|url\(\s*["']?(?:https?:)?//`), "something from elsewhere: pages ask only their own origin"},
		{regexp.MustCompile(`(?i)\b(?:margin|padding|border)-(?:left|right)\b`), "a side by its compass: -inline-start and -inline-end turn with the script"},
		{regexp.MustCompile(`(?i)(?:text-align|float|clear)\s*:\s*(?:left|right)\b`), "a side by its compass: start and end turn with the script"},
		{regexp.MustCompile(`(?im)^\s*(?:left|right)\s*:`), "a side by its compass: inset-inline-start and -end turn with the script"},
	}
	inScripts = []forbidden{
		{regexp.MustCompile(`\b(?:innerHTML|outerHTML|insertAdjacentHTML)\b|document\.write`), "text that becomes markup"},
		{regexp.MustCompile(`\beval\s*\(|new\s+Function\b|set(?:Timeout|Interval)\s*\(\s*["'` + "`" + `]`), "text that becomes a program"},
		{regexp.MustCompile(`\b(?:localStorage|sessionStorage|indexedDB|serviceWorker)\b|document\.cookie`), "something left behind on her device"},
		{regexp.MustCompile(`["'](?:https?:)?//`), "something from elsewhere: pages ask only their own origin"},
	}
)

// Pages says what must not stand in pages, style sheets and scripts: what our own content
// security policy forbids, what breaks in a script that runs from right to left, and sentences
// for people, which belong in the words and not in the page.
func (h *House) Pages() []string {
	var said faults
	for _, name := range h.names {
		src := h.texts[name]
		switch path.Ext(name) {
		case ".html":
			look(&said, name, strings.ReplaceAll(unnote(src), data, ""), inPages)
			for _, s := range sentences(src) {
				said.say("%s:%d: %q is written into the page: it belongs in words/", name, s.line, s.text)
			}
		case ".css":
			look(&said, name, blank(block, src), inStyles)
		case ".js":
			look(&said, name, blank(block, src), inScripts)
		}
	}
	return said
}

func look(said *faults, name, src string, list []forbidden) {
	for _, f := range list {
		if at := f.found.FindStringIndex(src); at != nil {
			line := 1 + strings.Count(src[:at[0]], "\n")
			said.say("%s:%d: %q: %s", name, line, strings.TrimSpace(src[at[0]:at[1]]), f.why)
		}
	}
}

var (
	block   = regexp.MustCompile(`(?s)/\*.*?\*/|(?m:^\s*//.*$)`) // a comment of a style sheet or a script
	action  = regexp.MustCompile(`(?s)\{\{.*?\}\}`)
	note    = regexp.MustCompile(`(?s)\{\{-?\s*/\*.*?\*/\s*-?\}\}|<!--.*?-->`)
	tag     = regexp.MustCompile(`(?s)<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>|<![^>]*>`)
	spoken  = regexp.MustCompile(`(?i)\s(?:alt|title|placeholder|aria-label|aria-description|label|summary|content)\s*=\s*(?:"([^"]*)"|'([^']*)')`)
	entity  = regexp.MustCompile(`&[a-zA-Z]+;|&#[0-9]+;|&#x[0-9a-fA-F]+;`)
	letters = regexp.MustCompile(`\p{L}{2,}`)
)

// blank wipes what matches and keeps the lines.
func blank(re *regexp.Regexp, src string) string {
	return re.ReplaceAllStringFunc(src, func(s string) string { return strings.Repeat("\n", strings.Count(s, "\n")) + " " })
}

func unnote(src string) string { return blank(note, src) }

type sentence struct {
	line int
	text string
}

// product is the one word that is the same in every language.
const product = "Haki"

// sentences finds what a page says in letters of its own: between its tags, and in the
// attributes that are read aloud. What templates put there is not looked at.
func sentences(src string) (found []sentence) {
	src = blank(action, unnote(src))
	said := func(at int, s string) {
		at += len(s) - len(strings.TrimLeft(s, " \t\r\n"))
		s = strings.TrimSpace(entity.ReplaceAllString(s, " "))
		if letters.MatchString(strings.ReplaceAll(s, product, "")) {
			found = append(found, sentence{1 + strings.Count(src[:at], "\n"), s})
		}
	}
	from := 0
	for _, at := range tag.FindAllStringSubmatchIndex(src, -1) {
		said(from, src[from:at[0]])
		if at[6] >= 0 {
			meta := strings.EqualFold(src[at[4]:at[5]], "meta")
			for _, m := range spoken.FindAllStringSubmatch(src[at[6]:at[7]], -1) {
				if !meta || strings.Contains(src[at[6]:at[7]], "description") {
					said(at[0], m[1]+m[2])
				}
			}
		}
		from = at[1]
	}
	said(from, src[from:])
	return found
}
