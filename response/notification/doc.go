// Package notification tells a contributing State what its personnel are said to have done,
// asks what it will do about it, and shows every day how long it has not answered.
//
// A note is drafted by headquarters, often because a mission asked for it, in the words of
// a note verbale: third person, compliments, a number in the sender's own series, annexes
// that are numbered, a place for initials and seal. It is addressed to one State; a matter
// that concerns two has two notes, two clocks and two worlds. It names subjects and facts,
// never who was harmed or who reported. Until it is sent nothing of it exists for the
// State; once it is, its text is sealed to that State's own people too. That it was
// delivered is proved, and starts the clocks; that it was acknowledged is another fact,
// and its absence is late by itself.
//
// Each series counts the notes of one State and year: a number says nothing about how many
// notes went to others. Headquarters enter on behalf of a State what reaches them on
// paper, with the scan, and it is marked so.
//
// The room knows a case through casework; any other matter is named by its kind and
// identifier, and brings the mission it stands in.
//
// Words: note, addressee, copy, annex, proof (of delivery), answer, decision (the answer
// that decides), question, letter (anything that follows the note, either way), reminder,
// investigator, register, number, withdraw, anew, proxy (entered on a State's behalf).
// Words avoided: ticket, message thread, deadline, chaser mail, suspect.
//
// Follows: decisions.md §3 and §4 of the design; General Assembly A/61/19 (Part III), revised
// model memorandum of understanding, articles 7 quinquiens and following (not read again: a
// State says within ten working days whether it investigates; silence is taken as
// unwillingness); the public statements of 2018 and 2021 (five working days to name an
// investigator, ninety days to investigate; domain notes B4); domain notes B2, step 7.
package notification
