// Package notice reads public notices: announcements of single allegations that an
// institution or a spokesperson published, and the totals stated with a group of them.
//
// All of it is public and stays as printed. What a page does not speak of is empty, what it
// says is not known is unknown. A bad row is named with its line and reason. What response/casework
// makes of a notice is that room's.
//
// Words: notice, row, group, stated total, missing (of a stated total, on no row). Words
// avoided: record, dataset, import error.
package notice
