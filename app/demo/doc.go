// Package demo furnishes a clearly fictional institution through acts, with a clock that
// is moved from day to day: nothing of it is written by SQL, so what it shows is what the
// program does.
//
// Everybody, every place and every unit in it is invented; countries bear user-assigned
// codes (ISO 3166-1, XA to XZ).
package demo
