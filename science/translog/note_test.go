package translog

import (
	"crypto/ed25519"
	"encoding/base64"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"
)

const origin = "haki.example.org/record"

func signer(t testing.TB, name string, fill byte) Signer {
	t.Helper()
	s, err := NewSigner(name, []byte(strings.Repeat(string(rune(fill)), ed25519.SeedSize)))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// golang.org/x/mod/sumdb/note reads our keys and notes, and we read its.
func TestNotesAreEverybodysNotes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[a-zé./-]{1,20}`).Draw(t, "name")
		seed := rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "seed")
		text := rapid.StringMatching(`([ -~éض]{0,30}\n){1,6}`).Draw(t, "text")
		s, err := NewSigner(name, seed)
		if err != nil {
			t.Fatal(err)
		}
		v, err := note.NewVerifier(s.String())
		if err != nil || v.Name() != name {
			t.Fatalf("they do not read our key: %v", err)
		}
		signed, err := s.Sign(text)
		if err != nil {
			t.Fatal(err)
		}
		opened, err := note.Open([]byte(signed), note.VerifierList(v))
		if err != nil || opened.Text != text {
			t.Fatalf("they do not read our note: %v", err)
		}
		key := ed25519.NewKeyFromSeed(seed)
		theirs, err := note.NewEd25519VerifierKey(name, key.Public().(ed25519.PublicKey))
		if err != nil || theirs != s.String() {
			t.Fatalf("%s, they write %s (%v)", s, theirs, err)
		}
		mine, err := ParseVerifier(theirs)
		if err != nil || mine.String() != theirs {
			t.Fatalf("we do not read their key: %v", err)
		}
		id, _, _ := strings.Cut(strings.TrimPrefix(theirs, name+"+"), "+")
		skey := "PRIVATE+KEY+" + name + "+" + id + "+" + base64.StdEncoding.EncodeToString(append([]byte{1}, seed...))
		ns, err := note.NewSigner(skey)
		if err != nil {
			t.Fatal(err)
		}
		theirNote, err := note.Sign(&note.Note{Text: text}, ns)
		if err != nil || string(theirNote) != signed {
			t.Fatalf("two notes of one text: %v", err)
		}
		if got, err := Open(string(theirNote), mine); err != nil || got != text {
			t.Fatalf("we do not read their note: %v", err)
		}
	})
}

func TestACheckpointSaysWhatTheTreeIs(t *testing.T) {
	s := signer(t, origin, 'k')
	var e Edge
	for i := range 100 {
		c, signed, err := s.Checkpoint(&e)
		if err != nil {
			t.Fatal(err)
		}
		back, err := OpenCheckpoint(signed, s.Verifier)
		if err != nil || back != c || c.Size != int64(i) || c.Root != e.Root() {
			t.Fatalf("at %d: %+v (%v)", i, back, err)
		}
		sum := Checkpoint{"go.sum database tree", c.Size, c.Root} // the oracle reads only its own origin
		tree, err := tlog.ParseTree([]byte(sum.Text()))
		if err != nil || tree.N != c.Size || Hash(tree.Hash) != c.Root {
			t.Fatalf("they read %v (%v)", tree, err)
		}
		e.Append(Leaf([]byte{byte(i)}))
	}
}

func TestACheckpointOfAnotherIsRefused(t *testing.T) {
	s, other := signer(t, origin, 'k'), signer(t, origin, 'l')
	var e Edge
	_, mine, _ := s.Checkpoint(&e)
	_, theirs, _ := other.Checkpoint(&e)
	wrongOrigin, _ := s.Sign(Checkpoint{"haki.example.org/other", 0, e.Root()}.Text())
	both := mine + theirs[strings.LastIndex(theirs, "—"):]
	sameID := strings.Replace(mine, mine[strings.LastIndex(mine, " ")+1:len(mine)-1],
		base64.StdEncoding.EncodeToString(append(idOf(s.Verifier), make([]byte, 64)...)), 1)
	for name, c := range map[string]struct {
		note string
		ok   bool
	}{
		"mine":                         {mine, true},
		"signed by another too":        {both, true},
		"signed by another":            {theirs, false},
		"of another log":               {wrongOrigin, false},
		"unsigned":                     {Checkpoint{origin, 0, e.Root()}.Text(), false},
		"with a false signature":       {sameID, false},
		"true and false at once":       {mine + sameID[strings.LastIndex(sameID, "—"):], false},
		"signed in another name":       {strings.Replace(mine, "— "+origin, "— other.example", 1), false},
		"another size":                 {strings.Replace(mine, "\n0\n", "\n1\n", 1), false},
		"cut":                          {mine[:len(mine)-1], false},
		"signature of another length":  {strings.Replace(mine, "\n— ", "\n— "+origin+" AAAAAAA=\n— ", 1), true},
		"a signature that is no base":  {mine + "— x !!!\n", false},
		"a control character":          {strings.Replace(mine, "\n0\n", "\n0\r\n", 1), false},
		"far too many signatures":      {mine + strings.Repeat("— x AAAAAAA=\n", 100), false},
		"far too long":                 {strings.Repeat("x", 1<<20) + mine, false},
		"a line that is no signature":  {mine + "hello\n", false},
		"an empty line at the end":     {mine + "\n", false},
		"a signature of a nameless":    {mine + "—  AAAAAAA=\n", false},
		"not even text":                {"\xff" + mine, false},
		"nothing":                      {"", false},
		"a stranger's signature first": {strings.Replace(mine, "\n\n— ", "\n\n— x AAAAAAA=\n— ", 1), true},
	} {
		if _, err := OpenCheckpoint(c.note, s.Verifier); (err == nil) != c.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func idOf(v Verifier) []byte {
	return []byte{byte(v.id >> 24), byte(v.id >> 16), byte(v.id >> 8), byte(v.id)}
}

func TestWhatIsNoCheckpointIsRefused(t *testing.T) {
	root := Empty().String()
	for _, text := range []string{
		"", "a\n", "a\n1\n", "a\n1\n" + root, "a\n01\n" + root + "\n", "a\n-1\n" + root + "\n", "a\n+1\n" + root + "\n", "a\n1\nAAAA\n",
		"\n1\n" + root + "\n", "a\n1\n" + root + "\n\nx\n", "a\n99999999999999999999\n" + root + "\n", "a\n1\n" + root[:43] + "\n",
	} {
		if c, err := ParseCheckpoint(text); err == nil {
			t.Errorf("%q passes for %v", text, c)
		}
	}
	if c, err := ParseCheckpoint("a\n1\n" + root + "\nmore\n"); err != nil || c.Size != 1 {
		t.Errorf("other logs' lines are not passed over: %v", err)
	}
}

func TestBadNamesKeysAndTextsAreRefused(t *testing.T) {
	for _, name := range []string{"", "a b", "a+b", "a\u00a0b", "a\tb", "\xff", "a\x01"} {
		if _, err := NewSigner(name, make([]byte, 32)); err == nil {
			t.Errorf("%q passes for a name", name)
		}
	}
	if _, err := NewSigner("a", make([]byte, 31)); err == nil {
		t.Error("a short seed passes")
	}
	s := signer(t, origin, 'k')
	for _, text := range []string{"", "no newline", "a\x00\n", "a\r\n", "\xff\n"} {
		if _, err := s.Sign(text); err == nil {
			t.Errorf("%q was signed", text)
		}
	}
	good := s.String()
	for _, key := range []string{"", "a", "a+b", good[:len(good)-1], strings.Replace(good, "+", "x+", 1), strings.Replace(good, "+", "+0", 1), "a+00000000+AA=="} {
		if _, err := ParseVerifier(key); err == nil {
			t.Errorf("%q passes for a key", key)
		}
	}
}

func FuzzOpen(f *testing.F) {
	s := signer(f, origin, 'k')
	var e Edge
	_, n, _ := s.Checkpoint(&e)
	f.Add(n)
	f.Add("a\n\n— a AAAAAAA=\n")
	v, _ := note.NewVerifier(s.String())
	f.Fuzz(func(t *testing.T, signed string) {
		mine, err := Open(signed, s.Verifier)
		theirs, err2 := note.Open([]byte(signed), note.VerifierList(v))
		if err == nil && (err2 != nil || theirs.Text != mine) {
			t.Errorf("only we open %q (%v)", signed, err2)
		}
	})
}
