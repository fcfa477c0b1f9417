package kinship

import "embed"

// Words are the sentences of problems, of case files and of relationships.
//
//go:embed words
var Words embed.FS
