// Command haki keeps the promises of conduct and discipline: haki demo shows it, haki
// init and haki serve run it.
package main
