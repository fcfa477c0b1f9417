// Command lists measures the lists of staff when there is much: the case list and its filter,
// my desk, the board, timeliness, a case page, with 100,000 cases and 300,000 duties.
//
// The cases are loaded in bulk, past the desk, but what is sealed in them is sealed as always:
// each case has a data key of its own, kept by the key of one team, headquarters; its title,
// subject and victim are sealed under it and opened in the session that asks. Nine in ten
// cases are closed; 200 in a thousand duties are open. Pages are asked for through the whole
// handler, session and page included, one at a time, in French, as an officer of headquarters
// who may see everything. It runs on the embedded database, and on PostgreSQL too where
// HAKI_TEST_POSTGRES names a server.
//
// Loading takes minutes, so -keep names a folder in which what was loaded stays (on a server, a
// schema of its own): the next run with as many cases begins at once. -each says which
// statements a page needed, -profile where the time went.
//
//	go run ./bench/lists [-cases 100000] [-times 200] [-only sqlite] [-keep DIR] [-each] [-profile FILE]
package main
