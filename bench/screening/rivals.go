package main

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/stdlib"
	nm "haki/science/namematch"
)

// winkler is the similarity of Jaro with the prefix of Winkler (String Comparator Metrics and
// Enhanced Decision Rules in the Fellegi-Sunter Model of Record Linkage, 1990; prefix weight
// 0.1, four letters), over bytes of lower-case text: the plain rival.
func winkler(a, b string) float64 {
	if a == b {
		return 1
	}
	window := max(max(len(a), len(b))/2-1, 0)
	var usedA, usedB [128]bool
	a, b = a[:min(len(a), 128)], b[:min(len(b), 128)]
	same := 0
	for i := range len(a) {
		for j := max(i-window, 0); j < min(i+window+1, len(b)); j++ {
			if !usedB[j] && a[i] == b[j] {
				usedA[i], usedB[j] = true, true
				same++
				break
			}
		}
	}
	if same == 0 {
		return 0
	}
	moved, j := 0, 0
	for i := range len(a) {
		if !usedA[i] {
			continue
		}
		for !usedB[j] {
			j++
		}
		if a[i] != b[j] {
			moved++
		}
		j++
	}
	m := float64(same)
	jaro := (m/float64(len(a)) + m/float64(len(b)) + (m-float64(moved)/2)/m) / 3
	prefix := 0
	for prefix < min(len(a), len(b), 4) && a[prefix] == b[prefix] {
		prefix++
	}
	return jaro + float64(prefix)*0.1*(1-jaro)
}

// scan is the best of a plain scan over all names.
func scan(names []string, q string) (best int) {
	top := -1.0
	q = strings.ToLower(q)
	for i, n := range names {
		if s := winkler(q, n); s > top {
			best, top = i, s
		}
	}
	return best
}

// trigrams is PostgreSQL with pg_trgm and a GIN index over the names, threshold 0.3 as it comes.
type trigrams struct{ db *sql.DB }

func newTrigrams(where string, names []string) (*trigrams, error) {
	db, err := sql.Open("pgx", where)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	for _, q := range []string{"CREATE EXTENSION IF NOT EXISTS pg_trgm", "CREATE TEMP TABLE bench_names (id int, name text)"} {
		if _, err := db.Exec(q); err != nil {
			return nil, err
		}
	}
	c, err := db.Conn(context.Background())
	if err != nil {
		return nil, err
	}
	err = c.Raw(func(driver any) error {
		_, err := driver.(*stdlib.Conn).Conn().PgConn().CopyFrom(context.Background(), &copying{names: names}, "COPY bench_names FROM STDIN")
		return err
	})
	if err := c.Close(); err != nil {
		return nil, err
	}
	if err != nil {
		return nil, err
	}
	for _, q := range []string{"CREATE INDEX ON bench_names USING gin (name gin_trgm_ops)", "ANALYZE bench_names"} {
		if _, err := db.Exec(q); err != nil {
			return nil, err
		}
	}
	return &trigrams{db}, nil
}

// copying is the names in the text format of COPY.
type copying struct {
	names []string
	at    int
	left  string
}

func (c *copying) Read(p []byte) (n int, err error) {
	clean := strings.NewReplacer("\\", "", "\t", " ", "\n", " ", "\r", " ", "\x00", "")
	for n < len(p) {
		if c.left == "" {
			if c.at == len(c.names) {
				if n == 0 {
					return 0, io.EOF
				}
				return n, nil
			}
			c.left = fmt.Sprintf("%d\t%s\n", c.at, clean.Replace(c.names[c.at]))
			c.at++
		}
		k := copy(p[n:], c.left)
		c.left = c.left[k:]
		n += k
	}
	return n, nil
}

func (t *trigrams) find(q string) (best int, err error) {
	rows, err := t.db.Query("SELECT id FROM bench_names WHERE name % $1 ORDER BY similarity(name, $1) DESC, id LIMIT 20", strings.ToLower(q))
	if err != nil {
		return -1, err
	}
	defer rows.Close()
	best = -1
	for rows.Next() {
		var id int
		if err := rows.Scan(&id); err != nil {
			return -1, err
		}
		if best < 0 {
			best = id
		}
	}
	return best, rows.Err()
}

// ratios looks the same persons up with the engine, with the scan and with PostgreSQL, one
// after the other in turn, so that whatever else the machine does hits all of them.
func ratios(dir string, size, rows, scans int) error {
	register, err := recombined(dir, size)
	if err != nil {
		return err
	}
	roster := disturbed(register, rows)
	ix := nm.New()
	names := make([]string, len(register))
	for i := range register {
		r := register[i]
		names[i] = strings.ToLower(r.Name)
		if err := ix.Add(nm.Record{ID: r.ID, Name: r.Name}); err != nil {
			return err
		}
	}
	ix.Settle()
	var pg *trigrams
	if where := os.Getenv("HAKI_TEST_POSTGRES"); where != "" {
		if pg, err = newTrigrams(where, names); err != nil {
			return err
		}
		defer pg.db.Close()
	} else {
		fmt.Println("no HAKI_TEST_POSTGRES: pg_trgm is NOT measured")
	}
	f := ix.Finder()
	var own, theirs, plain time.Duration
	scanned := 0
	for i := range roster {
		q := nm.Record{Name: roster[i].Name}
		begin := time.Now()
		if _, err := f.Find(&q, 20); err != nil {
			return err
		}
		own += time.Since(begin)
		if pg != nil {
			begin = time.Now()
			if _, err := pg.find(q.Name); err != nil {
				return err
			}
			theirs += time.Since(begin)
		}
		if i%max(rows/scans, 1) == 0 {
			begin = time.Now()
			scan(names, q.Name)
			plain += time.Since(begin)
			scanned++
		}
	}
	fmt.Printf("register of %d, names only, in turn, wall time, one connection, one core each\n", size)
	fmt.Printf("engine        %8.2f ms a person (%d)\n", ms(own, rows), rows)
	fmt.Printf("Jaro-Winkler  %8.2f ms a person (%d)   ratio %.0f\n", ms(plain, scanned), scanned, float64(plain)/float64(scanned)/(float64(own)/float64(rows)))
	if pg != nil {
		fmt.Printf("pg_trgm       %8.2f ms a person (%d)   ratio %.1f\n", ms(theirs, rows), rows, float64(theirs)/float64(own))
	}
	return nil
}

func ms(d time.Duration, n int) float64 { return float64(d.Microseconds()) / 1000 / float64(max(n, 1)) }
