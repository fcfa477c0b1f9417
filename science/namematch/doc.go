// Package namematch says which records of a register may be a given person, how probable it
// is and why, when the names were typed by different hands in different alphabets.
//
//	ix := namematch.New()
//	for _, r := range register {
//		if err := ix.Add(r); err != nil { ... } // the row, and why it cannot be used
//	}
//	ix.Settle()
//	f := ix.Finder() // one for each worker
//	matches, err := f.Find(&person, 20)
//	why := f.Explain(&matches[0], &person)
//
// # How a score comes about
//
// A name is cut to tokens with roles by [haki/science/namematch/roman], which also says how
// each token sounds. The index works on the vocabulary, not on the records: a million names
// have some ten thousand distinct tokens. For each token of the person it gathers the tokens
// of the vocabulary whose consonants are equal or differ by one, and measures the
// distance of the sounds; the distance falls into one of eight levels. Names that stand for each
// other without sounding alike come beside them at a fixed level ([roman.Groups]). A script is
// read as nationals of the person's State do, where one is named. Then it walks the names that
// have such a token, those of the rarest first, and adds up the evidence roughly. Once
// so many names have more than any name can still get that was not met, no new one is
// taken in, and those that cannot come among the first any more are let go: the upper
// bounds of Turtle and Flood, term by term. Names whose consonants are the person's without
// regard to spaces, records with the same or the swapped date of birth and records whose
// number has four digits in common at either end come beside them. The best 200 are scored
// in full.
//
// Full scoring pairs the tokens of the person with those of the name in the best way there is
// (dynamic programming over the sets of used tokens), two against one where a name is
// written together or apart. Each pair weighs, in bits,
//
//	weight(level) + weight(rarity) * log2(names / names with a token at least this near)
//
// which is the agreement weight of Fellegi and Sunter with Winkler's adjustment for
// frequency; the count is of all tokens as near as this one, so it holds for fuzzy agreement
// too. What is missing on one side costs a little, what each side has and the other has not,
// more. The attributes add their bits, and what is not known on either side adds nothing. From
// the sum goes log2 of the size of the register: among a million people chance agrees more often.
//
// The candidates of one person exclude each other, so they share the probability: 2^b divided
// by the sum of all 2^b and the odds that the person is in no register at all
// ([Finder.Expected]). Two homonyms have a half each, and no score is ever 1.
//
// # Where the weights come from
//
// The file data/weights.txt, by maximum likelihood on the tuning persons of reference sets;
// bench/screening learns and measures. No weight depends on a nationality, a script or a gender.
//
// # What it cannot do
//
// It finds no nom de guerre, no name of which nothing is left, no family name changed by
// marriage without a date of birth or a number. The Japanese reading of a Han name depends
// on its bearer. Nicknames are found as beginnings of the name (Phil, Philip) or when the
// table of kin has them. Without attributes it cannot tell homonyms apart, and says so by sharing the probability.
// In a register of fewer than some thousand names, frequencies say little; it then thinks
// of three thousand others beside them.
//
// Instruments: I. Fellegi and A. Sunter, A Theory for Record Linkage, JASA 64 (1969); W.
// Winkler, Frequency-Based Matching in the Fellegi-Sunter Model (1989); D. McFadden,
// Conditional Logit Analysis (1974); H. Turtle and J. Flood, Query Evaluation: Strategies and
// Optimizations, Information Processing & Management 31 (1995); ISO 3166-1 (nationalities),
// ISO 8601 (dates), NATO STANAG 2116 (ranks).
//
// Words: register, roster, person (whom one looks up), record, name, token, candidate, evidence,
// bits, weight, rarity. Words avoided: hit, fuzzy, match quality, suspect.
package namematch
