// Package lang holds what the program says, in every language it says it in.
//
// A package with sentences keeps them in a folder words/: words/fr.json and words/en.json
// for staff, words/public.fr.json and so on in six languages for what anybody may see. A key is "<package>.<name>"; the file has the name only. No sentence
// stands in Go.
//
// Words: a key names a sentence; a saying is a key with its arguments, not yet said.
// Avoid: message (a person's), string, locale (we have languages and one calendar each).
//
// Plural categories are those of Unicode CLDR (UTS 35, part 3, Language Plural Rules);
// Arabic months carry both names, as United Nations documents write them. The Arabic,
// Chinese, Russian and Spanish were not yet read by somebody who grew up with them: an
// institution has them read before it publishes them.
package lang
