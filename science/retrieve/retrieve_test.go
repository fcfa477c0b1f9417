package retrieve

import (
	"slices"
	"testing"
)

func library() *Index {
	x := New(map[string][]string{"father": {"father", "dad", "père", "baba", "отец", "父亲", "أب", "والد", "pai", "padre"}, "training": {"training", "formation", "mafunzo", "培训"}})
	put := func(thing, tag, title, rest string) { x.Put(thing, tag, Part{title, 3}, Part{rest, 1}) }
	put("dna", "en", "DNA samples for paternity claims", "A team travels to the mother and takes samples for the father’s State.")
	put("dna", "fr", "Échantillons d’ADN pour les demandes de paternité", "Une équipe se rend chez la mère.")
	put("dna", "ar", "عينات الحمض النووي", "يسافر الفريق إلى الأم ويأخذ العينات")
	put("dna", "zh", "采集脱氧核糖核酸样本", "小组前往母亲所在地采集样本")
	put("training", "en", "Role of training in strengthening conduct", "Peacekeepers are trained before they deploy.")
	put("training", "ru", "Роль обучения миротворцев", "Миротворцев обучают до развертывания.")
	return x
}

func first(x *Index, question, language string) string {
	if hits := x.Search(question, language); len(hits) > 0 {
		return hits[0].Thing + "/" + hits[0].Language
	}
	return ""
}

func TestAWordIsFoundHoweverItIsWritten(t *testing.T) {
	x := library()
	for question, want := range map[string]string{
		"echantillons":     "dna/fr", // without its accent
		"ÉCHANTILLON":      "dna/fr", // one of several, in capitals
		"sampels":          "dna/en", // two letters swapped
		"paternty":         "dna/en", // one left out
		"العيّنات":         "dna/ar", // with a mark, with its article
		"الى الام":         "dna/ar", // alif without its hamza
		"样本":               "dna/zh",
		"采集":               "dna/zh",
		"миротворца":       "training/ru",
		"training peacek":  "training/en", // a word begun
		"claims paternity": "dna/en",      // in another order
		"baba":             "dna/en",      // a concept, in Swahili
		"mafunzo":          "training/en",
		"父亲":               "dna/en",
		"xyzzy":            "",
		"":                 "",
		" … ":              "",
	} {
		if got := first(x, question, "en"); got != want {
			t.Errorf("%q finds %q, want %q", question, got, want)
		}
	}
}

func TestTheReadersLanguageComesFirst(t *testing.T) {
	x := New(nil)
	x.Put("one", "en", Part{"DNA", 1})
	x.Put("one", "fr", Part{"DNA", 1})
	for _, tag := range []string{"en", "fr"} {
		if got := first(x, "dna", tag); got != "one/"+tag {
			t.Errorf("in %s: %s", tag, got)
		}
	}
}

func TestWhatIsDroppedIsNotFound(t *testing.T) {
	x := library()
	x.Drop("dna")
	if got := first(x, "samples", "en"); got != "" {
		t.Errorf("found %s", got)
	}
	x.Put("dna", "en", Part{"Samples again", 1})
	if got := first(x, "samples", "en"); got != "dna/en" {
		t.Errorf("found %q", got)
	}
}

func TestSlipsAreCountedAsDamerauDid(t *testing.T) {
	for _, c := range []struct {
		a, b string
		n    int
		want bool
	}{{"claim", "claim", 0, true}, {"claim", "calim", 1, true}, {"claim", "clam", 1, true}, {"claim", "claims", 1, true}, {"claim", "cloim", 1, true}, {"claim", "clmai", 1, false}, {"claim", "blame", 2, false}, {"claim", "cliamm", 2, true}} {
		if got := slips([]rune(c.a), []rune(c.b), c.n); got != c.want {
			t.Errorf("%s and %s within %d: %v", c.a, c.b, c.n, got)
		}
	}
}

func TestCommonWordsCountOnlyAlone(t *testing.T) {
	x := library()
	if got := x.asked("the role of the training"); !slices.Equal(got, []string{"role", "training"}) {
		t.Errorf("asked %q", got)
	}
	if got := x.asked("the"); !slices.Equal(got, []string{"the"}) {
		t.Errorf("asked %q", got)
	}
}
