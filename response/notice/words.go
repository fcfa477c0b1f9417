package notice

import "embed"

// Words are what reading says.
//
//go:embed words
var Words embed.FS
