package seal

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func anyReceipt(t *rapid.T) Receipt {
	return must(ReceiptOf(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "receipt")))
}

// digitsFrom writes decimal digits in the script whose zero is given.
func digitsFrom(zero rune, text string) string {
	return strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' {
			return zero + c - '0'
		}
		return c
	}, text)
}

func TestAReceiptIsReadHoweverItIsWritten(t *testing.T) {
	dress := map[string]func(string) string{
		"as it is":     func(s string) string { return s },
		"in capitals":  strings.ToUpper,
		"on lines":     func(s string) string { return "\n " + strings.ReplaceAll(s, " ", "\r\n") + "\t" },
		"with commas":  func(s string) string { return "« " + strings.ReplaceAll(s, " ", ", ") + " »." },
		"with hyphens": func(s string) string { return strings.ReplaceAll(s, " ", "–") },
		"in one":       func(s string) string { return strings.ReplaceAll(s, " ", "") },
		"torn apart":   func(s string) string { return strings.Join(strings.Split(s, ""), " ") },
		"numbered": func(s string) string {
			var b strings.Builder
			for i, w := range strings.Fields(s) {
				fmt.Fprintf(&b, "%d) %s\n", i+1, w)
			}
			return b.String()
		},
		"accented": func(s string) string {
			return strings.NewReplacer("e", "é", "a", "à", "o", "ô", "i", "ï").Replace(s)
		},
		"accents apart":      func(s string) string { return norm.NFD.String(strings.NewReplacer("e", "ê", "n", "ñ").Replace(s)) },
		"Turkish":            func(s string) string { return strings.NewReplacer("i", "ı").Replace(s) },
		"Turkish capitals":   func(s string) string { return strings.ToUpperSpecial(unicode.TurkishCase, s) },
		"Arabic digits":      func(s string) string { return digitsFrom('٠', s) },
		"Persian digits":     func(s string) string { return digitsFrom('۰', s) },
		"wide digits":        func(s string) string { return digitsFrom('０', s) },
		"Devanagari digits":  func(s string) string { return digitsFrom('०', s) },
		"wide letters":       func(s string) string { return strings.Map(wide, s) },
		"from right to left": func(s string) string { return "\u202b\u2067" + strings.ReplaceAll(s, " ", "\u200f \u200e") + "\u2069" },
		"softly hyphenated":  func(s string) string { return s[:2] + "\u00ad" + s[2:] },
		"unbroken spaces":    func(s string) string { return strings.NewReplacer(" ", "\u202f\u00a0\u3000").Replace(s) },
	}
	numbering := map[string]bool{"numbered": true} // of digits nobody would do that, and nobody could read it
	rapid.Check(t, func(t *rapid.T) {
		r := anyReceipt(t)
		for what, dressed := range dress {
			for how, text := range map[string]string{"en": r.Words("en"), "fr": r.Words("fr"), "digits": r.Digits()} {
				if how == "digits" && numbering[what] {
					continue
				}
				got, err := ParseReceipt(dressed(text))
				if err != nil || !got.Same(r) {
					t.Fatalf("%s %s: %q was not read: %v", how, what, dressed(text), err)
				}
			}
		}
		en, fr := strings.Fields(r.Words("en")), strings.Fields(r.Words("fr"))
		for i := range en {
			if rapid.Bool().Draw(t, "French") {
				en[i] = fr[i]
			}
		}
		if got, err := ParseReceipt(strings.Join(en, " ")); err != nil || !got.Same(r) {
			t.Fatalf("mixed lists: %v", err)
		}
		if got, err := ParseReceipt("Code : " + r.Digits() + " (à garder)"); err != nil || !got.Same(r) {
			t.Fatalf("digits among words: %v", err)
		}
	})
}

func wide(c rune) rune {
	if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
		return c - '!' + '！'
	}
	return c
}

