package labfile

import (
	"encoding/xml"
	"io"
	"slices"
	"strings"
)

// Namespaces of the common message format and of its rapid variant.
const (
	cmfSpace   = "urn:CODISImportFile-schema"
	rapidSpace = "urn:CODISRapidImportFile-schema"
)

// maxDepth of elements; the format has five.
const maxDepth = 32

// cmf is the reading of one file.
type cmf struct {
	b     *Batch
	d     *xml.Decoder
	path  []string
	text  strings.Builder
	byID  map[string]*Sample
	one   *Sample
	at    Place // of the specimen
	locus string
	where Place // of the locus
	raw   []string
	saw   map[string]bool
}

// readCMF reads the CODIS common message format, 3.2 and 3.3. A document type, and with it any
// entity of its own, stops the file: nothing outside the file is ever read.
func (b *Batch) readCMF(text string) {
	c := &cmf{b: b, d: xml.NewDecoder(strings.NewReader(text)), byID: map[string]*Sample{}, saw: map[string]bool{}}
	c.d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // it was decoded before
	for !b.Findings.Stopped() {
		t, err := c.d.Token()
		if err == io.EOF {
			break
		}
		line, _ := c.d.InputPos()
		if err != nil {
			b.say(Stop, Finding{Code: BadXML, Place: Place{Line: line}})
			return
		}
		switch t := t.(type) {
		case xml.Directive:
			b.say(Stop, Finding{Code: BadXML, Place: Place{Line: line, Field: "DOCTYPE"}, Text: "DOCTYPE"})
		case xml.StartElement:
			c.start(t, line)
		case xml.CharData:
			c.text.Write(t)
		case xml.EndElement:
			c.end(line)
		}
	}
	if !b.Findings.Stopped() && !c.saw["HEADERVERSION"] {
		b.say(Stop, Finding{Code: ColumnMissing, Place: Place{Line: 1}, Text: "HEADERVERSION"})
	}
}

func (c *cmf) start(t xml.StartElement, line int) {
	name := t.Name.Local
	at := Place{Line: line, Field: name}
	c.path = append(c.path, name)
	c.text.Reset()
	switch {
	case len(c.path) > maxDepth:
		c.b.say(Stop, Finding{Code: BadXML, Place: at})
	case len(c.path) == 1 && name != "CODISImportFile" && name != "CODISRapidImportFile":
		c.b.say(Stop, Finding{Code: Unknown, Place: at, Text: name})
	case len(c.path) == 1 && t.Name.Space != cmfSpace && t.Name.Space != rapidSpace:
		c.b.say(Stop, Finding{Code: BadNamespace, Place: at, Text: t.Name.Space})
	case name == "SPECIMEN":
		c.one, c.at = nil, at
	case name == "LOCUS":
		c.locus, c.raw, c.where = "", nil, at
		if c.one == nil {
			c.b.say(Stop, Finding{Code: NoLabel, Place: at})
		}
	case name == "ALLELE" && (len(c.path) < 2 || c.path[len(c.path)-2] != "LOCUS"):
		c.b.say(Stop, Finding{Code: BadXML, Place: at, Text: name})
	}
}

// end takes what an element said.
func (c *cmf) end(line int) {
	name, text := c.path[len(c.path)-1], strings.TrimSpace(c.text.String())
	c.path = c.path[:len(c.path)-1]
	c.text.Reset()
	at := Place{Line: line, Field: name}
	switch name {
	case "HEADERVERSION":
		c.saw[name] = true
		if !slices.Contains([]string{"3.2", "3.3"}, text) {
			c.b.say(Stop, Finding{Code: BadVersion, Place: at, Text: text})
		}
	case "SPECIMENID":
		c.specimen(text, at)
	case "LOCUSNAME":
		c.locus, c.where = text, at
	case "ALLELEVALUE":
		c.raw = append(c.raw, text)
	case "LOCUS":
		if c.one != nil {
			c.b.take(c.one, c.locus, c.raw, nil, c.where, convention{single: true})
		}
	case "SPECIMEN":
		if c.one == nil && !c.b.Findings.Stopped() {
			c.b.say(Stop, Finding{Code: NoLabel, Place: c.at})
		}
	}
}

func (c *cmf) specimen(id string, at Place) {
	switch old := c.byID[id]; {
	case len(c.path) == 0 || c.path[len(c.path)-1] != "SPECIMEN":
		c.b.say(Stop, Finding{Code: BadXML, Place: at, Text: at.Field})
	case id == "":
		c.b.say(Stop, Finding{Code: NoLabel, Place: at})
	case old != nil || c.one != nil:
		f := Finding{Code: LabelTwice, Place: at, Sample: id}
		if old != nil {
			f.N = old.Place.Line
		}
		c.b.say(Stop, f)
	default:
		c.one = c.b.sample(id, c.byID, at)
	}
}
