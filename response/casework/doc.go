// Package casework follows a case, the incident, from its opening to its closing: what is
// alleged against whom, who was harmed, which way it goes, who has it in hand, and how it
// ends.
//
// A report opens or joins one case. An allegation is the unit of route, notification and
// figure: for sexual exploitation and abuse one for each personnel category and
// contributing country, otherwise one for each person and type; splitting follows from
// the facts and the report count never changes by it. Status is kept for each subject and
// the allegation's is derived; "referred" is a flag. Victims are V1, V2 …; who they are is
// sealed apart. Unidentified people are a number or unknown, and unknown stays unknown.
//
// Words: case, allegation, subject (whom an allegation is against), victim, route, status,
// finding, measure, closing, second person, oversight office, link.
// Words avoided: file, dossier, ticket, perpetrator, accuser, merge.
//
// Follows: decisions.md §1 and §2 of the design; ST/SGB/2003/13; A/RES/59/287 and
// ST/AI/2017/1 (who investigates what); the reporting units of the public figures
// (domain notes B1, C3).
package casework
