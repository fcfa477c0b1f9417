// Package workday counts the days in which something is owed: working days by a
// calendar of weekends and holidays, calendar days, and months.
//
// It is pure: calendars are values, nothing is read and no clock is asked. The
// weekends of the world come with it (weekend.go, with their source); holidays do
// not, because each institution and each State decrees its own, year by year.
// A year of which nobody entered the holidays is counted all the same, and the
// calendar warns of it.
//
// Counting starts on the day after the event and what is owed is due at the end of
// the last day counted. That is the usual computation of a period of days in
// public law; see for instance article 2(2) of Council Regulation (EEC, Euratom)
// 1182/71 and article 4(a) of the European Convention on the Calculation of
// Time-Limits (Basel 1972), where the day of the event is never counted.
//
// Words: day (a civil date), weekend, holiday, calendar, working day, span (how
// much is counted), gap (a year whose holidays nobody entered).
// Words avoided: business day, deadline (that is a duty's), date (that is a Day).
package workday
