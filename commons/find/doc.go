// Package find lets staff find a matter again by what is coded of it: its reference,
// mission, country, category, state and year.
//
// Nothing that is sealed is indexed, so no name of a person and no word of an account
// can be looked for here, and a word that is none of ours is refused before it stands
// in an address. A room offers a source; each thing that its search finds is asked at
// the gate again by the room's own act, so a matter that is withheld is not found, not
// counted and leaves no gap.
//
// Words: reference (what a matter is called aloud: mission, year, serial, check
// character), term (a word of our code lists), query (a line of terms), source (what a
// room offers), hit. Words avoided: full-text search, index, filter, case number.
//
// Instruments: ISO/IEC 7064:2003, system MOD 37-2 (check characters); the search
// follows security.md G2 ("search only inside the granted set") and P-13.
package find
