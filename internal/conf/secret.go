package conf

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"haki/internal/fault"
	"haki/internal/ident"
)

const (
	secretSize = 32 // bytes: 256 bits
	pepper     = "pepper"
)

// Prepare makes the folder of data, for its owner only.
func (c Conf) Prepare() error {
	if err := os.MkdirAll(c.Dir, 0o700); err != nil {
		return err
	}
	return os.Chmod(c.Dir, 0o700)
}

// Pepper is what stands beside every passphrase and outside the database. It must
// be there: a new one would lock everybody out.
func (c Conf) Pepper() ([]byte, error) {
	return ReadSecret(cmp.Or(c.PepperFile, filepath.Join(c.Dir, pepper)))
}

// MakePepper makes the pepper of a new installation, unless it is there or the
// institution keeps it in a file elsewhere.
func (c Conf) MakePepper() ([]byte, error) {
	if c.PepperFile != "" {
		return c.Pepper()
	}
	return Secret(c.Dir, pepper)
}

// SMTPPassword reads the password of the mail server; none if there is no file.
func (c Conf) SMTPPassword() (string, error) {
	if c.SMTPPasswordFile == "" {
		return "", nil
	}
	b, err := os.ReadFile(c.SMTPPasswordFile)
	return string(bytes.TrimRight(b, "\r\n")), err
}

// Secret gives 32 random bytes that are made once and kept in dir, readable by
// their owner only. Two programs that start together get the same; one that is
// killed while making it leaves nothing that passes for it. It is for new
// installations: where the old secret is needed, ReadSecret says that it is lost.
func Secret(dir, name string) ([]byte, error) {
	path := filepath.Join(dir, name)
	if b, err := ReadSecret(path); !errors.Is(err, fs.ErrNotExist) {
		return b, err
	}
	if err := makeSecret(dir, path); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	return ReadSecret(path)
}

// ReadSecret reads what Secret made, or a file of at least 32 bytes that the
// institution made itself. Others than its owner must not be able to read it.
func ReadSecret(path string) ([]byte, error) {
	i, err := os.Stat(path)
	if err != nil {
		return nil, fault.New(fault.Invalid, "conf.no_secret", "file", path).Because(err)
	}
	if i.Mode().Perm()&0o077 != 0 {
		return nil, fault.New(fault.Invalid, "conf.secret_is_open", "file", path)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	if len(b) < secretSize {
		return nil, fault.New(fault.Invalid, "conf.secret_too_short", "file", path, "least", secretSize)
	}
	return b, nil
}

// makeSecret writes a file beside, syncs it, and links it to its name, which
// fails if somebody was faster.
func makeSecret(dir, path string) (err error) {
	f, err := os.CreateTemp(dir, ".secret-*") // 0600
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = io.CopyN(f, ident.Dice, secretSize)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Link(f.Name(), path); err != nil {
		return err
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
