package app_test

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"haki/app"
	"haki/commons/find"
	"haki/internal/seal"
	"haki/internal/testkit"
	"haki/response/casework"
	"haki/response/intake"
)

// P-13: what is withheld takes the time of what does not exist: two thousand pairs, a
// report about her own team and one that is not there, asked for by the lead of the team.
func TestP13WithheldTakesTheTimeOfMissing(t *testing.T) {
	if testing.Short() {
		t.Skip("two thousand pairs take half a minute: left out by -short")
	}
	s := newStreet(t, "sqlite", func(o *app.Options) { o.Floor = 5 * time.Millisecond })
	walled := s.at("about the team")
	get := func(id string) func() {
		return func() {
			if w := s.Get("amara", "/en/intake/"+id); w.Code != 404 {
				t.Fatalf("%d", w.Code)
			}
		}
	}
	oneBand(t, "withheld and missing", 2000, get(string(walled.fresh)), get(missing))
	// A withheld deed is also entered in the record, so it is tried at the shipped floor.
	s = newStreet(t, "sqlite", func(o *app.Options) { o.Floor = 0 })
	walled = s.at("about the team")
	post := func(id string) func() {
		return func() { s.Post("amara", "/en/intake/"+id+"/answer", url.Values{"text": {"."}}) }
	}
	oneBand(t, "withheld and missing deeds", 60, post(string(walled.fresh)), post(missing))
}

func (s *street) at(name string) *spot {
	i := slices.IndexFunc(s.spots, func(p *spot) bool { return p.name == name })
	return s.spots[i]
}

// P-13: lists, counts and the search hold what one may read, all of it and nothing else.
func TestP13ListsCountsAndSearchHoldOnlyOnesOwn(t *testing.T) {
	for _, engine := range testkit.Engines(t) {
		t.Run(engine, func(t *testing.T) {
			s := newStreet(t, engine)
			s.child(t)
			for _, who := range persons[1:] {
				s.lists(t, who)
				s.desk(t, who)
			}
		})
	}
}

func (s *street) lists(t *testing.T, who string) {
	reports, cases := s.Get(who, "/en/intake").Body.String(), s.Get(who, "/en/casework").Body.String()
	for _, p := range s.spots {
		reads, follows := s.holds(who, intake.PowerRead, p.scope), s.holds(who, casework.PowerRead, p.scope)
		for what, c := range map[string]struct{ got, want bool }{
			"the list of reports": {strings.Contains(reports, string(p.fresh)), reads},
			"the list of cases":   {strings.Contains(cases, string(p.file.ID)), follows},
			"the search, report":  {s.searched(who, p.ref, "/intake/"+string(p.fresh)), reads},
			"the search, case":    {s.searched(who, p.file.Reference, "/casework/"+string(p.file.ID)), follows},
		} {
			if c.got != c.want {
				t.Errorf("%s: %s shows %s: %v", who, what, p.name, c.got)
			}
		}
		if page := s.find(who, p.ref); !reads && strings.ReplaceAll(page, p.ref, "") != strings.ReplaceAll(s.find(who, absent(p.ref)), absent(p.ref), "") {
			t.Errorf("%s: the search tells %s from what does not exist", who, p.name)
		}
	}
}

// absent is a reference in the form of another, right in every letter, that nobody was given.
func absent(ref string) string {
	parts := strings.Split(ref, "-")
	for serial := 1; ; serial++ {
		for c := '0'; c <= 'Z'; c++ {
			other := strings.Join([]string{parts[0], parts[1], fmt.Sprintf("%04d", serial), string(c)}, "-")
			if r, err := find.ParseReference(other); err == nil && string(r) == other && other != ref {
				return other
			}
		}
	}
}

func (s *street) find(who, q string) string {
	w := s.Get(who, "/en/find?"+url.Values{"q": {q}}.Encode())
	return fmt.Sprint(w.Code, w.Body.String())
}

func (s *street) searched(who, ref, path string) bool {
	return strings.Contains(s.find(who, ref), path)
}

// desk: each number at the head of my desk is the length of the list below, and what came
// in is what one may read.
// child has somebody report harm to a child and want no help: the victims' rights officers
// owe protection in a report that they may not read.
func (s *street) child(t *testing.T) {
	told := intake.Told{Mission: "MISOR", Role: intake.Witness, Minor: intake.Yes, Account: "A child was hurt", Lang: "en"}
	id, err := s.Rooms.Intake.Receive(t.Context(), told, seal.NewReceipt(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if page := s.Get("ruth", "/en/desk").Body.String(); s.Get("ruth", "/en/intake/"+string(id)).Code != 404 || strings.Contains(page, string(id)) || !strings.Contains(page, "/en/duty/") {
		t.Error("ruth owes protection in a report that she may not open, and her desk does not lead to the duty")
	}
}

func (s *street) desk(t *testing.T, who string) {
	page := s.Get(who, "/en/desk").Body.String()
	for _, m := range regexp.MustCompile(`href="(/en/(?:intake|casework|duty)/[^"#]+)"`).FindAllStringSubmatch(page, -1) {
		if w := s.Get(who, m[1]); w.Code != 200 {
			t.Errorf("%s: my desk leads to %s, which answers %d", who, m[1], w.Code)
		}
	}
	found := 0
	for _, name := range []string{"owe", "loose", "owed", "came"} {
		m := regexp.MustCompile(`(?s)<a[^>]*href="/en/desk#` + name + `".*?</a>`).FindString(page)
		n := regexp.MustCompile(`\d+`).FindString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(m, " "))
		if n == "" {
			continue
		}
		found++
		section := regexp.MustCompile(`(?s)<section class="sec" id="` + name + `">.*?</section>`).FindString(page)
		rows := len(regexp.MustCompile(`<li>`).FindAllString(section, -1))
		if want, _ := strconv.Atoi(n); rows != want {
			t.Errorf("%s: my desk counts %s of %s and lists %d", who, n, name, rows)
		}
	}
	if found != 4 {
		t.Errorf("%s: %d counts on my desk", who, found)
	}
	came := regexp.MustCompile(`(?s)<section class="sec" id="came">.*?</section>`).FindString(page)
	for _, p := range s.spots {
		if got := strings.Contains(came, string(p.fresh)); got != s.holds(who, intake.PowerRead, p.scope) {
			t.Errorf("%s: my desk shows what came in, %s: %v", who, p.name, got)
		}
	}
}