func TestUnicodesDigitsStandInTens(t *testing.T) {
	for c := range rune(unicode.MaxRune) {
		d, ok := digit(c)
		if ok != unicode.Is(unicode.Nd, c) {
			t.Fatalf("%U: digit %v", c, ok)
		}
		if _, next := digit(c + 1); ok && d < 9 && !next {
			t.Fatalf("%U: a script with fewer than ten digits", c)
		}
	}
	for _, zero := range []rune{'0', '٠', '۰', '߀', '०', '০', '๐', '០', '၀', '０', '𝟎'} {
		if d, ok := digit(zero); !ok || d != 0 {
			t.Errorf("%U is a zero", zero)
		}
	}
}

func TestAMistypedWordIsNamed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, lang := anyReceipt(t), rapid.SampledFrom([]string{"en", "fr"}).Draw(t, "lang")
		words := strings.Fields(r.Words(lang))
		at := rapid.IntRange(0, 11).Draw(t, "at")
		meant := words[at]
		words[at] = mistype(t, meant)
		_, err := ParseReceipt(strings.Join(words, " "))
		var bad *ReceiptError
		if !errors.As(err, &bad) || !errors.Is(err, ErrReceipt) || bad.Kind != WrongWord {
			t.Fatalf("%q for %q: %v; one wrong letter is never another word", words[at], meant, err)
		}
		if bad.Word != words[at] || bad.Place != at+1 || bad.Count != 12 || bad.Digits {
			t.Fatalf("the error names %q at %d", bad.Word, bad.Place)
		}
		i := slices.Index(bad.Suggest, meant)
		if i < 0 {
			t.Fatalf("%q was meant; suggested %q", meant, bad.Suggest)
		}
		for _, before := range bad.Suggest[:i] { // only what would pass as well may come first
			words[at] = before
			if _, err := ParseReceipt(strings.Join(words, " ")); err != nil {
				t.Fatalf("%q was meant; suggested %q", meant, bad.Suggest)
			}
		}
	})
}

// mistype changes, adds, drops or swaps one letter.
func mistype(t *rapid.T, w string) string {
	i, c := rapid.IntRange(0, len(w)-1).Draw(t, "letter"), string(rapid.RuneFrom([]rune("abcdefghijklmnopqrstuvwxyz")).Draw(t, "instead"))
	j := min(i+1, len(w)-1)
	swapped := w[:i] + w[j:j+1] + w[i:i+1] + w[j+1:]
	if i == j {
		swapped = c + w
	}
	return rapid.SampledFrom([]string{w[:i] + c + w[i+1:], w[:i] + c + w[i:], w + c, w[:i] + w[i+1:], swapped}).
		Filter(func(o string) bool { return o != w }).Draw(t, "typo")
}

func TestOneEditNeverMakesAnotherWord(t *testing.T) {
	if len(index()) != 4096 {
		t.Fatalf("%d words in both lists, want 4096", len(index()))
	}
	for _, l := range lists() {
		for _, w := range l.words {
			if near := neighbours(w); len(near) > 0 {
				t.Fatalf("%s: %s is one edit from %s", l.lang, w, near)
			}
		}
	}
	if len(neighbours("badak")) == 0 && len(neighbours("bada")) == 0 {
		t.Error("no neighbour was ever found; the test proves nothing")
	}
	if neighbours(strings.Repeat("a", 1000)) != nil {
		t.Error("boundless work")
	}
}

func TestAMisreadDigitIsAlwaysFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := strings.ReplaceAll(anyReceipt(t).Digits(), " ", "")
		for i := range d {
			for c := '0'; c <= '9'; c++ {
				if bad := d[:i] + string(c) + d[i+1:]; bad != d {
					refuses(t, "one digit misread", bad)
				}
			}
			if i+1 < len(d) && d[i] != d[i+1] {
				refuses(t, "two digits swapped", d[:i]+d[i+1:i+2]+d[i:i+1]+d[i+2:])
			}
			if i+2 < len(d) && d[i] != d[i+2] {
				refuses(t, "two digits swapped over a third", d[:i]+d[i+2:i+3]+d[i+1:i+2]+d[i:i+1]+d[i+3:])
			}
		}
	})
}

