package demo

import (
	"haki/internal/clock"
	"haki/response/casework"
	"haki/response/intake"
	"haki/response/notification"
	"haki/response/outcome"
)

// Told is a receipt that the demo shows, with what it is about.
type Told struct{ About, Words string }

var receipts []Told

// Receipts are a few of the demo's receipts, for trying a reporter's page. They are known
// only to the process that furnished it.
func Receipts() []Told { return receipts }

// Accounts are the people of the demo, in the order of the table.
func Accounts() []Account { return cast }

func letter(lang, mission, account, place, persons, happened string, role intake.Role, minor intake.Answer) intake.Told {
	return intake.Told{Account: account, Place: place, Persons: persons, Mission: mission, Happened: clock.Partial{Day: happened}, Role: role, Minor: minor, Lang: lang}
}

func wanting(t intake.Told) intake.Told { t.Help = true; return t }

func aboutTeam(t intake.Told) intake.Told { t.Team = intake.Yes; return t }

// sea is an allegation of sexual exploitation or abuse.
func sea(kind, category, country string, n casework.Count) casework.Draft {
	return casework.Draft{Designation: casework.SeriousMisconduct, Theme: casework.SEA, Type: kind, Category: category, Country: country, Subjects: []casework.SubjectDraft{{Number: n}}}
}

func other(designation, theme, category, country string, n casework.Count) casework.Draft {
	return casework.Draft{Designation: designation, Theme: theme, Category: category, Country: country, Subjects: []casework.SubjectDraft{{Number: n}}}
}

var girl = casework.VictimDraft{Sex: "female", Age: "minor", Number: "1"}
var woman = casework.VictimDraft{Sex: "female", Age: "adult", Number: "1"}

const thanks = "Merci d’avoir écrit. Une personne de l’équipe a lu votre récit. Nous vous répondons ici."

// stories are the reports of the demo: every state that decisions.md names, some late.
func stories() []*story {
	fuel := &story{ago: 62, told: letter("en", "MISTEL", "Every second Friday two drivers fill private cans at the depot before the count.", "Depot 3", "Two contract drivers", "2026-08", intake.Witness, intake.Nobody),
		then: []beat{answers(1, "teo", "Thank you. We have read it and look into it."), opens(4, "teo", "Contract drivers, depot 3", other(casework.Misconduct, "T_FRAUD", "contractor", "", "2")), moves(20, "teo", casework.Investigation, "The panel begins."), reads(26)}}
	guards := &story{about: "late first answer", ago: 9, told: wanting(letter("fr", "MISOR", "Depuis le mois d’août, deux gardes du poste demandent des faveurs aux filles qui vendent au marché. Ma sœur ne veut plus y aller.", "Poste 6, côté marché", "Deux gardes, uniforme vert", "2026-10", intake.Third, intake.Yes))}
	camp := &story{about: "a case with the oversight office", ago: 48, told: wanting(letter("fr", "MISOR", "Un soldat me donne du riz et de l’argent depuis trois mois pour venir la nuit. J’ai peur de dire non.", "Camp Orra", "Un soldat, on l’appelle Tibor", "2026-08", intake.Victim, intake.No)),
		then: []beat{answers(1, "amara", thanks), protects(1, "amara"), offers(2, "ruth", "Bonjour. Je suis là pour vous, quoi qu’il arrive de votre signalement. Le centre de Nemba vous reçoit sans rendez-vous."), reads(3), says(3, "C’était toujours la nuit avant le marché."),
			answers(5, "amara", "Merci, cela nous aide. Voulez-vous parler à une femme ?"), opens(5, "amara", "Un soldat, Camp Orra", sea("TRANSACT", "military_contingent", "XA", "1"), woman), orders(5, "amara", "evidence_secured", "Registre du portail mis en sûreté."), tells(6, "amara"), takes(8, "victor"), reads(9),
			chooses(10, intake.TakePart, intake.Yes), chooses(10, intake.AccountInv, intake.Yes), moves(12, "victor", casework.Investigation, "Interviews are planned."), enters(14, "victor", did(outcome.Ours, outcome.Interim, "payments_suspended", "headquarters", "")),
			drafts(6, "nadia", campNote), annexes(6, "nadia", "Relevé du registre du portail, du 1er août au 30 septembre", "Register of the gate, August and September"), annexes(6, "nadia", "Plan du Camp Orra", "Plan of Camp Orra"), sends(7, "nadia"), receives(8, "irena"), confirms(8, "irena"),
			replies(11, "irena", notification.Forwarded, "La note a été transmise au ministère de la défense."), replies(18, "odar", notification.Jointly, "L’Alvana mènera l’enquête avec le Bureau."),
			nominates(20, "odar", notification.Nominee{Name: "Marek Thune", Rank: "Commandant", From: "Inspection générale, capitale", Training: "un_course", Apart: true}), progresses(26, "marek", "Arrivée à Nemba prévue le 6 novembre. Deux auditions sont fixées."),
			wants(29, "odar", "investigate_expedited", 30, "Le soldat a été rapatrié ; deux témoins sont à entendre dans la capitale."), grants(32, "oskar", "Le délai est prolongé. Un point d’étape est attendu au milieu de celui-ci."),
			enters(34, "victor", found(outcome.Ours, outcome.Substantiated, "oversight", "", "Deux témoignages concordants et le registre du portail.")),
			enters(38, "victor", did(outcome.Ours, outcome.Final, "repatriated_discipline", "headquarters", "")), releases(39, "victor"), reads(40),
			enters(42, "nadia", found(outcome.Theirs, outcome.NotSubst, "investigator", "2026-11", "The national investigator heard the soldier and his commander; nobody heard her."))}}
	same := &story{ago: 46, told: letter("fr", "MISOR", "Je travaille à la cuisine. J’ai vu une femme sortir la nuit, plusieurs fois.", "Camp Orra", "", "2026-09", intake.Witness, intake.No), then: []beat{answers(2, "jon", thanks), joins(5, "jon", camp), reads(7)}}
	return append([]*story{fuel, guards, camp, same}, append(closedOnes(), openOnes()...)...)
}

