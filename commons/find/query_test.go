package find

import (
	"io/fs"
	"slices"
	"strings"
	"testing"

	"haki/internal/fault"
	"haki/internal/lang"
)

func TestTheWordsAreWhole(t *testing.T) {
	for _, f := range lang.Check(map[string]fs.FS{"find": Words}) {
		t.Error(f)
	}
}

func lexiconOf(terms ...Term) *lexicon {
	l := newLexicon()
	for _, t := range terms {
		l.enter(t)
	}
	return l
}

var mira = []Term{
	{Field: Mission, Code: "MISKA", Said: []string{"Mission de stabilisation à Kalo", "Stabilisation Mission in Kalo"}},
	{Field: Mission, Code: "UN-MONA"},
	{Field: Country, Code: "XA", Said: []string{"Côte-d’Azuria", "Azuria Coast"}},
	{Field: Country, Code: "XB", Said: []string{"MISKA"}},
	{Field: Category, Code: "sea", Key: "x.sea", Said: []string{"Exploitation et abus sexuels"}},
	{Field: Category, Code: "exploitation", Key: "x.e", Said: []string{"Exploitation"}},
	{Field: State, Code: "open", Key: "x.open", Said: []string{"Ouvert", "open"}},
	{Field: State, Code: "a/closed", Said: []string{"closed"}},
	{Field: State, Code: "b/closed", Said: []string{"closed"}},
}

func TestALineIsReadAsItIsMeant(t *testing.T) {
	l := lexiconOf(mira...)
	for line, want := range map[string]string{
		"MISKA-2026-0141-K":               "ref MISKA-2026-0141-K",
		"miska 2026 0141 k":               "ref MISKA-2026-0141-K",
		"MISKA":                           "mission:MISKA",
		"miska 2026":                      "mission:MISKA year:2026",
		"2026-0141":                       "serial 2026-0141",
		"٢٠٢٦ ٠١٤١":                       "serial 2026-0141",
		"2025 2026":                       "year:2025 year:2026",
		"un-mona, open":                   "mission:UN-MONA state:open",
		"mission de stabilisation a kalo": "mission:MISKA",
		"cote d azuria":                   "country:XA",
		"XA OUVERT 2026":                  "country:XA state:open year:2026",
		"Exploitation et abus sexuels":    "category:sea",
		"exploitation":                    "category:exploitation",
		"exploitation open":               "category:exploitation state:open",
		"exploitation et abus sexuels, miska 2024": "category:sea mission:MISKA year:2024",
		"closed":    "state:a/closed state:b/closed", // two rooms mean it by one word
		"":          "",
		" , - ":     "",
		"ＭＩＳＫＡ":     "mission:MISKA",
		"MISKA 202": "refused find.not_coded",

		"Marie Kabila":                     "refused find.not_coded",
		"MISKA Kabila":                     "refused find.not_coded",
		"MISKA-2026-0141-M":                "refused find.reference_check",
		"0612345678":                       "refused find.not_coded",
		"open' OR 1=1":                     "refused find.not_coded",
		"%":                                "",
		"мiska":                            "refused find.not_coded",
		strings.Repeat("open ", 100):       "refused find.not_coded",
		"20260141":                         "refused find.not_coded",
		"2026 0141 2026 0142":              "refused find.not_coded",
		"exploitation et abus":             "refused find.not_coded",
		"Mission de stabilisation à Kalo2": "refused find.not_coded",
	} {
		if got := told(l.parse(line)); got != want {
			t.Errorf("%q: %s, want %s", line, got, want)
		}
	}
}

func told(q Query, err error) string {
	if err != nil {
		all := fault.All(err)
		if len(all) != 1 || all[0].Field != "q" || all[0].Kind != fault.Invalid {
			return "an error: " + err.Error()
		}
		return "refused " + all[0].Key
	}
	var out []string
	if q.Reference != "" {
		out = append(out, "ref "+string(q.Reference))
	}
	if q.Serial != "" {
		out = append(out, "serial "+q.Serial)
	}
	for _, t := range q.Terms {
		out = append(out, string(t.Field)+":"+t.Code)
	}
	return strings.Join(out, " ")
}

func TestARefusalDoesNotSayWhatWasTyped(t *testing.T) {
	_, err := lexiconOf(mira...).parse("MISKA Kabila")
	for _, f := range fault.All(err) {
		if strings.Contains(strings.ToLower(f.Error()), "kabila") || len(f.Args) != 2 || f.Args[1] != 1 {
			t.Errorf("%v %v", f, f.Args)
		}
	}
}

func TestTheConditionIsNeverWiderThanTheLine(t *testing.T) {
	c := Columns{Reference: "ref", By: map[Field]string{Mission: "mission", Year: "substr(day, 1, 4)",
		Country: "id IN (SELECT case_id FROM x WHERE country IN (?))"}}
	l := lexiconOf(mira...)
	for line, want := range map[string]string{
		"":                      "(1 = 0) []",
		"MISKA-2026-0141-K":     "(ref = ?) [MISKA-2026-0141-K]",
		"2026-0141":             "(ref LIKE ?) [%-2026-0141-_]",
		"2026-0141 miska":       "(ref LIKE ? AND mission IN (?)) [%-2026-0141-_ MISKA]",
		"miska un-mona":         "(mission IN (?, ?)) [MISKA UN-MONA]",
		"miska miska":           "(mission IN (?)) [MISKA]",
		"xa 2026":               "(id IN (SELECT case_id FROM x WHERE country IN (?)) AND substr(day, 1, 4) IN (?)) [XA 2026]",
		"miska open":            "(1 = 0) []", // this table knows no state
		"exploitation 2026 xa ": "(1 = 0) []",
	} {
		q, err := l.parse(line)
		if err != nil {
			t.Fatal(line, err)
		}
		sql, args := q.SQL(c)
		var shown []string
		for _, a := range args {
			switch a := a.(type) {
			case string:
				shown = append(shown, a)
			case Reference:
				shown = append(shown, string(a))
			}
		}
		if got := sql + " [" + strings.Join(shown, " ") + "]"; got != want {
			t.Errorf("%q: %s, want %s", line, got, want)
		}
	}
	if !slices.Equal(Query{Terms: []Term{{Field: Year, Code: "2026"}}}.Any(Mission), nil) {
		t.Error("a term of another field")
	}
}
