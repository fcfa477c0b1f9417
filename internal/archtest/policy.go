package archtest

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// Policy is policy.txt, parsed.
type Policy struct {
	floors []string            // names, ground first
	where  []place             // patterns in the order in which they are written
	below  map[string][]string // pattern -> patterns that it may use on its own floor
	doors  [][2]string         // from, to
	rules  []rule
	calls  map[string][]string // call -> its homes
	bought map[string][]string // import path -> its homes
	never  []string            // imports that nobody makes
}

type place struct {
	pattern string
	floor   int
}

// rule says what files of one name on one floor may import of the house, and what they may
// not import of the world.
type rule struct {
	floor, name string
	allow, bar  []string
}

// Parse reads the policy. A malformed line panics: the text is part of the program.
func Parse(text string) *Policy {
	p := &Policy{below: map[string][]string{}, calls: map[string][]string{}, bought: map[string][]string{}}
	for n, line := range strings.Split(text, "\n") {
		line, _, _ = strings.Cut(line, "#")
		words := strings.Fields(line)
		if len(words) > 0 && !p.line(words) {
			panic(fmt.Sprintf("archtest: policy line %d: %q", n+1, line))
		}
	}
	return p
}

func (p *Policy) line(w []string) bool {
	switch {
	case w[0] == "floor" && len(w) > 2:
		p.floor(w[1], w[2:])
	case w[0] == "door" && len(w) == 4 && w[2] == "->":
		p.doors = append(p.doors, [2]string{w[1], w[3]})
	case w[0] == "in" && len(w) > 3 && w[3] == ":":
		allow, bar := cut(w[4:], "not")
		p.rules = append(p.rules, rule{w[1], w[2], allow, bar})
	case w[0] == "only" && (slices.Contains(w, "calls") || slices.Contains(w, "imports")):
		homes, calls := cut(w[1:], "calls")
		to := p.calls
		if len(calls) == 0 {
			homes, calls = cut(w[1:], "imports")
			to = p.bought
		}
		for _, c := range calls {
			to[c] = append(to[c], homes...)
		}
		return len(homes) > 0 && len(calls) > 0
	case w[0] == "never" && len(w) > 2 && w[1] == "imports":
		p.never = append(p.never, w[2:]...)
	default:
		return false
	}
	return true
}

// floor reads "a < b c < d": c may use a, not b; d may use a, b and c.
func (p *Policy) floor(name string, words []string) {
	p.floors = append(p.floors, name)
	var before, step []string
	for _, w := range words {
		if w == "<" {
			before, step = append(before, step...), nil
			continue
		}
		p.below[w] = slices.Clone(before)
		step = append(step, w)
		p.where = append(p.where, place{w, len(p.floors) - 1})
	}
}

func cut(words []string, at string) (before, after []string) {
	if i := slices.Index(words, at); i >= 0 {
		return words[:i], words[i+1:]
	}
	return words, nil
}

// match knows a package and, with "/*", all that lies below a folder.
func match(pattern, pkg string) bool {
	if dir, ok := strings.CutSuffix(pattern, "/*"); ok {
		return strings.HasPrefix(pkg, dir+"/")
	}
	return pattern == pkg
}

func (p *Policy) find(pkg string) (pattern string, floor int) {
	for _, w := range p.where {
		if match(w.pattern, pkg) {
			return w.pattern, w.floor
		}
	}
	return "", -1
}

// ruleFor is the first rule whose name fits the file; "*" fits what nothing else does.
func (p *Policy) ruleFor(floor, base string) (rule, bool) {
	var star rule
	found := false
	for _, r := range p.rules {
		if r.floor != floor {
			continue
		}
		if r.name == "*" {
			star, found = r, true
		} else if ok, _ := path.Match(r.name, base); ok {
			return r, true
		}
	}
	return star, found
}

func (p *Policy) allows(r rule, dep string, floor int) bool {
	for _, a := range r.allow {
		if match(a, dep) || a == p.floors[floor] {
			return true
		}
	}
	return false
}

func (p *Policy) door(from, to string) bool {
	for _, d := range p.doors {
		if match(d[0], from) && match(d[1], to) {
			return true
		}
	}
	return false
}

// home says whether a file is at one of the homes. There are three kinds: a package, the files
// of one name on one floor ("rooms/acts*.go"), and one file.
func home(homes []string, f *file, floor string) bool {
	for _, h := range homes {
		fits, _ := path.Match(h, floor+"/"+f.base())
		if strings.HasSuffix(h, ".go") && (fits || h == f.name) || match(h, f.pkg) {
			return true
		}
	}
	return false
}
