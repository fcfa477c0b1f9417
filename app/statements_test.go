package app_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	"haki/internal/store"
	"haki/internal/testkit"
)

// asked counts the statements that a page needs of somebody, once what changes seldom is kept.
func (s *street) asked(who, path string) *store.Counter {
	s.T.Helper()
	var count *store.Counter
	for range 2 {
		ctx, c := store.Count(context.Background())
		r := httptest.NewRequest("GET", path, nil).WithContext(ctx)
		r.AddCookie(&http.Cookie{Name: "haki", Value: string(s.Token(who))})
		w := httptest.NewRecorder()
		s.Handler.ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			s.T.Fatalf("%s, %s: %d", who, path, w.Code)
		}
		count = c
	}
	return count
}

// What a page asks of the database does not grow with what it shows. A page that asks for
// more than it may has a question in a loop, or one that another already asked.
func TestNoPageAsksForMoreThanItsStatements(t *testing.T) {
	for _, engine := range testkit.Engines(t) {
		t.Run(engine, func(t *testing.T) {
			s := owing(t, engine)
			for path, most := range map[string]int{
				"/fr/casework": 8, "/fr/casework?stage=open&mission=MISOR&serious=yes": 8, "/fr/desk": 8, "/fr/duty/board": 8,
				"/fr/duty/board?show=late&bearer=state%2FXA": 8, "/fr/duty/board?show=over": 8, "/fr/duty/board/timeliness": 8,
				"/fr/casework/" + string(s.spots[0].file.ID): 8, // with its report and its notes
			} {
				for _, who := range []string{"oskar", "nadia", "amara"} {
					if c := s.asked(who, path); c.N() > most {
						t.Errorf("%s asks for %s with %s", who, path, c)
						for text, n := range c.Each() {
							t.Logf("%d × %.200s", n, text)
						}
					}
				}
			}
		})
	}
}
