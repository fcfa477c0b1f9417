// Package browser drives a real browser in tests: headless Chromium, with scripts on or
// off, at the width of a phone or of a desk, in light or dark, and asks axe what it
// thinks of each page.
//
// HAKI_TEST_CHROMIUM names the program (otherwise it is looked for), HAKI_TEST_AXE the
// file axe.min.js. A test that cannot have one says so aloud and is skipped, unless
// HAKI_REQUIRE_ALL is set.
package browser
