// Package standards is the institution's public face: the first page, the standards of
// conduct in plain words, and what to know before one writes.
//
// Words: standard of conduct, promise (what is owed to who reports, by when).
// Words avoided: code of ethics, disclaimer, awareness.
//
// Follows: ST/SGB/2003/13 section 3.2, ST/SGB/2019/8, ST/SGB/2017/2/Rev.1; the promises
// are the rules of commons/duty (decisions.md §4) said for everybody. The sentences are
// ours and say so; the instruments are named.
package standards
