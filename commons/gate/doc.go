// Package gate decides who may do what to which thing. It knows no rooms and no
// database: an actor, a power and a scope go in, a ruling comes out.
//
// Words: power (what a role may do, "intake.read"), scope (where a thing stands),
// grant (a power, perhaps only in one mission), wall (a scope that mission grants do
// not reach), bar (an actor kept away from one thing by a conflict of interest),
// ruling (withheld, refused, allowed).
// Words avoided: permission, ACL, policy engine, role check.
//
// Follows: ST/SGB/2017/2/Rev.1 (confidentiality of reports) in spirit; the rules are
// decisions.md §2 and §7 of the design: a report about the conduct team or the head of
// mission is behind a wall before it is sealed, and what is withheld looks exactly like
// what does not exist.
package gate
