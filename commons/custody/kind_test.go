package custody

import (
	"strings"
	"testing"
	"unicode/utf16"
)

func zipped(first string) string {
	return "PK\x03\x04" + strings.Repeat("\x00", 26) + first + "…"
}

// corpus are files of every kind and files of two kinds at once.
var corpus = map[string]struct {
	name, body, given string
	kind              Kind
}{
	"a picture":                    {"a.JPG", "\xff\xd8\xff\xe0\x00\x10JFIF\x00", "jpg", Picture},
	"a picture by another ending":  {"a.png", "\xff\xd8\xff\xe0\x00\x10JFIF\x00", "jpg", Picture},
	"a telephone's picture":        {"IMG_1.HEIC", "\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "heic", Picture},
	"a PDF":                        {"a.pdf", "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "pdf", Document},
	"a Word document":              {"a.docx", zipped("[Content_Types].xml"), "docx", Document},
	"one with macros":              {"a.docm", zipped("[Content_Types].xml"), "bin", Document},
	"an OpenDocument":              {"a.ods", zipped("mimetypeapplication/vnd.oasis.opendocument.spreadsheet"), "ods", Document},
	"an old office file, unnamed":  {"a", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "bin", Document},
	"a voice message":              {"PTT.opus", "OggS\x00\x02", "opus", Sound},
	"a film":                       {"a.mp4", "\x00\x00\x00\x20ftypisom\x00\x00\x02\x00", "mp4", Film},
	"a text":                       {"a.txt", "Je l’ai vu au marché.\n", "txt", Text},
	"a text in an older alphabet":  {"a.txt", "Je l'ai vu au march\xe9.\n", "txt", Text},
	"a text in UTF-16":             {"a.txt", wide("Je l’ai vu."), "txt", Text},
	"a table that might calculate": {"a.csv", "=HYPERLINK(\"http://x\")\n", "txt", Text},
	"an archive":                   {"a.zip", zipped("a.txt"), "bin", Archive},
	"noise":                        {"a.dat", "\x00\x01\x02\x03\x04", "bin", Other},

	"a page":                         {"a.html", "<!DOCTYPE html><script>alert(1)</script>", "bin", Page},
	"a page called a text":           {"a.txt", "  \n<script>alert(1)</script>", "bin", Page},
	"a page in UTF-16":               {"a.txt", wide("<script>alert(1)</script>"), "bin", Page},
	"a page in UTF-16 after words":   {"a.txt", wide("hello <script>alert(1)</script>"), "bin", Page},
	"a page after words":             {"a.txt", "hello <script>alert(1)</script>", "bin", Page},
	"a page after a NUL":             {"a.txt", "\x00<html><script>alert(1)</script>", "bin", Page},
	"a drawing with a script":        {"a.svg", `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`, "bin", Page},
	"a drawing called a picture":     {"a.png", `<?xml version="1.0"?><svg onload="alert(1)"/>`, "bin", Page},
	"a feed":                         {"a.xml", `<?xml version="1.0"?><rss/>`, "bin", Page},
	"a script of the web":            {"a.js", "alert(document.domain)//", "txt", Text},
	"a picture that is a page":       {"a.gif", "GIF89a/*<script>alert(1)</script>*/=1", "bin", Mixed},
	"a picture with a page inside":   {"a.jpg", "\xff\xd8\xff\xfe\x00\x40<html><script>alert(1)</script>", "bin", Mixed},
	"a picture with a script behind": {"a.bmp", "BM/*\x00\x00\x00\x00\x00\x00*/=1;<script>", "bin", Mixed},
	"a PDF that is a page":           {"a.pdf", "%PDF-1.4 <html><body><script>alert(1)</script>", "bin", Mixed},
	"a PDF behind a page":            {"a.pdf", "<html>%PDF-1.4", "bin", Page},
	"a sound that is a page":         {"a.mp3", "ID3\x03\x00<svg onload=alert(1)>", "bin", Mixed},
	"a picture that is an archive":   {"a.jar", "GIF89a" + zipped("META-INF/MANIFEST.MF"), "gif", Picture},
	"an archive that is a page":      {"a.zip", "PK\x03\x04<script>alert(1)</script>", "bin", Archive},
	"a program":                      {"photo.jpg", "MZ\x90\x00\x03", "bin", Program},
	"a program by two endings":       {"photo.jpg.exe", "MZ\x90\x00\x03", "bin", Program},
	"a script of a shell":            {"a.txt", "#!/bin/sh\nrm -rf /\n", "bin", Program},
	"a shortcut":                     {"a.lnk", "L\x00\x00\x00\x01\x14\x02\x00\x00", "bin", Program},
	"a page that seems a film":       {"a.mp4", "<svgftypisom onload=alert(1)>", "bin", Mixed},
}

func wide(s string) string {
	b := []byte("\xff\xfe")
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return string(b)
}

func TestWhatAFileLooksLike(t *testing.T) {
	for name, c := range corpus {
		kind, fits := sniff([]byte(c.body)[:min(len(c.body), sniffLen)])
		if kind != c.kind {
			t.Errorf("%s: %q, want %q", name, kind, c.kind)
		}
		if got := ending(kind, fits, c.name); got != c.given {
			t.Errorf("%s is given out as %q, want %q", name, got, c.given)
		}
	}
	for _, k := range Kinds {
		if k.Usual() != (k == Picture || k == Document || k == Sound || k == Film || k == Text) {
			t.Errorf("%s: %v", k, k.Usual())
		}
	}
}

func TestANameIsFitToBeShown(t *testing.T) {
	for name, want := range map[string]string{
		`C:\Users\me\photo.jpg`:               "photo.jpg",
		"../../etc/passwd":                    "passwd",
		"\u202egpj.exe":                       "gpj.exe",
		"a\u2066b\u2069\x00\r\nc.txt":         "a b c.txt",
		"  .htaccess ":                        "htaccess",
		"march\xe9.txt":                       "march\uFFFD.txt",
		"رسالة.txt":                           "رسالة.txt",
		strings.Repeat("é", 300) + ".jpeg":    strings.Repeat("é", longestName-6) + "….jpeg",
		"a." + strings.Repeat("x", 300):       "a." + strings.Repeat("x", longestName-3) + "…",
		"<script>alert(1)<":                   "<script>alert(1)<",
		"\"; filename=\"evil.html\r\nX-Y: 1 ": "\"; filename=\"evil.html X-Y: 1",
		"...":                                 "",
	} {
		if got := clean(name); got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
	}
}
