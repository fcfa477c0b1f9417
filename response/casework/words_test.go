package casework

import (
	"io/fs"
	"os"
	"testing"

	"haki/commons/duty"
	"haki/commons/mission"
	"haki/internal/lang"
	"haki/internal/ui"
	"haki/response/notice"
)

func TestTheWordsAreWhole(t *testing.T) {
	for _, f := range lang.Check(map[string]fs.FS{"casework": Words}) {
		t.Error(f)
	}
	rooms := ui.Rooms()
	rooms["casework"], rooms["duty"], rooms["mission"], rooms["notice"] = Words, duty.Words, mission.Words, notice.Words
	words, err := lang.New(rooms)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range words.Used(os.DirFS("."), "casework") {
		t.Error(f)
	}
	for _, a := range new(Room).Acts() {
		for _, tag := range words.Staff() {
			if !words.Has(tag, actKey(a.Name)) {
				t.Errorf("%s has no name in %s", a.Name, tag)
			}
		}
	}
}