func refuses(t *rapid.T, what, text string) {
	var bad *ReceiptError
	if _, err := ParseReceipt(text); !errors.As(err, &bad) || bad.Kind != WrongSum || !bad.Digits {
		t.Fatalf("%s: %v", what, err)
	}
}

func TestFalsePapersSeldomPass(t *testing.T) {
	passed := 0
	for range 4000 { // another word of the list in one place
		words := strings.Fields(NewReceipt().Words("fr"))
		b := random(3)
		other := listFor("fr")[(int(b[0])<<8|int(b[1]))&2047]
		if words[b[2]%12] == other {
			continue
		}
		words[b[2]%12] = other
		if _, err := ParseReceipt(strings.Join(words, " ")); err == nil {
			passed++
		}
	}
	if passed > 4000/10 { // one in thirteen is expected, 308
		t.Errorf("%d of 4000 passed", passed)
	}
}

func TestWhatIsWrongWithAReceiptIsSaid(t *testing.T) {
	r := must(ReceiptOf([]byte("sixteen bytes ok")))
	w, d := strings.Fields(r.Words("en")), strings.Fields(r.Digits())
	join := func(parts ...[]string) string { return strings.Join(slices.Concat(parts...), " ") }
	for what, c := range map[string]struct {
		text string
		want ReceiptError
	}{
		"nothing":                  {"", ReceiptError{Kind: WrongCount}},
		"a word too few":           {join(w[:11]), ReceiptError{Kind: WrongCount, Count: 11}},
		"a word too many":          {join(w, w[:1]), ReceiptError{Kind: WrongCount, Count: 13}},
		"too few, and one wrong":   {join(w[:3], []string{"xxxxx"}, w[4:9]), ReceiptError{Kind: WrongCount, Count: 9, Word: "xxxxx", Place: 4}},
		"words in another order":   {join(w[1:2], w[:1], w[2:]), ReceiptError{Kind: WrongSum, Count: 12}},
		"a word with a digit":      {join(w[:2], []string{"l0gin"}, w[3:]), ReceiptError{Kind: WrongWord, Count: 12, Word: "l0gin", Place: 3}},
		"accents apart":            {join(w[:2], []string{"zz\u200dQu\u0308x"}, w[3:]), ReceiptError{Kind: WrongWord, Count: 12, Word: "zzqux", Place: 3}},
		"another script":           {join(w[:2], []string{"слово"}, w[3:]), ReceiptError{Kind: WrongWord, Count: 12, Word: "слово", Place: 3}},
		"a digit too few":          {join(d[:4], []string{d[4][:3]}, d[5:]), ReceiptError{Kind: WrongWord, Digits: true, Count: 39, Word: d[4][:3], Place: 5}},
		"a group too few":          {join(d[:9]), ReceiptError{Kind: WrongCount, Digits: true, Count: 36}},
		"a letter among digits":    {join(d[:1], []string{"2o74"}, d[2:]), ReceiptError{Kind: WrongWord, Digits: true, Count: 40, Word: "2o74", Place: 2}},
		"the same, without spaces": {strings.ReplaceAll(join(d[:1], []string{"2o74"}, d[2:]), " ", ""), ReceiptError{Kind: WrongWord, Digits: true, Count: 40, Word: "2o74", Place: 2}},
		"zeros":                    {strings.Repeat("0", 40), ReceiptError{Kind: WrongSum, Digits: true, Count: 40}},
		"nines":                    {strings.Repeat("9", 40), ReceiptError{Kind: WrongSum, Digits: true, Count: 40}},
		"a book":                   {strings.Repeat("word ", 500), ReceiptError{Kind: WrongCount, Count: 500}},
	} {
		got, err := ParseReceipt(c.text)
		var bad *ReceiptError
		if !errors.As(err, &bad) || got.bits.Open() {
			t.Errorf("%s: %v", what, err)
			continue
		}
		bad.Suggest = nil
		if want := fmt.Sprintf("%d %v", c.want.Kind, [...]any{c.want.Digits, c.want.Count, c.want.Word, c.want.Place}); fmt.Sprintf("%d %v", bad.Kind, [...]any{bad.Digits, bad.Count, bad.Word, bad.Place}) != want {
			t.Errorf("%s: %d %v %d %q %d, want %s", what, bad.Kind, bad.Digits, bad.Count, bad.Word, bad.Place, want)
		}
	}
}

