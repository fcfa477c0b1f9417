package namematch

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"haki/science/namematch/roman"
)

// Every name here is invented: syllables thrown together, or words that are no name of anyone.

// dice is a linear congruential generator, so that every run throws the same.
type dice uint64

func (d *dice) throw(n int) int {
	*d = *d*6364136223846793005 + 1442695040888963407
	return int(uint64(*d>>33) % uint64(n))
}

func (d *dice) word() string {
	const begin, vowel, middle = "b d f g k l m n p r s t v z ch sh kh dj", "a e i o u ou", "b d l m n r s t v z ll nd rk st mb"
	pick := func(s string) string { f := strings.Fields(s); return f[d.throw(len(f))] }
	w := pick(begin) + pick(vowel) + pick(middle) + pick(vowel)
	for range d.throw(2) {
		w += pick(middle) + pick(vowel)
	}
	return strings.ToUpper(w[:1]) + w[1:]
}

// town is a register of invented persons.
func town(n int) []Record {
	d := dice(11)
	var words []string
	for range 900 {
		words = append(words, d.word())
	}
	out := make([]Record, n)
	for i := range out {
		name := words[d.throw(len(words))] + " " + words[d.throw(len(words))]
		switch d.throw(5) {
		case 0:
			name = words[d.throw(len(words))] + " al " + name
		case 1:
			name += " " + words[d.throw(len(words))]
		}
		out[i] = Record{ID: fmt.Sprintf("T%05d", i), Name: name, Nationality: []string{"AA", "BB", "CC", "DD"}[d.throw(4)], Gender: []string{"M", "F"}[d.throw(2)],
			Born: fmt.Sprintf("%d-%02d-%02d", 1950+d.throw(50), 1+d.throw(12), 1+d.throw(28)), Number: fmt.Sprintf("ZZ-%08d", d.throw(1e8))}
	}
	return out
}

func indexed(t testing.TB, records ...Record) *Index {
	t.Helper()
	ix := New()
	for _, r := range records {
		if err := ix.Add(r); err != nil {
			t.Fatalf("%s: %v", r.ID, err)
		}
	}
	ix.Settle()
	return ix
}

func found(t testing.TB, f *Finder, r Record, n int) []Match {
	t.Helper()
	m, err := f.Find(&r, n)
	if err != nil {
		t.Fatalf("%s: %v", r.Name, err)
	}
	return m
}

func firstOf(t testing.TB, f *Finder, r Record) string {
	t.Helper()
	if m := found(t, f, r, 1); len(m) > 0 {
		return m[0].ID
	}
	return "nobody"
}

func TestAPersonIsFoundHoweverTheNameIsWritten(t *testing.T) {
	more := append(town(2000),
		Record{ID: "cyr", Name: "Вадимир Златоградцев"}, Record{ID: "ara", Name: "مبروك الزهراوني"},
		Record{ID: "lat", Name: "Oumarou Kourbalga"}, Record{ID: "two", Name: "Abdou Latifou Sangharé"},
		Record{ID: "han", Name: "歐陽山河"}, Record{ID: "ali", Name: "Nobody Inparticular", Aliases: "Tarkan Vesselin; Zed Quorum"})
	f := indexed(t, more...).Finder()
	for written, want := range map[string]string{
		"Vadimir Zlatogradtsev":           "cyr",
		"ZLATOGRADCEV, Wadimir":           "cyr",
		"Mabrouk Al-Zahraouni":            "ara",
		"Mabruk ZAHRAWNI":                 "ara",
		"Umaru Kurbalga":                  "lat",
		"Sgt KOURBALGA Oumarou":           "lat",
		"Kourbalga O.":                    "lat",
		"Ouma rou Kourbalga":              "lat",
		"Abdoulatifou Sanghare":           "two",
		"Sanghare Abdou":                  "two",
		"Ouyang Shanhe":                   "han",
		"Quorum Zed":                      "ali",
		"Оумароу Коурбалга":               "lat",
		"Dr Tarkan VESSELIN (Inspecteur)": "ali",
	} {
		if got := firstOf(t, f, Record{Name: written}); got != want {
			t.Errorf("%s is %s, want %s", written, got, want)
		}
	}
}

