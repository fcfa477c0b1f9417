package app_test

import (
	"context"
	"strings"

	"haki/internal/browser"
	"haki/internal/seal"
	"haki/response/intake"
)

// The second half of the walk: the case, the oversight office, choices, help, a closing by
// two, a hand-over, new words.

// amaraOpensACase assesses the report: sexual exploitation, by soldiers of a contingent.
func (w *walk) amaraOpensACase() {
	b := w.desk
	b.Press(`a[href$="/assess"]`)
	says(b, "Examiner le signalement", account)
	b.Press("#assess button") // nothing is decided yet
	says(b, "Il reste quelque chose à corriger")
	b.Click("input[name=decision][value=case]")
	b.Fill("#f-title", "Poste nord : riz contre rapports sexuels")
	b.Click("input[name=designation][value=SERIOUS]")
	b.Choose("#f-theme", "T_SEA")
	b.Choose("#f-type", "TRANSACT")
	b.Choose("#f-category", "military_contingent")
	b.Choose("#f-country", "XA")
	b.Fill("#f-number", "1")
	b.Fill("#f-victim_number", "1")
	b.Click("input[name=victim_sex][value=female]")
	b.Press("#assess button")
	if !strings.Contains(b.Address(), "/fr/casework/") {
		w.t.Fatalf("assessed, and at %s:\n%s", b.Address(), b.Text())
	}
	w.matter = strings.TrimPrefix(b.Address(), w.base+"/fr")
	says(b, "Poste nord : riz contre rapports sexuels", "faute grave", "évaluation préliminaire", "Alvana", "V1", "féminin", "Équipe de déontologie de la MISOR")
	if strings.Contains(b.Text(), "Victor Sabel") {
		w.t.Error("the oversight office reads the case before it is told")
	}
	b.Press(`a[href$="/measure"]`) // evidence first, the same day
	b.Click("input[name=code][value=evidence_secured]")
	b.Press("main form button")
	says(b, "Éléments de preuve mis en sûreté")
	b.Press(`a[href$="/tell"]`)
	b.Press("main form button")
	says(b, "Le bureau de contrôle a été informé de cette affaire.", "Victor Sabel")
	w.signOut()
}

func (w *walk) victorTakesIt() {
	b := w.desk
	w.signIn("victor")
	b.Go("/fr/casework")
	b.Press(`.matters a[href$="` + w.matter + `"]`)
	says(b, "Poste nord : riz contre rapports sexuels")
	b.Press(`a[href$="/take"]`)
	says(b, "Se saisir de l’affaire")
	b.Press("main form button")
	says(b, "Le bureau de contrôle s’est saisi de cette affaire.")
	w.signOut()
	if got := w.Get("amara", "/fr"+w.matter+"/closing"); got.Code < 400 {
		w.t.Errorf("taken by the oversight office, and the conduct team may close it: %d", got.Code)
	}
}

func (w *walk) sheReadsWhoHoldsIt() {
	b := w.hers
	w.open(w.words)
	says(b, "Un bureau indépendant en est saisi", "Une décision est prise", "Bureau de contrôle", "Ruth peut vous trouver un abri.")
	for _, never := range []string{"Victor", "Sabel", "Poste nord : riz", "Alvana"} {
		if strings.Contains(b.Text(), never) {
			w.t.Errorf("she reads %q", never)
		}
	}
}

// sheChooses changes her mind, both times with a date.
func (w *walk) sheChooses() {
	b := w.hers
	b.Click("input[name=choice_take_part][value=yes]")
	b.Click("input[name=choice_contact][value=yes]")
	b.Fill("input[name=choice_contact_note]", "Par ma sœur, le mardi")
	b.Press("button[value=choose]")
	says(b, "Vos choix sont enregistrés.", "Choisi le 5 novembre")
	if !checked(b, "choice_take_part", "yes") || b.Has("input[name=choice_name_state]:checked") {
		w.t.Error("what she chose is not what the page shows")
	}
	w.Days(1)
	w.open(w.words)
	b.Click("input[name=choice_take_part][value=no]")
	b.Press("button[value=choose]")
	says(b, "Choisi le 6 novembre")
	if !checked(b, "choice_take_part", "no") {
		w.t.Error("she took it back, and the page does not show it")
	}
	got := w.Get("amara", "/fr"+w.report).Body.String()
	for _, want := range []string{"Parler moi-même aux enquêteurs", "Par ma sœur, le mardi"} {
		if !strings.Contains(got, want) {
			w.t.Errorf("the team does not read %q", want)
		}
	}
}

