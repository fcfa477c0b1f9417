package app_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"haki/app"
	"haki/app/demo"
	"haki/bench/letter"
	"haki/commons/act"
	"haki/internal/clock"
	"haki/internal/conf"
	"haki/internal/seal"
	"haki/internal/testkit"
	"haki/response/intake"
)

// P-04: a report is acknowledged only after it is durable. The program is killed at a
// random moment while twenty people send; afterwards every receipt that was shown opens its
// page, none stands twice, and the record verifies. HAKI_ROUNDS says how often (20; the
// proof runs 200).
func TestP04EveryAcknowledgedReportSurvivesKill(t *testing.T) {
	if testing.Short() {
		t.Skip("the killing takes a minute: left out by -short")
	}
	binary := filepath.Join(t.TempDir(), "haki")
	if out, err := exec.Command("go", "build", "-o", binary, "haki/cmd/haki").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, engine := range testkit.Engines(t) {
		t.Run(engine, func(t *testing.T) {
			c := newKillable(t, binary, engine)
			for n := range rounds() {
				c.round(n)
			}
			c.judge()
		})
	}
}

func rounds() int {
	if n, err := strconv.Atoi(os.Getenv("HAKI_ROUNDS")); err == nil {
		return n
	}
	return 20
}

// killable is a house that is killed again and again.
type killable struct {
	t       *testing.T
	binary  string
	conf    conf.Conf
	set     []string
	mu      sync.Mutex
	shown   []string // receipts that were acknowledged
	unknown int      // sendings that broke on the way
}

func newKillable(t *testing.T, binary, engine string) *killable {
	c := &killable{t: t, binary: binary}
	over := map[string]string{"dir": t.TempDir(), "listen": "127.0.0.1:0"}
	if engine == "postgres" {
		over["database"] = testkit.PostgresURL(t)
	}
	for k, v := range over {
		c.set = append(c.set, "-s", k+"="+v)
	}
	var err error
	if c.conf, err = conf.Load("", func(string) (string, bool) { return "", false }, over); err != nil {
		t.Fatal(err)
	}
	h := c.open()
	defer h.Close()
	if _, err := demo.Institution(context.Background(), h, clock.Wall{}); err != nil {
		t.Fatal(err)
	}
	return c
}

func (c *killable) open() *app.House {
	h, err := app.Open(context.Background(), c.conf, app.Options{Cost: seal.Cost{Passes: 1, MiB: 1, Threads: 1}})
	if err != nil {
		c.t.Fatal(err)
	}
	return h
}

// round serves, lets twenty people send, kills at a random moment, and looks after what
// was promised so far.
func (c *killable) round(n int) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	cmd, base := c.serve(ctx)
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() { c.send(ctx, base, fmt.Sprintf("round %d, person %d", n, i)) })
	}
	c.wait()
	time.Sleep(time.Duration(rand.IntN(700)) * time.Millisecond)
	cmd.Process.Kill() // SIGKILL
	cmd.Wait()
	stop()
	all.Wait()
}

// wait lets a round go on until something of it was acknowledged: on a slow machine that
// takes a while, and a round in which nothing was promised shows nothing.
func (c *killable) wait() {
	had := c.acknowledged()
	for range 1000 {
		if c.acknowledged() > had {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func (c *killable) acknowledged() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.shown)
}

func (c *killable) serve(ctx context.Context) (*exec.Cmd, string) {
	cmd := exec.CommandContext(ctx, c.binary, append(c.set, "serve")...)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		c.t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		c.t.Fatalf("serve: %v", err)
	}
	return cmd, strings.TrimSpace(line)
}

// send writes reports until the line breaks for good.
func (c *killable) send(ctx context.Context, base, who string) {
	hc := &http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{}}
	for k := 0; ctx.Err() == nil; k++ {
		words, err := letter.Send(hc, base, map[string]string{"account": fmt.Sprintf("%s, letter %d", who, k), "mission": "MISOR", "minor": "nobody", "role": "witness"})
		c.mu.Lock()
		switch {
		case err == nil:
			c.shown = append(c.shown, words)
		case errors.Is(err, letter.ErrSent):
			c.unknown++
		}
		c.mu.Unlock()
		var gone *url.Error
		if errors.As(err, &gone) {
			return
		}
	}
}

// judge opens the house again and holds it to what it promised.
func (c *killable) judge() {
	h := c.open()
	defer h.Close()
	seen := map[intake.ReportID]bool{}
	for _, words := range c.shown {
		r, err := seal.ParseReceipt(words)
		if err != nil {
			c.t.Fatal(err)
		}
		page, err := h.Rooms.Intake.Open(context.Background(), r)
		if err != nil {
			c.t.Errorf("an acknowledged report does not open: %v", err)
			continue
		}
		if seen[page.Report.ID] {
			c.t.Error("two receipts open one report")
		}
		seen[page.Report.ID] = true
	}
	n := c.count(h)
	if n < len(seen) || n > len(seen)+c.unknown {
		c.t.Errorf("%d reports on file, %d acknowledged, %d sendings broke on the way: something is lost or doubled", n, len(seen), c.unknown)
	}
	if err := h.Desk.Sequence(act.Clock(context.Background()), h.Key); err != nil {
		c.t.Fatal(err)
	}
	rep, err := h.Desk.Verify(act.Clock(context.Background()), h.Key)
	if err != nil || !rep.Sound() {
		c.t.Errorf("the record does not verify: %v %+v", err, rep.Flaws)
	}
	c.t.Logf("%d rounds: %d acknowledged, %d broken on the way, %d on file, %d entries verified", rounds(), len(seen), c.unknown, n, rep.Entries)
	if len(seen) == 0 {
		c.t.Error("nothing was acknowledged: the test shows nothing")
	}
}

func (c *killable) count(h *app.House) (n int) {
	t, err := h.Rooms.People.Login(context.Background(), "oskar", demo.Passphrase)
	if err != nil {
		c.t.Fatal(err)
	}
	ctx, leave, err := h.Desk.Enter(context.Background(), t)
	if err != nil {
		c.t.Fatal(err)
	}
	defer leave()
	for f := (intake.Filter{}); ; {
		rows, more, err := h.Rooms.Intake.List(ctx, "fr", f)
		if err != nil {
			c.t.Fatal(err)
		}
		n += len(rows)
		if !more {
			return n
		}
		last := rows[len(rows)-1]
		f.From = string(last.Received) + "/" + string(last.ID)
	}
}
