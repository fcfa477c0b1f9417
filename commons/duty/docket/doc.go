// Package docket is the pages of duties: one duty with its rule, its days and its
// history; hand-overs; the table of rules; the calendars. What is done there is done by
// the acts of package duty; its words and templates are that package's too.
//
// Words: those of package duty. Words avoided: dashboard, tracker.
package docket
