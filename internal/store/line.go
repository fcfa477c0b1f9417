package store

import (
	"context"
	"time"

	"haki/internal/fault"
)

// line is where those wait who want a connection: first come, first served (Go
// queues the senders of a channel), and nobody for ever.
type line struct {
	places   chan struct{}
	patience time.Duration
}

func newLine(places int) line { return line{make(chan struct{}, places), patience} }

// enter waits for a place; leave gives it back.
func (l line) enter(ctx context.Context) (leave func(), err error) {
	leave = func() { <-l.places }
	select {
	case l.places <- struct{}{}:
		return leave, nil
	default:
	}
	enough := time.NewTimer(l.patience)
	defer enough.Stop()
	select {
	case l.places <- struct{}{}:
		return leave, nil
	case <-enough.C:
		return nil, fault.New(fault.Unavailable, "fault.busy")
	case <-ctx.Done():
		return nil, fault.New(fault.Unavailable, "fault.busy").Because(ctx.Err())
	}
}
