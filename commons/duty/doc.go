// Package duty says who owes what to whom, by when, under which rule, and what came of
// it. It is the heart of the program: everything that happens starts duties or ends
// them, and what is late is late for everybody to see who may see the matter.
//
// A duty starts inside the act that causes it (Start) and ends inside the act that
// discharges it (Meet). Its rule is data, with a version and a source; what the rule
// said when the duty began stays with the duty, so that a rule changed later changes
// nothing that was promised. Nobody who bears a duty can stop its clock: they ask, the
// one owed decides, and both days stay. A breach is recorded once, by the clock, and
// the duty goes on being owed.
//
// Everything here is counted in days of the institution's time zone. What is due on a
// day is due until that day ends there; no hour is kept, so that no row tells when a
// report came.
//
// Words: duty, rule, bearer (the office that owes), holder (the person of that office
// who has it in hand), owed to, due, breach, line (whom a breach goes up to, step by
// step), extension (asked, then granted or refused), stop (an extension during which
// the clock stands still), hand-over (offered, then accepted), calendar, holiday, gap
// (a year of a calendar that nobody entered), promise (a duty as the one owed reads it).
// Words avoided: task, ticket, deadline, SLA, assignee, snooze.
//
// Follows: General Assembly A/61/19 (Part III), revised model memorandum of
// understanding (what States owe); the domain notes' table of time limits; and, where
// no instrument was read, defaults of this program that an institution may change and
// that are shown as such.
package duty
