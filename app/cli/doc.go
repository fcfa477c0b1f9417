// Package cli is the program's commands: demo, init, serve, user, import, record, config,
// doctor. Each opens the house and does its acts; none touches the database.
package cli