func checked(b *browser.Tab, name, value string) bool {
	return b.Has(`input[name=` + name + `][value=` + value + `]:checked`)
}

func (w *walk) ruthOffersHelp() {
	b := w.desk
	w.signIn("ruth")
	b.Go("/fr" + w.report)
	says(b, "Oui, chez ma sœur.")
	if strings.Contains(b.Text(), "sac de riz") {
		w.t.Error("the account is open to the victims’ rights team, and she did not choose that")
	}
	b.Fill("#f-help_text", "Une chambre vous attend au centre de la rivière, demandez Ruth.")
	b.Press(`form[action$="/help"] button`)
	w.signOut()
	w.open(w.words)
	says(w.hers, "Une aide vous a été proposée", "Une chambre vous attend")
}

// jonIsTheSecondPerson closes another report that amara proposed to close.
func (w *walk) jonIsTheSecondPerson() {
	receipt := seal.NewReceipt()
	id, err := w.Rooms.Intake.Receive(context.Background(), intake.Told{Account: "La jeep de la mission fait trop de bruit le soir.", Mission: "MISOR", Role: intake.Unsaid, Lang: "fr"}, receipt, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	at, b := "/fr/intake/"+string(id), w.desk
	w.signIn("amara")
	b.Go(at + "/assess")
	b.Click("input[name=decision][value=close]")
	b.Click("input[name=code][value=not_misconduct]")
	b.Fill("#f-reason", "Un bruit de moteur n’est pas une faute.")
	b.Click("input[name=telling][value=page]")
	b.Fill("#f-answer", "Nous avons demandé au parc de déplacer la jeep. Merci.")
	b.Press("#assess button")
	says(b, "clôture proposée", "Un bruit de moteur")
	if b.Has(`form[action$="/agree"]`) {
		w.t.Error("who proposes a closing is offered to agree to it")
	}
	w.signOut()
	w.signIn("jon")
	b.Go(at)
	says(b, "Un bruit de moteur", "Amara Nolé")
	b.Press(`form[action$="/agree"] button`)
	says(b, "approuvée", "Jon Verrick")
	w.signOut()
	w.open(receipt.Words("fr"))
	says(w.hers, "L’examen est clos", "déplacer la jeep")
}

// amaraHandsOver everything she holds; jon accepts.
func (w *walk) amaraHandsOver() {
	b := w.desk
	w.signIn("amara")
	b.Press(`main a[href="/fr/duty/handover"]`)
	b.Eval(`(document.querySelectorAll("input[name=duties]").forEach(e => e.checked = true), "")`)
	b.Choose("select[name=taker]", string(w.ID("jon")))
	b.Press(`form:has(input[name=duties]) button`)
	says(b, "Jon Verrick")
	w.signOut()
	w.signIn("jon")
	says(b, "vous transmet ce qui est dû")
	b.Press(`main a[href="/fr/duty/handover"]`)
	says(b, "Amara Nolé")
	b.Press(`form[action$="/accept"] button`)
	b.Go("/fr" + w.report)
	says(b, "Vous : des nouvelles à la personne qui signale")
	w.signOut()
	w.signIn("amara")
	says(b, "Vous ne devez rien pour le moment.")
	w.signOut()
}

// sheTakesNewWords, because somebody may have seen the old ones.
func (w *walk) sheTakesNewWords() {
	b := w.hers
	w.open(w.words)
	b.Press("button[value=renew]")
	w.fresh = wordsOf(b)
	if w.fresh == w.words || len(strings.Fields(w.fresh)) != 12 {
		w.t.Fatalf("the new words are %q", w.fresh)
	}
	b.Press("button[value=renewed]")
	says(b, "les anciens n’ouvrent plus rien")
	w.open(w.words)
	says(b, "Aucune page ne s’ouvre avec ces mots")
	if b.Has("#talk") {
		w.t.Error("the old words open a page")
	}
	w.open(w.fresh)
	says(b, "Votre page", "Oui, chez ma sœur.", "Une chambre vous attend")
	b.Press("button[name=_language][value=en]")
	says(b, "Your page", "Oui, chez ma sœur.")
}

// nothingLeaked: her browser asked nobody else for anything and was given no cookie (P-10).
func (w *walk) nothingLeaked() {
	for _, r := range w.hers.Requests() {
		if !strings.HasPrefix(r, w.base) && !strings.HasPrefix(r, "data:") {
			w.t.Errorf("her browser asked for %s", r)
		}
	}
	if c := w.hers.Cookies(); len(c) > 0 || w.hers.Eval("document.cookie") != "" {
		w.t.Errorf("her browser was given %q", c)
	}
}
