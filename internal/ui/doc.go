// Package ui draws pages: the sheet, the layouts and the parts that every room uses, in
// the reader's language and direction.
//
// Rules that hold here and in every room's pages: no style attribute and no inline
// script (the content policy refuses them); left and right are never named; a state is a
// shape, then a word, then a colour; everything works without script.
//
// Words: a part is a named template with a struct of its own; a screen is what a room
// asks to be shown; the chrome is what stands around it. Avoid: widget, component, badge.
//
// Instruments: WCAG 2.2 level AA; HTML Living Standard; the visual language is the
// project's own (docs: the parts page shows every part once).
package ui
