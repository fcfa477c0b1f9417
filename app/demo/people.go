package demo

import (
	"fmt"

	"haki/commons/people"
	"haki/internal/lang"
)

// Passphrase is everybody's in the demo.
const Passphrase = "le héron attend la pluie"

// Account is one person of the demo, with what to try in their place.
type Account struct {
	Name, Display, Office string
	Role                  string // for the table of accounts
	Lang                  lang.Tag
	Try                   string // key of a sentence
}

// cast are the people of the demo. Names are invented.
var cast = []Account{
	{"nadia", "Nadia Velmore", "Cheffe du service", "headquarters, lead", "fr", "hq"},
	{"oskar", "Oskar Tindel", "Conduct officer, headquarters", "headquarters", "en", "hq2"},
	{"selma", "Selma Odrin", "Directrice du service", "head of service", "fr", "service"},
	{"victor", "Victor Sabel", "Investigator", "oversight office, lead", "en", "oversight"},
	{"imane", "Imane Torfa", "Enquêtrice", "oversight office", "fr", "oversight2"},
	{"amara", "Amara Nolé", "Officière de déontologie", "conduct team of MISOR, lead", "fr", "conduct"},
	{"jon", "Jon Verrick", "Conduct officer", "conduct team of MISOR", "en", "conduct2"},
	{"lise", "Lise Kamari", "Officière de déontologie", "conduct team of MONAV (closed), now MISOR", "fr", "closed"},
	{"teo", "Teo Brandal", "Conduct officer", "conduct team of MISTEL, lead", "en", "other"},
	{"ruth", "Ruth Asperin", "Victims’ rights officer", "victims’ rights, MISOR", "en", "victims"},
	{"paul", "Paul Ettori", "Administrateur", "administrator", "fr", "admin"},
	{"ines", "Ines Calvo-Ruden", "Auditor", "auditor", "en", "auditor"},
	{"irena", "Irena Sarel", "Première secrétaire", "permanent mission of Alvana", "fr", "state"},
	{"odar", "Odar Belin", "Conseiller juridique, défense", "legal branch of Alvana", "fr", "state_legal"},
	{"marek", "Marek Thune", "Commandant, inspection générale", "national investigators of Alvana", "fr", "state_investigator"},
	{"bela", "Béla Norwin", "Counsellor", "permanent mission of Belmora", "en", "state_other"},
}

// person finds an account's id by its name.
func (d *furnishing) person(name string) people.ID { return d.ids[name] }

// staff makes the institution: its first people, everybody invited and come, and the teams
// founded by one and confirmed by another.
func (d *furnishing) staff() error {
	founders := []people.Founder{}
	for _, a := range cast[:3] {
		founders = append(founders, people.Founder{Name: a.Name, Display: a.Display, Office: a.Office, Language: a.Lang, Passphrase: Passphrase, Holder: true})
	}
	founders = append(founders, people.Founder{Name: "paul", Display: "Paul Ettori", Office: "Administrateur", Language: "fr", Passphrase: Passphrase, Administrator: true})
	if _, err := d.house.Rooms.People.Install(d.operator(), people.Founding{People: founders, NameEN: "Headquarters", NameFR: "Siège", Needed: 2}); err != nil {
		return err
	}
	for _, a := range cast {
		if a.Name == "paul" || a.Name == cast[0].Name || a.Name == cast[1].Name || a.Name == cast[2].Name {
			continue
		}
		if err := d.invite(a); err != nil {
			return fmt.Errorf("%s: %w", a.Name, err)
		}
	}
	return d.known()
}

func (d *furnishing) invite(a Account) error {
	ctx, leave, err := d.as("paul")
	if err != nil {
		return err
	}
	defer leave()
	_, code, err := d.house.Rooms.People.Invite(ctx, people.Invitation{Name: a.Name, Display: a.Display, Office: a.Office, Language: a.Lang})
	if err != nil {
		return err
	}
	_, err = d.house.Rooms.People.Accept(d.ctx, code.Words(string(a.Lang)), Passphrase, Passphrase)
	return err
}

// known reads who is who.
func (d *furnishing) known() error {
	ctx, leave, err := d.as("paul")
	if err != nil {
		return err
	}
	defer leave()
	staff, err := d.house.Rooms.People.All(ctx)
	if err != nil {
		return err
	}
	for _, a := range staff.Accounts {
		d.ids[a.Name] = a.ID
	}
	for _, t := range staff.Teams {
		d.teams[t.NameEN] = t.ID
	}
	return nil
}

