package labfile

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// Read reads a laboratory's file of any of the formats. What it returns is never nil; nothing
// may be computed with it if its findings say so.
func Read(name string, data []byte) *Batch {
	sum := sha256.Sum256(data)
	b := &Batch{File: name, Digest: hex.EncodeToString(sum[:])}
	if len(data) > MaxBytes {
		b.say(Stop, Finding{Code: TooLarge, N: MaxBytes >> 20})
		return b
	}
	text, encoding, ok := decode(data)
	b.Encoding = encoding
	switch {
	case !ok:
		b.say(Stop, Finding{Code: Unreadable, Text: encoding})
	case strings.TrimSpace(text) == "":
		b.say(Stop, Finding{Code: Empty})
	default:
		b.read(text)
	}
	if len(b.Samples) == 0 && !b.Findings.Stopped() {
		b.say(Stop, Finding{Code: NoSamples})
	}
	b.mixtures()
	return b
}

func (b *Batch) read(text string) {
	start := strings.TrimSpace(text)
	first, rest, _ := strings.Cut(start, "\n")
	switch {
	case strings.HasPrefix(start, "<"):
		b.Format = CMF
		b.readCMF(text)
	case strings.Contains(first, "Output from Familias") || strings.Contains(rest, "Known relations\"\n") && strings.HasPrefix(first, "\""):
		b.Format = Familias
		b.readFamilias(text)
	default:
		b.readTable(text)
	}
}

// mixtures stops a file in which one sample shows more than two alleles at three loci or more:
// the sample holds cells of several persons (the design's rule 13.4).
func (b *Batch) mixtures() {
	for _, s := range b.Samples {
		var many []string
		place := s.Place
		for _, t := range s.Typings {
			if t.Out == ThreeAlleles {
				many = append(many, t.Locus)
				place = t.Place
			}
		}
		if len(many) >= 3 {
			b.say(Stop, Finding{Code: Mixture, Place: place, Sample: s.ID, Text: strings.Join(many, ", "), N: len(many)})
		}
	}
}
