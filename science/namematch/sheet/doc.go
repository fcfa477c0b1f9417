// Package sheet reads tables as offices send them: CSV in UTF-8, UTF-16 or Windows-1252,
// with commas, semicolons or tabs, gzipped or not, and the first sheet of an XLSX workbook.
// What it is, it sees from the bytes, not from the name of the file.
//
// A row that cannot be read is reported with its line and the reason, and reading goes on: one
// quotation mark that nobody closed must not swallow the rest of a register. Memory is bounded
// by the longest row that is allowed, for a workbook by its shared texts.
//
// Instruments: RFC 4180 (CSV), RFC 1952 (gzip), the WHATWG Encoding Standard (windows-1252),
// ECMA-376 part 1 section 18 (workbooks).
//
// Words: row, line, flaw (why a row was left out). Words avoided: record, parse error.
package sheet
