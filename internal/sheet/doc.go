// Package sheet writes tables as files for spreadsheets: CSV, and XLSX.
//
// A cell that somebody else's words stand in must never be read as a formula: whoever opens
// the file would run it. So a text that a spreadsheet could take for one is written with an
// apostrophe before it, in both formats, and XLSX cells are typed as texts besides.
//
// Words: table, head, cell, guard (the apostrophe). Words avoided: export, dump.
//
// Follows: RFC 4180 (CSV); ECMA-376 (XLSX, by github.com/xuri/excelize); OWASP, "CSV
// Injection" (which first letters a formula has).
package sheet
