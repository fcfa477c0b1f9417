// Package post tells people that something waits for them, and nothing else.
//
// An act puts a letter in its own transaction (Put). At a few fixed moments of the day
// whoever has letters gets one mail, whatever they are about and however many: it says
// that something waits and where to sign in. It holds no name, no reference, no kind and
// no number, so that whoever reads along, on the way or over a shoulder, learns that
// somebody has work to do. What the letters were about stands on the person's own page,
// after signing in; of a kind there is one a day, so that letters count nothing.
//
// A letter keeps the day it was put, never the hour: the hour would be that of a report.
// A mail that cannot be delivered is tried again, more and more slowly, and given up
// where everybody concerned can see it: its person, and who looks after accounts. Without
// a mail server nothing leaves, and the page is all there is.
//
// Words: letter (one line on a person's page), moment (when mail goes out), round (what
// goes out at one), mail, sender. Words avoided: notification (a State's), message (a
// person's), alert, queue.
//
// Follows: decisions.md §5 (rows, mails and pages about a report carry days), security.md
// 2.11 and G2 (no content in mail), RFC 5321 4.5.4.1 (trying again), RFC 3834 (mail that
// nobody answers).
package post
