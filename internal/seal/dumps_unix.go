//go:build unix && !linux

package seal

import "syscall"

// NoDumps keeps the memory of this process, in which keys are, from being written to
// disk when it crashes (promise P-17). Call it first of all.
func NoDumps() error { return syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{}) }
