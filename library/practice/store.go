package practice

import (
	"embed"
	"encoding/json"
	"strconv"
	"strings"

	"haki/commons/gate"
	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/store"
)

// Files are the room's migrations.
//
//go:embed migrations
var Files embed.FS

const columns = `id, slug, origin, owner, proxy, status, shared, version, coded, texts, began, submitted, cleared_state, cleared, published, confirmed, ended, author, digest, turn, rev`

func scan(s store.Scan) (p Practice, err error) {
	var proxy, shared int
	var coded, texts string
	err = s(&p.ID, &p.Slug, &p.Origin, &p.Owner, &proxy, &p.Status, &shared, &p.Number, &coded, &texts, &p.Began, &p.Submitted, &p.ClearedState, &p.Cleared, &p.Published, &p.Confirmed, &p.Ended, &p.Author, &p.Digest, &p.turn, &p.Rev)
	p.Proxy, p.Shared = proxy == 1, shared == 1
	if err == nil {
		err = json.Unmarshal([]byte(coded), &p.Coded)
	}
	if err == nil {
		err = json.Unmarshal([]byte(texts), &p.Texts)
	}
	return p, err
}

// where the restriction of a list looks.
var where = gate.Columns{Mission: `''`, Country: `owner`, Marks: map[gate.Mark]string{gate.Shared: `shared = 1`}}

func byID(id ID) func(*store.Tx) (Practice, error) {
	return func(tx *store.Tx) (Practice, error) {
		return store.One(tx, scan, `SELECT `+columns+` FROM practice_practice WHERE id = ?`, id)
	}
}

func bySlug(tx *store.Tx, slug string) (Practice, error) {
	return store.One(tx, scan, `SELECT `+columns+` FROM practice_practice WHERE slug = ?`, slug)
}

func everything(tx *store.Tx) ([]Practice, error) {
	return store.All(tx, scan, `SELECT `+columns+` FROM practice_practice ORDER BY id`)
}

func list(status Status) func(*store.Tx, gate.Where) ([]Practice, error) {
	return func(tx *store.Tx, w gate.Where) ([]Practice, error) {
		sql, args := w.SQL(where)
		if status != "" {
			sql, args = sql+` AND status = ?`, append(args, status)
		}
		return store.All(tx, scan, `SELECT `+columns+` FROM practice_practice WHERE `+sql+` ORDER BY began DESC, id LIMIT 500`, args...)
	}
}

func written(p Practice) (coded, texts string, err error) {
	c, err := json.Marshal(p.Coded)
	if err != nil {
		return "", "", err
	}
	if p.Texts == nil {
		p.Texts = map[string]Text{}
	}
	t, err := json.Marshal(p.Texts)
	return string(c), string(t), err
}

func insert(tx *store.Tx, p Practice) error {
	coded, texts, err := written(p)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO practice_practice (`+columns+`) VALUES (?`+strings.Repeat(`, ?`, 20)+`)`, p.ID, p.Slug, p.Origin, p.Owner, flag(p.Proxy), p.Status, flag(p.Shared), p.Number, coded, texts,
		p.Began, p.Submitted, p.ClearedState, p.Cleared, p.Published, p.Confirmed, p.Ended, p.Author, p.Digest, p.turn, p.Rev)
	return err
}

// save writes what may change and counts the practice on, if nobody else changed it first.
func save(tx *store.Tx, p Practice) error {
	coded, texts, err := written(p)
	if err != nil {
		return err
	}
	rows, err := tx.Exec(`UPDATE practice_practice SET origin = ?, owner = ?, status = ?, shared = ?, version = ?, coded = ?, texts = ?, submitted = ?, cleared_state = ?, cleared = ?, published = ?, confirmed = ?, ended = ?, author = ?, digest = ?, turn = ?,
		rev = rev + 1 WHERE id = ? AND rev = ?`, p.Origin, p.Owner, p.Status, flag(p.Shared), p.Number, coded, texts, p.Submitted, p.ClearedState, p.Cleared, p.Published, p.Confirmed, p.Ended, p.Author, p.Digest, p.turn, p.ID, p.Rev)
	if err == nil && rows == 0 {
		err = fault.New(fault.Stale, "fault.stale")
	}
	return err
}

// Version is one that was published.
type Version struct {
	Number int
	Day    clock.Day
	Listed bool
	Coded  Coded
	Texts  map[string]Text
}

func scanVersion(s store.Scan) (v Version, err error) {
	var listed int
	var coded, texts string
	err = s(&v.Number, &v.Day, &listed, &coded, &texts)
	v.Listed = listed == 1
	if err == nil {
		err = json.Unmarshal([]byte(coded), &v.Coded)
	}
	if err == nil {
		err = json.Unmarshal([]byte(texts), &v.Texts)
	}
	return v, err
}

func insertVersion(tx *store.Tx, id ID, v Version) error {
	coded, texts, err := written(Practice{Coded: v.Coded, Texts: v.Texts})
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO practice_version (practice, number, day, listed, coded, texts) VALUES (?, ?, ?, ?, ?, ?)`, id, v.Number, v.Day, flag(v.Listed), coded, texts)
	return err
}

