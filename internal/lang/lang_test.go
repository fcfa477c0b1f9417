package lang

import (
	"html/template"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"haki/internal/clock"
)

func room(files ...string) fs.FS {
	m := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		m["words/"+files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return m
}

var sound = map[string]fs.FS{"desk": room(
	"fr.json", `{"late": {"one": "{n} jour de retard", "other": "{n} jours de retard"}, "who": "<i>tenu par</i> <b>{who}</b> & C<sup>ie</sup>, le {day}", "quote": "<q>{what}</q>"}`,
	"en.json", `{"late": {"one": "{n} day late", "other": "{n} days late"}, "who": "<i>held by</i> <b>{who}</b> & co., {day}", "quote": "<q>{what}</q>"}`,
	"public.fr.json", `{"left": {"one": "{n} jour", "other": "{n} jours"}, "hello": "Bonjour"}`,
	"public.en.json", `{"left": {"one": "one day", "other": "{n} days"}, "hello": "Hello"}`,
	"public.ar.json", `{"left": {"zero": "لا أيام", "one": "يوم واحد", "two": "يومان", "few": "{n} أيام", "many": "{n} يوماً", "other": "{n} يوم"}, "hello": "مرحباً"}`,
	"public.zh.json", `{"left": {"other": "{n}天"}, "hello": "您好"}`,
	"public.ru.json", `{"left": {"one": "{n} день", "few": "{n} дня", "many": "{n} дней", "other": "{n} дня"}, "hello": "Здравствуйте"}`,
	"public.es.json", `{"left": {"one": "{n} día", "many": "{n} de días", "other": "{n} días"}, "hello": "Buenos días"}`,
)}

func words(t *testing.T) *Words {
	t.Helper()
	w, err := New(sound)
	if err != nil {
		t.Fatal(err)
	}
	w.Strict = true
	return w
}

func TestSentencesAreSaidInEachLanguage(t *testing.T) {
	w := words(t)
	for _, tc := range []struct{ got, want string }{
		{w.Text("fr", "desk.late", "n", 1), "1 jour de retard"},
		{w.Text("fr", "desk.late", "n", 0), "0 jour de retard"},
		{w.Text("fr", "desk.late", "n", 1200), "1\u202f200 jours de retard"},
		{w.Text("en", "desk.late", "n", 1200), "1,200 days late"},
		{w.Text("en", "desk.left", "n", 1), "one day"},
		{w.Text("ar", "desk.left", "n", 0), "لا أيام"},
		{w.Text("ar", "desk.left", "n", 2), "يومان"},
		{w.Text("ar", "desk.left", "n", 3), "3 أيام"},
		{w.Text("ar", "desk.left", "n", 11), "11 يوماً"},
		{w.Text("ar", "desk.left", "n", 100), "100 يوم"},
		{w.Text("zh", "desk.left", "n", 1), "1天"},
		{w.Text("zh", "desk.left", "n", 12000), "12,000天"},
		{w.Text("ru", "desk.left", "n", 1), "1 день"},
		{w.Text("ru", "desk.left", "n", 21), "21 день"},
		{w.Text("ru", "desk.left", "n", 3), "3 дня"},
		{w.Text("ru", "desk.left", "n", 12), "12 дней"},
		{w.Text("ru", "desk.left", "n", 0), "0 дней"},
		{w.Text("es", "desk.left", "n", 1), "1 día"},
		{w.Text("es", "desk.left", "n", 0), "0 días"},
		{w.Text("es", "desk.left", "n", 2_000_000), "2\u00a0000\u00a0000 de días"},
		{w.Text("es", "desk.left", "n", 2_000_001), "2\u00a0000\u00a0001 días"},
		{w.Text("fr", "desk.quote", "what", "oui"), "«\u00a0oui\u00a0»"},
		{w.Text("en", "desk.who", "who", "A<b>", "day", clock.Day("2026-11-25")), "held by A<b> & co., 25 November 2026"},
		{w.Text("fr", "desk.quote", "what", Say("desk.hello")), "«\u00a0Bonjour\u00a0»"},
	} {
		if tc.got != tc.want {
			t.Errorf("%q, want %q", tc.got, tc.want)
		}
	}
}

func TestWhatComesFromOutsideIsSafeAndSetApart(t *testing.T) {
	w := words(t)
	got := w.HTML("fr", "desk.who", "who", `<script>"`, "day", clock.Day("2026-12-01"))
	want := template.HTML(`<i>tenu par</i> <b><bdi>&lt;script&gt;&#34;</bdi></b> &amp; C<sup>ie</sup>, le <time datetime="2026-12-01" title="2026-12-01">1er décembre 2026</time>`)
	if got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	if got := w.Show("fr", template.HTML("<b>x</b>")); got != "<b>x</b>" {
		t.Errorf("ours: %s", got)
	}
	if got := w.Plain("ar", "MISKA-1"); got != "\u2068MISKA-1\u2069" {
		t.Errorf("in Arabic text: %q", got)
	}
}

func TestAnUnknownKeyIsSeen(t *testing.T) {
	w := words(t)
	w.Strict = false
	if got := w.Text("fr", "desk.nothing"); got != "desk.nothing" {
		t.Errorf("shown as %q", got)
	}
	if got := w.Text("ar", "desk.late", "n", 3); got != "3 days late" {
		t.Errorf("a staff key in a public language: %q", got)
	}
	w.Strict = true
	for name, say := range map[string]func(){
		"unknown key":      func() { w.Text("fr", "desk.nothing") },
		"missing argument": func() { w.Text("fr", "desk.who", "who", "x") },
		"staff key":        func() { w.HTML("ar", "desk.late", "n", 1) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic in tests", name)
				}
			}()
			say()
		}()
	}
}

