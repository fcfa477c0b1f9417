package conf

import (
	"errors"
	"iter"
	"strconv"
	"strings"
)

// setting is one name, its default, and how it is read into a Conf and shown.
type setting struct {
	name string
	std  string // the default, as it would be written
	read func(*Conf, string) error
	show func(Conf) string
}

func text(name, std string, at func(*Conf) *string) setting {
	return setting{name, std,
		func(c *Conf, v string) error { *at(c) = v; return nil },
		func(c Conf) string { return *at(&c) }}
}

func number(name, std string, at func(*Conf) *int) setting {
	return setting{name, std,
		func(c *Conf, v string) error { return keep(at(c), v, strconv.Atoi) },
		func(c Conf) string { return strconv.Itoa(*at(&c)) }}
}

func size(name, std string, at func(*Conf) *int64) setting {
	return setting{name, std,
		func(c *Conf, v string) error { return keep(at(c), v, parseSize) },
		func(c Conf) string { return showSize(*at(&c)) }}
}

// keep puts what was understood in its place, and leaves the place alone otherwise.
func keep[T any](at *T, v string, parse func(string) (T, error)) error {
	read, err := parse(v)
	if err == nil {
		*at = read
	}
	return err
}

func truth(name string, at func(*Conf) *bool) setting {
	return setting{name, "no",
		func(c *Conf, v string) error {
			switch strings.ToLower(v) {
			case "yes", "true", "1":
				*at(c) = true
			case "no", "false", "0":
				*at(c) = false
			default:
				return errors.New("neither yes nor no")
			}
			return nil
		},
		func(c Conf) string {
			if *at(&c) {
				return "yes"
			}
			return "no"
		}}
}

func institution(tag string) setting {
	return setting{"name." + tag, "",
		func(c *Conf, v string) error { c.Name[tag] = v; return nil },
		func(c Conf) string { return c.Name[tag] }}
}

// The languages that pages have (public pages all of them, staff pages the first two).
var languages = []string{"en", "fr", "ar", "zh", "ru", "es"}

var settings = []setting{
	text("dir", "haki-data", func(c *Conf) *string { return &c.Dir }),
	{"database", "",
		func(c *Conf, v string) error { c.Database = v; return nil },
		func(c Conf) string { return safe(c.Database) }},
	text("listen", "127.0.0.1:8080", func(c *Conf) *string { return &c.Listen }),
	truth("behind-proxy", func(c *Conf) *bool { return &c.BehindProxy }),
	text("tls-cert", "", func(c *Conf) *string { return &c.TLSCert }),
	text("tls-key", "", func(c *Conf) *string { return &c.TLSKey }),
	text("base-url", "", func(c *Conf) *string { return &c.BaseURL }),
	institution("en"), institution("fr"), institution("ar"), institution("zh"), institution("ru"), institution("es"),
	text("language", "en", func(c *Conf) *string { return &c.Language }),
	text("time-zone", "UTC", func(c *Conf) *string { return &c.TimeZone }),
	text("letter", "letter", func(c *Conf) *string { return &c.Letter }),
	text("exit", "https://www.wikipedia.org/", func(c *Conf) *string { return &c.Exit }),
	text("pepper-file", "", func(c *Conf) *string { return &c.PepperFile }),
	text("smtp-host", "", func(c *Conf) *string { return &c.SMTPHost }),
	number("smtp-port", "587", func(c *Conf) *int { return &c.SMTPPort }), // submission, RFC 6409
	text("smtp-user", "", func(c *Conf) *string { return &c.SMTPUser }),
	text("smtp-password-file", "", func(c *Conf) *string { return &c.SMTPPasswordFile }),
	text("smtp-from", "", func(c *Conf) *string { return &c.SMTPFrom }),
	size("upload-file", "50 MB", func(c *Conf) *int64 { return &c.UploadFile }),
	size("upload-total", "100 MB", func(c *Conf) *int64 { return &c.UploadTotal }),
	number("upload-count", "10", func(c *Conf) *int { return &c.UploadCount }),
	number("checkpoint-hour", "3", func(c *Conf) *int { return &c.CheckpointHour }),
}

// Names lists every setting, in the order in which they are shown.
func Names() []string {
	all := make([]string, len(settings))
	for i, s := range settings {
		all[i] = s.name
	}
	return all
}

// Variable is the environment variable of a setting: HAKI_TIME_ZONE for time-zone.
func Variable(name string) string {
	return "HAKI_" + strings.ToUpper(strings.NewReplacer("-", "_", ".", "_").Replace(name))
}

// Shown is a setting as a person at the terminal sees it. No secret is in it:
// passwords of addresses are hidden, the others are files.
type Shown struct {
	Name, Value string
	Origin      Origin
}

// All goes through the settings in order.
func (c Conf) All() iter.Seq[Shown] {
	return func(yield func(Shown) bool) {
		for _, s := range settings {
			if !yield(Shown{s.name, s.show(c), c.Origins[s.name]}) {
				return
			}
		}
	}
}

// Sizes as people write them; decimal, as disks are sold (IEC 80000-13).
var units = []struct {
	name string
	size int64
}{{"GB", 1e9}, {"MB", 1e6}, {"KB", 1e3}, {"B", 1}}

func parseSize(s string) (int64, error) {
	n, times := strings.ToUpper(strings.TrimSpace(s)), int64(1)
	for _, u := range units {
		if rest, ok := strings.CutSuffix(n, u.name); ok {
			n, times = strings.TrimSpace(rest), u.size
			break
		}
	}
	v, err := strconv.ParseInt(n, 10, 32)
	return v * times, err
}

func showSize(n int64) string {
	for _, u := range units {
		if n%u.size == 0 && n >= u.size {
			return strconv.FormatInt(n/u.size, 10) + " " + u.name
		}
	}
	return strconv.FormatInt(n, 10)
}
