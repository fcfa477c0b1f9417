// Command break proves that the locks hold: it breaks each one in a copy of the tree and sees
// that the test which guards it turns red.
//
// A stored patch is a file break/NAME.patch. It begins with lines that say what it breaks and
// who must notice:
//
//	# lock: a reading transaction cannot write
//	# test: go test ./internal/store -run TestReadersCannotWrite
//
// and, where the compiler is the guard, "# red: build"; where the lock is PostgreSQL's,
// "# needs: postgres". A patch that does not apply any more, a
// test that is red before anything is broken, and a patch that merely does not compile prove
// nothing, and are reported as failures too.
//
// Words: lock (what the house makes impossible), patch (how to break it). Words avoided: mutant,
// chaos.
package main
