package store

import (
	"context"
	"fmt"
	"maps"
	"sync"
)

// Counter counts the statements that one page needed, so that a test can tell
// when their number grows with the number of rows.
type Counter struct {
	mu   sync.Mutex
	each map[string]int
	all  int
}

type counterKey struct{}

// Count counts every statement run under the context it gives back.
func Count(ctx context.Context) (context.Context, *Counter) {
	c := &Counter{each: map[string]int{}}
	return context.WithValue(ctx, counterKey{}, c), c
}

func counterOf(ctx context.Context) *Counter {
	c, _ := ctx.Value(counterKey{}).(*Counter)
	return c
}

func (c *Counter) add(query string) {
	if c == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.all++
	c.each[query]++
}

// N is how many statements there were.
func (c *Counter) N() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.all
}

// Each is how often each text ran.
func (c *Counter) Each() map[string]int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return maps.Clone(c.each)
}

// String says how many statements there were and which ran most often.
func (c *Counter) String() string {
	most, text := 0, ""
	for t, n := range c.Each() {
		if n > most || n == most && t < text {
			most, text = n, t
		}
	}
	return fmt.Sprintf("%d statements; %d times %q", c.N(), most, text)
}
