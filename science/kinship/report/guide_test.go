package report

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"haki/science/kinship"
	"haki/science/kinship/frequency"
	"haki/science/kinship/labfile"
)

var guideRow = regexp.MustCompile(`(?m)^\| ([A-Za-z0-9]+) \| (\d+)/(\d+) \| (\d+)/(\d+) \| (\d+)/(\d+) \| (\d+) \| (0[.,]\d+) \| (\d[.,]\d+) \|$`)

func TestTheTrioWorkedByHandInTheGuideIsWhatTheEngineGives(t *testing.T) {
	table, found := labfile.ReadFrequencies("frequencies.csv", Synthetic())
	if found.Stopped() {
		t.Fatal(found)
	}
	for _, language := range []string{"en", "fr"} {
		data, err := os.ReadFile("../../../docs/guide/lawyer." + language + ".md")
		if err != nil {
			t.Fatal(err)
		}
		text := strings.NewReplacer(",", ".", "\u00a0", " ").Replace(string(data))
		rows := guideRow.FindAllStringSubmatch(text, -1)
		if len(rows) != 4 {
			t.Fatalf("%s: %d rows", language, len(rows))
		}
		k := kinship.Case{Hypotheses: Hypotheses(), Profiles: map[string]kinship.Profile{motherID: {}, childID: {}, fatherID: {}}}
		for _, r := range rows {
			for i, who := range []string{motherID, childID, fatherID} {
				k.Profiles[who][r[1]] = kinship.Two(kinship.Allele(r[2+2*i]), kinship.Allele(r[3+2*i]))
			}
			l, _, err := table.Locus(r[1], nil, 0, frequency.Policy{Rule: frequency.Fixed})
			if err != nil {
				t.Fatal(err)
			}
			k.Loci = append(k.Loci, l)
			if p := fmt.Sprintf("%.2f", l.Frequency(kinship.Allele(r[8]))); p != r[9] {
				t.Errorf("%s %s: the frequency of %s is %s, not %s", language, r[1], r[8], p, r[9])
			}
		}
		got, err := k.Evaluate()
		if err != nil {
			t.Fatal(err)
		}
		for i, l := range got.Loci {
			if x := fmt.Sprintf("%.2f", l.Ratio(0, 1).LR); x != rows[i][10] {
				t.Errorf("%s %s: the index is %s, not %s", language, l.Locus, x, rows[i][10])
			}
		}
		total := got.Ratio(0, 1)
		even, _, _ := total.Probability(0.5)
		low, _, _ := total.Probability(0.1)
		for _, want := range []string{fmt.Sprintf("%.1f", total.LR), fmt.Sprintf("%.2f %%", even*100-0.005), fmt.Sprintf("%.2f %%", low*100-0.005)} {
			if !strings.Contains(text, want) {
				t.Errorf("%s: the page does not say %s", language, want)
			}
		}
	}
}
