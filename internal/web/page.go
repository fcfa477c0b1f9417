package web

import (
	"fmt"
	"net/http"
	"sort"
	"strings"

	"haki/internal/ui"
)

// Kind says who a page is for, and so what it may carry. Staff is the zero value, so
// that a forgotten kind is the closed one.
type Kind = ui.Kind

// The kinds of page.
const (
	Staff    = ui.Staff    // a session is asked for
	Public   = ui.Public   // anybody; a browser may keep it for a short while
	Reporter = ui.Reporter // anybody with something to tell: no cookie, nothing kept, quick exit
	Door     = ui.Door     // staff before they are signed in: login, invitation, recovery
)

// Page is one address.
type Page struct {
	Method, Path string   // "GET", "/{lang}/intake/{id}"
	Act          string   // checked against the acts of its room when the program opens
	Also         []string // further acts of the same address: the steps of one letter
	Kind         Kind
	Limit        int64 // bytes of a posted body; 256 KiB if zero
	Serve        func(http.ResponseWriter, *http.Request) error
}

// Reach is another way to an act than a page: a job of the clock or a command.
type Reach struct{ By, Act string }

// Check compares pages with acts before the first request: a page whose act nobody
// declared, an act that nothing reaches, an address twice or one that begins without a
// language stops the program from opening.
func Check(acts []string, pages []Page, others []Reach) error {
	reached := map[string]bool{}
	for _, a := range acts {
		if _, twice := reached[a]; twice {
			return fmt.Errorf("web: act %q is declared twice", a)
		}
		reached[a] = false
	}
	seen := map[string]bool{}
	for _, p := range pages {
		at := p.Method + " " + p.Path
		switch _, ok := reached[p.Act]; {
		case !ok:
			return fmt.Errorf("web: %s: no such act: %q", at, p.Act)
		case seen[at]:
			return fmt.Errorf("web: %s stands twice", at)
		case p.Path != "/{lang}" && !strings.HasPrefix(p.Path, "/{lang}/"):
			return fmt.Errorf("web: %s does not begin with a language", at)
		case p.Serve == nil:
			return fmt.Errorf("web: %s serves nothing", at)
		}
		reached[p.Act], seen[at] = true, true
		for _, a := range p.Also {
			others = append(others, Reach{at, a})
		}
	}
	for _, o := range others {
		if _, ok := reached[o.Act]; !ok {
			return fmt.Errorf("web: %s: no such act: %q", o.By, o.Act)
		}
		reached[o.Act] = true
	}
	var idle []string
	for a, ok := range reached {
		if !ok {
			idle = append(idle, a)
		}
	}
	if sort.Strings(idle); len(idle) > 0 {
		return fmt.Errorf("web: reached by no page, job or command: %s", strings.Join(idle, ", "))
	}
	return nil
}
