// Package conf is what an institution decides about its installation, and the only
// place that asks the environment.
//
// Every setting has a default that works: SQLite in a folder beside the program,
// spoken to from this machine only. Above the default stands the file, above it
// the environment (HAKI_LISTEN for listen), above it the command line; each value
// remembers where it came from. What is not understood stops the program before it
// starts, all of it at once, with the nearest known name.
//
// The file has a line "name = value" for each setting; "#" begins a line of remarks.
// Secrets are files of their own, never values.
//
// Words: setting, origin, secret. Words avoided: option, preference, property.
package conf
