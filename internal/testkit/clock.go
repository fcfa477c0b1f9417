package testkit

import (
	"context"

	"haki/commons/act"
)

// ClockCtx is the clock as the actor.
func ClockCtx() context.Context { return act.Clock(context.Background()) }
