package demo

import (
	"haki/commons/duty"
	"haki/commons/mission"
	"haki/commons/people"
	"haki/internal/clock"
	"haki/internal/lang"
)

func names(en, fr, ar string) mission.Names {
	return mission.Names{lang.English: en, lang.French: fr, lang.Arabic: ar}
}

// places enters missions, countries, units with rotations, and holidays.
func (d *furnishing) places() error {
	ctx, leave, err := d.as("nadia")
	if err != nil {
		return err
	}
	defer leave()
	m := d.house.Rooms.Mission
	for _, c := range []mission.Country{
		{Code: "XA", Names: names("Alvana", "Alvana", "ألفانا")}, {Code: "XB", Names: names("Belmora", "Belmora", "بلمورا"), Rest: "fri sat"},
		{Code: "XC", Names: names("Cordane", "Cordane", "كوردان")}, {Code: "XD", Names: names("Dorvale", "Dorvale", "دورفال")},
		{Code: "XO", Names: names("Orrane", "Orrane", "أورّان"), Rest: "fri sat"}, {Code: "XN", Names: names("Navaria", "Navarie", "نافاريا")}, {Code: "XT", Names: names("Tellund", "Tellund", "تيلوند")},
	} {
		if err := m.AddCountry(ctx, c); err != nil {
			return err
		}
	}
	for _, x := range []mission.Mission{
		{Code: "MISOR", Names: names("Stabilization Mission in Orrane", "Mission de stabilisation en Orrane", "بعثة الاستقرار في أورّان"), Places: names("Orrane", "Orrane", "أورّان"), Host: "XO", Zone: "Africa/Nairobi", Opened: "2019-04-01"},
		{Code: "MONAV", Names: names("Observation Mission in Navaria", "Mission d’observation en Navarie", "بعثة المراقبة في نافاريا"), Places: names("Navaria", "Navarie", "نافاريا"), Host: "XN", Zone: "Africa/Dakar", Opened: "2014-01-15"},
		{Code: "MISTEL", Names: names("Support Mission in Tellund", "Mission d’appui au Tellund", "بعثة الدعم في تيلوند"), Places: names("Tellund", "Tellund", "تيلوند"), Host: "XT", Zone: "Asia/Dili", Opened: "2021-09-01"},
	} {
		if err := m.AddMission(ctx, x); err != nil {
			return err
		}
	}
	for _, u := range []struct {
		mission.Unit
		turns [][2]string
	}{
		{mission.Unit{Mission: "MISOR", Country: "XA", Kind: mission.Contingent, Name: "ALVBATT 4", Size: 620}, [][2]string{{"2025-11-10", "2026-05-14"}, {"2026-05-15", "2026-12-12"}}},
		{mission.Unit{Mission: "MISOR", Country: "XB", Kind: mission.FormedPolice, Name: "BELFPU 2", Size: 140}, [][2]string{{"2026-03-01", ""}}},
		{mission.Unit{Mission: "MISTEL", Country: "XC", Kind: mission.Contingent, Name: "CORENG 1", Size: 210}, [][2]string{{"2026-01-20", ""}}},
		{mission.Unit{Mission: "MONAV", Country: "XD", Kind: mission.Contingent, Name: "DORBATT 9", Size: 480}, [][2]string{{"2024-06-01", "2025-05-31"}}},
	} {
		id, err := m.NewUnit(ctx, u.Unit)
		if err != nil {
			return err
		}
		for _, t := range u.turns {
			if _, err := m.NewRotation(ctx, mission.Rotation{Unit: id, Since: day(t[0]), Until: day(t[1]), Size: u.Size}); err != nil {
				return err
			}
		}
	}
	for _, h := range []duty.Holiday{{Day: "2026-10-05", Name: "Fête de la fondation"}, {Day: "2026-11-11", Name: "Jour du souvenir"}, {Day: "2026-12-25", Name: "Noël"},
		{Calendar: "mission/MISOR", Day: "2026-11-04", Name: "Fête de la récolte (Orrane)"}, {Calendar: "country/XA", Day: "2026-11-16", Name: "Alvana: National day"}} {
		if err := d.house.Rooms.Duty.AddHoliday(ctx, h); err != nil {
			return err
		}
	}
	return nil
}

// closing closes the mission in Navaria: its team's matters and keys go to the team of
// MISOR, which its officer joins.
func (d *furnishing) closing() error {
	ctx, leave, err := d.as("nadia")
	if err != nil {
		return err
	}
	err = d.house.Rooms.Mission.CloseMission(ctx, "MONAV", clock.DayOf(d.clock.Now(), nil), string(d.teams["Conduct team of MISOR"]))
	leave()
	if err != nil {
		return err
	}
	if err := d.join("Conduct team of MISOR", "lise", "amara"); err != nil {
		return err
	}
	return d.two("nadia", "lise", people.Proposal{Kind: people.ToSucceed, Team: d.teams["Conduct team of MONAV"], Successor: d.teams["Conduct team of MISOR"]})
}
