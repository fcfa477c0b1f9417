// Package report makes, of profiles, tables of frequencies and the question who the father is,
// a report that a judge can follow and a mother can read.
//
// [Make] computes everything once, into a [Report] of codes and numbers that holds no sentence:
// it is what the JSON shows. [Report.HTML] and [Report.Text] say it in the reader's language
// with the words of this package; [Report.CSV] gives the loci to a spreadsheet. Every report
// draws and says both hypotheses before any number, never prints a certainty, and lists what it
// assumed, with the digest of every file it read.
//
// What a result means is a [Verdict] by the counting rules of section 8 and the editable table of
// thresholds (thresholds.csv, after section 12). Where findings of the laboratory's file touch
// the identity of the samples, the verdict is that somebody has to look first, whatever the
// number says: the statistic supports, it never decides.
//
// Words: hypothesis, index (the likelihood ratio of a paternity), running product, prior,
// exclusion, threshold, reason (of a difference from the laboratory). Words avoided: proof,
// certain, match.
package report
