// Package cli is the program's commands: demo, init, serve, user, import, record, config,
// doctor, kinship, screen. Each opens the house and does its acts; none touches the database. The
// commands of kinship need no house: they read the files they are given and write to standard
// output. Nor does screen: it reads two files and writes a third.
package cli
