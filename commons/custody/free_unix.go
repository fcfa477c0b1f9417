//go:build linux || darwin || freebsd

package custody

import "syscall"

// free says how many bytes of a folder's disk somebody without privileges may still fill.
func free(dir string) (int64, bool) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return 0, false
	}
	return int64(s.Bavail) * int64(s.Bsize), true
}
