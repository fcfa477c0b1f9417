// Package translog is a transparency log: a Merkle tree that only grows, whose root
// stands for everything in it, and short proofs that an entry is in it and that
// today's tree continues yesterday's. Whoever keeps one signed root can tell later
// whether anything was changed, dropped, reordered or cut.
//
// It is pure: hashes in, hashes out. Where leaves are kept is the caller's affair.
//
// Instruments: RFC 6962 section 2.1 (tree and proofs), RFC 9162 section 2.1 (their
// verification), C2SP signed-note v1.0.0 and tlog-checkpoint (what is signed),
// RFC 8032 (Ed25519).
//
// Words: leaf (the hash of an entry), node (the hash of a whole subtree), peak (a
// node on the right edge with nothing beside it yet), root, size (how many leaves),
// inclusion, consistency, note (a signed text), checkpoint (a signed size and root),
// origin (whose log it is), padding (leaves that say nothing, so that a size says
// nothing either).
// Words avoided: block, chain, ledger, ticket.
package translog
