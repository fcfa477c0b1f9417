package app_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"haki/internal/browser"
	"haki/internal/testkit"
	"haki/response/intake"
)

// The whole walk of one report, in French and in a real browser: a woman tells what
// happened, the conduct team answers, a case is opened, the oversight office takes it, she
// reads who holds it, chooses, and takes new words. Everything must work without script (P-08).
func TestP08TheWholeWalkWithAndWithoutScript(t *testing.T) {
	if testing.Short() {
		t.Skip("a browser takes a while")
	}
	for _, engine := range testkit.Engines(t) {
		for _, off := range []bool{true, false} {
			if engine == "postgres" && !off {
				continue // the browser does not know which engine answers
			}
			t.Run(fmt.Sprintf("%s, scripts off %v", engine, off), func(t *testing.T) {
				w := newWalk(t, engine, off)
				w.sheTells()
				w.sheOpensHerPage()
				w.amaraAnswers()
				w.theyTalk()
				w.amaraOpensACase()
				w.victorTakesIt()
				w.sheReadsWhoHoldsIt()
				w.sheChooses()
				w.ruthOffersHelp()
				w.jonIsTheSecondPerson()
				w.amaraHandsOver()
				w.sheTakesNewWords()
				w.nothingLeaked()
			})
		}
	}
}

// walk is one walk: her telephone, and the one desk at which staff sign in one after the
// other.
type walk struct {
	*testkit.House
	t      *testing.T
	base   string
	hers   *browser.Tab
	desk   *browser.Tab
	words  string // her receipt
	digits string
	fresh  string // the words after them
	report string // address of the report, without language
	matter string // address of the case
}

func newWalk(t *testing.T, engine string, off bool) *walk {
	w := &walk{House: testkit.New(t, engine), t: t}
	w.Conf.Exit = harmless(t)
	w.base = w.Serve()
	w.hers = browser.Open(t, w.base, browser.Look{Width: 360, NoScript: off, Languages: "fr"})
	w.desk = browser.Open(t, w.base, browser.Look{NoScript: off, Languages: "fr"})
	return w
}

// says fails the test unless the page says each of the texts; a space that does not break
// is a space.
func says(b *browser.Tab, texts ...string) {
	b.T.Helper()
	all := plain(b.Text())
	for _, want := range texts {
		if !strings.Contains(all, want) {
			b.T.Errorf("%s does not say %q:\n%s", b.Address(), want, all)
		}
	}
}

func plain(s string) string { return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(s) }

// harmless is where quick exit goes in tests, which reach no other machine.
func harmless(t *testing.T) string {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, `<!doctype html><html lang="fr"><title>Encyclopédie</title><h1>Encyclopédie</h1>`)
	}))
	t.Cleanup(s.Close)
	return s.URL + "/"
}

// signIn has somebody sit down at the desk.
func (w *walk) signIn(name string) {
	w.t.Helper()
	w.desk.Go("/fr/login")
	w.desk.Fill("#f-name", name)
	w.desk.Fill("#f-passphrase", testkit.Pass)
	w.desk.Press("main button")
	if !strings.HasSuffix(w.desk.Address(), "/fr/desk") {
		w.t.Fatalf("%s signed in and is at %s:\n%s", name, w.desk.Address(), w.desk.Text())
	}
}

func (w *walk) signOut() {
	w.t.Helper()
	w.desk.Press("form.who button")
}

const account = "Le sergent du poste nord m’a demandé de coucher avec lui contre un sac de riz. J’ai dit non, il a recommencé en octobre."

// sheTells writes the letter, reads it again, and sends it twice.
func (w *walk) sheTells() {
	b := w.hers
	b.Go("/")
	says(b, "Votre parole compte")
	b.Press(`main a[href="/fr/letter"]`)
	b.Press(`button[value=review]`) // nothing is written yet
	says(b, "Écrivez quelques mots")
	b.Fill("#f-account", account)
	b.Fill("#f-place", "Au poste nord, derrière le marché")
	b.Choose("#f-mission", "MISOR")
	b.Choose("select[name=happened_month]", "10")
	b.Fill("input[name=happened_year]", "2026")
	b.Click("input[name=team][value=no]")
	b.Click("input[name=role][value=victim]")
	b.Click("input[name=minor][value=unknown]")
	b.Click("input[name=help][value=yes]")
	b.Attach("#f-file", w.photo())
	b.Press("button[value=review]")
	says(b, "Avant d’envoyer", account, "octobre 2026", "Équipe de déontologie de la MISOR", "2 personnes", "les personnes en cause et leurs chefs", "photo.png", "non dit")
	w.words, w.digits = wordsOf(b), b.Find(".digits bdi")
	if len(strings.Fields(w.words)) != 12 {
		w.t.Fatalf("the receipt is %q", w.words)
	}
	b.Press("button[value=write]") // and back, with everything still there
	if got := b.Eval(`document.querySelector("#f-account").value`); got != account {
		w.t.Errorf("what she wrote became %q", got)
	}
	b.Press("button[value=review]")
	if wordsOf(b) != w.words {
		w.t.Error("reading it again changed her words")
	}
	again := fields(b, "#letter")
	b.Press("button[value=send]")
	says(b, "C’est reçu", "L’équipe lit votre signalement et vous répond")
	if wordsOf(b) != w.words {
		w.t.Error("sending changed her words")
	}
	sent := b.Text()
	again.Set("step", "send")
	if second := w.post("/fr/letter", again); !strings.Contains(second, "C’est reçu") || !strings.Contains(second, strings.Fields(w.words)[11]) {
		w.t.Errorf("sent again, the page says something else than\n%s:\n%s", sent, second)
	}
	if got := w.reports(); got != 1 {
		w.t.Errorf("sent twice: %d reports", got)
	}
	b.Press("button[name=_language][value=zh]")
	says(b, "已经收到")
	if wordsOf(b) != w.words {
		w.t.Error("another language lost her words")
	}
	b.Press("button[name=_language][value=fr]")
	if wordsOf(b) != w.words {
		w.t.Error("coming back to her language lost her words")
	}
	b.Press("main button[value=keep]")
	says(b, "Votre page", "Votre signalement est reçu")
	opened := fields(b, "#page")
	opened.Set("step", "sent")
	if told := w.post("/fr/letter", opened); strings.Contains(told, "C’est reçu") || !strings.Contains(told, "Votre page") {
		w.t.Error("an opened page tells its words")
	}
}

