// Command promises writes the table of promises in SECURITY.md: each promise of promises.txt
// beside the tests that show it, or the word that no test shows it yet.
//
// A test shows a promise when its name or its comment names it: TestP05NoAddressIsKept, or a
// comment that says "(P-05)". So the table can promise nothing that is not tested.
//
// Words: promise (what we say of the program's safety, by a number that stays). Words avoided:
// requirement, feature.
package main
