package store

import (
	"errors"
	"strconv"
	"strings"
	"sync"
)

// bound is a query text as an engine takes it.
type bound struct {
	text   string
	writes bool // it says INSERT, UPDATE or DELETE
	err    error
}

// A text is bound once. Texts are constants, but for a few that are put together
// from a person's grants; should those ever be many, we begin anew.
var (
	bindings  [2]sync.Map // string -> *bound; [0] as it is, [1] numbered
	bindCount int
	bindMu    sync.Mutex
)

const mostBindings = 4096

func bind(query string, numbered bool) *bound {
	cache := &bindings[0]
	if numbered {
		cache = &bindings[1]
	}
	if b, ok := cache.Load(query); ok {
		return b.(*bound)
	}
	b := bindText(query, numbered)
	bindMu.Lock()
	defer bindMu.Unlock()
	if bindCount++; bindCount > mostBindings {
		bindings[0].Clear()
		bindings[1].Clear()
		bindCount = 1
	}
	cache.Store(query, b)
	return b
}

// In SQLite "$2" is a name, which the driver numbers by first appearance: a text
// with numbers of its own would bind wrongly there and say nothing.
var errNumbers = errors.New("store: write ? for a value, not a number or a name")

// bindText turns ? into $1, $2 … if numbered, and leaves quotes and comments alone.
func bindText(query string, numbered bool) *bound {
	b := &bound{}
	var out strings.Builder
	n := 0
	for part := range parts(query) {
		if part.kind != code {
			out.WriteString(part.text)
			continue
		}
		for _, w := range words(part.text) {
			switch strings.ToUpper(w) {
			case "INSERT", "UPDATE", "DELETE":
				b.writes = true
			}
		}
		for i := 0; i < len(part.text); i++ {
			c := part.text[i]
			next := byte(0)
			if i+1 < len(part.text) {
				next = part.text[i+1]
			}
			switch {
			case c == '$', c == '@', c == ':', c == '?' && '0' <= next && next <= '9':
				b.err = errNumbers
			case c == '?' && numbered:
				n++
				out.WriteString("$" + strconv.Itoa(n))
				continue
			}
			out.WriteByte(c)
		}
	}
	b.text = out.String()
	return b
}

// bare is a text without its comments, which SQLite would keep in the file.
func bare(sql string) string {
	var out strings.Builder
	for part := range parts(sql) {
		if part.kind == comment {
			out.WriteByte(' ')
			continue
		}
		out.WriteString(part.text)
	}
	return out.String()
}

func words(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool {
		return r != '_' && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
}
