package record

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"haki/internal/store"
)

func TestAMatterIsProvedOutside(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.furnished()
		h.act("intake.report.reopen", "p1", Entry{Subject: matter(1)}, false)
		h.act("intake.report.receive", "", Entry{Subject: matter(1)}, true)
		for _, outside := range []bool{false, true} {
			h.view(func(tx *store.Tx) error {
				p, err := Prove(tx, matter(1), outside)
				if err != nil || len(p.Entries) < 10 || p.Waiting != map[bool]int{false: 2, true: 3}[outside] {
					t.Fatalf("%d entries, %d wait: %v", len(p.Entries), p.Waiting, err)
				}
				text, err := json.Marshal(p)
				if err != nil {
					t.Fatal(err)
				}
				if err := CheckProof(again(t, text), h.key.Public()); err != nil {
					t.Fatal(err)
				}
				refuseAltered(t, text, h.key.Public())
				return nil
			})
		}
	})
}

func again(t *testing.T, text []byte) (p Proof) {
	t.Helper()
	if err := json.Unmarshal(text, &p); err != nil {
		t.Fatal(err)
	}
	return p
}

func refuseAltered(t *testing.T, text []byte, public string) {
	t.Helper()
	other, _ := NewKey(origin, bytes.Repeat([]byte{1}, 32))
	for name, alter := range map[string]func(*Proof){
		"another act":        func(p *Proof) { p.Entries[3].Act = "intake.report.close" },
		"another actor":      func(p *Proof) { p.Entries[3].Actor = "p9" },
		"another time":       func(p *Proof) { p.Entries[3].At = "2026-11-22" },
		"other facts":        func(p *Proof) { p.Entries[3].Facts = "" },
		"another salt":       func(p *Proof) { p.Entries[3].Salt[0]++ },
		"a longer salt":      func(p *Proof) { p.Entries[3].Salt = append(p.Entries[3].Salt, 0) },
		"another number":     func(p *Proof) { p.Entries[3].Number++ },
		"another path":       func(p *Proof) { p.Entries[3].Path[0][0]++ },
		"a short hash":       func(p *Proof) { p.Entries[3].Path[0] = p.Entries[3].Path[0][:31] },
		"another matter":     func(p *Proof) { p.Matter = matter(2) },
		"one left out":       func(p *Proof) { p.Entries = append(p.Entries[:3], p.Entries[4:]...) },
		"two swapped":        func(p *Proof) { p.Entries[3], p.Entries[4] = p.Entries[4], p.Entries[3] },
		"one twice":          func(p *Proof) { p.Entries = append(p.Entries, p.Entries[3]) },
		"another checkpoint": func(p *Proof) { p.Checkpoint = strings.Replace(p.Checkpoint, "\n", "1\n", 2) },
	} {
		p := again(t, text)
		alter(&p)
		if CheckProof(p, public) == nil {
			t.Errorf("%s: proved", name)
		}
	}
	if CheckProof(again(t, text), other.Public()) == nil || CheckProof(again(t, text), "no key") == nil {
		t.Error("proved to another key")
	}
}

func TestNothingIsProvedOverAGap(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.furnished()
		for _, gap := range []string{
			`DELETE FROM record_entry WHERE number = 5`,
			`DELETE FROM record_padding WHERE first > 100`,
			`UPDATE record_entry SET leaf = NULL WHERE number = 5`,
			`DELETE FROM record_entry WHERE number = (SELECT max(number) FROM record_entry)`,
		} {
			h.tamper(func(tx *store.Tx) error {
				tx.Noted()
				if err := exec(tx, gap); err != nil {
					return err
				}
				n, _, err := h.key.readHead(tx)
				_, note, err2 := h.key.signer.Checkpoint(&n.edge)
				return errors.Join(err, err2, exec(tx, `INSERT INTO record_checkpoint (n, day, at, size, note, mark) VALUES (1000, '', '', ?, ?, ?)`, n.edge.Size(), note, []byte{}))
			}, func(tx *store.Tx) {
				if _, err := Prove(tx, matter(2), false); !errors.Is(err, errGap) {
					t.Errorf("%s: %v", gap, err)
				}
			})
		}
	})
}

func TestNothingIsProvedBeforeAnythingWasShown(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.act("a.b", "p1", Entry{Subject: matter(1)}, false)
		h.sequence()
		h.view(func(tx *store.Tx) error {
			p, err := Prove(tx, matter(1), true)
			if err != nil || len(p.Entries) != 0 || CheckProof(p, h.key.Public()) != nil {
				t.Errorf("%+v %v", p, err)
			}
			return nil
		})
	})
}
