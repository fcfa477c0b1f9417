package main

import (
	"os"
	"slices"
	"testing"
	"testing/fstest"
)

func TestAPackageCommentIsTakenApart(t *testing.T) {
	e := parse("commons/duty", `Package duty keeps watch over
what is owed.

It says more, at length.

Words: duty (who owes what, and to whom), bearer, office ("team", a place). Words avoided: task,
deadline.

Follows: A/RES/1, para. 2.

And a last word.`)
	if e.purpose != "Keeps watch over what is owed." {
		t.Errorf("purpose %q", e.purpose)
	}
	if !slices.Equal(e.words, []string{"duty (who owes what, and to whom)", "bearer", `office ("team", a place)`}) {
		t.Errorf("words %q", e.words)
	}
	if !slices.Equal(e.avoided, []string{"task", "deadline"}) {
		t.Errorf("avoided %q", e.avoided)
	}
	if e.follows != "A/RES/1, para. 2." {
		t.Errorf("follows %q", e.follows)
	}
}

func TestAPackageWithoutWordsIsLeftOut(t *testing.T) {
	tree := fstest.MapFS{
		"internal/a/doc.go": {Data: []byte("// Package a is small.\npackage a\n")},
		"commons/b/doc.go":  {Data: []byte("// Package b keeps.\n//\n// Words: bee.\npackage b\n")},
	}
	got, err := vocabulary(tree)
	want := head + "\n## Commons: what every room shares\n\n### commons/b\n\nKeeps.\n\n- **bee**\n"
	if err != nil || got != want {
		t.Errorf("got %q, %v", got, err)
	}
}

// The page in the tree is the one that the packages say; HAKI_GOLDEN=1 writes it.
func TestVocabularyGolden(t *testing.T) {
	const file = "../../VOCABULARY.md"
	want, err := vocabulary(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	if os.Getenv("HAKI_GOLDEN") != "" {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil || string(got) != want {
		t.Errorf("VOCABULARY.md is not what the doc.go files say (%v): make golden", err)
	}
}
