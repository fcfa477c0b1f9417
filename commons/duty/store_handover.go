package duty

import (
	"haki/commons/people"
	"haki/internal/fault"
	"haki/internal/store"
)

const handoverColumns = `id, giver, taker, team, offered, offerer, answer, answered`

func scanHandover(s store.Scan) (h Handover, err error) {
	err = s(&h.ID, &h.Giver, &h.Taker, &h.Team, &h.Offered, &h.Offerer, &h.Answer, &h.Answered)
	return
}

func findHandover(tx *store.Tx, id HandoverID) (Handover, error) {
	h, err := store.One(tx, scanHandover, `SELECT `+handoverColumns+` FROM duty_handover WHERE id = ?`, id)
	if err != nil {
		return h, err
	}
	h.Duties, err = handed(tx, id)
	return h, err
}

func handed(tx *store.Tx, id HandoverID) ([]Duty, error) {
	return store.All(tx, scan, `SELECT `+columns+` FROM duty_duty WHERE id IN (SELECT duty FROM duty_handed WHERE handover = ?) ORDER BY due, id`, id)
}

// offered are the hand-overs that wait for an answer: a person's, or somebody's about their
// duties; without the duties.
var offered = store.List[Handover]{Columns: handoverColumns, Kinds: "tttttttt", Rest: `FROM duty_handover WHERE answer = '' AND (taker = ? OR giver = ?)`, Order: `offered, id`, Scan: scanHandover}

func insertHandover(tx *store.Tx, h Handover) error {
	if _, err := tx.Exec(`INSERT INTO duty_handover (`+handoverColumns+`) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		h.ID, h.Giver, h.Taker, h.Team, h.Offered, h.Offerer, h.Answer, h.Answered); err != nil {
		return err
	}
	for _, d := range h.Duties {
		if _, err := tx.Exec(`INSERT INTO duty_handed (handover, duty) VALUES (?, ?)`, h.ID, d.ID); err != nil {
			return err
		}
	}
	return nil
}

func answerHandover(tx *store.Tx, h Handover) error {
	n, err := tx.Exec(`UPDATE duty_handover SET answer = ?, answered = ? WHERE id = ? AND answer = ''`, h.Answer, h.Answered, h.ID)
	if err == nil && n == 0 {
		err = fault.New(fault.Stale, "fault.stale")
	}
	return err
}

// heldBy lists the open duties a person has in hand, in one team, or in all for "".
func heldBy(tx *store.Tx, who people.ID, team people.TeamID) ([]Duty, error) {
	return store.All(tx, scan, `SELECT `+columns+` FROM duty_duty WHERE ended = '' AND holder <> '' AND holder = ? AND (? = '' OR bearer_kind = 'team' AND bearer = ?) ORDER BY due, id`,
		who, team, team)
}

// OpenOf counts the open duties a person has in hand. No account ends while there are
// any (decisions.md §4): they are handed over first.
func OpenOf(tx *store.Tx, who people.ID) (int, error) {
	return store.One(tx, count, `SELECT count(*) FROM duty_duty WHERE ended = '' AND holder <> '' AND holder = ?`, who)
}

// OpenIn counts those of one team: nobody leaves it while there are any.
func OpenIn(tx *store.Tx, who people.ID, team people.TeamID) (int, error) {
	return store.One(tx, count, `SELECT count(*) FROM duty_duty WHERE ended = '' AND holder <> '' AND holder = ? AND bearer_kind = 'team' AND bearer = ?`, who, team)
}

// OpenOfTeam counts the open duties that a team bears, in whoever's hands.
func OpenOfTeam(tx *store.Tx, team people.TeamID) (int, error) {
	return store.One(tx, count, `SELECT count(*) FROM duty_duty WHERE ended = '' AND bearer_kind = 'team' AND bearer = ?`, team)
}