// Versions are every version of a public practice, the newest first.
func Versions(tx *store.Tx, id ID) ([]Version, error) {
	return store.All(tx, scanVersion, `SELECT v.number, v.day, v.listed, v.coded, v.texts FROM practice_version v WHERE v.practice = ? ORDER BY v.number DESC`, id)
}

// Shown is a practice as anybody may see it: its latest version.
type Shown struct {
	ID        ID
	Slug      string
	Owner     string
	Confirmed clock.Day
	Version
}

// Changed are the practices that anybody may see and that changed since a turn, those that
// were changed so that nobody may, and the turn it is now. Since 0 is everything.
func Changed(tx *store.Tx, since int) (all []Shown, gone []ID, now int, err error) {
	if now, err = store.One(tx, func(s store.Scan) (n int, err error) { err = s(&n); return }, `SELECT turn FROM practice_turn WHERE one = 1`); err != nil || now == since {
		return nil, nil, now, err
	}
	if all, err = store.All(tx, scanShown, `SELECT `+shown+` FROM practice_window_public WHERE turn > ? ORDER BY slug`, since); err != nil {
		return nil, nil, now, err
	}
	gone, err = store.All(tx, func(s store.Scan) (id ID, err error) { err = s(&id); return }, `SELECT id FROM practice_practice WHERE turn > ? AND (version = 0 OR ended <> '')`, since)
	return all, gone, now, err
}

const shown = `id, slug, owner, confirmed, number, day, listed, coded, texts`

// FindShown is the practice at an address, if anybody may see it.
func FindShown(tx *store.Tx, slug string) (Shown, error) {
	return store.One(tx, scanShown, `SELECT `+shown+` FROM practice_window_public WHERE slug = ?`, slug)
}

func scanShown(s store.Scan) (p Shown, err error) {
	p.Version, err = scanVersion(func(into ...any) error {
		return s(append([]any{&p.ID, &p.Slug, &p.Owner, &p.Confirmed}, into...)...)
	})
	return p, err
}

// turn counts on what anybody may see: whoever keeps an index of it asks for what changed.
func turn(tx *store.Tx) (int, error) {
	return store.One(tx, func(s store.Scan) (n int, err error) { err = s(&n); return }, `UPDATE practice_turn SET turn = turn + 1 WHERE one = 1 RETURNING turn`)
}

// Letter is what was said with a move: questions, reasons, answers.
type Letter struct {
	ID     string
	Place  int
	Step   Move
	Theirs bool // the State's
	Day    clock.Day
	Author string
	Text   string
}

func letters(tx *store.Tx, id ID) ([]Letter, error) {
	return store.All(tx, func(s store.Scan) (l Letter, err error) {
		var theirs int
		err = s(&l.ID, &l.Place, &l.Step, &theirs, &l.Day, &l.Author, &l.Text)
		l.Theirs = theirs == 1
		return l, err
	}, `SELECT id, place, step, theirs, day, author, text FROM practice_letter WHERE practice = ? ORDER BY place`, id)
}

func insertLetter(tx *store.Tx, id ID, l Letter) error {
	_, err := tx.Exec(`INSERT INTO practice_letter (id, practice, place, step, theirs, day, author, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, l.ID, id, l.Place, l.Step, flag(l.Theirs), l.Day, l.Author, l.Text)
	return err
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}

func itoa(n int) string { return strconv.Itoa(n) }
