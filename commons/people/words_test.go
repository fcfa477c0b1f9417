package people

import (
	"io/fs"
	"maps"
	"os"
	"testing"

	"haki/internal/lang"
	"haki/internal/ui"
)

func TestEverySentenceIsThereInBothLanguages(t *testing.T) {
	for _, f := range lang.Check(map[string]fs.FS{"people": Words}) {
		t.Error(f)
	}
	rooms := ui.Rooms()
	maps.Copy(rooms, map[string]fs.FS{"people": Words})
	w := must(lang.New(rooms))
	for _, f := range w.Used(os.DirFS("."), "people") {
		t.Error(f)
	}
}
