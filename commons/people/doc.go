// Package people knows who works here, in which team, and which keys that opens.
//
// An account is a personal key pair that its passphrase opens. A team is a key pair
// that its members' keys open. A matter is a data key that its teams' keys open. All of
// it is one table of wraps, and nobody's place in it is above everybody's: there is no
// key that opens everything. What a team may do, and in which missions on which day, is
// one table and one list of dates (roles.go, people_serves); whom something is sealed to
// follows from the same two.
//
// Words: account, team, role, to serve (a mission, from a day to a day), lead, proposal
// (one proposes, another confirms), plea (of one who lost the passphrase), holder and
// paper (of a share), house (this installation, whose pepper vouches for first keys).
// Words avoided: user, group, permission, admin rights, reset, master key.
//
// Follows: NIST SP 800-63B-4 3.1.1 (passphrases: length, no composition rules, a list of
// the commonest, throttling); OWASP ASVS 5.0 6.3.1, 6.3.8, 7.3, 7.4 (no lock-out, no
// enumeration, sessions that end at once); FIPS 186-5 (Ed25519). Design: decisions.md §6.
package people