// closedOnes are reports and cases that ended, each another way.
func closedOnes() []*story {
	return []*story{
		{ago: 70, told: letter("fr", "MISOR", "Le convoi roule trop vite dans le village.", "Route de Bassira", "", "2026-09", intake.Witness, intake.Nobody),
			then: []beat{answers(1, "amara", thanks), proposes(4, "amara", intake.NotMisconduct, "Vitesse contrôlée ce jour-là : dans la limite.", "Nous avons vérifié la vitesse du convoi ce jour-là : elle était dans la limite. Écrivez-nous si cela recommence."), agrees(5, "jon"), reads(9)}},
		{ago: 66, told: letter("en", "MISTEL", "Somebody took something.", "", "", "", intake.Unsaid, intake.Unknown),
			then: []beat{answers(2, "teo", "Thank you. Can you tell us what was taken, and where?"), protects(2, "teo"), proposes(12, "teo", intake.Insufficient, "No place, no time, no answer to two questions.", "Without a place or a day we can go no further now. Your page stays open: write to us and we take it up again."), agrees(13, "oskar")}},
		{ago: 58, told: letter("fr", "MISOR", "Encore la vitesse des camions, je l’ai déjà dit.", "Bassira", "", "2026-09", intake.Witness, intake.Nobody),
			then: []beat{answers(1, "jon", thanks), proposes(3, "jon", intake.Duplicate, "Même fait.", "Ce fait nous avait déjà été signalé ; vous recevrez les mêmes nouvelles."), refuses(4, "amara"), proposes(6, "amara", intake.NotMisconduct, "Vérifié de nouveau.", "Nous avons vérifié de nouveau : la limite est respectée."), agrees(7, "jon"), reads(10)}},
		{ago: 75, told: letter("fr", "MISOR", "Un chef crie sur les femmes du service et menace de les renvoyer.", "Bureau de Nemba", "Chef de section, nom donné en personne", "2026-08", intake.Victim, intake.No),
			then: []beat{answers(1, "amara", thanks), protects(1, "amara"), opens(3, "amara", "Chef de section, bureau de Nemba", other(casework.Misconduct, "T_PROHIB", "international_staff", "", "1"), woman), moves(6, "amara", casework.Investigation, "Un collège est nommé."), enters(40, "amara", found(outcome.Ours, outcome.Substantiated, "panel", "", "Trois témoignages concordants.")),
				enters(46, "amara", did(outcome.Ours, outcome.Final, "reprimand", "head_of_mission", "")), releases(47, "amara"), reads(48),
				ends(50, "amara", casework.ByOrganisation, "Blâme écrit.", "Le collège a établi les faits. La personne a reçu un blâme écrit et ne dirige plus de service."), seconds(52, "nadia"), reads(54)}},
		{ago: 80, told: letter("en", "MONAV", "A policeman of the mission sold fuel at night.", "Gate 2", "One policeman", "2026-07", intake.Witness, intake.Nobody),
			then: []beat{answers(2, "lise", "Thank you."), opens(5, "lise", "Fuel, gate 2", other(casework.Misconduct, "T_FRAUD", "individual_police", "XD", "1")), drafts(8, "oskar", fuelNote), sends(9, "oskar"), withdraws(12, "nadia", "Sent by mistake to the mission at another seat; to be sent anew."), moves(7, "lise", casework.Investigation, "Police component inquires."), enters(20, "lise", found(outcome.Ours, outcome.NotSubst, "supervisor", "", "Counts agree."))}},
		{ago: 34, told: letter("ar", "MISOR", "رأيت سيارة للبعثة أمام بيت في الحي كل ليلة.", "حي السوق", "", "2026-10", intake.Witness, intake.Unknown), then: []beat{answers(1, "amara", thanks), protects(3, "amara"), proposes(4, "jon", intake.Insufficient, "Rien n’indique une faute.", "شكرًا. لم نجد ما يدل على مخالفة. اكتب إلينا إن رأيت شيئًا آخر."), agrees(6, "amara"), reopens(20, "amara")}},
	}
}

