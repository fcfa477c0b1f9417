// Command tell reads what "go test -json" says and tells it in short: one line for each
// package, the full output of what failed, and every test that was left out with its reason,
// which "go test" itself keeps silent about.
//
//	go test -json ./... | tell [-strict]
//
// It ends with a line "N passed, N failed, N skipped" and fails when a test or a build failed or
// when no test ran. With -strict a test that was left out is a failure too, unless its reason
// begins with "proof:", which marks the loops that only "make proof" runs, or says that it
// runs in a process of its own, started by another test.
package main
