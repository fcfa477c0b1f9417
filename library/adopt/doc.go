// Package adopt follows a State that takes up a practice of the library: who answers for it
// there, which steps it will do and by when, what was proved, what came of it.
//
// Each step is a duty of the State with a day, met by a proof. The steps offered are those
// that the practice lists; of one that was listed from a public page they are the program's
// templates, and nothing that a State adopted is ever said of another State. What is written
// is the adopting State's own: nobody outside reads it. The result alone returns to the
// practice's page, as who tried it, where, with what result, once that State clears it.
//
// Words: adoption, step, proof, result, obstacle, cleared.
// Words avoided: project, task, milestone, follow-up, best practice.
//
// Follows: domain notes prevention and support A.4 (adoption list) and A.5 (steps and times);
// decisions.md §9 of the design; a lesson is learned only once what follows from it was done
// (the states of the portal of lessons in domain notes A.4, [103]).
package adopt
