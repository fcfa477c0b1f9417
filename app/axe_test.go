package app_test

import (
	"testing"

	"haki/internal/browser"
)

// Axe finds nothing on any page, in light and in dark, and no page is wider than a
// telephone: French and English, hers also Arabic, staff pages once in the mirrored
// pseudo-language; the start page and the letter's steps in Chinese, Russian and Spanish.
func TestAxeFindsNothingOnAnyPage(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes a while")
	}
	p := newPages(t)
	if t.Failed() {
		return
	}
	for _, tag := range []string{"fr", "en", "ar"} {
		inOneBrowser(t, p, "hers "+tag, func(b *browser.Tab, look func(string)) { p.hers(b, tag, look) })
	}
	for _, tag := range []string{"zh", "ru", "es"} {
		inOneBrowser(t, p, "public "+tag, func(b *browser.Tab, look func(string)) {
			b.Go("/" + tag + "/")
			look(tag + " public /")
			p.letter(b, tag, look)
		})
	}
	inOneBrowser(t, p, "wrong", func(b *browser.Tab, look func(string)) { p.wrong(b, "fr", look) })
	for staff, public := range map[string]string{"fr": "fr", "en": "en", "qps": "ar"} {
		inOneBrowser(t, p, "each "+staff, func(b *browser.Tab, look func(string)) { p.each(b, []string{staff}, []string{public}, look) })
	}
}

// inOneBrowser looks at some pages in a browser of their own: what one keeps of the pages it
// was on would otherwise grow to gigabytes.
func inOneBrowser(t *testing.T, p *pages, name string, walk func(b *browser.Tab, look func(string))) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		b := browser.Open(t, p.base, browser.Look{Width: 360})
		dark := false
		walk(b, func(name string) {
			p.fits(b, name)
			b.Clean(name + map[bool]string{false: " light", true: " dark"}[dark])
			dark = !dark // each page is read in one theme, switched without loading it again
			b.Dark(dark)
			b.Clean(name+map[bool]string{false: " light", true: " dark"}[dark], "color-contrast", "link-in-text-block") // what a theme can change
		})
	})
}
