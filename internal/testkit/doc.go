// Package testkit furnishes a whole program for a test, on either engine: the demo's
// people, missions and teams, through acts, with a clock that the test moves.
package testkit
