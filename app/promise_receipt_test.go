package app_test

import (
	"context"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"haki/internal/clock"
	"haki/internal/seal"
	"haki/internal/testkit"
	"haki/response/intake"
)

// wrong is how many receipts that open nothing are tried: a hundred thousand where
// HAKI_PROOF is set.
func wrong() int {
	if os.Getenv("HAKI_PROOF") != "" {
		return 100_000
	}
	return 2_000
}

var tokenValue = regexp.MustCompile(`(name="token" value=)"[^"]*"`)

// P-03: one receipt opens one conversation. A wrong one, also of the right shape, is
// answered each time with the same status and the same bytes, in the time of all others.
func TestP03OneReceiptOpensOneConversation(t *testing.T) {
	testkit.Each(t, func(t *testing.T, h *testkit.House) {
		mine, theirs := seal.NewReceipt(), seal.NewReceipt()
		for text, r := range map[string]seal.Receipt{"What only I know": mine, "What only they know": theirs} {
			id, err := h.Rooms.Intake.Receive(context.Background(), intake.Told{Account: text, Mission: "MISOR", Lang: "en"}, r, nil)
			if err == nil {
				err = h.Rooms.Intake.Answer(h.As("amara"), id, "en", "Answer to: "+text)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		open := func(words string) *httptest.ResponseRecorder {
			return h.Post("", "/en/letter", url.Values{"step": {"open"}, "receipt": {words}})
		}
		page := open(mine.Words("en"))
		if page.Code != 200 || !strings.Contains(page.Body.String(), "Answer to: What only I know") || strings.Contains(page.Body.String(), "they know") {
			t.Errorf("my page: %d", page.Code)
		}
		if strings.Contains(page.Body.String(), "<q>What only I know") || strings.Contains(strings.ReplaceAll(page.Body.String(), "Answer to: What only I know", ""), "What only I know") {
			t.Error("the receipt opens her own account")
		}
		status, length := 0, 0
		for range wrong() {
			words := seal.NewReceipt().Words("en")
			got := open(words)
			// What was typed is shown again in its field.
			bare := tokenValue.ReplaceAllString(strings.ReplaceAll(got.Body.String(), words, ""), `$1`)
			if status == 0 {
				status, length = got.Code, len(bare)
			}
			if got.Code != status || len(bare) != length {
				t.Fatalf("a wrong receipt: %d with %d bytes, another %d with %d", status, length, got.Code, len(bare))
			}
		}
		if status != 422 {
			t.Errorf("a wrong receipt: %d", status)
		}
	})
}

// P-03: neither the time of a wrong receipt tells how near it is, nor that of a receipt
// whose words are right and whose report is not there.
func TestP03AWrongReceiptTakesOneTime(t *testing.T) {
	h := testkit.New(t, "sqlite")
	a, b := seal.NewReceipt(), seal.NewReceipt()
	if _, err := h.Rooms.Intake.Receive(context.Background(), intake.Told{Account: "x", Mission: "MISOR", Lang: "en"}, a, nil); err != nil {
		t.Fatal(err)
	}
	near := func() seal.Receipt { // one bit beside one that opens
		bits := a.Bytes()
		bits[len(bits)-1] ^= 1
		r, err := seal.ReceiptOf(bits)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}()
	ask := func(r seal.Receipt) func() {
		form := url.Values{"step": {"open"}, "receipt": {r.Digits()}}
		return func() { h.Post("", "/en/letter", form) }
	}
	oneBand(t, "near and far", 500, ask(near), ask(b))
}

// oneBand asks for two things in turn and compares how long they take: over all pairs
// neither is the slower one more often than chance allows. Half of the pairs apart would
// be 0.5; the spread of chance over n pairs is about 0.29/sqrt(n/2).
func oneBand(t *testing.T, what string, pairs int, one, other func()) {
	t.Helper()
	for range 10 {
		one()
		other()
	}
	measure := func() float64 {
		var x, y []time.Duration
		took := func(fn func()) time.Duration {
			w := clock.Start()
			fn()
			return w.Elapsed()
		}
		for i := range pairs {
			if i%2 == 0 {
				x, y = append(x, took(one)), append(y, took(other))
			} else {
				b := took(other)
				x, y = append(x, took(one)), append(y, b)
			}
		}
		share := slower(x, y)
		slices.Sort(x)
		slices.Sort(y)
		t.Logf("%s: %d pairs, medians %v and %v, share %.3f", what, pairs, x[pairs/2], y[pairs/2], share)
		return share
	}
	// A machine that is busy with something else may spoil one measurement, not three.
	for range 3 {
		if s := measure(); s > 0.44 && s < 0.56 {
			return
		}
	}
	t.Errorf("%s take different times", what)
}

// slower is the share of all pairs of one x and one y in which x is the greater.
func slower(x, y []time.Duration) float64 {
	sorted := slices.Sorted(slices.Values(y))
	var below int
	for _, v := range x {
		lo, _ := slices.BinarySearch(sorted, v)
		hi, _ := slices.BinarySearch(sorted, v+1)
		below += lo + hi
	}
	return float64(below) / 2 / float64(len(x)*len(y))
}
