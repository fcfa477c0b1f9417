package store

import (
	"fmt"
	"time"
)

// One width and one zone, so that moments sort as text. Microseconds are what the
// transaction's own moment is cut to: what is stored is what was there.
const stamp = "2006-01-02T15:04:05.000000Z"

// Stamp is how a moment is stored: fixed width, UTC. The zero time, which is no
// moment, is stored as "".
func Stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(stamp)
}

// Moment reads what Stamp wrote.
func Moment(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(stamp, s)
	if err != nil {
		return time.Time{}, fmt.Errorf("store: not a stamped moment: %d bytes", len(s))
	}
	return t, nil
}

// Into lets a scan read a stamped column straight into a time:
// s(&r.ID, store.Into(&r.Received)).
func Into(t *time.Time) *Reading { return &Reading{t} }

// Reading is a column on its way into a time.
type Reading struct{ t *time.Time }

// Scan is called by database/sql.
func (r *Reading) Scan(v any) (err error) {
	switch v := v.(type) {
	case nil:
		*r.t = time.Time{}
	case string:
		*r.t, err = Moment(v)
	case []byte:
		*r.t, err = Moment(string(v))
	default:
		err = fmt.Errorf("store: a moment is stored as text, not as %T", v)
	}
	return err
}