// photo is a file to attach.
func (w *walk) photo() string {
	w.t.Helper()
	at := filepath.Join(w.t.TempDir(), "photo.png")
	if err := os.WriteFile(at, w.hers.Picture(), 0o600); err != nil {
		w.t.Fatal(err)
	}
	return at
}

func wordsOf(b *browser.Tab) string { return strings.Join(strings.Fields(b.Find("ol.words")), " ") }

// fields are what a form of the page would send, without its files.
func fields(b *browser.Tab, form string) url.Values {
	v, err := url.ParseQuery(b.Eval(`new URLSearchParams([...new FormData(document.querySelector("` + form + `"))].filter(p => typeof p[1] === "string")).toString()`))
	if err != nil {
		b.T.Fatal(err)
	}
	return v
}

// post sends a form from another program, without cookies, and says what came back.
func (w *walk) post(path string, form url.Values) string {
	w.t.Helper()
	got := w.Post("", path, form)
	if got.Code != http.StatusOK {
		w.t.Fatalf("%s: %d %s", path, got.Code, got.Body)
	}
	return got.Body.String()
}

// reports counts what headquarters sees.
func (w *walk) reports() int {
	w.t.Helper()
	rows, _, err := w.Rooms.Intake.List(w.As("nadia"), "fr", intake.Filter{})
	if err != nil {
		w.t.Fatal(err)
	}
	return len(rows)
}

// open opens her page with words or digits as somebody might type them.
func (w *walk) open(typed string) {
	w.t.Helper()
	w.hers.Go("/fr/letter")
	w.hers.Fill("#f-receipt", typed)
	w.hers.Press("button[value=open]")
}

func (w *walk) sheOpensHerPage() {
	b := w.hers
	first, rest, _ := strings.Cut(w.words, " ")
	for _, typed := range []string{w.words, "  " + strings.ToUpper(first) + "\n" + bare.Replace(rest) + " ", w.digits, strings.ReplaceAll(w.digits, " ", "")} {
		w.open(typed)
		says(b, "Votre page", "La suite", "Équipe de déontologie de la MISOR", "4 novembre")
	}
	w.open(rest)
	says(b, "Il y a 11 mots ; il en faut douze.")
	w.open("zozoze " + rest)
	if b.Has("#talk") {
		w.t.Error("eleven words and one of somebody else open a page")
	}
}

// bare takes the accents away, as a telephone may.
var bare = strings.NewReplacer("é", "e", "è", "e", "ê", "e", "à", "a", "â", "a", "î", "i", "ï", "i", "ô", "o", "û", "u", "ù", "u", "ç", "c", "œ", "oe")

var inside = regexp.MustCompile(`/fr(/intake/[a-z0-9]+)$`)

func (w *walk) amaraAnswers() {
	b := w.desk
	w.Days(3) // the answer was due after two working days
	w.signIn("amara")
	says(b, "Mon bureau", "de retard")
	if first := b.Find(".matters li"); !strings.Contains(first, "de retard") {
		w.t.Errorf("what is late does not come first: %s", first)
	}
	b.Press("#came a")
	at := inside.FindStringSubmatch(b.Address())
	if at == nil {
		w.t.Fatalf("at %s", b.Address())
	}
	w.report = at[1]
	says(b, account, "octobre 2026", "photo.png", "Équipe de déontologie de la MISOR", "Amara Nolé")
	b.Fill("#f-text", "Merci de nous avoir écrit. Êtes-vous en sécurité ce soir ?")
	b.Press(`form[action$="/answer"] button`)
	says(b, "Merci de nous avoir écrit.", "répondu")
}

func (w *walk) theyTalk() {
	b := w.hers
	w.open(w.words)
	says(b, "Quelqu’un l’a lu et vous a répondu", "Êtes-vous en sécurité ce soir ?", "L’équipe")
	if strings.Contains(b.Text(), "Amara") {
		w.t.Error("she reads the name of an officer")
	}
	b.Fill("#f-message", "Oui, chez ma sœur. Il rôde encore.")
	again := fields(b, "#page")
	b.Press("button[value=say]")
	says(b, "Votre message est envoyé", "Oui, chez ma sœur.")
	again.Set("step", "say")
	w.post("/fr/letter", again)
	w.desk.Go("/fr" + w.report)
	if got := w.desk.Eval(`String(document.querySelectorAll(".talk > li").length)`); got != "2" {
		w.t.Errorf("one message sent twice, one answer: %s messages", got)
	}
	says(w.desk, "Oui, chez ma sœur. Il rôde encore.")
	w.desk.Fill("#f-text", "Ruth peut vous trouver un abri. Nous ouvrons une affaire.")
	w.desk.Press(`form[action$="/answer"] button`)
}
