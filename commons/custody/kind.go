package custody

import (
	"bytes"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Kind is what a file looks like by its first bytes. It is a hint for whoever will open
// the file; nothing that protects anybody rests on it.
type Kind string

// The kinds. The first five are those whose files are usually opened without harm; the
// others are kept all the same and said to be opened only where nothing can be lost.
const (
	Picture  Kind = "picture"
	Document Kind = "document"
	Sound    Kind = "sound"
	Film     Kind = "film"
	Text     Kind = "text"
	Archive  Kind = "archive" // may hold anything
	Page     Kind = "page"    // of the web: HTML, SVG, XML
	Program  Kind = "program" // something that runs
	Mixed    Kind = "mixed"   // one kind by its beginning, a page by what follows
	Other    Kind = "other"
)

// Kinds lists every kind.
var Kinds = []Kind{Picture, Document, Sound, Film, Text, Archive, Page, Program, Mixed, Other}

// Usual says that files of the kind are usually opened without harm.
func (k Kind) Usual() bool { return slices.Contains(Kinds[:5], k) }

// form is one format: what its files begin with, and the endings that fit it, the first
// of them for a file whose own ending does not.
type form struct {
	kind    Kind
	endings string
	begins  string // "?" stands for any byte
}

// The beginnings are those of the formats' own specifications, as the MIME Sniffing
// standard (WHATWG, sections 6 and 7) and the registry of PRONOM list them.
var forms = []form{
	{Picture, "jpg jpeg", "\xff\xd8\xff"},
	{Picture, "png", "\x89PNG\r\n\x1a\n"},
	{Picture, "gif", "GIF87a"}, {Picture, "gif", "GIF89a"},
	{Picture, "webp", "RIFF????WEBP"},
	{Picture, "tif tiff", "II*\x00"}, {Picture, "tif tiff", "MM\x00*"},
	{Picture, "bmp", "BM????\x00\x00\x00\x00"},
	{Picture, "heic heif", "????ftyphei"}, {Picture, "heic heif", "????ftypmif1"}, {Picture, "avif", "????ftypavif"},
	{Document, "pdf", "%PDF-"},
	{Document, "rtf", "{\\rtf"},
	{Document, "doc xls ppt msg", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"},
	{Sound, "mp3", "ID3"}, {Sound, "mp3", "\xff\xfb"}, {Sound, "mp3", "\xff\xf3"}, {Sound, "mp3", "\xff\xf2"},
	{Sound, "aac", "\xff\xf1"}, {Sound, "aac", "\xff\xf9"},
	{Sound, "wav", "RIFF????WAVE"}, {Sound, "ogg opus oga", "OggS"}, {Sound, "flac", "fLaC"}, {Sound, "amr", "#!AMR"},
	{Sound, "m4a", "????ftypM4A"},
	{Film, "mp4 m4v mov 3gp", "????ftyp"}, {Film, "webm mkv", "\x1aE\xdf\xa3"}, {Film, "avi", "RIFF????AVI "},
	{Film, "mpg mpeg", "\x00\x00\x01\xba"}, {Film, "mpg mpeg", "\x00\x00\x01\xb3"},
	{Archive, "zip", "PK\x03\x04"}, {Archive, "zip", "PK\x05\x06"}, {Archive, "rar", "Rar!\x1a\x07"}, {Archive, "7z", "7z\xbc\xaf\x27\x1c"},
	{Archive, "gz", "\x1f\x8b"}, {Archive, "bz2", "BZh"}, {Archive, "xz", "\xfd7zXZ\x00"},
	{Program, "", "MZ"}, {Program, "", "\x7fELF"}, {Program, "", "#!"}, {Program, "", "dex\n"}, {Program, "", "\x00asm"},
	{Program, "", "\xca\xfe\xba\xbe"}, {Program, "", "\xfe\xed\xfa\xce"}, {Program, "", "\xfe\xed\xfa\xcf"},
	{Program, "", "\xce\xfa\xed\xfe"}, {Program, "", "\xcf\xfa\xed\xfe"}, {Program, "", "L\x00\x00\x00\x01\x14\x02\x00"},
}

// Office documents are zip archives whose first entry has a name of its own (ECMA-376,
// part 2; OpenDocument 1.3, part 2, section 3.3). Those with macros fit no ending here.
var offices = []form{
	{Document, "docx xlsx pptx", "[Content_Types].xml"}, {Document, "docx xlsx pptx", "_rels/.rels"},
	{Document, "docx", "word/"}, {Document, "xlsx", "xl/"}, {Document, "pptx", "ppt/"}, {Document, "docx xlsx pptx", "docProps/"},
	{Document, "odt ods odp", "mimetypeapplication/vnd.oasis.opendocument."},
}

// sniffLen is how much of a file is looked at: more than any browser does (1,445 bytes).
const sniffLen = 4096

// sniff says what a file looks like, and the endings that fit.
func sniff(head []byte) (Kind, string) {
	f := formOf(head)
	switch {
	case f.kind == Program:
	case f.kind == Text && marked(head, true), f.kind == Other && marked(head, false):
		return Page, ""
	case f.kind != Text && f.kind != Archive && marked(head, false):
		return Mixed, ""
	}
	return f.kind, f.endings
}

func formOf(head []byte) form {
	for _, f := range forms {
		if !begins(head, f.begins) {
			continue
		}
		if f.endings == "zip" && len(head) > 30 {
			for _, o := range offices {
				if begins(head[30:], o.begins) { // after the fixed part of the first entry's head
					return o
				}
			}
		}
		return f
	}
	if plain(head) {
		return form{Text, "txt log", ""}
	}
	return form{Other, "", ""}
}

func begins(head []byte, with string) bool {
	if len(head) < len(with) {
		return false
	}
	for i := range len(with) {
		if with[i] != '?' && with[i] != head[i] {
			return false
		}
	}
	return true
}

// marks are what a browser takes for the beginning of a page or of a script in it.
var marks = []string{"<!doctype", "<html", "<head", "<body", "<script", "<iframe", "<svg", "<object", "<embed", "<?php", "javascript:"}

// marked says whether a page or a script stands in the bytes. Of a text that is one by
// its first sign too, and so is one in UTF-16.
func marked(head []byte, text bool) bool {
	low := bytes.ToLower(bytes.ReplaceAll(head, []byte{0}, nil))
	if text && bytes.HasPrefix(bytes.TrimLeft(low, "\xef\xbb\xbf\xff\xfe \t\r\n\f"), []byte("<")) {
		return true
	}
	return slices.ContainsFunc(marks, func(m string) bool { return bytes.Contains(low, []byte(m)) })
}

// plain says whether the bytes are text: UTF-8 or UTF-16 with its mark, or an older
// alphabet of one byte a letter, without control characters.
func plain(head []byte) bool {
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return true
	}
	for _, b := range head {
		if b < ' ' && !strings.ContainsRune("\t\n\r\f\x1b", rune(b)) || b == 0x7f {
			return false
		}
	}
	return len(head) > 0
}

// ending is the ending under which a file is given out: its own where it fits what the
// file looks like, the usual one where it does not, and "bin", which no program opens
// by itself, for all that is not usually harmless.
func ending(k Kind, fits, name string) string {
	all := strings.Fields(fits)
	if !k.Usual() || len(all) == 0 {
		return "bin"
	}
	own := strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
	if slices.Contains(all, own) {
		return own
	}
	if len(all) > 1 && k == Document { // one of several programs: better none than the wrong one
		return "bin"
	}
	return all[0]
}

const longestName = 120 // characters of a name that are kept

// clean makes a file's name fit to be shown: the last part of a path, without signs that
// are not seen or turn the direction of reading, and not too long.
func clean(name string) string {
	name = strings.ToValidUTF8(name, "\uFFFD")
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	name = strings.Join(strings.Fields(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp) {
			return ' '
		}
		return r
	}, name)), " ")
	name = strings.Trim(name, ". ")
	if n := utf8.RuneCountInString(name); n > longestName {
		ext := []rune(path.Ext(name))
		if len(ext) > 10 {
			ext = nil
		}
		r := []rune(name)
		name = string(r[:longestName-1-len(ext)]) + "…" + string(ext)
	}
	return name
}