// openOnes are reports and cases under way, in every state, some of them late.
func openOnes() []*story {
	unit := sea("EXPLOIT_REL", "formed_police", "XB", casework.Unknown)
	return []*story{
		{about: "answered, help offered", ago: 6, told: wanting(letter("fr", "MISOR", "Il m’a promis le mariage et maintenant il dit que l’enfant n’est pas de lui.", "Nemba", "Un policier, chambre 12", "2025", intake.Victim, intake.No)), then: []beat{answers(1, "amara", thanks), protects(1, "amara"), offers(3, "ruth", "Je peux vous accompagner pour les démarches de l’enfant."), reads(4), pleads(4, "amara", "XB", "P-2026-004", "Un policier de l’unité BELFPU 2, chambre 12 du camp de Nemba, est désigné comme le père d’un enfant né en 2025.")}},
		{ago: 1, told: letter("fr", "MISOR", "On nous a demandé de l’argent pour passer le barrage.", "Pont de Sembe", "Trois soldats", "2026-11", intake.Victim, intake.Nobody)},
		{ago: 0, told: letter("en", "MISTEL", "A guard pushed my brother at the gate this morning.", "Gate 1", "One guard", "2026-11", intake.Third, intake.No)},
		{ago: 3, told: aboutTeam(letter("fr", "MISOR", "Une personne de l’équipe de déontologie raconte ce que les femmes lui disent.", "Bureau de Nemba", "Quelqu’un de l’équipe", "2026-11", intake.Third, intake.No))},
		{ago: 25, told: aboutTeam(letter("en", "MISTEL", "The head of the mission asked us to take back a complaint.", "Headquarters of the mission", "The head of mission", "2026-10", intake.Witness, intake.Nobody)), then: []beat{answers(2, "nadia", "Thank you. Only headquarters and the oversight office read this."), opens(5, "oskar", "Head of mission, pressure", other(casework.SeriousMisconduct, "T_OBSTR", "international_staff", "", "1")), takes(8, "imane"), reads(9)}},
		{ago: 12, told: letter("en", "", "I do not know the name of the mission. White cars, a blue gate. They cut our trees.", "By the lake", "", "2026", intake.Witness, intake.Nobody), then: []beat{answers(2, "oskar", "Thank you. Which town is near the lake?")}},
		{ago: 30, told: wanting(letter("fr", "MISOR", "Ma fille de quinze ans a été suivie par un policier jusqu’à la maison.", "Lower Sembe", "Un policier de l’unité", "2026-10-24", intake.Third, intake.Yes)), then: []beat{answers(1, "jon", thanks), protects(1, "jon"), offers(2, "ruth", "Help is offered to your daughter and to you."), opens(4, "jon", "Policiers de l’unité, Lower Sembe", unit, girl), tells(7, "jon"), refers(12, "victor", "The police component may inquire; we follow."), orders(13, "jon", "unit_moved", "L’unité est déplacée de Lower Sembe."), drafts(22, "oskar", sembeNote), annexes(22, "oskar", "Sketch of the road from the school to Lower Sembe", "Sketch of the road")}},
		{ago: 28, told: letter("fr", "MONAV", "Ancien fait de 2024, je n’ai jamais eu de réponse.", "Dakora", "Un soldat", "2024", intake.Victim, intake.No), then: []beat{answers(8, "amara", "Pardon pour l’attente. La mission est fermée ; nous répondons à sa place."), protects(8, "amara")}},
		{ago: 21, told: letter("en", "MISOR", "The interpreter tells the village who went to the clinic.", "Nemba clinic", "The interpreter", "2026-10", intake.Witness, intake.Nobody), then: []beat{answers(2, "jon", "Thank you, this matters."), opens(6, "jon", "Interpreter, Nemba clinic", other(casework.Misconduct, "T_RULES", "contractor", "", "1")), moves(9, "jon", casework.Review, "More is needed.")}},
		{ago: 17, told: letter("fr", "MISOR", "Un soldat a frappé un enfant qui mendiait.", "Rond-point", "Un soldat", "2026-11-08", intake.Witness, intake.Yes), then: []beat{answers(3, "amara", thanks), protects(3, "amara"), opens(6, "amara", "Un enfant frappé au rond-point", other(casework.SeriousMisconduct, "T_UNLAW", "military_contingent", "XA", "1"), casework.VictimDraft{Sex: "male", Age: "minor", Number: "1"}), orders(6, "amara", "confined", "Consigné."), tells(7, "amara"), refers(8, "victor", "The mission may inquire; we follow."), drafts(8, "nadia", childNote), sends(8, "nadia"), receives(9, "irena"), confirms(10, "irena"), moves(9, "amara", casework.Investigation, "L’enquête commence."), replies(15, "odar", notification.Question, "À quelle heure, et de quel côté du rond-point, le fait s’est-il produit ? Deux patrouilles y passaient ce jour-là."), wants(16, "odar", "say_whether", 7, "La réponse à notre question est nécessaire avant de décider."), enters(13, "amara", outcome.Draft{Side: outcome.Theirs, Kind: outcome.Departure, Code: "discharged", Text: "Libéré par son État avant d’être entendu."})}},
		{ago: 15, told: letter("fr", "MISTEL", "Des ordinateurs disparaissent du magasin.", "Magasin 2", "", "2026-11", intake.Witness, intake.Nobody), then: []beat{answers(1, "teo", "Thank you."), proposes(8, "teo", intake.Insufficient, "Inventory agrees.", "We counted: nothing is missing today. Write again if you see more.")}},
		{ago: 14, told: letter("en", "MISTEL", "My supervisor touches the cleaners.", "Office block", "A supervisor", "2026-11", intake.Witness, intake.No), then: []beat{answers(1, "teo", "Thank you. You are safe to write here."), opens(4, "teo", "Supervisor, office block", other(casework.SeriousMisconduct, "T_PROHIB", "national_staff", "", "1"), casework.VictimDraft{Sex: "female", Age: "adult", Number: casework.Unknown}), tells(5, "teo"), reads(8)}},
		{ago: 11, told: letter("fr", "MISOR", "Le cantinier vend des cartes d’accès.", "Cantine", "Le cantinier", "2026-11", intake.Witness, intake.Nobody), then: []beat{answers(1, "amara", thanks)}},
		{ago: 8, told: letter("fr", "MISOR", "Quelqu’un est entré chez nous la nuit avec une lampe de soldat.", "Bassira", "", "2026-11", intake.Victim, intake.Unknown), then: []beat{answers(1, "jon", thanks), says(2, "Il avait un bonnet bleu."), says(3, "Personne ne m’a répondu.")}},
		{ago: 5, told: letter("en", "MISTEL", "A driver was drunk in a mission car.", "Airport road", "One driver", "2026-11-19", intake.Witness, intake.Nobody), then: []beat{answers(1, "teo", "Thank you."), opens(2, "teo", "Driver, airport road", other(casework.Misconduct, "T_TRAFFIC", "national_staff", "", "1"))}},
		{ago: 4, told: letter("fr", "MISOR", "On m’a dit de signer un papier que je ne comprends pas, pour un travail.", "Nemba", "Une personne du recrutement", "2026-11", intake.Victim, intake.Nobody), then: []beat{answers(1, "amara", thanks), chooses(2, intake.WantHelp, intake.Yes)}},
		{ago: 2, told: letter("ar", "MISOR", "أخي يعمل في المطبخ ولم يدفعوا له منذ شهرين.", "المعسكر", "", "2026-10", intake.Third, intake.Nobody)},
		{ago: 44, told: letter("fr", "MISOR", "Des soldats vont dans une maison interdite.", "Quartier du pont", "Cinq soldats", "2026-10", intake.Witness, intake.No), then: []beat{answers(6, "jon", thanks), opens(9, "jon", "Quartier du pont", sea("TRANSACT", "military_contingent", "XA", "5"), casework.VictimDraft{Sex: "female", Number: casework.Unknown}), orders(9, "jon", "suspended", "Suspendus."), drafts(10, "oskar", bridgeNote), annexes(10, "oskar", "Relevé des sorties du 1er au 11 octobre", "Register of exits, 1 to 11 October"), sends(11, "oskar"), delivers(14, "oskar", notification.ByHand, "permanent_mission"), reminds(31, "oskar"), informs(38, "jon")}},
		{ago: 52, told: letter("en", "MISTEL", "Rations are sold at the market with the mission's stamp.", "Market", "", "2026-09", intake.Witness, intake.Nobody), then: []beat{answers(1, "teo", "Thank you."), opens(3, "teo", "Rations at the market", other(casework.SeriousMisconduct, "T_FRAUD", "military_contingent", "XC", casework.Unknown)), tells(4, "teo"), refers(6, "imane", "The contingent's own inquiry comes first; we follow."),
			drafts(8, "oskar", rationsNote), sends(9, "oskar"), delivers(12, "oskar", notification.Courier, "permanent_mission"), delivers(15, "oskar", notification.ByMailed, "defence_ministry"), onPaper(17, "nadia", "", "Note of the Permanent Mission of Cordane, no. 88."), onPaper(22, "oskar", notification.Will, "The Ministry of Defence has opened an inquiry by the contingent commander."), moves(10, "teo", casework.Investigation, "Contingent commander inquires."), enters(30, "nadia", found(outcome.Theirs, outcome.Substantiated, "commander", "", "The contingent commander heard four people; two soldiers sold rations.")),
			enters(40, "nadia", outcome.Draft{Side: outcome.Theirs, Kind: outcome.Final, Code: "detention", Body: "commander", Length: "9d"}), ends(45, "teo", casework.ByState, "Punished by their commander.", "Two soldiers were punished by their commander. Thank you for telling us.")}},
	}
}

func (d *furnishing) matters() error {
	now := d.start.AddDate(0, 0, span)
	return d.tell(stories(), now)
}

// span is how many days the demo's institution is old.
const span = 90
