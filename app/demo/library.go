package demo

import (
	"errors"

	"haki/commons/act"
	"haki/library/practice"
)

// library puts what the program ships on its shelf, and lets Alvana share practices of its
// own: one published in two languages, one that came back with a question, one it writes.
func (d *furnishing) library() error {
	r := d.house.Rooms.Practice
	if _, err := r.Shelve(act.Clock(d.ctx)); err != nil {
		return err
	}
	hq, leave, err := d.as("oskar")
	if err != nil {
		return err
	}
	defer leave()
	own, out, err := d.as("irena")
	if err != nil {
		return err
	}
	defer out()
	begin := func(title, pillar, theme string, text practice.Text) (practice.ID, error) {
		id, err := r.Begin(own, practice.New{Country: "XA", Language: "fr", Title: title, Pillar: pillar, Theme: theme})
		if err == nil {
			text.Title = title
			err = r.Write(own, id, practice.Written{Language: "fr", Text: text})
		}
		return id, err
	}
	lit, err := begin("De la lumière et des rondes aux postes isolés", "prevention", "command", posts)
	if err != nil {
		return err
	}
	english := postsEN
	for _, do := range []func() error{
		func() error { return r.Speak(own, lit, practice.Submitting, "") }, func() error { return r.Decide(hq, lit, practice.Completing, "") },
		func() error { return r.Speak(own, lit, practice.Clearing, "") }, func() error { return r.Decide(hq, lit, practice.Approving, "") },
		func() error { return r.Edit(hq, lit, practice.Written{Language: "en", Text: english}) }, func() error { return r.Decide(hq, lit, practice.Publishing, "") },
	} {
		if err := do(); err != nil {
			return err
		}
	}
	back, err := begin("Un officier répond de la conduite dans chaque compagnie", "prevention", "command", practice.Text{Summary: "Un capitaine par compagnie, formé et connu des villages voisins.", Problem: "Personne ne répondait de la conduite au quotidien.",
		Steps: []practice.Step{{Actor: "Commandant du contingent", Do: "Désigner et former un officier par compagnie."}}})
	if err != nil {
		return err
	}
	_, last := begin("Revue après chaque incident", "prevention", "risk", practice.Text{Summary: "Après chaque incident, on dit ce que l’on change."})
	return errors.Join(last, r.Speak(own, back, practice.Submitting, ""), r.Decide(hq, back, practice.Returning, "Combien d’officiers ont été formés, et depuis quand ?"))
}

var posts = practice.Text{Summary: "Le chef de poste éclaire les abords, varie les rondes et rend compte chaque semaine.", Authority: "État-major de la défense", Problem: "Les postes isolés n’étaient ni éclairés ni visités la nuit.",
	Steps:     []practice.Step{{Actor: "Chef de poste", Do: "Éclairer les abords et fixer des rondes à des heures qui changent.", Output: "Plan de rondes", Days: 10}, {Actor: "Commandant de compagnie", Do: "Lire le compte rendu chaque semaine et visiter un poste.", Input: "Compte rendu", Output: "Décision écrite", Days: 7}},
	Resources: "Lampes et carburant.", Results: []practice.Result{{What: "postes éclairés", Number: "5", Date: "2026-05"}}, Victims: "Les rondes n’interrogent personne ; qui veut parler reçoit le numéro de l’équipe de déontologie."}

var postsEN = practice.Text{Reviewed: true, Title: "Light and patrols at remote posts", Summary: "The head of post lights the surroundings, varies the patrols and reports every week.", Authority: "Defence staff", Problem: "Remote posts were neither lit nor visited at night.",
	Steps:     []practice.Step{{Actor: "Head of post", Do: "Light the surroundings and set patrols at hours that change.", Output: "Plan of patrols", Days: 10}, {Actor: "Company commander", Do: "Read the report every week and visit one post.", Input: "Report", Output: "Written decision", Days: 7}},
	Resources: "Lamps and fuel.", Results: []practice.Result{{What: "posts lit", Number: "5", Date: "2026-05"}}, Victims: "Patrols question nobody; whoever wants to talk is given the number of the conduct team."}
