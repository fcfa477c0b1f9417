// Package clock is the only place that asks the machine for the time.
//
// A moment is a time.Time in UTC. A day is a civil date without a zone: what a
// letter bears, what a duty falls due on. A partial day is what people remember:
// a year, a month, a day, or nothing.
//
// Words: clock, day, partial, precision. Words avoided: timestamp, date-time.
package clock
