package demo

import (
	"sync"
	"time"

	"haki/internal/clock"
)

// hands is a clock that is moved while the demo is furnished and runs by itself after.
type hands struct {
	mu sync.Mutex
	c  clock.Clock
}

// Now is where the hands stand.
func (h *hands) Now() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.c.Now()
}

func (h *hands) set(t time.Time) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.c = &clock.Fixed{T: t}
}

// let lets the clock run.
func (h *hands) let() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.c = clock.Wall{}
}
