package conf

import (
	"net"
	"net/mail"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"haki/internal/clock"
	"haki/internal/fault"
)

// The address of a letter says nothing and can be read aloud.
var slug = regexp.MustCompile(`^[a-z][a-z0-9-]{1,38}[a-z0-9]$`)

// check says what is wrong with the settings as a whole. What could not be read is
// told already and has its default.
func (c *Conf) check() (faults []error) {
	bad := func(name, key string, args ...any) {
		faults = append(faults, fault.In(name, key, append([]any{"name", name, "origin", c.Origins[name].String()}, args...)...))
	}
	if c.Dir == "" {
		bad("dir", "conf.empty")
	}
	if c.Database != "" && !strings.HasPrefix(c.Database, "postgres://") && !strings.HasPrefix(c.Database, "postgresql://") {
		bad("database", "conf.no_postgres_address", "begins", "postgres://")
	}
	c.checkListen(bad)
	c.checkAddresses(bad)
	if !slices.Contains(languages, c.Language) {
		bad("language", "conf.no_language", "languages", strings.Join(languages, ", "))
	}
	if _, err := clock.Zone(c.TimeZone); err != nil || c.TimeZone == "" || c.TimeZone == "Local" {
		bad("time-zone", "conf.no_time_zone")
	}
	if !slug.MatchString(c.Letter) {
		bad("letter", "conf.no_slug")
	}
	c.checkMail(bad)
	if c.UploadFile <= 0 {
		bad("upload-file", "conf.not_understood")
	}
	if c.UploadTotal < c.UploadFile {
		bad("upload-total", "conf.less_than_one_file")
	}
	if c.UploadCount <= 0 {
		bad("upload-count", "conf.not_understood")
	}
	if c.CheckpointHour < 0 || c.CheckpointHour > 23 {
		bad("checkpoint-hour", "conf.no_hour")
	}
	return faults
}

type badly func(name, key string, args ...any)

// Plain HTTP never leaves the machine.
func (c *Conf) checkListen(bad badly) {
	host, port, err := net.SplitHostPort(c.Listen)
	if n, e := strconv.ParseUint(port, 10, 16); err != nil || e != nil || n > 65535 {
		bad("listen", "conf.no_address", "example", "127.0.0.1:8080")
		return
	}
	if (c.TLSCert == "") != (c.TLSKey == "") {
		bad("tls-cert", "conf.tls_needs_both")
		return
	}
	if !loopback(host) && !c.TLS() && !c.BehindProxy {
		bad("listen", "conf.listens_in_the_clear", "listen", c.Listen)
	}
}

func (c *Conf) checkAddresses(bad badly) {
	if u, err := url.Parse(c.Exit); err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil {
		bad("exit", "conf.no_https_address", "begins", "https://")
	}
	if c.BaseURL == "" {
		return
	}
	c.BaseURL = strings.TrimSuffix(c.BaseURL, "/")
	u, err := url.Parse(c.BaseURL)
	switch {
	case err != nil, u.Host == "", u.Path != "", u.RawQuery != "", u.Fragment != "", u.User != nil:
		bad("base-url", "conf.no_https_address", "begins", "https://")
	case u.Scheme == "https":
	case u.Scheme == "http" && (loopback(u.Hostname()) || strings.HasSuffix(u.Hostname(), ".onion")): // an onion address is its own key
	default:
		bad("base-url", "conf.no_https_address", "begins", "https://")
	}
}

func (c *Conf) checkMail(bad badly) {
	if c.SMTPPort < 1 || c.SMTPPort > 65535 {
		bad("smtp-port", "conf.not_understood")
	}
	if !c.Mail() {
		return
	}
	if a, err := mail.ParseAddress(c.SMTPFrom); err != nil || !strings.Contains(a.Address, "@") {
		bad("smtp-from", "conf.no_mail_address")
	}
	if c.SMTPUser != "" && c.SMTPPasswordFile == "" {
		bad("smtp-password-file", "conf.empty")
	}
}
