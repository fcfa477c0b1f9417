package conf

import (
	"cmp"
	"embed"
	"net"
	"net/url"
	"path/filepath"
	"time"

	"haki/internal/clock"
)

// Words are what a faulty setting is called.
//
//go:embed words
var Words embed.FS

// Conf is every setting of an installation.
type Conf struct {
	Dir      string // the folder of data: database, sealed files, secrets
	Database string // empty: SQLite in Dir; else a postgres:// address

	Listen      string // host:port
	BehindProxy bool   // something in front of us speaks TLS
	TLSCert     string // files; or we do
	TLSKey      string
	BaseURL     string // how people reach us, for letters; empty: as we listen

	Name     map[string]string // of the institution, by language
	Language string            // of who has not chosen
	TimeZone string            // of the institution's days

	Letter string // the neutral last part of the address where a reporter writes
	Exit   string // where quick exit goes; visited only by who presses it

	PepperFile string // empty: made once in Dir

	SMTPHost         string // empty: letters stay in the outbox
	SMTPPort         int
	SMTPUser         string
	SMTPPasswordFile string
	SMTPFrom         string

	UploadFile  int64 // bytes of one file
	UploadTotal int64 // bytes of one form with all its files
	UploadCount int   // files of one form

	CheckpointHour int // at which the record's public checkpoint appears, in the institution's time

	Origins map[string]Origin // by the name of the setting
}

// Origin is where a value came from.
type Origin struct {
	From string // "default", "file", "environment", "flag"
	At   string // the line of the file, the variable
}

// String is the place to look at: the line, the variable, the flag; or "default".
func (o Origin) String() string { return cmp.Or(o.At, o.From) }

// Where is the database's address, as the store opens it.
func (c Conf) Where() string {
	return cmp.Or(c.Database, filepath.Join(c.Dir, "haki.db"))
}

// Institution is its name in a language, else in the default language, else ours.
func (c Conf) Institution(tag string) string {
	return cmp.Or(c.Name[tag], c.Name[c.Language], c.Name["en"], c.Name["fr"], "Haki")
}

// Zone is where the institution's days begin and end.
func (c Conf) Zone() *time.Location {
	loc, err := clock.Zone(c.TimeZone)
	if err != nil {
		return time.UTC // Load has refused what is no zone
	}
	return loc
}

// TLS says whether we speak it ourselves.
func (c Conf) TLS() bool { return c.TLSCert != "" }

// URL is the address that people use, without a slash at its end.
func (c Conf) URL() string {
	if c.BaseURL != "" {
		return c.BaseURL
	}
	scheme := "http"
	if c.TLS() {
		scheme = "https"
	}
	return scheme + "://" + c.Listen
}

// Mail says whether letters leave the house.
func (c Conf) Mail() bool { return c.SMTPHost != "" }

// loopback says whether only this machine can reach host.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// safe is an address as it may be shown: without its password.
func safe(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.User == nil {
		return address
	}
	return u.Redacted()
}
