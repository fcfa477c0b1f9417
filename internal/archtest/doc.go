// Package archtest checks that the house stands: who imports whom, which file of a room may
// touch what, the few calls that have one home, how long a function, a file and a package may
// grow, whose table is whose, and that pages and packages are written as we agreed.
//
// It reads syntax only, so it needs no build, no database and no network, and takes about a
// second. What it demands is written in two texts that anyone can read: policy.txt and
// budget.txt. Changing one of them is an architectural decision; the commit says why.
//
// Words: house (the source tree), floor (packages that may use all floors below), door (one
// room may use another, in one direction for ever), home (the one place that may make a
// dangerous call), budget (how long something may grow), fault (one sentence saying what is
// wrong and where). Words avoided: layer, lint, violation.
package archtest
