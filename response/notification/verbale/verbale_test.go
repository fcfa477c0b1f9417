package verbale

import (
	"fmt"
	"strings"
	"testing"
)

// said shows which parts a text has, in their order, each with its number or name.
func said(part string, pairs ...any) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		part += " " + fmt.Sprint(pairs[i+1])
	}
	return part
}

func TestANoteAsksWhatItsRouteAsksAndNothingElse(t *testing.T) {
	terms := Note{Facts: "FACTS", Conduct: true, Asks: true, Whether: 10, Name: 5, Report: 90, Persons: []Person{{Name: "Vasik"}, {Count: 2}, {}}}
	informed, slow, other := terms, terms, terms
	terms.Urgent = true
	informed.Asks = false
	slow.Persons = nil
	other.Conduct = false
	for want, n := range map[string]Note{
		"open|FACTS|persons\nperson Vasik\nunnamed 2\nunknown|ask 10|name 5|urgent 90|protect|receipt|close": terms,
		"open|FACTS|persons\nperson Vasik\nunnamed 2\nunknown|inform|protect|receipt|close":                  informed,
		"open|FACTS|ask 10|months 90|protect|receipt|close":                                                  slow,
		"open|FACTS|persons\nperson Vasik\nunnamed 2\nunknown|other|receipt|close":                           other,
	} {
		if got := strings.ReplaceAll(n.Text(said), "\n\n", "|"); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestAReminderSaysWhatIsLateAndSinceWhen(t *testing.T) {
	got := Reminder(said, [][2]string{{"acknowledge", "4 Nov"}, {"decide", "18 Nov"}})
	if want := "remind\n\nlate\nowed acknowledge 4 Nov\nowed decide 18 Nov\n\nremind_ask\n\nclose"; got != want {
		t.Errorf("got %q", got)
	}
}
