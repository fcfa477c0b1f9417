package passphrase

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"haki/internal/fault"
)

// NIST SP 800-63B-4 3.1.1.2: at least 15 characters where a passphrase is the only
// factor, at least 64 accepted, no composition rules; ASVS 5.0 6.2.9.
const (
	shortest = 15
	longest  = 256
)

// Check says why a passphrase will not do: too short, too long, too common, or made
// of the login name. The limits come before anything else is done with it.
func Check(pass, name string) error {
	n := utf8.RuneCountInString(norm.NFC.String(pass))
	switch {
	case n < shortest:
		return fault.In("passphrase", "people.passphrase_too_short", "n", shortest)
	case n > longest:
		return fault.In("passphrase", "people.passphrase_too_long", "n", longest)
	case common(pass):
		return fault.In("passphrase", "people.passphrase_common")
	case name != "" && strings.HasPrefix(bare(pass), bare(name)) && len(bare(pass)) < len(bare(name))+8:
		return fault.In("passphrase", "people.passphrase_is_name")
	}
	return nil
}

// Twice is what a form asks to be typed two times.
func Twice(pass, again, name string) error {
	var other error
	if pass != again {
		other = fault.In("again", "people.passphrase_differs")
	}
	return errors.Join(Check(pass, name), other)
}

// common passphrases, letters and digits only. Those of breached lists that reach the
// length are few, and most of them are a short one said again: repeated sees to these.
var commonest = strings.Fields(`
	correcthorsebatterystaple correcthorsebattery motdepassemotdepasse ilovejesuschrist
	passwordpassword1 password123456789 motdepasse123456789 thisismypassword mypasswordispassword
	ceciestmonmotdepasse changemechangeme administrator123 administrateur123 letmeinletmeinplease
	unitednations1945 nationsunies1945 unitednationspeacekeeping peacekeepingmission qwertyuiopasdfghjklzxcvbnm
	azertyuiopqsdfghjklmwxcvbn abcdefghijklmnopqrstuvwxyz 123456789012345 1234567890123456 12345678901234567890
	1qaz2wsx3edc4rfv 1q2w3e4r5t6y7u8i9o0p qwertyuiop1234567890 azertyuiop1234567890 themanchesterunited`)

func common(pass string) bool {
	b := bare(pass)
	for _, c := range commonest {
		if b == c || strings.TrimRight(b, "0123456789") == strings.TrimRight(c, "0123456789") && len(b) < len(c)+5 && strings.TrimRight(c, "0123456789") != "" {
			return true
		}
	}
	return repeated(b) || few(pass)
}

// repeated says that it is a short piece said again and again.
func repeated(b string) bool {
	for n := 1; n <= 10 && n < len(b); n++ {
		if strings.Repeat(b[:n], len(b)/n+1)[:len(b)] == b {
			return true
		}
	}
	return false
}

// few says that it has fewer than six different characters.
func few(pass string) bool {
	seen := map[rune]bool{}
	for _, r := range norm.NFC.String(pass) {
		seen[r] = true
	}
	return len(seen) < 6
}

// bare is a text in small letters and digits only.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFKC.String(s))
}
