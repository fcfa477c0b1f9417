// Package board shows who owes what: the duties that are open and those that are over, by
// bearer, age, rule and mission, the most late first; how timely each bearer was; the same
// as a file for a spreadsheet.
//
// It shows what its reader may see and counts nothing else: the duties of the matters that
// stand where the reader's power reaches, and those that the reader's own offices bear, are
// owed, or were told of. A number on it is the length of the list that it opens. What is
// late is late on it, however silent its bearer: nobody looks timely who never answered.
//
// Words: late (the day it was due is over), over (a duty that has ended), fell due (its due
// day lies in the period and is past), kept, never kept, delay (days from the due day to the
// day it was done; before it, negative), period. Words avoided: SLA, performance, ranking, score.
//
// Follows: decisions.md §4 (a silent State is visible from the first day it is late);
// domain notes, failing 7 (a public table of who answers); interface.md, "every figure
// carries unit, scope and as-of date".
package board
