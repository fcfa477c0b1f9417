// Package intake receives reports of misconduct, named or anonymous, and answers for
// each: it was received, it was read, it was decided, and the person who told it knows.
//
// A report is written on one neutral address, the letter. Its receipt is shown before
// anything is sent; it opens the conversation and the state of things, and not the
// account, so that whoever takes the paper does not read what was told (decisions.md
// §5, §6). Who can read is computed from teams and walls as they are, and the account
// is sealed to exactly those (people.Readers). A report that nobody could read is
// refused before it is sent, not lost after.
//
// Words: report (what somebody told us), reporter, account (in their own words),
// receipt, letter (the address), choice (what the reporter wants, dated and
// revocable), message, assessment, closing, second person.
// Words avoided: complaint, complainant, whistle-blower, ticket, dossier, tip.
//
// Follows: ST/SGB/2003/13 (special measures against sexual exploitation and abuse),
// ST/SGB/2017/2/Rev.1 (confidentiality and protection of who reports), the UN victim
// assistance protocol of 2019 (help needs no proof, consent is the person's).
package intake
