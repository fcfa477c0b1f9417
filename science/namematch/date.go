package namematch

import "fmt"

// Date is a day, a month or a year, as exact as it is known: Month and Day are 0 when they
// are not. The zero Date is unknown.
type Date struct {
	Year  int16
	Month int8
	Day   int8
}

// ParseDate reads YYYY-MM-DD, YYYY-MM or YYYY (ISO 8601, extended format). Days and months
// that no calendar has are left away; anything that does not begin with a year is unknown.
func ParseDate(s string) Date {
	for len(s) > 0 && s[0] == ' ' {
		s = s[1:]
	}
	if len(s) < 4 {
		return Date{}
	}
	year, ok := number(s[:4])
	if !ok || year == 0 {
		return Date{}
	}
	d := Date{Year: int16(year)}
	if len(s) < 7 || s[4] != '-' {
		return d
	}
	if month, ok := number(s[5:7]); ok && month >= 1 && month <= 12 {
		d.Month = int8(month)
	} else {
		return d
	}
	if len(s) < 10 || s[7] != '-' {
		return d
	}
	if day, ok := number(s[8:10]); ok && day >= 1 && day <= 31 {
		d.Day = int8(day)
	}
	return d
}

func number(s string) (n int, ok bool) {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// String writes the date as [ParseDate] reads it; unknown is empty.
func (d Date) String() string {
	switch {
	case d.Year == 0:
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// code packs a full date for an index; 0 if the day is unknown.
func (d Date) code() uint32 {
	if d.Day == 0 {
		return 0
	}
	return uint32(d.Year)<<9 | uint32(d.Month)<<5 | uint32(d.Day)
}

// swapped exchanges day and month; the zero Date when that is no other date.
func (d Date) swapped() Date {
	if d.Day == 0 || d.Day > 12 || d.Day == d.Month {
		return Date{}
	}
	return Date{d.Year, d.Day, d.Month}
}

// newYear says that a full date is 1 January, which stands for an unknown day in many registers.
func (d Date) newYear() bool { return d.Month == 1 && d.Day == 1 }

// compareDates gives the kind of agreement of two dates: a feature of the weights, or none.
// The kinds are those of the design (section 3.2); no similarity of strings is used,
// because unrelated dates look alike as strings.
func compareDates(a, b Date) feature {
	if a.Year == 0 || b.Year == 0 {
		return none
	}
	years := int(a.Year) - int(b.Year)
	if years < 0 {
		years = -years
	}
	full := a.Day != 0 && b.Day != 0
	switch {
	case full && a == b && a.newYear():
		return bornNewYear
	case full && a == b:
		return bornExact
	case full && a.swapped() == b:
		return bornSwapped
	case full && oneDigit(a, b) && years > 1:
		return bornDigit
	case full && a.Month == b.Month && a.Day == b.Day && years == 1:
		return bornYearOff
	case full && years == 0 && (a.newYear() || b.newYear()):
		return bornFirst
	case full && oneDigit(a, b):
		return bornDigit
	case !full && years == 0 && a.Month != 0 && a.Month == b.Month:
		return bornMonth
	case !full && years == 0 && (a.Month == 0 || b.Month == 0):
		return bornYear
	case years == 0:
		return bornSameYear
	case years == 1:
		return bornNear
	case years == 2:
		return bornTwo
	case years <= 9:
		return bornConflict
	}
	return bornFar
}

// oneDigit says that two full dates differ in one digit, or in two neighbours exchanged.
func oneDigit(a, b Date) bool {
	x, y := a.text(), b.text()
	differ, first := 0, -1
	for i := range x {
		if x[i] != y[i] {
			if differ++; first < 0 {
				first = i
			}
		}
	}
	return differ == 1 || differ == 2 && first+1 < len(x) && x[first] == y[first+1] && x[first+1] == y[first]
}

func (d Date) text() [8]byte {
	y, m, k := int(d.Year), byte(d.Month), byte(d.Day)
	return [8]byte{byte('0' + y/1000%10), byte('0' + y/100%10), byte('0' + y/10%10), byte('0' + y%10),
		'0' + m/10, '0' + m%10, '0' + k/10, '0' + k%10}
}
