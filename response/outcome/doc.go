// Package outcome keeps what came of a case, for each person it is against: what the
// organisation found and what the State found, side by side and equal in weight; what each
// did while it was looked into and at the end; payments that were suspended, withheld or
// recovered; and that somebody left before it was decided.
//
// Both findings stand. Neither replaces the other, and neither is the case's status: that
// follows what the organisation found, because it is the organisation's own. A State that
// received a note enters itself what it found and did, at the note, and reads its own side
// there: those whom the note is about, in its order, and nothing of the case, of what the
// organisation found, of anybody else. For one that has no people here headquarters enters
// it, with the document, and it is marked so. An entry is never changed: one that was wrong
// or has grown is replaced by a newer one, with the reason, and stays readable below it. The
// documents hang on the case as evidence, sealed to those who read it, and to the State that
// handed one in.
//
// Who was harmed reads of an entry what was released to her, in plain words, on her own
// page; for those who have none, somebody tells them and enters it. A witness or a third
// person is told none of it. A closing whose code speaks against what is on file is refused;
// that a State said nothing is a code of its own and is never shown as settled.
//
// A finding about everybody whom a note names is the report for which the investigation is
// owed, and what was decided at the end is the outcome; both duties hang on the note.
//
// Words: own (what a State enters itself), entry, finding, action (interim or final),
// departure, side (the organisation, the State), body (who found or decided), released,
// earlier (replaced by a newer entry).
// Words avoided: verdict, guilty, sanction list, edit, delete, resolved.
//
// Follows: decisions.md §1, §3, §4 and §5 of the design; domain notes B5 (measures seen), C3
// (two findings are two fields) and C4; ST/AI/2017/1 and A/69/779 as named there (payments
// suspended on credible evidence; neither read again).
package outcome
