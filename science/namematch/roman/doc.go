// Package roman reads a person's name in any script and says how it may be spelt in Latin
// letters and how it sounds, so that two spellings of one name can be compared.
//
// No romanisation is right: one name leaves the Arabic script as Muhammad, Mohamed, Mahomet.
// So a token has several [Form]s, each with a cost in hundredths of an edit, and each form has
// a sound: a short string of ASCII in which spellings that are pronounced alike are equal (ou
// = u = oo, kh = x, dj = j, doubled letters are single). [Distance] compares two sounds with a
// price for each pair of letters: v for f is cheap, v for k is not, and where a script does
// not write its short vowels they cost next to nothing. [Skeleton] keeps only the consonants,
// in one number, for an index. [Groups] knows what no sound tells: that Ivan is John and Bill
// is William.
//
// The way of a name:
//
//	tokens, err := roman.Tokens("AL-SHAMI, Abdullah bin Yusuf (Dr.)") // cut, normalised, with roles
//	t := tokens[1]
//	if t.Language == "" {
//		t.Language = roman.LanguageIn("SY", t.Script) // what the letters do not tell, the State may
//	}
//	forms := roman.Forms(nil, t)                // how it may be spelt
//	d := roman.Distance(forms[0], other)        // how far from another
//	k := roman.SkeletonOf(forms[0].Sound)       // where an index puts it
//
// How the scripts are read. An alphabet is a table of letters with options by place and
// language (cyrillic.txt, greek.txt, georgian.txt, armenian.txt, hebrew.txt, arabic.txt); the
// twelve cheapest spellings are kept while a token is read. In the scripts of India, Sri Lanka
// and Cambodia, and in Thai, the program first writes the vowel that is not written, as a sign
// that the table may pronounce or not. Ethiopic is rows of consonants and columns of vowels.
// Hangul is taken apart by arithmetic. Kana and Hangul put vowels where a foreign name has
// none: such a vowel is U in a sound and costs nearly nothing. A Han character has a reading
// in Mandarin (Pinyin, Wade-Giles), Cantonese (usual Hong Kong spelling), Korean and
// Japanese; a family name has the spellings of its bearers; characters that write a foreign
// name by sound have the sounds of that too.
//
// Everything that depends on a language is a table in the folder data, a text file with its
// source and version in its head. They were written down for this package, following the
// standards that they name; the Cyrillic one is tested letter by letter against the table of
// travel documents, the others by the examples of their standards; the readings of Han
// characters are facts of the Unicode Han Database, under its licence. Lexicons hold given
// names, family names and titles as such; no name of a real person is in them.
//
// How well: of 21,000 name tokens of Wikidata in another script, kept apart by a hash, a form
// lies within a fifth of an edit per letter of the Latin spelling for Arabic 96 %, Hebrew 97,
// Russian 95, katakana 94, mixed Japanese 93, Chinese 84, Korean 81; a stranger's token lies
// there in 0.1 to 0.8 %. The test prints the figures of the day. Most tokens of the Chinese and Korean
// sets are transcriptions of European names, and two to five of a hundred pairs of every set are
// not one name at all.
//
// What it cannot do: the Japanese reading of a name in Han characters belongs to its bearer (it
// offers the usual ones); the vowels of a rare Arabic or Hebrew name are not known; a Burmese,
// Lao, Tibetan, Tifinagh or N'Ko token has no forms; Vietnamese and Zhuang readings of Han
// characters are missing; Malay names in Han characters are read as Mandarin.
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
