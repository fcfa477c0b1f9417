package cli

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"runtime/debug"
	"text/tabwriter"

	"haki/app"
	"haki/app/demo"
	"haki/internal/clock"
)

type demoCommand struct {
	Listen string `help:"Address to listen on; a free port of this machine if empty." default:"127.0.0.1:0" placeholder:"HOST:PORT"`
	Dev    bool   `help:"Show every part of the pages under /en/_parts."`
}

// Run furnishes a fictional institution in a temporary folder, or in --dir, serves it
// and prints where and as whom. Ctrl-C leaves nothing running, and nothing of a temporary
// folder.
func (c *demoCommand) Run(s *session) error {
	dir := s.root.Dir
	if dir == "" {
		temp, err := os.MkdirTemp("", "haki-demo-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(temp)
		dir = temp
	}
	l, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return err
	}
	defer l.Close() // where it is not served
	cf, err := s.load(map[string]string{"dir": dir, "listen": l.Addr().String(), "name.en": "Good Conduct Office", "name.fr": "Bureau de la bonne conduite", "name.ar": "مكتب حسن السلوك"})
	if err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(dir, "haki.db")); os.IsNotExist(err) {
		if err := demo.Furnish(s.ctx, cf, clock.Wall{}.Now()); err != nil {
			return err
		}
		debug.FreeOSMemory() // passphrases took a lot of it, and nobody needs it now
	}
	h, err := app.Open(s.ctx, cf, app.Options{Demo: true, Dev: c.Dev})
	if err != nil {
		return err
	}
	defer h.Close()
	fmt.Fprintf(s.out, "\nA fictional institution, furnished through acts. Everybody and every place in it is invented.\n\n%s\n\n", "http://"+l.Addr().String())
	w := tabwriter.NewWriter(s.out, 0, 4, 2, ' ', 0)
	fmt.Fprintf(w, "ROLE\tNAME\tPASSPHRASE\tTRY\n")
	for _, a := range demo.Accounts() {
		// words: app.demo_*
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", a.Role, a.Name, demo.Passphrase, h.Words.Text("en", "app.demo_"+a.Try))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for _, r := range demo.Receipts() {
		fmt.Fprintf(s.out, "\nA reporter’s twelve words (%s): %s\n", r.About, r.Words)
	}
	fmt.Fprintf(s.out, "\nFolder: %s   Ctrl-C ends it.\n", dir)
	return serve(s.ctx, h, cf, l)
}
