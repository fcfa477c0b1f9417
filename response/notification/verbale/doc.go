// Package verbale draws the first text of a note verbale, and of a reminder that cites one,
// from what is known: third person, compliments, those concerned, what is asked and by when,
// what to protect, compliments again. It knows the order of the parts and which of them a
// note has; the sentences are the words of the room of notes, said in the note's own
// language by whoever calls. Somebody at headquarters reads each text and changes it.
//
// Words: part, opening, closing (the compliments), term (by when something is asked).
// Words avoided: template, mail merge, letter body.
//
// Follows: decisions.md §3 of the design (the conventions of a note verbale; it names
// subjects and facts, never who was harmed or who reported).
package verbale
