// Package web turns acts into pages. There is no way to add a page without naming the
// act behind it, and no way to answer an error except through one table.
//
// Words: page (one address, its act and its kind), kind (public, reporter, staff),
// site (all pages over one interface). Words avoided: route, handler, controller,
// middleware, endpoint.
//
// Public and reporter pages set and read no cookie, keep no address and leave no line
// in the log (promises P-05 and P-10). What is withheld is answered like what does not
// exist: same status, headers, body and padded time (P-13). A request from another site
// cannot act (P-21).
package web
