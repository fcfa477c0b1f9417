// Package record keeps the tamper-evident record: which act was done, by whom, when,
// to which matter, with coded facts and never a word of free text.
//
// An entry is written in the transaction of its act, unnumbered. A sequencer gives
// numbers afterwards, one after the other, and commits to each entry by a salted
// hash: the leaf says nothing to those who do not hold the entry. The leaves make a
// Merkle tree (science/translog), whose size and root are signed every minute with a
// key that is kept outside the database. Once a day, at a fixed hour, one of these
// checkpoints is shown to the world, after the log was filled up with padding, so
// that nobody can watch a report arrive.
//
// What the public and the bearers of receipts do is entered without an actor and
// with the day only. Such an entry waits apart until its day is over and is then
// numbered among its likes in an order drawn by lot: its place between neighbours
// that carry the second would tell what its own day hides.
//
// Verify recomputes everything from the tables and names what was changed, dropped,
// moved, added or cut. With the key each row's own mark names the exact leaf; without
// it, by the public half alone, checkpoints bracket it. A whole database set back to
// yesterday agrees with itself; against that stands a later checkpoint kept elsewhere.
//
// Until the sequencer has passed an entry is as safe as the database, no safer.
//
// Instruments: security.md section 3 (design); RFC 6962, RFC 9162; ASVS 5.0 16.2 to
// 16.4 (what is logged, and that it cannot be altered).
//
// Words: entry, fact, number (a leaf's place), turn (an entry's place among those of
// its matter), mark (what the key's holder writes beside a row to know it again),
// head (how far the sequencer has come), checkpoint, padding, coarse, flaw.
// Words avoided: audit log, event, trace.
package record