// found proposes a team by the administrator and has headquarters' lead confirm it.
func (d *furnishing) found(role people.Role, en, fr string, lead string, missions ...string) error {
	return d.two("paul", "nadia", people.Proposal{Kind: people.ToFound, Account: d.person(lead), Lead: true, Role: role, NameEN: en, NameFR: fr, Missions: missions, Since: d.today()})
}

// join proposes a member and has the team's lead confirm.
func (d *furnishing) join(team, name, by string) error {
	return d.two("paul", by, people.Proposal{Kind: people.ToJoin, Team: d.teams[team], Account: d.person(name)})
}

func (d *furnishing) two(one, other string, p people.Proposal) error {
	ctx, leave, err := d.as(one)
	if err != nil {
		return err
	}
	id, err := d.house.Rooms.People.Propose(ctx, p)
	leave()
	if err != nil {
		return fmt.Errorf("propose %s %s: %w", p.Kind, p.NameEN, err)
	}
	ctx, leave, err = d.as(other)
	if err != nil {
		return err
	}
	defer leave()
	if err := d.house.Rooms.People.Confirm(ctx, id); err != nil {
		return fmt.Errorf("confirm %s %s: %w", p.Kind, p.NameEN, err)
	}
	return nil
}

// organisation founds the teams.
func (d *furnishing) organisation() error {
	for _, t := range []struct {
		role     people.Role
		en, fr   string
		lead     string
		missions []string
	}{
		{people.Service, "Head of service", "Direction du service", "selma", nil},
		{people.Oversight, "Oversight office", "Bureau de contrôle", "victor", nil},
		{people.Conduct, "Conduct team of MISOR", "Équipe de déontologie de la MISOR", "amara", []string{"MISOR"}},
		{people.Conduct, "Conduct team of MONAV", "Équipe de déontologie de la MONAV", "lise", []string{"MONAV"}},
		{people.Conduct, "Conduct team of MISTEL", "Équipe de déontologie de la MISTEL", "teo", []string{"MISTEL"}},
		{people.Victims, "Victims’ rights, MISOR", "Droits des victimes, MISOR", "ruth", []string{"MISOR"}},
		{people.Auditor, "Auditors", "Auditeurs", "ines", nil},
		{people.PermanentMission, "Permanent Mission of Alvana", "Mission permanente de l’Alvana", "irena", []string{"XA"}},
		{people.LegalBranch, "Alvana, legal branch of the ministry of defence", "Alvana, service juridique de la défense", "odar", []string{"XA"}},
		{people.Investigator, "Alvana, national investigators", "Alvana, enquêteurs nationaux", "marek", []string{"XA"}},
		{people.PermanentMission, "Permanent Mission of Belmora", "Mission permanente du Belmora", "bela", []string{"XB"}},
	} {
		if err := d.found(t.role, t.en, t.fr, t.lead, t.missions...); err != nil {
			return err
		}
	}
	if err := d.known(); err != nil {
		return err
	}
	for _, j := range [][3]string{{"Headquarters", "oskar", "nadia"}, {"Oversight office", "imane", "victor"}, {"Conduct team of MISOR", "jon", "amara"}} {
		if err := d.join(j[0], j[1], j[2]); err != nil {
			return err
		}
	}
	return nil
}

// waiting leaves some things of the house undone, for whoever looks at it: a proposal that
// a second person has to confirm, somebody who has lost their passphrase, and a note that its
// State has not received yet.
func (d *furnishing) waiting() error {
	if err := d.waitingNote(); err != nil {
		return err
	}
	if err := d.invite(Account{Name: "hugo", Display: "Hugo Salmi", Office: "Conduct officer", Lang: "en"}); err != nil {
		return err
	}
	if err := d.known(); err != nil {
		return err
	}
	if _, err := d.house.Rooms.People.Ask(d.ctx, "hugo", "the otter waits for the tide", "the otter waits for the tide", "en"); err != nil {
		return err
	}
	ctx, leave, err := d.as("paul")
	if err != nil {
		return err
	}
	defer leave()
	_, err = d.house.Rooms.People.Propose(ctx, people.Proposal{Kind: people.ToJoin, Team: d.teams["Conduct team of MISTEL"], Account: d.person("hugo")})
	return err
}
