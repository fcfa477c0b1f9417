// Command vocabulary writes VOCABULARY.md from the doc.go files: what each package is for, its
// words, the words we avoid, and the instruments it follows.
//
// A package comment that has something to say about words ends in paragraphs that begin with
// "Words:", "Words avoided:" and "Follows:". Words are separated by commas, each with an
// explanation in brackets where one is needed.
//
// Words: word (what we call a thing), avoided (what we do not call it). Words avoided: glossary.
package main