func TestAReceiptErrorKeepsItsWords(t *testing.T) {
	words := strings.Fields(NewReceipt().Words("en"))
	words[4] = "zzqux"
	_, err := ParseReceipt(strings.Join(words, " "))
	said := fmt.Sprintf("%v %s %+v %q %#v %v", err, err, err, err, err, fmt.Errorf("at the door: %w", err)) + string(must(json.Marshal(err))) + err.Error()
	if strings.Contains(said, "zzqux") || strings.Contains(said, words[0]) {
		t.Errorf("said %s", said)
	}
}

func TestAReceiptIsAnAddressAndAKey(t *testing.T) {
	r := NewReceipt()
	again := must(ReceiptOf(r.Bytes()))
	if a, b := r.Key(), must(ParseReceipt(r.Digits())).Key(); a.ID() != b.ID() || a.Recipient() != b.Recipient() || !again.Same(r) || again.Mailbox() != r.Mailbox() {
		t.Error("the same receipt gave two keys")
	}
	if r.Words("ar") != r.Words("en") || (Recipient{Public: "x"}).Words("ar", 5) != (Recipient{Public: "x"}).Words("en", 5) {
		t.Error("a language without a list is answered in English")
	}
	if r.Same(NewReceipt()) {
		t.Error("two receipts are one")
	}
	for _, n := range []int{0, 15, 17} {
		if _, err := ReceiptOf(make([]byte, n)); !errors.Is(err, ErrReceipt) {
			t.Errorf("%d bytes were taken", n)
		}
	}
	for what, ask := range map[string]func(){"mailbox": func() { Receipt{}.Mailbox() }, "key": func() { Receipt{}.Key() }, "words": func() { Receipt{}.Words("en") },
		"digits": func() { Receipt{}.Digits() }, "bytes": func() { Receipt{}.Bytes() }} {
		panics(t, "the "+what+" of no receipt", ask)
	}
	b := r.Bytes()
	given := must(ReceiptOf(b))
	b[0] ^= 1
	if r.Bytes()[0] == b[0] || !r.Same(again) || !given.Same(again) {
		t.Error("the bytes handed out or in are the receipt's own")
	}
}

// Fixed, so that a receipt written down today is read in ten years.
func TestReceiptsAreKept(t *testing.T) {
	r := must(ReceiptOf([]byte("sixteen bytes ok")))
	if got := strings.Join([]string{string(r.Key().ID()), r.Mailbox()[:16], r.Words("en"), r.Words("fr"), r.Digits()}, "\n"); got != receiptGolden {
		t.Errorf("got\n%s", got)
	}
	for lang, want := range listGolden {
		if got := idOf(strings.Join(listFor(lang), " ")); got != want {
			t.Errorf("%s: the list is now %s", lang, got)
		}
	}
}

const receiptGolden = `f5wgfm9tc5vwkvppdd6w2tavbw
2a74ab81c779f371
bafap kineh vekag gifof disar jozem liloj vehek zidab gosiv vadiz rijam
poyose boutoune loujouye lalouze douyave choyite zounoke vovafe boufade zidafe libope lofose
2454 5416 6074 2582 0751 5982 7755 8809 3787 9218`

var listGolden = map[string]KeyID{"en": "zfp00eemah8ph2y6qy4anfdznm", "fr": "kt3vcgtwg714gfvhstgnkgnwz0"}
