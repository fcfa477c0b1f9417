//go:build unix

package kinship

import (
	"syscall"
	"testing"
)

// onCPU starts counting processor time, which a busy machine does not stretch, and gives what
// reports it per operation.
func onCPU(b *testing.B) (report func()) {
	spent := func() float64 {
		var u syscall.Rusage
		if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
			b.Fatal(err)
		}
		return float64(u.Utime.Nano() + u.Stime.Nano())
	}
	before := spent()
	return func() { b.ReportMetric((spent()-before)/float64(b.N), "cpu-ns/op") }
}
