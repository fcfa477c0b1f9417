package store

import (
	"fmt"
	"testing"
)

func TestAQuestionMarkIsAValueOnlyInCode(t *testing.T) {
	for text, want := range map[string]string{
		`SELECT ?, ?`: `SELECT $1, $2`,
		`SELECT '?', "?", ? -- ? it's` + "\n" + `, ?`: `SELECT '?', "?", $1 -- ? it's` + "\n" + `, $2`,
		`SELECT /* ? ' */ ?-?/?`:                      `SELECT /* ? ' */ $1-$2/$3`,
		`SELECT 'it''s ?', ?`:                         `SELECT 'it''s ?', $1`,
		`SELECT 'open ?`:                              `SELECT 'open ?`,
		`SELECT 'a:$1@', ?`:                           `SELECT 'a:$1@', $1`,
	} {
		if b := bind(text, true); b.text != want || b.err != nil {
			t.Errorf("%s\nbecame %s\nnot    %s (%v)", text, b.text, want, b.err)
		}
		if b := bind(text, false); b.text != text || b.err != nil {
			t.Errorf("%s became %s (%v)", text, b.text, b.err)
		}
	}
}

func TestATextThatWouldBindWronglyIsRefused(t *testing.T) {
	for _, text := range []string{`SELECT $2, $1`, `SELECT ?2`, `SELECT :name`, `SELECT @name`, `SELECT x::text`} {
		for _, numbered := range []bool{true, false} {
			if bind(text, numbered).err == nil {
				t.Errorf("%s was taken", text)
			}
		}
	}
}

func TestATextThatWritesIsKnown(t *testing.T) {
	for text, writes := range map[string]bool{
		`SELECT a FROM b`: false,
		`SELECT 'insert', "update" FROM b -- delete`:        false,
		`SELECT updated FROM b`:                             false,
		`insert into b values (1) returning a`:              true,
		`WITH x AS (SELECT 1) UPDATE b SET a=1 RETURNING a`: true,
		`DELETE FROM b RETURNING a`:                         true,
	} {
		if bind(text, true).writes != writes {
			t.Errorf("%s: writes %v", text, !writes)
		}
	}
}

func TestCommentsAreNotKept(t *testing.T) {
	if got := bare("CREATE TABLE a (b TEXT, -- who it's about\n c TEXT DEFAULT '--' /* no */)"); got != "CREATE TABLE a (b TEXT,   c TEXT DEFAULT '--'  )" {
		t.Errorf("got %q", got)
	}
}

func TestTextsWithoutEndAreForgotten(t *testing.T) {
	for i := range 3 * mostBindings {
		bind(fmt.Sprintf("SELECT %d", i), true)
	}
	n := 0
	bindings[1].Range(func(any, any) bool { n++; return true })
	if n > mostBindings {
		t.Errorf("%d texts are kept", n)
	}
}

func BenchmarkBind(b *testing.B) {
	for b.Loop() {
		bind(`SELECT id, mission, account, mailbox, public, status FROM intake_report WHERE id = ?`, true)
	}
}