// pairsOfFirst is the record found first, and how its name was paired.
func pairsOfFirst(t testing.TB, f *Finder, r Record) (id string, pairs []Pair) {
	t.Helper()
	m := found(t, f, r, 1)
	if len(m) == 0 {
		return "nobody", nil
	}
	return m[0].ID, f.Explain(&m[0], &r).Pairs
}

func TestWhatNoSoundTellsIsKnown(t *testing.T) {
	f := indexed(t, append(town(2000),
		Record{ID: "bob", Name: "Robert Valtemarsk"}, Record{ID: "ivan", Name: "Johannes Brimbelkov"}, Record{ID: "mute", Name: "Olva Zagallaix"}, Record{ID: "gh", Name: "Trwen Knightlow"},
		Record{ID: "straits", Name: "Lim Ti Beng"}, Record{ID: "fields", Name: "Olva Trestok"})...).Finder()
	for _, c := range []struct{ written, want, query, beside string }{
		{"Bob Valtemarsk", "bob", "bob", "robert"},
		{"Иван Бримбельков", "ivan", "иван", "johannes"},
		{"Загалле Ольва", "mute", "загалле", "zagallaix"},
		{"Найтлоу Трвен", "gh", "найтлоу", "knightlow"},
		{"林智明", "straits", "智明", "ti beng"},
		{"Nobody Whatever @ Trestok Olva", "fields", "trestok", "trestok"},
	} {
		id, pairs := pairsOfFirst(t, f, Record{Name: c.written})
		if id != c.want || !slices.ContainsFunc(pairs, func(p Pair) bool { return p.Query == c.query && p.Name == c.beside }) {
			t.Errorf("%s is %s, by %v; want %s by %s beside %s", c.written, id, pairs, c.want, c.query, c.beside)
		}
	}
}

func TestAScriptIsReadAsTheStateDoesAndOneTextIsOneName(t *testing.T) {
	for nation, latin := range map[string]string{"KR": "kim", "CN": "jin"} {
		f := indexed(t, append(town(300), Record{ID: "x", Name: "金山河", Nationality: nation})...).Finder()
		for _, theirs := range []string{"", "CN", "KR", "JP"} {
			id, pairs := pairsOfFirst(t, f, Record{Name: "金山河", Nationality: theirs})
			if id != "x" || len(pairs) != 2 || pairs[0].Latin != latin || pairs[0].Kind != Equal || pairs[1].Kind != Equal {
				t.Errorf("a national of %q beside one of %s: %s by %v", theirs, nation, id, pairs)
			}
		}
	}
}

// TestEveryRegisterNameIsFoundAfterOneAccident is the promise of recall of the design,
// section 2, on a register whose homonyms are as many as chance makes them.
func TestEveryRegisterNameIsFoundAfterOneAccident(t *testing.T) {
	people := town(4000)
	f := indexed(t, people...).Finder()
	d := dice(5)
	accidents := map[string]func(Record) Record{
		"itself": func(r Record) Record { return Record{Name: r.Name} },
		"one letter": func(r Record) Record {
			s := []rune(r.Name)
			at := d.throw(len(s))
			for s[at] == ' ' {
				at = d.throw(len(s))
			}
			switch d.throw(3) {
			case 0:
				s[at] = rune('a' + d.throw(26))
			case 1:
				s = slices.Delete(s, at, at+1)
			case 2:
				s = slices.Insert(s, at, rune('a'+d.throw(26)))
			}
			return Record{Name: string(s)}
		},
		"another order": func(r Record) Record {
			w := strings.Fields(r.Name)
			at := 1 + d.throw(len(w)-1)
			return Record{Name: strings.Join(append(slices.Clone(w[at:]), w[:at]...), " ")}
		},
		"no particle": func(r Record) Record { return Record{Name: strings.ReplaceAll(r.Name, " al ", " ")} },
		"day and month exchanged": func(r Record) Record {
			return Record{Name: r.Name, Born: r.Born[:5] + r.Born[8:] + "-" + r.Born[5:7]}
		},
	}
	for name, happens := range accidents {
		missed := 0
		for _, r := range people {
			q := happens(r)
			m, err := f.Find(&q, Width)
			if err != nil || !slices.ContainsFunc(m, func(m Match) bool { return m.ID == r.ID }) {
				if missed++; missed < 4 {
					t.Errorf("%s: %q does not bring up %q (%v)", name, q.Name, r.Name, err)
				}
			}
		}
		if missed > 0 {
			t.Errorf("%s: %d of %d are missed", name, missed, len(people))
		}
	}
}

