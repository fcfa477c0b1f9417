package web_test

import (
	"net/http"
	"strings"
	"testing"

	"haki/internal/fault"
	"haki/internal/web"
)

func serves(http.ResponseWriter, *http.Request) error { return nil }

func TestLooseEndsStopTheProgramFromOpening(t *testing.T) {
	page := func(path, act string) web.Page {
		return web.Page{Method: "GET", Path: path, Act: act, Serve: serves}
	}
	read := page("/{lang}/letter", "letter.read")
	also := read
	also.Also = []string{"letter.send"}
	dumb := read
	dumb.Serve = nil
	for name, c := range map[string]struct {
		acts   []string
		pages  []web.Page
		others []web.Reach
		want   string
	}{
		"sound":                       {[]string{"letter.read"}, []web.Page{read}, nil, ""},
		"a page without an act":       {[]string{"letter.read"}, []web.Page{read, page("/{lang}/x", "")}, nil, "no such act"},
		"a page of an unknown act":    {[]string{"letter.read"}, []web.Page{read, page("/{lang}/x", "letter.burn")}, nil, "no such act"},
		"an act without a page":       {[]string{"letter.read", "letter.send"}, []web.Page{read}, nil, "letter.send"},
		"an act that a job does":      {[]string{"letter.read", "letter.send"}, []web.Page{read}, []web.Reach{{By: "a job", Act: "letter.send"}}, ""},
		"an act of the same address":  {[]string{"letter.read", "letter.send"}, []web.Page{also}, nil, ""},
		"a job of an unknown act":     {[]string{"letter.read"}, []web.Page{read}, []web.Reach{{By: "a job", Act: "letter.burn"}}, "no such act"},
		"an act declared twice":       {[]string{"letter.read", "letter.read"}, []web.Page{read}, nil, "twice"},
		"an address twice":            {[]string{"letter.read"}, []web.Page{read, read}, nil, "twice"},
		"an address without language": {[]string{"letter.read"}, []web.Page{page("/letter", "letter.read")}, nil, "language"},
		"a page that serves nothing":  {[]string{"letter.read"}, []web.Page{dumb}, nil, "serves nothing"},
	} {
		err := web.Check(c.acts, c.pages, c.others)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

func TestEveryKindHasAStatusAndWithheldIsNotFound(t *testing.T) {
	for _, k := range fault.Kinds() {
		if web.Status[k] < 400 {
			t.Errorf("%v has status %d", k, web.Status[k])
		}
	}
	if web.Status[fault.Withheld] != web.Status[fault.NotFound] {
		t.Error("what is withheld has a status of its own")
	}
}
