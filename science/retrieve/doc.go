// Package retrieve finds short texts in many languages by the words they hold: in another
// order, in another form, misspelt, or said in another language.
//
// A text is cut into terms: accents and the forms of Arabic letters are folded, Chinese is
// cut into pairs of characters, endings are taken off by the light stemmer of the text's
// language. A lexicon of concepts, given by the caller, lets a word find the words of other
// languages that mean the same. A term that the collection does not hold is looked for one or
// two slips away. It is all arithmetic in memory: whoever keeps an index keeps it in step.
//
// Words: text (one language of a thing), thing (what texts are of), term, concept, slip (one
// letter more, fewer, other or swapped), part (of a text, with its weight).
// Words avoided: document, token, fuzzy search, embedding.
//
// Follows: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond",
// Foundations and Trends in Information Retrieval 3(4), 2009, equation 3.15 with k1 = 1.2 and
// b = 0.75; Robertson, Zaragoza and Taylor, CIKM 2004 (weights of fields go into the count);
// Damerau, Communications of the ACM 7(3), 1964 (four kinds of slip); light stemming after the
// idea of Savoy, JASIST 50(10), 1999 (French), and of Larkey, Ballesteros and Connell, SIGIR
// 2002 (light10, Arabic): the lists of endings here are shorter and ours; Chinese in pairs
// after Nie, Gao, Zhang and Zhou, IRAL 2000. None of the papers was read again.
package retrieve
