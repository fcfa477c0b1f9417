package clock

import "time"

// Watch says how long something has taken, and not when it began.
type Watch struct{ began time.Time }

// Start sets a watch going.
func Start() Watch { return Watch{time.Now()} }

// Elapsed is how long it has been going.
func (w Watch) Elapsed() time.Duration { return time.Since(w.began) }
