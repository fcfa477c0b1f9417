package casefile

import (
	"bytes"
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// value is one JSON value and the line it ends on.
type value struct {
	kind  byte // '{' '[' '"' '0' (a number) 't' (true or false) 'n' (null)
	line  int
	text  string // of a string or a number
	names []string
	items []value // of a list, or of an object in the order of names
}

// depth is how far values may lie in each other; the format needs seven.
const depth = 16

// parse reads one JSON value that is the whole of the text. Unlike encoding/json it refuses a
// name given twice in one object, letters that are no UTF-8, and anything after the end.
func parse(text []byte) (value, error) {
	if !utf8.Valid(text) {
		return value{}, &Fault{Code: NotJSON}
	}
	p := &parser{text: text, dec: json.NewDecoder(bytes.NewReader(text)), line: 1}
	p.dec.UseNumber()
	t, err := p.next()
	if err != nil {
		return value{}, err
	}
	v, err := p.value(t, 0)
	if err != nil {
		return value{}, err
	}
	if _, err := p.dec.Token(); err != io.EOF {
		return value{}, p.fault(NotJSON, "")
	}
	return v, nil
}

type parser struct {
	text []byte
	dec  *json.Decoder
	line int
	at   int // the offset the line was counted to
}

func (p *parser) next() (json.Token, error) {
	t, err := p.dec.Token()
	p.count()
	if err != nil {
		return nil, p.fault(NotJSON, "")
	}
	return t, nil
}

func (p *parser) count() {
	to := min(int(p.dec.InputOffset()), len(p.text))
	if to > p.at {
		p.line += bytes.Count(p.text[p.at:to], []byte{'\n'})
		p.at = to
	}
}

func (p *parser) fault(code, name string) *Fault {
	return &Fault{Code: code, Value: name, Line: p.line}
}

func (p *parser) value(t json.Token, deep int) (value, error) {
	v := value{line: p.line}
	if deep > depth {
		return v, p.fault(NotJSON, "")
	}
	switch t := t.(type) {
	case json.Delim:
		v.kind = byte(t)
		return v, p.inside(&v, deep)
	case string:
		v.kind, v.text = '"', t
		if strings.ContainsRune(t, utf8.RuneError) {
			return v, p.fault(NotJSON, "")
		}
	case json.Number:
		v.kind, v.text = '0', t.String()
	case bool:
		v.kind = 't'
	default:
		v.kind = 'n'
	}
	return v, nil
}

// inside reads the items of a list or an object and its end.
func (p *parser) inside(v *value, deep int) error {
	seen := map[string]bool{}
	for p.dec.More() {
		t, err := p.next()
		if err != nil {
			return err
		}
		if v.kind == '{' {
			name := t.(string) // the decoder lets nothing else stand here
			if seen[name] {
				return p.fault(TwiceName, name)
			}
			seen[name] = true
			v.names = append(v.names, name)
			if t, err = p.next(); err != nil {
				return err
			}
		}
		item, err := p.value(t, deep+1)
		if err != nil {
			return err
		}
		v.items = append(v.items, item)
	}
	_, err := p.next()
	return err
}

// field of an object; nil if it does not have it.
func (v *value) field(name string) *value {
	for i, n := range v.names {
		if n == name {
			return &v.items[i]
		}
	}
	return nil
}

func (v *value) number() (float64, bool) {
	if v.kind != '0' {
		return 0, false
	}
	x, err := strconv.ParseFloat(v.text, 64)
	return x, err == nil
}
