package casework

import (
	"encoding/json"

	"haki/internal/clock"
	"haki/internal/store"
	"haki/response/notice"
)

// Noticed is a notice on file with the case it made known.
type Noticed struct {
	notice.Notice
	Case   CaseID
	Digest string
	Taken  clock.Day
}

func scanNotice(s store.Scan) (n Noticed, err error) {
	var id, group, facts string
	if err = s(&id, &n.Case, &group, &n.Digest, &n.Taken, &facts); err == nil {
		err = json.Unmarshal([]byte(facts), &n.Notice)
	}
	return n, err
}

const noticeSelect = `SELECT id, case_id, grouped, digest, day, facts FROM casework_notice`

func notices(tx *store.Tx) ([]Noticed, error) {
	return store.All(tx, scanNotice, noticeSelect+` ORDER BY id`)
}

// noticed are the notices of a case, the newest first; none if no notice made it known.
var noticed = store.List[Noticed]{Columns: `id, case_id, grouped, digest, day, facts`, Kinds: "tttttt", Rest: `FROM casework_notice WHERE case_id = ?`, Order: `id DESC`, Scan: scanNotice}

func putNotice(tx *store.Tx, n Noticed) error {
	facts, err := json.Marshal(n.Notice)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO casework_notice (id, case_id, grouped, digest, day, facts) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET digest = excluded.digest, day = excluded.day, facts = excluded.facts, grouped = excluded.grouped`,
		n.ID, n.Case, n.Group, n.Digest, n.Taken, string(facts))
	return err
}
