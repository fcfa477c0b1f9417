package custody

import (
	"io/fs"
	"testing"

	"haki/internal/lang"
)

func TestTheWordsAreWhole(t *testing.T) {
	for _, f := range lang.Check(map[string]fs.FS{"custody": Words}) {
		t.Error(f)
	}
}
