package kinship

import "embed"

// Words are the sentences of problems, of case files and of relationships, under the name pedigree:
// what a report of kinship says stands with the report.
//
//go:embed words
var Words embed.FS
