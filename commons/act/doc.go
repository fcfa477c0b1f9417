// Package act is the only way to change or see anything.
//
// An act is a declared deed such as "intake.report.receive": it names itself, the
// power it needs and the thing it is done to. The desk finds the thing, asks the gate
// about that thing, lends the actor's keys, runs the change in one transaction and
// enters it in the record; a refusal is entered too. What the desk lends it takes back:
// a room that keeps the keys keeps nothing.
//
// Words: act, desk (where acts are done), actor (who does it), keeper (who knows
// sessions and keys: package people). Words avoided: command, handler, use case,
// middleware, audit log.
package act