func TestSoundWordsPass(t *testing.T) {
	if faults := Check(sound); len(faults) > 0 {
		t.Error(strings.Join(faults, "\n"))
	}
}

func TestUnsoundWordsAreFound(t *testing.T) {
	const en = `{"a": "Hello {who}"}`
	const left = `{"left": {"one": "{n}", "other": "{n}"}}`
	for name, tc := range map[string]struct {
		files []string
		want  string
	}{
		"language missing":          {[]string{"en.json", en}, `no words in "fr"`},
		"public Arabic missing":     {[]string{"public.en.json", en, "public.fr.json", en}, `no words in "ar"`},
		"public Chinese missing":    {[]string{"public.en.json", en, "public.fr.json", en}, `no words in "zh"`},
		"public Russian missing":    {[]string{"public.en.json", en, "public.fr.json", en}, `no words in "ru"`},
		"public Spanish missing":    {[]string{"public.en.json", en, "public.fr.json", en}, `no words in "es"`},
		"Russian few missing":       {[]string{"public.fr.json", left, "public.ru.json", `{"left": {"one": "{n} день", "many": "{n} дней", "other": "{n} дня"}}`}, "lacks the plural category few"},
		"Spanish many missing":      {[]string{"public.fr.json", left, "public.es.json", left}, "lacks the plural category many"},
		"Chinese has no one":        {[]string{"public.fr.json", left, "public.zh.json", left}, "has the plural category one"},
		"Chinese key missing":       {[]string{"public.fr.json", `{"a": "x", "b": "y"}`, "public.zh.json", `{"a": "x"}`}, `public.zh.json: "b" is missing`},
		"Russian argument differs":  {[]string{"public.fr.json", en, "public.ru.json", `{"a": "Привет, {kto}"}`}, "takes"},
		"narrow Chinese mark":       {[]string{"public.fr.json", `{"a": "x"}`, "public.zh.json", `{"a": "您好,请坐"}`}, "half width"},
		"Spanish unopened question": {[]string{"public.fr.json", `{"a": "x"}`, "public.es.json", `{"a": "Cuándo?"}`}, "not as many"},
		"key missing":               {[]string{"en.json", `{"a": "x", "b": "y"}`, "fr.json", `{"a": "x"}`}, `"b" is missing`},
		"category missing":          {[]string{"en.json", `{"a": {"other": "x"}}`, "fr.json", `{"a": {"one": "x", "other": "x"}}`}, "lacks the plural category one"},
		"category not theirs":       {[]string{"en.json", `{"a": {"one": "x", "few": "x", "other": "x"}}`, "fr.json", `{"a": "x"}`}, "has the plural category few"},
		"no other":                  {[]string{"en.json", `{"a": {"one": "x"}}`, "fr.json", `{"a": "x"}`}, `"other" is missing`},
		"arguments differ":          {[]string{"en.json", en, "fr.json", `{"a": "Bonjour {qui}"}`}, "takes"},
		"link":                      {[]string{"en.json", `{"a": "<a href=x>x</a>"}`, "fr.json", `{"a": "x"}`}, "neither allowed markup"},
		"attribute":                 {[]string{"en.json", `{"a": "<b onclick=x>x</b>"}`, "fr.json", `{"a": "x"}`}, "neither allowed markup"},
		"abbr without title":        {[]string{"en.json", `{"a": "<abbr>x</abbr>"}`, "fr.json", `{"a": "x"}`}, "a title belongs"},
		"title elsewhere":           {[]string{"en.json", `{"a": "<b title=\"y\">x</b>"}`, "fr.json", `{"a": "x"}`}, "a title belongs"},
		"unclosed":                  {[]string{"en.json", `{"a": "<b>x"}`, "fr.json", `{"a": "x"}`}, "never closed"},
		"crossed":                   {[]string{"en.json", `{"a": "<b><i>x</b></i>"}`, "fr.json", `{"a": "x"}`}, "closes nothing"},
		"stray brace":               {[]string{"en.json", `{"a": "{Who}"}`, "fr.json", `{"a": "x"}`}, "neither allowed markup"},
		"twice":                     {[]string{"en.json", `{"a": "x", "a": "y"}`, "fr.json", `{"a": "x"}`}, "stands twice"},
		"both audiences":            {[]string{"en.json", `{"a": "x"}`, "fr.json", `{"a": "x"}`, "public.en.json", `{"a": "x"}`, "public.fr.json", `{"a": "x"}`, "public.ar.json", `{"a": "x"}`}, "for staff and for the public"},
		"name":                      {[]string{"en.json", `{"aB": "x"}`, "fr.json", `{"aB": "x"}`}, "snake_case"},
		"empty":                     {[]string{"en.json", `{"a": ""}`, "fr.json", `{"a": "x"}`}, "says nothing"},
		"straight apostrophe":       {[]string{"en.json", `{"a": "x"}`, "fr.json", `{"a": "l'aide"}`}, "straight"},
		"loose mark":                {[]string{"en.json", `{"a": "x"}`, "fr.json", `{"a": "Quoi ?"}`}, "no-break"},
		"no space":                  {[]string{"en.json", `{"a": "x"}`, "fr.json", `{"a": "Quoi?"}`}, "no-break"},
		"loose guillemets":          {[]string{"en.json", `{"a": "x"}`, "fr.json", `{"a": "« oui »"}`}, "no-break"},
		"another language":          {[]string{"en.json", en, "fr.json", en, "sw.json", en}, "not a language"},
		"no words":                  {nil, "no words"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := strings.Join(Check(map[string]fs.FS{"desk": room(tc.files...)}), "\n"); !strings.Contains(got, tc.want) {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

func TestKeysAreComparedWithWhatAsksForThem(t *testing.T) {
	w := words(t)
	for name, tc := range map[string]struct{ file, text, want string }{
		"said":               {"a.go", `package a; var x = lang.Say("desk.hello")`, ""},
		"does not exist":     {"a.go", `package a; var x = lang.Say("desk.nothing")`, `"desk.nothing" does not exist`},
		"no such room":       {"a.go", `package a; var x = fault.In("f", "attic.nothing")`, `"attic.nothing" does not exist`},
		"fault":              {"a.go", `package a; var x = fault.New(fault.Conflict, "desk.nothing")`, `"desk.nothing" does not exist`},
		"key field":          {"a.go", `package a; var x = S{TitleKey: "desk.nothing"}`, `"desk.nothing" does not exist`},
		"power is no key":    {"a.go", `package a; var x = S{Needs: "desk.decide"}`, ""},
		"template":           {"pages/a.html", `{{t "desk.nothing"}}`, `"desk.nothing" does not exist`},
		"template comment":   {"pages/a.html", `{{/* "desk.nothing" */}}`, ""},
		"declared":           {"a.go", "package a\n\n// words: desk.lat*, desk.w*\n", ""},
		"declared in vain":   {"a.go", "package a\n\n// words: desk.no_*\n", `no key begins with "desk.no_"`},
		"tests do not count": {"a_test.go", `package a; var x = lang.Say("desk.nothing")`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			got := strings.Join(w.Used(fstest.MapFS{tc.file: {Data: []byte(tc.text)}}), "\n")
			if (got == "") != (tc.want == "") || !strings.Contains(got, tc.want) {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
	tree := fstest.MapFS{"a.go": {Data: []byte("package a\n// words: desk.l*\nvar x, y = T(\"desk.hello\"), \"desk.who\"\n")}}
	if got := strings.Join(w.Used(tree, "desk"), "\n"); got != "desk.quote: nobody says it" {
		t.Errorf("unused: %q", got)
	}
}

func TestDaysAndNumbers(t *testing.T) {
	d := clock.Day("2026-11-25")
	at := time.Date(2026, 11, 25, 14, 5, 0, 0, time.UTC)
	for _, tc := range []struct{ got, want string }{
		{Day("fr", d), "25 novembre 2026"}, {Day("fr", "2026-12-01"), "1er décembre 2026"},
		{Day("en", d), "25 November 2026"}, {Day("ar", d), "25 تشرين الثاني/نوفمبر 2026"},
		{Day("zh", d), "2026年11月25日"}, {Day("ru", d), "25 ноября 2026 г."}, {Day("es", d), "25 de noviembre de 2026"},
		{WeekDay("zh", d), "2026年11月25日星期三"}, {WeekDay("ru", d), "среда, 25 ноября 2026 г."}, {WeekDay("es", d), "miércoles, 25 de noviembre de 2026"},
		{ShortDay("es", d), "25 nov"}, {ShortDay("ru", d), "25 нояб."}, {ShortDay("zh", d), "11月25日"}, {Day("es", "2026-12-01"), "1 de diciembre de 2026"},
		{Partial("zh", clock.Partial{Day: "2026"}), "2026年"}, {Partial("es", clock.Partial{Day: "2026-11"}), "noviembre de 2026"}, {Months("ru")[0], "январь"},
		{Moment("zh", at), "2026年11月25日 14:05"}, {Moment("ru", at), "25 ноября 2026 г., 14:05"}, {Moment("es", at), "25 de noviembre de 2026, 14:05"},
		{Number("ru", 1200), "1\u00a0200"}, {Number("es", 12000), "12\u00a0000"}, {Decimal("ru", 0.5, 1), "0,5"}, {Percent("es", 81), "81\u00a0%"}, {Percent("zh", 81), "81%"},
		{List("zh", []string{"甲", "乙", "丙"}), "甲、乙和丙"}, {List("ru", []string{"а", "б"}), "а и б"}, {List("es", []string{"a", "b", "c"}), "a, b y c"},
		{ShortDay("fr", d), "25 nov."}, {ShortDay("en", d), "25 Nov"}, {MonthDay("fr", d), "25 novembre"},
		{WeekDay("fr", d), "mercredi 25 novembre 2026"}, {WeekDay("ar", d), "الأربعاء، 25 تشرين الثاني/نوفمبر 2026"},
		{Day("fr", "nonsense"), "nonsense"},
		{Partial("fr", clock.Partial{Day: "2026-11"}), "novembre 2026"}, {Partial("ru", clock.Partial{Day: "2026-11"}), "ноябрь 2026 г."},
		{Partial("en", clock.Partial{Day: "2026"}), "2026"}, {Partial("en", clock.Partial{}), "date unknown"},
		{Partial("fr", clock.Partial{Day: "2026-11-25"}), "25 novembre 2026"},
		{Hour("fr", at), "14 h 05"}, {Moment("en", at), "25 November 2026, 14:05"}, {Moment("fr", at), "25 novembre 2026 à 14 h 05"},
		{Number("fr", 1234567), "1\u202f234\u202f567"}, {Number("en", 999), "999"}, {Number("es", 1234), "1234"}, {Number("en", -1200), "−1,200"},
		{Decimal("fr", 1200.5, 2), "1\u202f200,50"}, {Decimal("en", -0.5, 1), "−0.5"}, {Percent("fr", 81), "81\u00a0%"},
		{List("fr", []string{"a", "b", "c"}), "a, b et c"}, {List("en", []string{"a", "b"}), "a and b"}, {List("ar", []string{"أ"}), "أ"}, {List("en", nil), ""},
	} {
		if tc.got != tc.want {
			t.Errorf("%q, want %q", tc.got, tc.want)
		}
	}
}

func TestTheReadersLanguageIsChosen(t *testing.T) {
	for header, want := range map[string]Tag{
		"ar-EG,ar;q=0.9": "ar", "en-GB": "en", "de, en;q=0.5": "en", "sw": "en", "": "fr", "fr-CA": "fr", ";;;": "fr",
		"zh-CN,zh;q=0.9": "zh", "zh-Hans-SG": "zh", "ru-KZ,ru;q=0.8,en;q=0.5": "ru", "es-419,es;q=0.9": "es",
	} {
		if got := Match(header, Public); got != want {
			t.Errorf("%q: %s, want %s", header, got, want)
		}
	}
	if Dir("ar") != "rtl" || Dir("fr") != "ltr" || Attr("zh") != "zh-Hans" || Attr("ru") != "ru" {
		t.Error("direction or attribute")
	}
	var names []string
	for _, tag := range Public {
		names = append(names, Name(tag))
		if tag != Arabic && Dir(tag) != "ltr" {
			t.Errorf("%s runs %s", tag, Dir(tag))
		}
	}
	if got := strings.Join(names, " "); got != "Français English العربية 中文 Русский Español" {
		t.Errorf("they call themselves %s", got)
	}
}

func TestTheMirrorShowsWhatWasNotTranslated(t *testing.T) {
	m := words(t).Mirror()
	got := m.Text(Mirror, "desk.hello")
	if got != "\u202eĦéłłó\u202c" || Dir(Mirror) != "rtl" {
		t.Errorf("%q", got)
	}
	if m.Staff()[2] != Mirror {
		t.Error("the mirror is not among the languages")
	}
	if got := m.Text(Mirror, "desk.late", "n", 2); !strings.Contains(got, "2") {
		t.Errorf("%q", got)
	}
}