func TestTheBitsOfAnExplanationAddUp(t *testing.T) {
	people := town(500)
	f := indexed(t, people...).Finder()
	for _, r := range people[:50] {
		r.Name = "Capt " + r.Name + " Extra"
		r.Rank = "captain"
		for _, m := range found(t, f, r, 3) {
			sum := 0.0
			for _, why := range m.Reasons() {
				sum += why.Bits
			}
			e := f.Explain(&m, &r)
			told := e.Whole + e.Start
			for _, p := range e.Pairs {
				told += p.Bits
			}
			for _, a := range e.Facts {
				told += a.Bits
			}
			if math.Abs(sum-m.Bits) > 1e-9 || math.Abs(told-m.Bits) > 1e-6 {
				t.Errorf("%s: %.3f bits, the reasons say %.3f, the explanation %.3f", r.Name, m.Bits, sum, told)
			}
		}
	}
}

func TestWhatIsMissingSaysNothing(t *testing.T) {
	whole := Record{ID: "a", Name: "Brisko Valtemar", Born: "1980-05-06", Nationality: "AA", Gender: "M", Number: "ZZ-12345678", Rank: "major", Place: "Nowhere"}
	f := indexed(t, append(town(300), whole)...).Finder()
	m := found(t, f, Record{Name: whole.Name}, 1)
	for _, a := range f.Explain(&m[0], &Record{Name: whole.Name}).Facts {
		if a.Bits != 0 || a.Verdict != "missing" {
			t.Errorf("%s is missing and weighs %.2f (%s)", a.What, a.Bits, a.Verdict)
		}
	}
	bare := m[0].Bits
	for what, q := range map[string]Record{
		"birth": {Name: whole.Name, Born: whole.Born}, "number": {Name: whole.Name, Number: whole.Number}, "nationality": {Name: whole.Name, Nationality: "AA"},
		"gender": {Name: whole.Name, Gender: "M"}, "place": {Name: whole.Name, Place: "nowhere"},
	} {
		if with := found(t, f, q, 1)[0].Bits; with <= bare {
			t.Errorf("the same %s speaks against: %.2f after %.2f", what, with, bare)
		}
	}
	for what, q := range map[string]Record{
		"birth": {Name: whole.Name, Born: "1961-11-23"}, "number": {Name: whole.Name, Number: "ZZ-99999990"}, "nationality": {Name: whole.Name, Nationality: "DD"},
		"gender": {Name: whole.Name, Gender: "F"},
	} {
		if with := found(t, f, q, 1)[0].Bits; with >= bare {
			t.Errorf("another %s speaks in favour: %.2f after %.2f", what, with, bare)
		}
	}
}

func TestHomonymsShareTheProbability(t *testing.T) {
	twins := []Record{{ID: "a", Name: "Olva Trestok"}, {ID: "b", Name: "Olva Trestok"}, {ID: "c", Name: "TRESTOK Olva"}}
	f := indexed(t, append(town(300), twins...)...).Finder()
	sum, before := 0.0, math.Inf(1)
	m := found(t, f, Record{Name: "Olva Trestok"}, 50)
	for _, x := range m {
		sum += x.Score
		if x.Score > before || x.Score <= 0 || x.Score >= 1 {
			t.Errorf("a score of %g after %g", x.Score, before)
		}
		before = x.Score
	}
	if sum > 1 {
		t.Errorf("the scores of one person add up to %f", sum)
	}
	if m[0].Score > 0.51 || m[0].ID != "a" || m[1].ID != "b" {
		t.Errorf("two of one name: %s %.3f, %s %.3f", m[0].ID, m[0].Score, m[1].ID, m[1].Score)
	}
}

func TestFewerExpectedMeansLessProbable(t *testing.T) {
	f := indexed(t, append(town(300), Record{ID: "a", Name: "Olva Trestok"})...).Finder()
	half := found(t, f, Record{Name: "Olva Trestok"}, 1)[0]
	f.Expected = 0.001
	few := found(t, f, Record{Name: "Olva Trestok"}, 1)[0]
	if few.Score >= half.Score || few.Bits != half.Bits {
		t.Errorf("score %f where half are expected, %f where one in a thousand is; bits %f and %f", half.Score, few.Score, half.Bits, few.Bits)
	}
}

