package labfile

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"
)

// decode turns bytes into text with "\n" as the end of a line and says which encoding it was.
// UTF-16 is told by its mark, or by every other byte being zero; what is not valid UTF-8 is
// Windows-1252. Characters that no text has stop it: false.
func decode(data []byte) (text, encoding string, ok bool) {
	switch {
	case bytes.HasPrefix(data, []byte{0xef, 0xbb, 0xbf}):
		data = data[3:]
		if !utf8.Valid(data) {
			return "", "utf-8", false
		}
		text, encoding = string(data), "utf-8"
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		text, encoding, ok = wide(data[2:], 0, 1), "utf-16le", len(data)%2 == 0
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		text, encoding, ok = wide(data[2:], 1, 0), "utf-16be", len(data)%2 == 0
	case len(data) >= 4 && data[1] == 0 && data[3] == 0 && data[0] != 0:
		text, encoding, ok = wide(data, 0, 1), "utf-16le", len(data)%2 == 0
	case len(data) >= 4 && data[0] == 0 && data[2] == 0 && data[1] != 0:
		text, encoding, ok = wide(data, 1, 0), "utf-16be", len(data)%2 == 0
	case utf8.Valid(data):
		text, encoding = string(data), "utf-8"
	default:
		text, encoding = western(data), "windows-1252"
	}
	if encoding[:4] == "utf-" && encoding != "utf-8" && !ok {
		return "", encoding, false
	}
	for _, r := range text {
		if r == utf8.RuneError && encoding != "utf-8" || r < ' ' && r != '\n' && r != '\r' && r != '\t' {
			return "", encoding, false
		}
	}
	return lines(text), encoding, true
}

// wide reads UTF-16; low and high are the places of the bytes of a unit.
func wide(data []byte, low, high int) string {
	units := make([]uint16, 0, len(data)/2)
	for i := 0; i+1 < len(data); i += 2 {
		units = append(units, uint16(data[i+low])|uint16(data[i+high])<<8)
	}
	return string(utf16.Decode(units))
}

// high1252 are the characters 0x80 to 0x9f of Windows-1252; the others are those of Unicode.
// Five bytes mean nothing there.
var high1252 = [32]rune{'€', 0, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0, 'Ž', 0,
	0, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0, 'ž', 'Ÿ'}

func western(data []byte) string {
	out := make([]rune, 0, len(data))
	for _, b := range data {
		r := rune(b)
		if b >= 0x80 && b <= 0x9f {
			r = high1252[b-0x80]
		}
		out = append(out, r) // a byte without meaning is 0, which decode refuses
	}
	return string(out)
}

// lines ends every line with "\n", whatever machine wrote it.
func lines(s string) string {
	b := []byte(s)
	b = bytes.ReplaceAll(b, []byte("\r\n"), []byte("\n"))
	return string(bytes.ReplaceAll(b, []byte("\r"), []byte("\n")))
}
