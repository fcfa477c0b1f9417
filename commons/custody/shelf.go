package custody

import (
	"bufio"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime"
	"strings"
	"syscall"
	"time"

	"haki/internal/clock"
	"haki/internal/fault"
	"haki/internal/ident"
	"haki/internal/seal"
)

// Shelf is the folder of sealed files.
type Shelf struct {
	dir    string
	root   *os.Root
	clock  clock.Clock
	dice   io.Reader
	spare  int64 // bytes of the disk that uploads never take
	free   func(dir string) (int64, bool)
	create func(name string) (file, error)
}

// file is what Take needs of one.
type file interface {
	io.WriteCloser
	Sync() error
}

const (
	arriving = "arriving" // files that are not whole yet
	spare    = 512 << 20  // what the database and the logs need to go on working
)

// OpenShelf opens the folder, and makes it if it is not there.
func OpenShelf(dir string, c clock.Clock) (*Shelf, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("custody: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("custody: %w", err)
	}
	if err := root.MkdirAll(arriving, 0o700); err != nil {
		return nil, errors.Join(fmt.Errorf("custody: %w", err), root.Close())
	}
	s := &Shelf{dir: dir, root: root, clock: c, dice: ident.Dice, spare: spare, free: free}
	s.create = func(name string) (file, error) {
		return root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	}
	return s, nil
}

// Close lets go of the folder.
func (s *Shelf) Close() error { return s.root.Close() }

// place is where a whole file lies: in one of a thousand folders, by its drawn name.
func place(id ItemID) string { return path.Join(string(id[:2]), string(id)) }

// named says whether a text is the name of a file of ours.
func named(id string) bool {
	return len(id) == 26 && strings.Trim(id, "0123456789abcdefghjkmnpqrstvwxyz") == ""
}

// Take streams one file to the shelf, sealed. It needs no act, no transaction and no
// reader's key. have is what the form already carries: it counts against the limits, and
// the same bytes a second time are the first upload again. No name and no byte is no
// file. When Take fails there is nothing left of the file.
func (s *Shelf) Take(ctx context.Context, r io.Reader, name string, l Limits, have ...Upload) (Upload, error) {
	in := bufio.NewReaderSize(cancelled{ctx, r}, sniffLen)
	head, err := in.Peek(sniffLen)
	switch {
	case err != nil && !errors.Is(err, io.EOF):
		return Upload{}, interrupted(err)
	case len(head) == 0 && name == "":
		return Upload{}, nil
	case len(head) == 0:
		return Upload{}, fault.In("file", "custody.empty")
	case len(have) >= l.Count:
		return Upload{}, fault.In("file", "custody.too_many", "n", l.Count)
	}
	if n, known := s.free(s.dir); known && n < s.spare {
		return Upload{}, noRoom(nil)
	}
	u := Upload{ID: ident.New[Item](s.dice), Name: seal.Hide(clean(name)), Day: clock.DayOf(s.clock.Now(), nil), salt: make([]byte, 16)}
	if _, err := io.ReadFull(s.dice, u.salt); err != nil {
		return Upload{}, fmt.Errorf("custody: no randomness: %w", err)
	}
	u.Kind, u.fits = sniff(head)
	if err := s.write(&u, in, left(l, have)); err != nil {
		return Upload{}, tooBig(err, l, have)
	}
	for _, h := range have {
		if h.same(u) {
			return h, s.remove(place(u.ID))
		}
	}
	return u, nil
}

// left is how large the next file may be.
func left(l Limits, have []Upload) int64 {
	rest := l.Total
	for _, h := range have {
		rest -= h.Size
	}
	return max(0, min(l.File, rest))
}

var errTooBig = errors.New("custody: beyond the limit")

// tooBig says which limit a file went beyond, in whole mebibytes.
func tooBig(err error, l Limits, have []Upload) error {
	switch {
	case !errors.Is(err, errTooBig):
		return err
	case left(l, have) < l.File:
		return fault.In("file", "custody.too_much", "n", int(l.Total>>20))
	}
	return fault.In("file", "custody.too_big", "n", int(l.File>>20))
}

// write seals the bytes into a file that gets its place only when it is whole and on the
// disk: killed at any moment, there is a whole file or one that the sweep removes.
func (s *Shelf) write(u *Upload, in io.Reader, most int64) (err error) {
	name := path.Join(arriving, string(u.ID))
	f, err := s.create(name)
	if err != nil {
		return disk(err)
	}
	defer func() {
		if err != nil {
			_ = f.Close() // it goes anyway
			err = errors.Join(err, s.remove(name))
		}
	}()
	w, key := seal.NewStream(f)
	sum := sha256.New()
	n, err := io.Copy(both{w, sum}, io.LimitReader(in, most+1))
	switch {
	case err != nil:
		return err
	case n > most:
		return errTooBig
	}
	if err := errors.Join(w.Close(), f.Sync(), f.Close()); err != nil {
		return disk(err)
	}
	u.Size, u.key, u.digest = n, key, sum.Sum(nil)
	return s.settle(name, u)
}

// settle dates the file to the day alone and moves it to its place.
func (s *Shelf) settle(name string, u *Upload) error {
	day := u.Day.Time(time.UTC)
	to := place(u.ID)
	if err := s.root.MkdirAll(path.Dir(to), 0o700); err != nil {
		return disk(err)
	}
	if err := s.root.Chtimes(name, day, day); err != nil {
		return disk(err)
	}
	if err := s.root.Rename(name, to); err != nil {
		return disk(err)
	}
	return errors.Join(s.sync(path.Dir(to)), s.sync("."))
}

// sync makes the entries of a folder durable. Windows knows no such thing and needs none.
func (s *Shelf) sync(folder string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := s.root.Open(folder)
	if err != nil {
		return disk(err)
	}
	if err := errors.Join(d.Sync(), d.Close()); err != nil {
		return disk(err)
	}
	return nil
}

// remove takes a file away; one that is not there is away.
func (s *Shelf) remove(name string) error {
	if err := s.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return disk(err)
	}
	return nil
}

// has says whether the file of an item lies in its place.
func (s *Shelf) has(id ItemID) bool {
	if !named(string(id)) {
		return false
	}
	i, err := s.root.Stat(place(id))
	return err == nil && i.Mode().IsRegular()
}

// cancelled stops reading when whoever sends has gone, and names a reader's failure.
type cancelled struct {
	ctx context.Context
	r   io.Reader
}

// Read reads unless the context is done.
func (c cancelled) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = interrupted(err)
	}
	return n, err
}

// both writes to the stream, whose failures are the disk's, and to the digest.
type both struct{ w, sum io.Writer }

// Write writes to both.
func (b both) Write(p []byte) (int, error) {
	n, err := b.w.Write(p)
	if err != nil {
		return n, disk(err)
	}
	return b.sum.Write(p)
}

// interrupted names an upload that broke off. What the web says of a body too large, and
// that somebody has gone, stay what they are.
func interrupted(err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return &fault.Fault{Kind: fault.Invalid, Key: "custody.broken_off", Field: "file", Err: err}
	}
	return err
}

// disk names what the disk refused. Its own words hold paths, which are nobody's business.
func disk(err error) error {
	if full(err) {
		return noRoom(err)
	}
	return fmt.Errorf("custody: the shelf: %w", err)
}

func full(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EFBIG)
}

func noRoom(err error) error {
	return &fault.Fault{Kind: fault.Unavailable, Key: "custody.no_room", Field: "file", Err: err}
}
