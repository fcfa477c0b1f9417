package seal

import "syscall"

// NoDumps keeps the memory of this process, in which keys are, from being written to
// disk when it crashes (promise P-17). Call it first of all. The limit does not reach
// a dump that the kernel pipes to a collector (core(5)); PR_SET_DUMPABLE does, and it
// keeps other processes of the same user out of this one's memory (prctl(2)).
func NoDumps() error {
	if err := syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{}); err != nil {
		return err
	}
	if _, _, errno := syscall.RawSyscall(syscall.SYS_PRCTL, syscall.PR_SET_DUMPABLE, 0, 0); errno != 0 {
		return errno
	}
	return nil
}
