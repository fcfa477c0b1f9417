// Package catalogue is the public library: whoever has no account finds practices, reads,
// compares and cites them, reads what was said at a meeting, learns how to share one; and
// machines read the same.
//
// It shows what package practice published and nothing else: it reads one window, and keeps
// in memory what it needs to search and count, in step with the window by its turn. So what is
// withdrawn is gone from lists, counts, search, the map of the site and the interface for
// machines with the next request. No cookie, no script and no third party is needed.
//
// Words: card, facet (a field by which one narrows, with counts), filter (what stands in the
// address), lexicon (words that mean the same, in eight languages), light (is it confirmed?).
// Words avoided: portal, content, tag, hit parade.
//
// Follows: domain notes A.4 (filters) and A.2 (the meeting); schema.org (Article), sitemaps.org
// protocol 0.9 with alternates in other languages, OpenAPI 3.1.
package catalogue