func TestARareTokenSaysMoreThanACommonOne(t *testing.T) {
	var people []Record
	for i := range 400 {
		people = append(people, Record{ID: fmt.Sprint("c", i), Name: "Commonus " + (func() string { d := dice(i); return d.word() + d.word() })()})
	}
	people = append(people, Record{ID: "rare", Name: "Zvimbrok Alpo"})
	f := indexed(t, people...).Finder()
	common := f.Explain(&found(t, f, Record{Name: "Commonus"}, 1)[0], &Record{}).Pairs[0].Bits
	rare := f.Explain(&found(t, f, Record{Name: "Zvimbrok"}, 1)[0], &Record{}).Pairs[0].Bits
	if rare <= common+2 {
		t.Errorf("the rare token weighs %.2f bits, the common one %.2f", rare, common)
	}
}

func TestAnAddedRecordIsFoundAtOnce(t *testing.T) {
	ix := indexed(t, town(5000)...)
	f := ix.Finder()
	begin := time.Now()
	for i, name := range []string{"Vrolinka Petastro", "Олжабек Тумарханов", "Completely Newtokens"} {
		id := fmt.Sprint("new", i)
		if err := ix.Add(Record{ID: id, Name: name, Born: "1999-01-02"}); err != nil {
			t.Fatal(err)
		}
		if got := firstOf(t, f, Record{Name: name}); got != id {
			t.Errorf("%s is %s", name, got)
		}
	}
	t.Logf("three added and found in %v", time.Since(begin))
	ix.Settle()
	if got := firstOf(t, f, Record{Name: "Petastro Vrolinka"}); got != "new0" {
		t.Errorf("after settling it is %s", got)
	}
}

func TestNamesThatAreNoneAreRefused(t *testing.T) {
	ix := indexed(t, town(10)...)
	f := ix.Finder()
	for what, c := range map[string]struct {
		name string
		want error
	}{
		"ten thousand tokens": {strings.Repeat("ab ", 10000), roman.ErrLong},
		"a bomb of marks":     {"a" + strings.Repeat("\u0301", 5000), roman.ErrLong},
		"a small bomb":        {"a" + strings.Repeat("\u0316", 60), roman.ErrMarks},
		"nothing":             {"", ErrNameless},
		"signs only":          {" ,;- ", ErrNameless},
	} {
		if err := ix.Add(Record{ID: "x", Name: c.name}); !errors.Is(err, c.want) {
			t.Errorf("adding %s: %v", what, err)
		}
		if _, err := f.Find(&Record{Name: c.name}, 5); !errors.Is(err, c.want) {
			t.Errorf("looking up %s: %v", what, err)
		}
	}
	if ix.Len() != 10 {
		t.Errorf("%d records", ix.Len())
	}
}

func TestDatesAreComparedAsDates(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want feature
	}{
		{"1980-05-06", "1980-05-06", bornExact}, {"1980-05-06", "1980-06-05", bornSwapped}, {"1980-05-06", "1980-05-07", bornDigit},
		{"1980-05-06", "1908-05-06", bornDigit}, {"1980-05-06", "1990-05-06", bornDigit}, {"1980-05-06", "1981-05-06", bornYearOff},
		{"1980-01-01", "1980-05-06", bornFirst}, {"1980-01-01", "1980-01-01", bornNewYear}, {"1980-05", "1980-05-06", bornMonth},
		{"1980", "1980-05-06", bornYear}, {"1980-05-06", "1980-11-23", bornSameYear}, {"1980", "1981", bornNear}, {"1980-05-06", "1982-12-30", bornTwo},
		{"1980-05-06", "1986-12-30", bornConflict}, {"1980-05-06", "1931-12-30", bornFar}, {"", "1980", none}, {"soon", "1980", none}, {"1980-13-45", "1980", bornYear},
	} {
		for _, p := range [][2]string{{c.a, c.b}, {c.b, c.a}} {
			if got := compareDates(ParseDate(p[0]), ParseDate(p[1])); got != c.want {
				t.Errorf("%q and %q: %s, want %s", p[0], p[1], featureNames[got], featureNames[c.want])
			}
		}
	}
	for _, s := range []string{"1980-05-06", "1980-05", "1980", ""} {
		if got := ParseDate(s).String(); got != s {
			t.Errorf("%q is written %q", s, got)
		}
	}
}

