package kinship

import (
	"io/fs"
	"slices"
	"testing"

	"haki/internal/lang"
)

// TestEveryReadyRelationshipIsSoundAndSaid: both pedigrees pass the checks, hold the typed
// roles, differ, and have words in both languages.
func TestEveryReadyRelationshipIsSoundAndSaid(t *testing.T) {
	said, err := fs.Sub(Words, "words")
	if err != nil {
		t.Fatal(err)
	}
	rooms := map[string]fs.FS{"pedigree": said}
	for _, fault := range lang.Check(rooms) {
		t.Error(fault)
	}
	words, err := lang.New(rooms)
	if err != nil {
		t.Fatal(err)
	}
	all := Relationships()
	if len(all) != 27 {
		t.Errorf("%d relationships", len(all))
	}
	l := Locus{Name: "L", Alleles: []Allele{"10", "11", "12"}, P: []float64{0.2, 0.3, 0.5}}
	for _, r := range all {
		for _, with := range [][]string{r.Typed, append(slices.Clone(r.Typed), r.Optional...)} {
			c := Case{Loci: []Locus{l}, Theta: 0.01, Mutation: Mutation{Male: Model{Name: Equal, Rate: 0.001}}, Hypotheses: r.Hypotheses(), Profiles: map[string]Profile{}}
			for i, who := range with {
				c.Profiles[who] = Profile{"L": Two("10", l.Alleles[i%2])}
			}
			got, err := c.Evaluate()
			if err != nil {
				t.Errorf("%s: %v", r.ID, err)
				continue
			}
			if total := got.Ratio(0, 1); total.Status != OK || total.LR == 1 {
				t.Errorf("%s: %+v: the hypotheses do not differ", r.ID, total)
			}
			for h := range c.Hypotheses {
				if want := enumerate(&c, h); len(c.Hypotheses[h].Pedigree) < 8 && near(got.Loci[0].Likelihood[h], want) > 1e-12 {
					t.Errorf("%s: %v, by the definition %v", r.ID, got.Loci[0].Likelihood[h], want)
				}
			}
		}
		for _, end := range []string{"", "_h1", "_h2"} {
			for _, tag := range []lang.Tag{lang.English, lang.French} {
				if !words.Has(tag, "pedigree.relation_"+r.ID+end) {
					t.Errorf("%s%s is not said in %s", r.ID, end, tag)
				}
			}
		}
	}
	if _, ok := Find("godparent"); ok {
		t.Error("a relationship nobody knows was found")
	}
}
