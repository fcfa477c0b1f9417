package main

import (
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	_ "github.com/ncruces/go-sqlite3/driver"
	"haki/app"
	"haki/app/demo"
	"haki/bench/letter"
	"haki/internal/clock"
	"haki/internal/conf"
	"haki/internal/seal"
	"haki/response/intake"
)

func main() {
	seconds := flag.Int("seconds", 10, "how long each number of clients runs")
	clients := flag.String("clients", "1,8,64", "numbers of clients")
	flag.Parse()
	if err := run(*seconds, *clients); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(seconds int, clients string) error {
	dir, err := os.MkdirTemp("", "haki-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	h, base, err := house(dir)
	if err != nil {
		return err
	}
	defer h.Close()
	bare, err := bareHandler(filepath.Join(dir, "bare.db"))
	if err != nil {
		return err
	}
	fmt.Println("clients  reports/s   p50 ms   p99 ms   sent  acknowledged  stored  refused   bare rows/s   ratio")
	stored, err := count(h)
	if err != nil {
		return err
	}
	for _, c := range strings.Split(clients, ",") {
		n, err := strconv.Atoi(c)
		if err != nil {
			return err
		}
		b := load(n, seconds, func(hc *http.Client) error { return insertBare(hc, bare) })
		r := load(n, seconds, func(hc *http.Client) error { return report(hc, base) })
		now, err := count(h)
		if err != nil {
			return err
		}
		fmt.Printf("%7d  %9.1f  %7.1f  %7.1f  %5d  %12d  %6d  %7d  %12.1f  %6.2f\n", n, r.rate(), r.percentile(50), r.percentile(99), r.sent, r.done, now-stored, r.sent-r.done, b.rate(), r.rate()/b.rate())
		if r.failed != nil {
			fmt.Println("         first failure:", r.failed)
		}
		if now-stored != r.done {
			return fmt.Errorf("acknowledged %d, stored %d", r.done, now-stored)
		}
		stored = now
	}
	return nil
}

func house(dir string) (*app.House, string, error) {
	c, err := conf.Load("", func(string) (string, bool) { return "", false }, map[string]string{"dir": dir, "listen": "127.0.0.1:0"})
	if err != nil {
		return nil, "", err
	}
	h, err := app.Open(context.Background(), c, app.Options{Cost: seal.Cost{Passes: 1, MiB: 1, Threads: 1}})
	if err != nil {
		return nil, "", err
	}
	if _, err := demo.Institution(context.Background(), h, clock.Wall{}); err != nil {
		return nil, "", err
	}
	go h.Run(context.Background())
	base, err := listen(h.Handler)
	return h, base, err
}

func listen(handler http.Handler) (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	go http.Serve(l, handler)
	return "http://" + l.Addr().String(), nil
}

// bareHandler inserts one row of a thousand letters and does nothing else.
func bareHandler(path string) (string, error) {
	db, err := sql.Open("sqlite3", "file:"+path+"?_pragma=busy_timeout(5000)&_pragma=journal_mode(wal)&_pragma=synchronous(full)&_txlock=immediate")
	if err != nil {
		return "", err
	}
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(`CREATE TABLE bare (id INTEGER PRIMARY KEY, body BLOB)`); err != nil {
		return "", err
	}
	return listen(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := db.Exec(`INSERT INTO bare (body) VALUES (?)`, account); err != nil {
			http.Error(w, err.Error(), 500)
		}
	}))
}

func insertBare(hc *http.Client, base string) error {
	resp, err := hc.Post(base, "text/plain", nil)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	_, err = io.Copy(io.Discard, resp.Body)
	if resp.StatusCode != 200 {
		err = errors.Join(err, errors.New(resp.Status))
	}
	return err
}

var account = strings.Repeat("Ce que je raconte tient en mille lettres. ", 25)[:1000]

func report(hc *http.Client, base string) error {
	_, err := letter.Send(hc, base, map[string]string{"account": account, "mission": "MISOR", "role": "witness", "minor": "nobody", "happened_year": "2026"})
	return err
}

// figures are what a load did.
type figures struct {
	sent, done int
	took       time.Duration
	each       []time.Duration
	failed     error
}

func (f figures) rate() float64 { return float64(f.done) / f.took.Seconds() }

func (f figures) percentile(p int) float64 {
	if len(f.each) == 0 {
		return 0
	}
	return float64(f.each[min(len(f.each)*p/100, len(f.each)-1)].Microseconds()) / 1000
}

// load runs n clients for some seconds; what has begun is finished.
func load(n, seconds int, do func(*http.Client) error) (f figures) {
	hc := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: n, MaxConnsPerHost: n}, Timeout: time.Minute}
	var mu sync.Mutex
	var sent, done atomic.Int64
	var all sync.WaitGroup
	began := time.Now()
	for range n {
		all.Go(func() {
			for time.Since(began) < time.Duration(seconds)*time.Second {
				sent.Add(1)
				t := time.Now()
				err := do(hc)
				mu.Lock()
				if err == nil {
					done.Add(1)
					f.each = append(f.each, time.Since(t))
				} else if f.failed == nil {
					f.failed = err
				}
				mu.Unlock()
			}
		})
	}
	all.Wait()
	f.took, f.sent, f.done = time.Since(began), int(sent.Load()), int(done.Load())
	slices.Sort(f.each)
	return f
}

// count pages through all reports as headquarters sees them.
func count(h *app.House) (n int, err error) {
	t, err := h.Rooms.People.Login(context.Background(), "oskar", demo.Passphrase)
	if err != nil {
		return 0, err
	}
	ctx, leave, err := h.Desk.Enter(context.Background(), t)
	if err != nil {
		return 0, err
	}
	defer leave()
	var f intake.Filter
	for {
		rows, more, err := h.Rooms.Intake.List(ctx, "fr", f)
		if err != nil {
			return 0, err
		}
		n += len(rows)
		if !more {
			return n, nil
		}
		last := rows[len(rows)-1]
		f.From = string(last.Received) + "/" + string(last.ID)
	}
}
