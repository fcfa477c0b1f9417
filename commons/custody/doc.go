// Package custody keeps files that people hand over as evidence: sealed while they
// arrive, whole or not at all, with a chain that says in whose hands each has been.
//
// A file is taken before any act (Take): it streams to the disk under a key of its own,
// hashed and measured on the way, and belongs to nobody yet. The act that wants it adopts
// it (Adopt): its name, kind, size, digest and key are sealed for the readers of the
// matter, and the chain begins. What nobody adopts is swept away a day or two later. A
// file is given out only as something to be saved, never to be shown (Serve), after its
// every byte was checked, in an act that the record names.
//
// Whatever arrives is taken: a saved web page, a program or a message with a script can
// be the evidence itself, and a refusal by type would lose it and teach others how to
// get round it. What a file looks like is written beside it for whoever will open it;
// that it cannot run here does not rest on what it looks like (promise P-22).
//
// On the disk a file has a drawn name, a length that says little and the day for its
// time; the operating system's own note of the last change cannot be made coarse.
//
// Words: shelf (the folder of sealed files), upload (a file that nobody has adopted),
// item (one that hangs on a matter), sheet (what is known of its bytes), chain, link
// (one handing over), holder, condition, sweep. Words avoided: attachment, blob, media,
// document store.
//
// Follows: security.md 2.10 (evidence files), ISO/IEC 27037:2012 5.4.1 and 6.1 (chain of
// custody: who, when, where, from whom to whom, in what condition; one's own hash).
package custody
