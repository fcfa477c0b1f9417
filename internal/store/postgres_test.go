package store

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
	"haki/internal/clock"
	"haki/internal/fault"
)

func TestEveryTroubleOfPostgresIsToldApart(t *testing.T) {
	for code, want := range map[string]trouble{
		"40001": collision, "40P01": collision, "55P03": collision, "53100": full, "58030": full, "53300": crowded, "53200": crowded,
		"57014": crowded, "57P01": away, "57P03": away, "08006": away, "23505": none, "42601": none, "23503": none,
	} {
		if got := (postgres{}).trouble(fmt.Errorf("deep: %w", &pgconn.PgError{Code: code})); got != want {
			t.Errorf("%s: got %d, want %d", code, got, want)
		}
	}
	if (postgres{}).trouble(&net.OpError{Err: errors.New("x")}) != away || (postgres{}).trouble(context.DeadlineExceeded) != none {
		t.Error("a lost connection is not told from a time-out")
	}
}

func TestAValueThatPostgresQuotesIsNotLogged(t *testing.T) {
	err := (postgres{}).quiet(&pgconn.PgError{Code: "22P02", Message: `invalid input syntax for type bigint: "her name"`})
	if strings.Contains(err.Error(), "name") || !strings.Contains(err.Error(), "22P02") {
		t.Errorf("got %v", err)
	}
}

func TestAServerThatIsAwayIsUnavailable(t *testing.T) {
	_, err := OpenPostgres("postgres://nobody@127.0.0.1:1/nothing", clock.Wall{})
	if f := fault.All(err); len(f) != 1 || f[0].Kind != fault.Unavailable || f[0].Key != "fault.no_database" {
		t.Errorf("got %v", err)
	}
}

func TestWhatPostgresAcknowledgesIsOnTheDisk(t *testing.T) {
	where := postgresAt(t)
	if where == "" {
		t.Skip()
	}
	db := opened(t, fresh(t, where))
	db.View(context.Background(), func(tx *Tx) error {
		for name, want := range map[string]string{"synchronous_commit": "on", "transaction_isolation": "repeatable read", "transaction_read_only": "on", "statement_timeout": "30s"} {
			if got, err := One(tx, letters, `SELECT current_setting(?)`, name); got != want {
				t.Errorf("%s is %q, want %q (%v)", name, got, want, err)
			}
		}
		return nil
	})
	change(db, func(tx *Tx) error {
		if got, err := One(tx, letters, `SELECT current_setting('transaction_isolation')`); got != "serializable" {
			t.Errorf("writers are %q (%v)", got, err)
		}
		return nil
	})
}
