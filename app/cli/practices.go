package cli

import (
	"errors"
	"fmt"
	"os"
)

type importPractices struct {
	File string `arg:"" help:"CSV file of practices: member_state, iso3, pillar, title_fr, title_en, year, event, summary_en, source." type:"existingfile"`
}

// Run enters the practices of a table, or says of each bad row which column is wrong and
// enters none.
func (c *importPractices) Run(s *session) (err error) {
	h, _, err := s.open(nil)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.Close()) }()
	f, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer f.Close()
	done, err := h.Rooms.Practice.ImportTable(s.operator(), f)
	if err != nil {
		return err
	}
	for _, bad := range done.Faults {
		fmt.Fprintf(s.out, "line %s\n", bad)
	}
	if n := len(done.Faults); n > 0 {
		return fmt.Errorf("%d rows are bad; nothing was taken in", n)
	}
	fmt.Fprintf(s.out, "%d drafts entered, %d there already\n", done.Entered, done.There)
	return nil
}
