package conf

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"haki/internal/fault"
)

// Environment looks a variable up in the environment of this process.
func Environment(name string) (string, bool) { return os.LookupEnv(name) }

// Load reads the file at path (none if path is empty), then the environment, then
// what the command line says, each above the one before. Everything that is wrong
// is said at once; fault.All takes it apart.
func Load(path string, env func(string) (string, bool), overrides map[string]string) (Conf, error) {
	c := Conf{Name: map[string]string{}, Origins: map[string]Origin{}}
	l := loader{conf: &c}
	for _, s := range settings {
		l.set(s.name, s.std, Origin{From: "default"})
	}
	if path != "" {
		l.file(path)
	}
	if env != nil {
		for _, s := range settings {
			if v, ok := env(Variable(s.name)); ok {
				l.set(s.name, v, Origin{"environment", Variable(s.name)})
			}
		}
	}
	names := make([]string, 0, len(overrides))
	for name := range overrides {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		l.set(name, overrides[name], Origin{"flag", "--" + name})
	}
	l.faults = append(l.faults, c.check()...)
	return c, errors.Join(l.faults...)
}

type loader struct {
	conf   *Conf
	faults []error
}

func (l *loader) set(name, value string, from Origin) {
	i := slices.IndexFunc(settings, func(s setting) bool { return s.name == name })
	if i < 0 {
		l.faults = append(l.faults, fault.In(name, "conf.unknown", "name", name, "nearest", nearest(name), "origin", from.String()))
		return
	}
	if err := settings[i].read(l.conf, strings.TrimSpace(value)); err != nil {
		l.faults = append(l.faults, fault.In(name, "conf.not_understood", "name", name, "origin", from.String()))
		return
	}
	l.conf.Origins[name] = from
}

func (l *loader) file(path string) {
	all, err := os.ReadFile(path)
	if err != nil {
		l.faults = append(l.faults, fault.New(fault.Invalid, "conf.no_file", "file", path).Because(err))
		return
	}
	seen := map[string]bool{}
	for n, line := range strings.Split(strings.TrimPrefix(string(all), "\ufeff"), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		at := Origin{"file", filepath.Base(path) + ":" + strconv.Itoa(n+1)}
		name, value, ok := strings.Cut(line, "=")
		name = strings.TrimSpace(name)
		switch {
		case !ok:
			l.faults = append(l.faults, fault.New(fault.Invalid, "conf.no_equals", "origin", at.String()))
		case seen[name]:
			l.faults = append(l.faults, fault.In(name, "conf.twice", "name", name, "origin", at.String()))
		default:
			seen[name] = true
			l.set(name, value, at)
		}
	}
}

// nearest is the setting whose name takes the fewest keystrokes to get to.
func nearest(name string) string {
	best, least := "", 1<<30
	for _, s := range settings {
		if d := distance(strings.ToLower(strings.ReplaceAll(name, "_", "-")), s.name); d < least {
			best, least = s.name, d
		}
	}
	return best
}

// distance is Levenshtein's: letters put in, left out or changed.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0]++
		for j := range len(b) {
			change := before
			if a[i] != b[j] {
				change++
			}
			before = row[j+1]
			row[j+1] = min(change, row[j]+1, before+1)
		}
	}
	return row[len(b)]
}
