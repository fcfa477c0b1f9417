package workday

import (
	"strings"
	"time"
)

// Weekend is a set of days of the week on which nobody works. They need not lie
// side by side: in Brunei they do not.
type Weekend uint8

const everyDay Weekend = 1<<7 - 1

// Rest makes a weekend of its days.
func Rest(days ...time.Weekday) Weekend {
	var w Weekend
	for _, d := range days {
		w |= 1 << (d % 7)
	}
	return w
}

// Has says whether a day of the week belongs to it.
func (w Weekend) Has(d time.Weekday) bool { return w>>(d%7)&1 == 1 }

// Days lists its days, Sunday first.
func (w Weekend) Days() []time.Weekday {
	var days []time.Weekday
	for d := time.Sunday; d <= time.Saturday; d++ {
		if w.Has(d) {
			days = append(days, d)
		}
	}
	return days
}

// Usual is the weekend of most of the world, and of the United Nations Secretariat.
var Usual = Rest(time.Saturday, time.Sunday)

// Fact is what is known of a country's weekend, and from where.
type Fact struct {
	Weekend Weekend
	Source  string
}

const (
	cldr    = "Unicode CLDR 48.2, supplemental weekData (weekendStart, weekendEnd)"
	cldrAll = "Unicode CLDR 48.2, supplemental weekData, territory 001 (the world)"
	holiday = "vacanza/holidays, country module (lists the government's notices)"
	usage   = "general usage in published lists of working weeks; no decree seen"
)

var (
	friSat = Rest(time.Friday, time.Saturday)
	fri    = Rest(time.Friday)
	sun    = Rest(time.Sunday)
)

// unusual are the countries whose weekend is not the usual one. CLDR comes first;
// where it is silent and practice is known, the source is named. It cannot say
// Brunei's weekend at all, because it knows only a first and a last day.
// Countries that moved to Saturday and Sunday lately are not here: Mauritania
// (Council of Ministers, 11 September 2014), United Arab Emirates (1 January 2022).
var unusual = map[string]Fact{
	"AF": {Rest(time.Thursday, time.Friday), cldr},
	"BH": {friSat, cldr},
	"DZ": {friSat, cldr},
	"EG": {friSat, cldr},
	"IL": {friSat, cldr},
	"IN": {sun, cldr},
	"IQ": {friSat, cldr},
	"IR": {fri, cldr},
	"JO": {friSat, cldr},
	"KW": {friSat, cldr},
	"LY": {friSat, cldr},
	"OM": {friSat, cldr},
	"QA": {friSat, cldr},
	"SA": {friSat, cldr},
	"SD": {friSat, cldr},
	"SY": {friSat, cldr},
	"UG": {sun, cldr},
	"YE": {friSat, cldr},

	"BD": {friSat, holiday},
	"BN": {Rest(time.Friday, time.Sunday), holiday},
	"DJ": {friSat, holiday},
	"MV": {friSat, holiday},
	"NP": {Rest(time.Saturday), "Council of Ministers of Nepal, 6 June 2022: Saturday only, after a trial of two days"},
	"PS": {friSat, usage},
	"SO": {fri, usage},
}

// The 249 officially assigned codes of ISO 3166-1 alpha-2.
const assigned = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ " +
	"CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR " +
	"GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP " +
	"KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ " +
	"NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW " +
	"SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ " +
	"UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW"

// WeekendOf is a country's weekend by its ISO 3166-1 code. The codes that the
// standard leaves to its users (AA, QM to QZ, XA to XZ, ZZ; clause 8.1.3) take the
// usual one. ok is false for what is no code of either kind. An institution that
// knows better makes its calendar with New.
func WeekendOf(country string) (f Fact, ok bool) {
	if f, ok = unusual[country]; ok {
		return f, true
	}
	if len(country) != 2 {
		return Fact{}, false
	}
	if userAssigned(country) {
		return Fact{Usual, "user-assigned code of ISO 3166-1: default"}, true
	}
	if i := strings.Index(assigned, country); i >= 0 && i%3 == 0 {
		return Fact{Usual, cldrAll}, true
	}
	return Fact{}, false
}

func userAssigned(c string) bool {
	return c == "AA" || c == "ZZ" || c[0] == 'Q' && 'M' <= c[1] && c[1] <= 'Z' || c[0] == 'X' && 'A' <= c[1] && c[1] <= 'Z'
}
