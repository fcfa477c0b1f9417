package cli_test

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"unsafe"

	"haki/app/cli"
)

// terminal opens a terminal that nobody sits at: what is written to it comes out at the other
// end (pty(7): unlock the slave, ask for its number, open it).
func terminal(t *testing.T) (screen, other *os.File) {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Fatalf("a Linux without terminals: %v", err)
	}
	t.Cleanup(func() { _ = master.Close() })
	ask := func(request uintptr, value unsafe.Pointer) {
		if _, _, no := syscall.Syscall(syscall.SYS_IOCTL, master.Fd(), request, uintptr(value)); no != 0 {
			t.Fatal(no)
		}
	}
	var locked, number int32
	ask(syscall.TIOCSPTLCK, unsafe.Pointer(&locked))
	ask(syscall.TIOCGPTN, unsafe.Pointer(&number))
	slave, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = slave.Close() })
	return slave, master
}

func TestWhoLooksAtATerminalSeesHowFarTheWorkIs(t *testing.T) {
	screen, other := terminal(t)
	dir := t.TempDir()
	var register, roster strings.Builder
	register.WriteString("register_id,name\n")
	roster.WriteString("roster_id,name\n")
	for i := range 10000 {
		fmt.Fprintf(&register, "g%d,Olva Trestok\n", i)
	}
	for i := range 40 {
		fmt.Fprintf(&roster, "q%d,Qwx Zzyzx\n", i)
	}
	for name, text := range map[string]string{"register.csv": register.String(), "roster.csv": roster.String()} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	seen := make(chan string)
	go func() {
		var all bytes.Buffer
		_, _ = io.Copy(&all, other) // ends with an error when the screen is closed
		seen <- all.String()
	}()
	code := cli.Run([]string{"screen", "--register", filepath.Join(dir, "register.csv"), "--roster", filepath.Join(dir, "roster.csv"), "--out", filepath.Join(dir, "out.csv")}, io.Discard, screen)
	_ = screen.Close()
	got := <-seen
	at := -1
	for _, want := range []string{"10,000 records read", "32 of 40 persons looked up", "40 of 40 persons looked up", "\r\x1b[K", "index_s "} {
		found := strings.Index(got[at+1:], want)
		if code != 0 || found < 0 {
			t.Fatalf("exit %d; %q is not seen in its turn: %q", code, want, got)
		}
		at += 1 + found
	}
}
