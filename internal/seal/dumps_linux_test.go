package seal

import (
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// The limit cannot be raised again, so it is tried in a process of its own.
func TestNoDumps(t *testing.T) {
	if len(os.Args) > 1 && os.Args[len(os.Args)-1] == "no-dumps" {
		var limit syscall.Rlimit
		if err := NoDumps(); err != nil || syscall.Getrlimit(syscall.RLIMIT_CORE, &limit) != nil || limit.Cur != 0 || limit.Max != 0 {
			t.Fatalf("%v, limit %v", err, limit)
		}
		if n, _, _ := syscall.RawSyscall(syscall.SYS_PRCTL, syscall.PR_GET_DUMPABLE, 0, 0); n != 0 {
			t.Fatal("the process is still dumpable")
		}
		return
	}
	out, err := exec.Command(os.Args[0], "-test.run=^TestNoDumps$", "-test.v", "no-dumps").CombinedOutput()
	if err != nil || !strings.Contains(string(out), "PASS: TestNoDumps") {
		t.Errorf("%v\n%s", err, out)
	}
}
