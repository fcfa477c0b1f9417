// Package roman reads a person's name in any script and says how it may be spelt in Latin
// letters and how it sounds, so that two spellings of one name can be compared.
//
// No romanisation is right: one name leaves the Arabic script as Muhammad, Mohamed,
// Mahomet. So a token has several [Form]s, each with a cost in hundredths of an edit, and
// each form has a sound: a short string of ASCII in which spellings that are pronounced
// alike are equal (ou = u = oo, kh = x, dj = j, doubled letters are single). [Distance]
// compares two sounds with a price for each pair of letters: v for f is cheap, v for k is
// not, and where a script does not write its short vowels they cost next to nothing.
// [Skeleton] keeps only the consonants, in one number, for an index.
//
// The way of a name:
//
//	tokens, err := roman.Tokens("AL-SHAMI, Abdullah bin Yusuf (Dr.)") // cut, normalised, with roles
//	forms := roman.Forms(nil, tokens[1])                              // how it may be spelt
//	d := roman.Distance(forms[0], other)                              // how far from another
//	k := roman.SkeletonOf(forms[0].Sound)                             // where an index puts it
//
// Everything that depends on a language is a table in the folder data, a text file with its
// source and version in its head. Tables are written from published standards; no name of a
// real person is in them. What the tables cannot know is said there too: the Japanese
// reading of a Han character depends on the bearer, and the vowels of a rare Arabic name on
// its dictionary.
//
// The package is pure: bytes in, values out, no clock, no files, safe for concurrent use.
// It takes any bytes: a name that is too long, has too many tokens or heaps marks on a
// letter is refused with an error and costs no more than a glance.
//
// Instruments: Unicode 15.0 (UAX 15 normalisation, UAX 24 scripts, UAX 38 Unihan), ICAO Doc
// 9303 part 3 section 6 (transliteration in travel documents), ALA-LC romanisation tables,
// BGN/PCGN romanisation systems, ISO 9, ISO 233, ISO 259, ISO 843, ISO 15919, Hanyu Pinyin
// (ISO 7098), Wade-Giles, Jyutping, Revised Romanisation of Korean (2000),
// McCune-Reischauer, Hepburn, Kunrei-shiki (ISO 3602), RTGS.
//
// Words: token (one word of a name), form (a Latin spelling of a token), sound (how a form
// is pronounced, folded), skeleton (its consonants), bare (a form whose short vowels were
// never written), role (what a token does in a name), kin (names that stand for each other).
// Words avoided: transliterate, slug, clean, ascii.
package roman
