// Command intake measures how many whole reports the program takes in: the first page,
// the form, the review and the sending of 1,000 letters each, with the limits as shipped,
// on the embedded database at synchronous=FULL. Beside it stands a bare handler that only
// inserts one row with the same durability, so that the figure means something on another
// machine.
//
//	go run ./bench/intake [-seconds 10] [-clients 1,8,64]
package main
