package custody

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"haki/internal/clock"
	"haki/internal/seal"
)

const childDir = "HAKI_TEST_CUSTODY_CHILD"

// TestMain is this test's other half: a program that takes files until it is killed, and
// says of each that it was taken.
func TestMain(m *testing.M) {
	dir := os.Getenv(childDir)
	if dir == "" {
		os.Exit(m.Run())
	}
	s := must(OpenShelf(dir, &clock.Fixed{T: begin}))
	for n := 0; ; n++ {
		u := must(s.Take(context.Background(), strings.NewReader(strings.Repeat(fmt.Sprintf("%08d", n), 40_000)), "a", Usual))
		fmt.Println(base64.StdEncoding.EncodeToString(Pack([]Upload{u})))
	}
}

// Killed at any moment: what was said to be taken is whole, what lies in its place is
// whole or was never said, and what is torn lies apart and is swept.
func TestKilledAtAnyMomentAFileIsWholeOrNone(t *testing.T) {
	said := 0
	for round := range 12 {
		dir := filepath.Join(t.TempDir(), "files")
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), childDir+"="+dir)
		out := must(child.StdoutPipe())
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		lines := make(chan string, 1000)
		go func() {
			for s := bufio.NewScanner(out); ; {
				if !s.Scan() {
					close(lines)
					return
				}
				lines <- s.Text()
			}
		}()
		taken := []string{<-lines}
		time.Sleep(time.Duration(round*round) * 1700 * time.Microsecond)
		child.Process.Kill()
		for l := range lines {
			taken = append(taken, l)
		}
		child.Wait()
		r := &rig{T: t, dir: dir}
		shelf := must(OpenShelf(dir, &clock.Fixed{T: begin}))
		for _, l := range taken {
			b, err := base64.StdEncoding.DecodeString(l)
			if err != nil {
				continue // the line itself was torn: nothing was said
			}
			said++
			u := must(Unpack(b))[0]
			f := must(os.Open(filepath.Join(dir, place(u.ID))))
			sum := sha256.New()
			n, err := io.Copy(sum, seal.OpenStream(u.key, f))
			f.Close()
			if err != nil || n != u.Size || string(sum.Sum(nil)) != string(u.digest) {
				t.Errorf("round %d: a file that was taken is not whole: %v", round, err)
			}
		}
		torn := 0
		for _, name := range r.files() {
			if filepath.Dir(name) == arriving {
				torn++
			}
		}
		if whole := len(r.files()) - torn; torn > 1 || whole > len(taken)+1 {
			t.Errorf("round %d: %d torn, %d in their places, %d taken", round, torn, whole, len(taken))
		}
		shelf.Close()
	}
	if said < 12 {
		t.Errorf("%d files only", said)
	}
}
