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
	b := browser.Open(t, p.base, browser.Look{Width: 360})
	dark := false
	look := func(name string) {
		p.fits(b, name)
		b.Clean(name + map[bool]string{false: " light", true: " dark"}[dark])
		dark = !dark // each page is read in one theme, switched without loading it again
		b.Dark(dark)
		b.Clean(name+map[bool]string{false: " light", true: " dark"}[dark], "color-contrast", "link-in-text-block") // what a theme can change
	}
	for _, tag := range []string{"fr", "en", "ar"} {
		p.hers(b, tag, look)
	}
	for _, tag := range []string{"zh", "ru", "es"} {
		b.Go("/" + tag + "/")
		look(tag + " public /")
		p.letter(b, tag, look)
	}
	p.wrong(b, "fr", look)
	p.each(b, []string{"fr", "en", "qps"}, []string{"fr", "en", "ar"}, look)
}
