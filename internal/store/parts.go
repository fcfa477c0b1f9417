package store

import (
	"iter"
	"strings"
)

type partKind uint8

const (
	code    partKind = iota
	quote            // 'text' or "name"
	comment          // -- to the end of the line, or /* … */
)

type part struct {
	kind partKind
	text string
}

// parts takes an SQL text apart into code, quoted text and comments. A doubled
// quote inside quotes is two quoted parts side by side, which comes to the same.
func parts(sql string) iter.Seq[part] {
	return func(yield func(part) bool) {
		for sql != "" {
			kind, end := code, strings.IndexAny(sql, `'"-/`)
			switch {
			case end < 0:
				end = len(sql)
			case end > 0:
			default:
				kind, end = starts(sql)
			}
			if !yield(part{kind, sql[:end]}) {
				return
			}
			sql = sql[end:]
		}
	}
}

// starts measures the part that begins with one of ' " - /.
func starts(sql string) (partKind, int) {
	upTo := func(kind partKind, skip int, end string) (partKind, int) {
		if i := strings.Index(sql[skip:], end); i >= 0 {
			return kind, skip + i + len(end)
		}
		return kind, len(sql)
	}
	switch {
	case sql[0] == '\'':
		return upTo(quote, 1, "'")
	case sql[0] == '"':
		return upTo(quote, 1, `"`)
	case strings.HasPrefix(sql, "--"):
		return upTo(comment, 2, "\n")
	case strings.HasPrefix(sql, "/*"):
		return upTo(comment, 2, "*/")
	}
	return code, 1 // a minus, a division
}
