package passphrase

import (
	"strings"
	"testing"

	"haki/internal/fault"
)

func TestWhichPassphrasesWillDo(t *testing.T) {
	for p, want := range map[string]string{
		"the heron waits at dawn":            "",
		"le héron attend l’aube":             "",
		"correct horse battery stapl":        "",
		"§$%&/()=?`*'_:;>":                   "",
		strings.Repeat("a héron ", 30):       "people.passphrase_common",
		"fourteen chars":                     "people.passphrase_too_short",
		"":                                   "people.passphrase_too_short",
		strings.Repeat("abcdefgh ijklm", 20): "people.passphrase_too_long",
		"passwordpassword":                   "people.passphrase_common",
		"Password Password 1":                "people.passphrase_common",
		"correct horse battery staple":       "people.passphrase_common",
		"Correct-Horse-Battery-Staple9":      "people.passphrase_common",
		"123456789012345":                    "people.passphrase_common",
		"aaaaaaaaaaaaaaaaaaaa":               "people.passphrase_common",
		"ababcabababcabababcab":              "people.passphrase_common",
		"ada.lovelace2026":                   "people.passphrase_is_name",
		"ada lovelace had a fine engine":     "",
	} {
		err := Check(p, "ada.lovelace")
		got := ""
		if all := fault.All(err); len(all) > 0 {
			got = all[0].Key
		}
		if got != want {
			t.Errorf("%q: %q, want %q", p, got, want)
		}
	}
}