func TestNumbersAreComparedWithoutTheirForm(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want feature
	}{
		{"AB-12345678", "ab 1234 5678", numberSame}, {"AB-12345678", "12345678", numberSame}, {"12345678", "12345679", numberNear}, {"12345678", "12354678", numberNear},
		{"12345678", "1234567", numberNear}, {"12345678", "45678", numberPart}, {"12345678", "87651234", numberOther}, {"", "1", none},
	} {
		if got := compareNumbers(numberOf(c.a), numberOf(c.b)); got != c.want {
			t.Errorf("%q and %q: %s, want %s", c.a, c.b, featureNames[got], featureNames[c.want])
		}
	}
}

func TestEveryFeatureHasAWeightAndLikenessIsMonotone(t *testing.T) {
	text, err := data.ReadFile("data/weights.txt")
	if err != nil {
		t.Fatal(err)
	}
	for f := none + 1; f < features; f++ {
		if featureNames[f] == "" || !strings.Contains(string(text), "\n"+featureNames[f]+" ") {
			t.Errorf("feature %d %q has no weight", f, featureNames[f])
		}
	}
	for _, kind := range []feature{same0, cross0} {
		for l := feature(1); l+1 < levels; l++ {
			if weights[kind+l] < weights[kind+l+1] {
				t.Errorf("%s weighs less than %s, which is further away", featureNames[kind+l], featureNames[kind+l+1])
			}
		}
	}
}

func FuzzAnyBytesAreANameOrRefused(f *testing.F) {
	ix := indexed(f, town(200)...)
	for _, s := range []string{"Ana Bo", "Вадимир Z", "مبروك", "歐陽山河", "a\u0301\u0301", "\xff\xfe;x", "Lt. Col. X/Y @Z"} {
		f.Add(s, "1980-01-01", "AB-123")
	}
	finder := ix.Finder()
	f.Fuzz(func(t *testing.T, name, born, number string) {
		r := Record{ID: "q", Name: name, Aliases: number, Born: born, Number: number, Rank: born, Place: name}
		own := New()
		_ = own.Add(r)
		own.Settle()
		m, err := finder.Find(&r, 3)
		if err != nil && m != nil {
			t.Error("refused, and found all the same")
		}
		for i := range m {
			if m[i].Score < 0 || m[i].Score > 1 || math.IsNaN(m[i].Score) {
				t.Errorf("a score of %f", m[i].Score)
			}
			_ = finder.Explain(&m[i], &r)
		}
	})
}

func TestTheShortWayGivesTheTokensOfTheLongOne(t *testing.T) {
	for _, written := range []string{"Vadimir KOURBALGA", "Brisko al Valtemar", "Major Brisko Valtemar", "Brisko Major", "Olva also known as Trestok", "Zoé  Trestok", "Olva-Ana Trestok",
		"TRESTOK, Olva", "Lt Col Olva Trestok", "Olva Trestok Jr", "o trestok", "Вадимир Trestok", "abd al Valtemar", "Dr"} {
		short, ok := New().quick(written)
		if !ok {
			continue
		}
		ix := New()
		tokens, err := tokensOf(written)
		if err != nil || len(roman.Split(written)) != 1 || len(tokens) != len(short) {
			t.Errorf("%s: %d tokens the short way, %d the long way (%v), %d names", written, len(short), len(tokens), err, len(roman.Split(written)))
			continue
		}
		words, _ := ix.quick(written)
		for i, w := range words {
			if got := ix.voc.tokens[w]; got.text != tokens[i].Text || got.role != tokens[i].Role || got.script != tokens[i].Script {
				t.Errorf("%s: %q is %v, the long way %q %v", written, got.text, got.role, tokens[i].Text, tokens[i].Role)
			}
		}
	}
	if _, ok := New().quick("Vadimir Kourbalga"); !ok {
		t.Error("the short way is never gone")
	}
}
