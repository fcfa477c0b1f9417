package people

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"

	"haki/commons/act"
	"haki/commons/gate"
	"haki/internal/fault"
	"haki/internal/seal"
	"haki/internal/store"
)

// copied is every wrap the database holds: what somebody takes along in a backup.
func (w *town) copied() (all []seal.Wrap) {
	w.read(func(tx *store.Tx) (err error) {
		all, err = store.All(tx, scanWrap, `SELECT key_id, by_id, box FROM people_wrap`)
		return
	})
	return all
}

// finding walks by such a copy.
func finding(copies ...[]seal.Wrap) seal.Find {
	return func(_ seal.KeyID, ids ...seal.KeyID) (out []seal.Wrap, _ error) {
		all := slices.Concat(copies...)
		for i := 0; i < len(ids); i++ { // it grows by what keeps what is wanted
			for _, v := range all {
				if v.Key != ids[i] {
					continue
				}
				out = append(out, v)
				if !slices.Contains(ids, v.By) {
					ids = append(ids, v.By)
				}
			}
		}
		return out, nil
	}
}

func TestWhoLeavesReadsNothingNew(t *testing.T) {
	each(t, func(w *town) {
		w.join("here", "dan", "omar", "ada")
		old := w.note("old", "MIRA")
		ada, mine := w.as("ada"), w.copied() // ada takes a copy of the database with her
		if err := w.room.Remove(w.as("omar"), w.teams["here"], w.ids["ada"]); err != nil {
			t.Fatal(err)
		}
		recent := w.note("new", "MIRA")
		for name, want := range map[string][2]bool{"ada": {false, false}, "bo": {true, true}, "dan": {true, true}, "cy": {false, false}, "omar": {false, false}} {
			if o, n := w.reads(name, old), w.reads(name, recent); o != want[0] || n != want[1] {
				t.Errorf("%s: reads old %v, new %v", name, o, n)
			}
		}
		if w.opens(ada, old) {
			t.Error("a request under way still reads")
		}
		var account Account
		w.read(func(tx *store.Tx) (err error) { account, err = Find(tx, w.ids["ada"]); return })
		account = must(w.book.Unlock(account, pass))
		with := func(s seal.Sealed) bool {
			keys, back := RingOf(account).Lend(finding(mine, w.copied())) // her copy, and everything since
			defer back()
			p, err := seal.Open[string](keys, place, s)
			if err != nil {
				t.Error(err)
			}
			return p.Open()
		}
		if !with(old) {
			t.Error("what she could read then, her copy reads for ever") // said in SEALED.md
		}
		if with(recent) {
			t.Error("her copy opened what was sealed after she left")
		}
		var later seal.Sealed // a settled key is still one that ada's copy opens: never for what is new
		if err := w.do(w.as("bo"), func(tx *store.Tx, k *seal.Keys) error {
			if err := Settle(tx, k, "old"); err != nil {
				return err
			}
			to, err := Readers(tx, "intake.read", gate.Scope{Mission: "MIRA"})
			if err != nil {
				return err
			}
			sealer, err := Sealer(tx, k, "old", to...)
			if err == nil {
				later = seal.Seal(sealer, place, seal.Hide("later"))
			}
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if !w.reads("dan", old) || !w.reads("bo", old) || w.reads("ada", old) || !w.reads("ida", later) {
			t.Error("settling moved the old matter wrongly")
		}
		if with(later) {
			t.Error("her copy opened what was sealed after settling")
		}
	})
}

// Two who leave at the same moment both leave: the newest key is kept for neither.
func TestTwoLeaveAtOnce(t *testing.T) {
	each(t, func(w *town) {
		w.join("here", "dan", "omar", "ada")
		w.join("here", "eve", "omar", "ada")
		ctx := map[string]context.Context{}
		gone := []string{"ada", "dan", "eve"}
		for _, n := range gone {
			ctx[n] = w.as(n)
		}
		var all sync.WaitGroup
		for _, n := range gone {
			all.Go(func() {
				if err := w.room.Leave(ctx[n], w.teams["here"]); err != nil {
					t.Error(n, err)
				}
			})
		}
		all.Wait()
		for _, n := range gone {
			if k := w.count(`SELECT count(*) FROM people_wrap v JOIN people_key k ON k.id = v.key_id JOIN people_account a ON a.key_id = v.by_id
				WHERE k.owner = ? AND a.name = ?`, w.teams["here"], n); k != 0 {
				t.Errorf("%d of the team's keys are still kept for %s", k, n)
			}
		}
		if n := w.count(`SELECT count(DISTINCT generation) FROM people_key WHERE owner = ?`, w.teams["here"]); n != 4 {
			t.Errorf("%d generations, want 4", n)
		}
		s := w.note("m", "MIRA")
		for name, want := range map[string]bool{"ada": false, "dan": false, "eve": false, "bo": true, "ida": true} {
			if w.reads(name, s) != want {
				t.Errorf("%s: reads %v, want %v", name, !want, want)
			}
		}
	})
}

// Of two last members who leave at the same moment one stays.
func TestTheLastTwoCannotBothLeave(t *testing.T) {
	each(t, func(w *town) {
		ada, bo := w.as("ada"), w.as("bo")
		errs := make([]error, 2)
		var all sync.WaitGroup
		for i, ctx := range []context.Context{ada, bo} {
			all.Go(func() { errs[i] = w.room.Leave(ctx, w.teams["here"]) })
		}
		all.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Errorf("%v, %v", errs[0], errs[1])
		}
		if n := w.count(`SELECT count(*) FROM people_member WHERE team = ?`, w.teams["here"]); n != 1 {
			t.Errorf("%d members are left", n)
		}
	})
}

// A person is a matter inside a matter: destroyed alone, while the case stands.
func TestAPersonInsideACase(t *testing.T) {
	each(t, func(w *town) {
		var story, name seal.Sealed
		if err := w.do(w.as("ada"), func(tx *store.Tx, k *seal.Keys) error {
			to := must(Readers(tx, "intake.read", gate.Scope{Mission: "MIRA"}))
			of, err := Sealer(tx, k, "case", to...)
			if err != nil {
				return err
			}
			person, err := Sealer(tx, k, "person", seal.Recipient{ID: of.ID()})
			if err != nil {
				return err
			}
			story, name = seal.Seal(of, place, seal.Hide("story")), seal.Seal(person, place, seal.Hide("name"))
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if !w.reads("bo", story) || !w.reads("bo", name) || !w.reads("ida", name) {
			t.Error("a member does not read both")
		}
		if err := w.do(context.Background(), func(tx *store.Tx, _ *seal.Keys) error { return Shred(tx, "person") }); err != nil {
			t.Fatal(err)
		}
		if !w.reads("bo", story) || w.reads("bo", name) {
			t.Error("after shredding the person the case must open and the name must not")
		}
	})
}

func TestMattersKeepTheirReaders(t *testing.T) {
	each(t, func(w *town) {
		var first, second, third seal.KeyID
		if err := w.do(w.as("ada"), func(tx *store.Tx, k *seal.Keys) error {
			here, there := must(Current(tx, w.teams["here"])), must(Current(tx, w.teams["there"]))
			first = must(Sealer(tx, k, "m", here)).ID()
			second = must(Sealer(tx, k, "m", here)).ID()
			third = must(Sealer(tx, k, "m", here, there)).ID()
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		if first != second || second == third {
			t.Errorf("the same readers share a key, others do not: %s %s %s", first, second, third)
		}
		w.wants("sealed to nobody", w.do(context.Background(), func(tx *store.Tx, _ *seal.Keys) error { _, err := Sealer(tx, nil, "m"); return err }), fault.Unavailable)
		var s seal.Sealed
		if err := w.do(w.as("ada"), func(tx *store.Tx, k *seal.Keys) error {
			here := must(Current(tx, w.teams["here"]))
			s = seal.Seal(must(Sealer(tx, k, "n", here)), place, seal.Hide("x"))
			return Grant(tx, k, "n", must(Current(tx, w.teams["there"])))
		}); err != nil {
			t.Fatal(err)
		}
		if !w.reads("cy", s) {
			t.Error("granted and not readable")
		}
		if err := w.do(context.Background(), func(tx *store.Tx, _ *seal.Keys) error { return Revoke(tx, "n", w.teams["there"]) }); err != nil {
			t.Fatal(err)
		}
		if w.reads("cy", s) || !w.reads("bo", s) {
			t.Error("revoking took the wrong team")
		}
		both := func() (s seal.Sealed) {
			if err := w.do(w.as("ada"), func(tx *store.Tx, k *seal.Keys) error {
				key, err := Sealer(tx, k, "b", must(Current(tx, w.teams["here"])), must(Current(tx, w.teams["there"])))
				if err == nil {
					s = seal.Seal(key, place, seal.Hide("x"))
				}
				return err
			}); err != nil {
				t.Fatal(err)
			}
			return s
		}
		both()
		if err := w.do(context.Background(), func(tx *store.Tx, _ *seal.Keys) error { return Revoke(tx, "b", w.teams["there"]) }); err != nil {
			t.Fatal(err)
		}
		if !w.reads("cy", both()) {
			t.Error("sealed to a team for which the newest key is no longer kept")
		}
		var stale seal.Recipient
		w.read(func(tx *store.Tx) (err error) { stale, err = Current(tx, w.teams["here"]); return })
		if err := w.room.Leave(w.as("bo"), w.teams["here"]); err != nil {
			t.Fatal(err)
		}
		w.wants("sealing to a team as it was", w.do(context.Background(), func(tx *store.Tx, _ *seal.Keys) error { _, err := Sealer(tx, nil, "c", stale); return err }), fault.Stale)
		if err := w.do(w.as("eve"), func(tx *store.Tx, k *seal.Keys) error {
			return Settle(tx, k, "b", must(Current(tx, w.teams["oversight"])))
		}); err != nil {
			t.Error("who cannot open a matter changes nothing of it, and breaks nothing:", err)
		}
	})
}

// A key that was made before the act is filed as it is, unless the readers changed.
func TestAKeyMadeBeforeTheAct(t *testing.T) {
	each(t, func(w *town) {
		var to []seal.Recipient
		readers := func(tx *store.Tx) (err error) {
			to, err = Readers(tx, "intake.read", gate.Scope{Mission: "MIRA"})
			return
		}
		w.read(readers)
		k, made, err := seal.Prepare(to...)
		if err != nil {
			t.Fatal(err)
		}
		file := func(matter string) error {
			return w.do(context.Background(), func(tx *store.Tx, keys *seal.Keys) error {
				now, err := Readers(tx, "intake.read", gate.Scope{Mission: "MIRA"})
				if err == nil {
					_, err = Adopt(tx, keys, matter, k, made, now...)
				}
				return err
			})
		}
		if err := file("m"); err != nil {
			t.Fatal(err)
		}
		s := seal.Seal(k, place, seal.Hide("x"))
		if !w.reads("ada", s) || !w.reads("ida", s) || w.reads("cy", s) {
			t.Error("the wrong people read it")
		}
		if err := w.room.Leave(w.as("bo"), w.teams["here"]); err != nil {
			t.Fatal(err)
		}
		w.read(readers)
		k, made = must2(seal.Prepare(to[:1]...))
		w.wants("a reader too few", file("n"), fault.Stale)
	})
}

func must2[A, B any](a A, b B, err error) (A, B) {
	if err != nil {
		panic(err)
	}
	return a, b
}

// What a writer in the database could try to become a reader of what is sealed from then on.
func TestNobodyPutsAKeyOfTheirOwnAmongOurs(t *testing.T) {
	each(t, func(w *town) {
		mallory := seal.NewPair()
		public := mallory.Recipient()
		here := w.teams["here"]
		intake := func() error {
			return w.do(context.Background(), func(tx *store.Tx, _ *seal.Keys) error {
				to, err := Readers(tx, "intake.read", gate.Scope{Mission: "MIRA"})
				if err == nil {
					_, err = Sealer(tx, nil, "m", to...)
				}
				return err
			})
		}
		w.note("old", "MIRA")
		if err := w.room.Leave(w.as("bo"), here); err != nil { // so that there is a chain
			t.Fatal(err)
		}
		if err := intake(); err != nil {
			t.Fatal(err)
		}
		type change struct {
			q    string
			args []any
		}
		newest := `(SELECT id FROM people_key WHERE owner = '` + string(here) + `' ORDER BY generation DESC LIMIT 1)`
		for name, c := range map[string]change{
			"a public half is swapped":           {`UPDATE people_key SET id = ?, public = ? WHERE id = ` + newest, []any{public.ID, public.Public}},
			"only what seals to it is swapped":   {`UPDATE people_key SET public = ? WHERE id = ` + newest, []any{public.Public}},
			"only what verifies for it":          {`UPDATE people_key SET sign_public = ? WHERE id = ` + newest, []any{mallory.SignPublic()}},
			"a next one is added, unsigned":      {`INSERT INTO people_key (id, owner, generation, public, sign_public, after_id, house, signature) SELECT CAST(? AS TEXT), owner, 99, CAST(? AS TEXT), CAST(? AS BYTEA), id, CAST('' AS BYTEA), CAST('' AS BYTEA) FROM people_key WHERE id = ` + newest, []any{public.ID, public.Public, mallory.SignPublic()}},
			"another team's key is moved here":   {`UPDATE people_key SET owner = ?, generation = 98 WHERE owner = ?`, []any{here, w.teams["there"]}},
			"an old one is made the newest":      {`UPDATE people_key SET generation = 97 WHERE owner = ? AND generation = 1`, []any{here}},
			"the newest is taken away":           {`DELETE FROM people_key WHERE id = ` + newest, nil},
			"the team becomes something greater": {`UPDATE people_team SET role = 'headquarters' WHERE id = ?`, []any{here}},
			"the signature is another's":         {`UPDATE people_key SET house = (SELECT o.house FROM people_key o WHERE o.owner = '` + string(w.teams["there"]) + `') WHERE id = ` + newest, nil},
			"the member's signature is false":    {`UPDATE people_key SET signature = CAST('00' AS BYTEA) WHERE id = ` + newest, nil},
		} {
			keys, wraps := w.saved(`SELECT id, owner, generation, public, sign_public, after_id, house, signature FROM people_key`), w.copied()
			if strings.Contains(c.q, "SET id") || strings.HasPrefix(c.q, "DELETE") {
				w.write(`DELETE FROM people_wrap WHERE key_id = ` + newest)
			}
			w.write(c.q, c.args...)
			w.wants(name, intake(), fault.Internal)
			w.wants(name+", asked for by itself", w.do(context.Background(), func(tx *store.Tx, _ *seal.Keys) error { _, err := Current(tx, here); return err }), fault.Internal)
			if err := w.do(w.as("ada"), func(tx *store.Tx, k *seal.Keys) error { return Settle(tx, k, "old") }); fault.Of(err) != fault.Internal || err == nil {
				t.Errorf("%s: ada settled to it", name)
			}
			w.restore(keys, wraps)
			w.write(`UPDATE people_team SET role = 'conduct' WHERE id = ?`, here)
			if err := intake(); err != nil {
				t.Fatal("put back, and still refused:", err)
			}
		}
	})
}

type savedKey struct {
	id, owner, public, after string
	n                        int
	sign, house, sig         []byte
}

func (w *town) saved(q string) (all []savedKey) {
	w.read(func(tx *store.Tx) (err error) {
		all, err = store.All(tx, func(s store.Scan) (k savedKey, err error) {
			err = s(&k.id, &k.owner, &k.n, &k.public, &k.sign, &k.after, &k.house, &k.sig)
			return
		}, q)
		return
	})
	return all
}

func (w *town) restore(all []savedKey, wraps []seal.Wrap) {
	w.Helper()
	if err := w.do(context.Background(), func(tx *store.Tx, _ *seal.Keys) error {
		if _, err := tx.Exec(`DELETE FROM people_wrap`); err != nil {
			return err
		}
		if _, err := tx.Exec(`DELETE FROM people_key`); err != nil {
			return err
		}
		for _, k := range all {
			if _, err := tx.Exec(`INSERT INTO people_key (id, owner, generation, public, sign_public, after_id, house, signature) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
				k.id, k.owner, k.n, k.public, k.sign, k.after, k.house, k.sig); err != nil {
				return err
			}
		}
		for _, v := range wraps {
			if err := keep(tx, v); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		w.Fatal(err)
	}
}

// Nor does another team's first key pass for this team's, whose own are gone.
func TestOneTeamsKeyIsNotAnothers(t *testing.T) {
	each(t, func(w *town) {
		here, there := w.teams["here"], w.teams["there"]
		var v TeamView
		w.read(func(tx *store.Tx) (err error) { v, err = View(tx, here); return })
		if err := w.room.Leave(w.as("bo"), here); err != nil {
			t.Fatal(err)
		}
		chain := func() error {
			return w.do(context.Background(), func(tx *store.Tx, _ *seal.Keys) error { _, err := chainOf(tx, v.Team); return err })
		}
		w.write(`UPDATE people_key SET generation = 97 WHERE owner = ? AND generation = 1`, here)
		w.wants("an old one as the newest", chain(), fault.Internal)
		w.write(`UPDATE people_key SET generation = 1 WHERE owner = ? AND generation = 97`, here)
		if err := chain(); err != nil {
			t.Fatal(err)
		}
		w.write(`DELETE FROM people_wrap WHERE key_id IN (SELECT id FROM people_key WHERE owner = ?)`, here)
		w.write(`DELETE FROM people_key WHERE owner = ?`, here)
		w.write(`UPDATE people_key SET owner = ? WHERE owner = ?`, here, there)
		w.wants("another team's, moved here", chain(), fault.Internal)
	})
}

// Somebody has the pepper and writes in the database: a stranger seals to what they put
// there, a member of the team does not.
func TestAMemberKnowsTheirTeamsKeys(t *testing.T) {
	each(t, func(w *town) {
		here, mallory := w.teams["here"], seal.NewPair()
		if err := w.room.Leave(w.as("bo"), here); err != nil {
			t.Fatal(err)
		}
		forge := func(q string, change func(*generation)) {
			t.Helper()
			if err := w.do(context.Background(), func(tx *store.Tx, _ *seal.Keys) error {
				v := must(View(tx, here))
				g := must(chainOf(tx, v.Team))[0]
				change(&g)
				w.book.sign(v.Team, &g, nil)
				if q != "" {
					if err := insertGeneration(tx, string(here), g); err != nil {
						return err
					}
				} else if _, err := tx.Exec(`UPDATE people_key SET sign_public = ?, house = ?, signature = ? WHERE id = ?`, g.signPublic, g.house, []byte{}, g.ID); err != nil {
					return err
				}
				return w.book.enroll(tx, v.Team)
			}); err != nil {
				t.Fatal(err)
			}
		}
		sealing := func(ctx context.Context) error {
			return w.do(ctx, func(tx *store.Tx, k *seal.Keys) error {
				to, err := Readers(tx, "intake.read", gate.Scope{Mission: "MIRA"})
				if err == nil {
					_, err = Sealer(tx, k, "m", to...)
				}
				return err
			})
		}
		keys, wraps, ada := w.saved(`SELECT id, owner, generation, public, sign_public, after_id, house, signature FROM people_key`), w.copied(), w.as("ada")
		var roster []byte
		w.read(func(tx *store.Tx) (err error) {
			roster, err = store.One(tx, func(s store.Scan) (b []byte, err error) { err = s(&b); return }, `SELECT roster FROM people_team WHERE id = ?`, here)
			return
		})
		for name, f := range map[string]func(){
			"what verifies is another's": func() { forge("", func(g *generation) { g.signPublic = mallory.SignPublic() }) },
			"a key that no member holds": func() {
				forge("insert", func(g *generation) {
					*g = generation{Recipient: mallory.Recipient(), n: g.n + 1, signPublic: mallory.SignPublic(), after: g.ID}
				})
			},
		} {
			f()
			if err := sealing(context.Background()); err != nil {
				t.Errorf("%s: the forgery is a bad one: %v", name, err)
			}
			w.wants(name, sealing(ada), fault.Internal)
			if err := sealing(w.as("ida")); err != nil {
				t.Errorf("%s: who is in another team cannot know: %v", name, err)
			}
			w.restore(keys, wraps)
			w.write(`UPDATE people_team SET roster = ? WHERE id = ?`, roster, here)
			if err := sealing(ada); err != nil {
				t.Fatal(err)
			}
			keys, wraps = w.saved(`SELECT id, owner, generation, public, sign_public, after_id, house, signature FROM people_key`), w.copied()
		}
	})
}

// Nor do they put themselves on a roster and wait until the next key is made for them.
func TestNobodyPutsThemselvesOnARoster(t *testing.T) {
	each(t, func(w *town) {
		here, recovery := w.teams["here"], w.teams["recovery"]
		w.write(`INSERT INTO people_member (team, account, lead, since) VALUES (?, ?, 0, '2026-01-01')`, here, w.ids["dan"])
		w.wants("bo leaves, and a key would be made for dan", w.room.Leave(w.as("bo"), here), fault.Internal)
		p := must(w.room.Propose(w.as("omar"), Proposal{Kind: ToJoin, Team: here, Account: w.ids["eve"]}))
		w.wants("eve joins, and dan would be signed for", w.room.Confirm(w.as("ada"), p), fault.Internal)
		w.write(`DELETE FROM people_member WHERE account = ? AND team = ?`, w.ids["dan"], here)

		intake := func() error {
			return w.do(context.Background(), func(tx *store.Tx, _ *seal.Keys) error {
				_, err := Readers(tx, "intake.read", gate.Scope{Mission: "MIRA"})
				return err
			})
		}
		w.write(`INSERT INTO people_serves (team, mission, since, until) VALUES (?, 'MIRA', '2026-01-01', '')`, w.teams["there"])
		w.wants("another team would read what comes in", intake(), fault.Internal)
		w.write(`DELETE FROM people_serves WHERE team = ? AND mission = 'MIRA'`, w.teams["there"])
		w.write(`UPDATE people_serves SET until = '2026-01-02' WHERE team = ?`, w.teams["here"])
		if err := intake(); err != nil {
			t.Error("a team whose service was cut is merely no reader:", err)
		}
		w.write(`UPDATE people_serves SET until = '' WHERE team = ?`, here)
		if err := intake(); err != nil {
			t.Error(err)
		}

		mallory := seal.NewPair().Recipient()
		var was seal.Recipient
		w.read(func(tx *store.Tx) error {
			a, err := Find(tx, w.ids["ada"])
			was = a.Recipient()
			return err
		})
		w.write(`UPDATE people_account SET key_id = ?, public = ? WHERE id = ?`, mallory.ID, mallory.Public, w.ids["ada"])
		w.wants("a member's key was swapped", w.room.Leave(w.as("bo"), here), fault.Internal)
		w.write(`UPDATE people_account SET key_id = ?, public = ? WHERE id = ?`, was.ID, was.Public, w.ids["ada"])
		if err := w.room.Leave(w.as("bo"), here); err != nil {
			t.Error(err)
		}

		w.write(`INSERT INTO people_paper (key_id, public, mailbox, made) VALUES (?, ?, 'x', '')`, mallory.ID, mallory.Public)
		_, err := w.room.Login(context.Background(), "cy", pass)
		w.wants("a paper of their own would get a share of everybody's key", err, fault.Internal)
		w.write(`DELETE FROM people_paper`)
		w.write(`UPDATE people_team SET needed = 1 WHERE id = ?`, recovery)
		_, err = w.room.Login(context.Background(), "cy", pass)
		w.wants("one would suffice", err, fault.Internal)
		w.write(`UPDATE people_team SET needed = 2 WHERE id = ?`, recovery)
		w.login("cy")
	})
}

// What was made while no member was there gets its team's signature from the next who signs in.
func TestTheGenerationBeforeSigns(t *testing.T) {
	each(t, func(w *town) {
		here := w.teams["here"]
		signed := func() int {
			return w.count(`SELECT count(*) FROM people_key WHERE owner = ? AND generation > 1 AND length(signature) = 64`, here)
		}
		if err := w.room.End(w.as("omar"), w.ids["bo"]); err != nil { // omar holds none of the team's keys
			t.Fatal(err)
		}
		if signed() != 0 {
			t.Fatal("signed by whom?")
		}
		w.login("ada")
		if signed() != 1 {
			t.Error("ada signed in and her team's new key is not signed by the one before")
		}
		w.join("here", "dan", "omar", "ada")
		if err := w.room.Leave(w.as("dan"), here); err != nil { // a member was there
			t.Fatal(err)
		}
		if signed() != 2 {
			t.Error("dan held the key before, and did not sign with it")
		}
		if n := w.count(`SELECT count(*) FROM record_entry WHERE act = 'people.member.leave' AND facts LIKE '%key_1 %' AND facts LIKE '%digest public_1 %' AND facts LIKE '%digest signs_1 %'`); n != 1 {
			t.Errorf("the record names the new key %d times", n)
		}
	})
}

func TestOldKeysGoWhenNothingIsKeptByThem(t *testing.T) {
	each(t, func(w *town) {
		here := w.teams["here"]
		s := w.note("m", "MIRA")
		if err := w.room.Leave(w.as("bo"), here); err != nil {
			t.Fatal(err)
		}
		sweep := func() int { return must(w.room.Sweep(context.Background())) }
		if n := sweep(); n != 0 {
			t.Errorf("swept %d while the matter is kept by the old key", n)
		}
		if err := w.do(w.as("ada"), func(tx *store.Tx, k *seal.Keys) error { return Settle(tx, k, "m") }); err != nil {
			t.Fatal(err)
		}
		if n := sweep(); n != 1 || sweep() != 0 {
			t.Errorf("swept %d", n)
		}
		if n := w.count(`SELECT count(*) FROM people_key WHERE owner = ?`, here); n != 1 {
			t.Errorf("%d keys are left", n)
		}
		if !w.reads("ada", s) || !w.reads("ida", s) || !w.reads("ada", w.note("n", "MIRA")) {
			t.Error("somebody lost what they could read")
		}
		w.join("here", "dan", "omar", "ada")
		if !w.reads("dan", s) {
			t.Error("who joins after that does not read")
		}
	})
}

// The keys of somebody who is in no team reach nothing, whatever they ask for.
func TestKeysReachWhatTheirTeamsReach(t *testing.T) {
	each(t, func(w *town) {
		s := w.note("m", "MIRA")
		for name, want := range map[string]bool{"ida": true, "ada": true, "bo": true, "cy": false, "dan": false, "eve": false, "vic": false, "omar": false, "noor": false} {
			if w.reads(name, s) != want {
				t.Errorf("%s: %v", name, !want)
			}
		}
		if w.opens(context.Background(), s) || w.opens(act.Clock(context.Background()), s) {
			t.Error("opened without keys")
		}
		for _, n := range []string{"cy", "omar"} {
			err := w.do(w.as(n), func(tx *store.Tx, k *seal.Keys) error { return Grant(tx, k, "m", must(Current(tx, w.teams["there"]))) })
			if err == nil {
				t.Errorf("%s granted what they cannot open", n)
			}
		}
	})
}
