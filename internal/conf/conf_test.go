package conf

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"haki/internal/fault"
	"haki/internal/lang"
)

func file(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "haki.conf")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func env(pairs ...string) func(string) (string, bool) {
	return func(name string) (string, bool) {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1], true
			}
		}
		return "", false
	}
}

func must(t *testing.T, c Conf, err error) Conf {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// keys are the faults of err, each with its field.
func keys(err error) (all []string) {
	for _, f := range fault.All(err) {
		all = append(all, f.Field+" "+f.Key)
	}
	return all
}

func TestNothingSaidWorks(t *testing.T) {
	c, err := Load("", nil, nil)
	must(t, c, err)
	if c.Where() != filepath.Join("haki-data", "haki.db") || c.Listen != "127.0.0.1:8080" || c.URL() != "http://127.0.0.1:8080" ||
		c.Institution("fr") != "Haki" || c.Zone().String() != "UTC" || c.UploadFile != 50_000_000 || c.Mail() || c.Letter != "letter" {
		t.Errorf("got %+v", c)
	}
	for s := range c.All() {
		if s.Origin.From != "default" {
			t.Errorf("%s comes from %s", s.Name, s.Origin)
		}
	}
}

func TestTheCommandLineStandsAboveTheEnvironmentAboveTheFile(t *testing.T) {
	path := file(t, "\ufeff# ours\r\n listen = 127.0.0.1:1 \r\nletter=lettre\ntime-zone = Africa/Kinshasa\nname.fr = Mission d’essai = ici # pas une remarque\n")
	c, err := Load(path, env("HAKI_LISTEN", "127.0.0.1:2", "HAKI_TIME_ZONE", "Asia/Beirut", "HAKI_UNHEARD_OF", "x"), map[string]string{"listen": "127.0.0.1:3"})
	must(t, c, err)
	if c.Listen != "127.0.0.1:3" || c.TimeZone != "Asia/Beirut" || c.Letter != "lettre" || c.Institution("en") != "Mission d’essai = ici # pas une remarque" {
		t.Errorf("got %+v", c)
	}
	for name, want := range map[string]string{"listen": "--listen", "time-zone": "HAKI_TIME_ZONE", "letter": "haki.conf:3", "dir": "default"} {
		if got := c.Origins[name].String(); got != want {
			t.Errorf("%s comes from %s, not %s", name, got, want)
		}
	}
}

func TestWhatIsNotUnderstoodIsSaidAllAtOnce(t *testing.T) {
	_, err := Load(file(t, "lisen = x\nletter = a\nletter = b\nnonsense\nsmtp-port = many\n"), env("HAKI_CHECKPOINT_HOUR", "24"), map[string]string{"behind_proxy": "yes"})
	got := keys(err)
	slices.Sort(got)
	want := []string{" conf.no_equals", "behind_proxy conf.unknown", "checkpoint-hour conf.no_hour", "letter conf.no_slug", "letter conf.twice", "lisen conf.unknown", "smtp-port conf.not_understood"}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	for _, f := range fault.All(err) {
		if f.Kind != fault.Invalid {
			t.Errorf("%s is %v", f.Key, f.Kind)
		}
		if near := map[string]string{"lisen": "listen", "behind_proxy": "behind-proxy"}[f.Field]; f.Arg("nearest") != nil && f.Arg("nearest") != near {
			t.Errorf("%s: nearest is %v", f.Field, f.Arg("nearest"))
		}
	}
}

func TestAFileThatIsNamedMustBeThere(t *testing.T) {
	if _, err := Load(filepath.Join(t.TempDir(), "none"), nil, nil); !slices.Contains(keys(err), " conf.no_file") {
		t.Errorf("got %v", err)
	}
}

func TestPlainHTTPStaysOnThisMachine(t *testing.T) {
	for _, c := range []struct {
		say string
		ok  bool
	}{
		{"listen=127.0.0.1:0", true}, {"listen=[::1]:80", true}, {"listen=localhost:80", true}, {"listen=127.9.9.9:80", true},
		{"listen=0.0.0.0:80", false}, {"listen=:80", false}, {"listen=[::]:80", false}, {"listen=10.0.0.1:80", false}, {"listen=example.org:80", false},
		{"listen=0.0.0.0:80\nbehind-proxy=yes", true}, {"listen=0.0.0.0:80\nbehind-proxy=no", false}, {"listen=:443\ntls-cert=a\ntls-key=b", true},
		{"listen=:443\ntls-cert=a", false}, {"tls-key=b", false}, {"listen=127.0.0.1", false}, {"listen=127.0.0.1:http", false}, {"behind-proxy=perhaps", false},
	} {
		if _, err := Load(file(t, c.say), nil, nil); (err == nil) != c.ok {
			t.Errorf("%q: %v", c.say, err)
		}
	}
	_, err := Load("", nil, map[string]string{"listen": "0.0.0.0:80"})
	if !slices.Equal(keys(err), []string{"listen conf.listens_in_the_clear"}) {
		t.Errorf("got %v", keys(err))
	}
}

func TestEverySettingIsChecked(t *testing.T) {
	for say, ok := range map[string]bool{
		"database=postgres://haki@/haki": true, "database=mysql://x": false, "database=/tmp/x.db": false, "dir=": false,
		"language=fr": true, "language=tlh": false, "time-zone=": false, "time-zone=Local": false, "time-zone=Africa/Bangui": true, "time-zone=Moon": false,
		"letter=a/b": false, "letter=Lettre": false, "letter=courrier-2": true, "letter=ab-": false,
		"exit=http://example.org": false, "exit=javascript:alert(1)": false, "exit=https://meteo.example/": true,
		"base-url=https://haki.example.org/": true, "base-url=https://haki.example.org/x": false, "base-url=http://haki.example.org": false,
		"base-url=http://abc.onion": true, "base-url=http://127.0.0.1:8080": true, "base-url=haki.example.org": false,
		"smtp-host=mail.example.org": false, "smtp-host=m\nsmtp-from=Haki <haki@example.org>": true, "smtp-host=m\nsmtp-from=a@b\nsmtp-user=u": false,
		"smtp-host=m\nsmtp-from=a@b\nsmtp-user=u\nsmtp-password-file=/x": true, "smtp-port=0": false,
		"upload-file=1 GB": false, "upload-file=1GB\nupload-total=2 GB": true, "upload-file=-1": false, "upload-file=20000": true, "upload-count=0": false, "upload-file=10 TB": false,
		"checkpoint-hour=23": true, "checkpoint-hour=-1": false,
	} {
		if _, err := Load(file(t, say), nil, nil); (err == nil) != ok {
			t.Errorf("%q: %v", say, err)
		}
	}
}

func TestWhatIsShownHoldsNoSecret(t *testing.T) {
	c, err := Load("", nil, map[string]string{"database": "postgres://haki:canary@db/haki?sslmode=require", "upload-file": "1500 KB"})
	must(t, c, err)
	var names []string
	for s := range c.All() {
		names = append(names, s.Name)
		if strings.Contains(s.Value, "canary") {
			t.Errorf("%s shows %s", s.Name, s.Value)
		}
		if s.Name == "upload-file" && s.Value != "1500 KB" {
			t.Errorf("%s shows %q", s.Name, s.Value)
		}
	}
	if !slices.Equal(names, Names()) || !strings.Contains(c.Where(), "canary") {
		t.Errorf("shown are %v", names)
	}
}

// What is shown may be put in a file, and means the same.
func TestWhatIsShownCanBeReadAgain(t *testing.T) {
	c, err := Load("", nil, map[string]string{"behind-proxy": "1", "name.ar": "البعثة", "upload-total": "2 GB"})
	must(t, c, err)
	var text string
	for s := range c.All() {
		text += s.Name + " = " + s.Value + "\n"
	}
	again, err := Load(file(t, text), nil, nil)
	must(t, again, err)
	for s := range again.All() {
		if s.Origin.From != "file" {
			t.Errorf("%s comes from %s", s.Name, s.Origin)
		}
	}
	if !again.BehindProxy || again.Name["ar"] != "البعثة" || again.UploadTotal != 2e9 {
		t.Errorf("got %+v", again)
	}
}

func TestASecretIsMadeOnce(t *testing.T) {
	c := Conf{Dir: filepath.Join(t.TempDir(), "data")}
	if err := c.Prepare(); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Pepper(); !slices.Equal(keys(err), []string{" conf.no_secret"}) {
		t.Errorf("before it is made: %v", err)
	}
	var all sync.WaitGroup
	var mu sync.Mutex
	seen := map[string]bool{}
	for range 16 {
		all.Go(func() {
			b, err := c.MakePepper()
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			seen[string(b)] = true
			mu.Unlock()
		})
	}
	all.Wait()
	b, err := c.Pepper()
	if err != nil || len(seen) != 1 || !seen[string(b)] || len(b) != 32 || bytes.Equal(b, make([]byte, 32)) {
		t.Errorf("%d different secrets, %d bytes (%v)", len(seen), len(b), err)
	}
	path := filepath.Join(c.Dir, "pepper")
	if err := makeSecret(c.Dir, path); !errors.Is(err, fs.ErrExist) {
		t.Errorf("made again: %v", err)
	}
	if again, err := c.Pepper(); !bytes.Equal(again, b) {
		t.Errorf("it was replaced (%v)", err)
	}
	files, _ := os.ReadDir(c.Dir)
	i, err := os.Stat(path)
	if err != nil || i.Mode().Perm() != 0o600 || len(files) != 1 {
		t.Errorf("%v, %d files (%v)", i.Mode(), len(files), err)
	}
	if d, _ := os.Stat(c.Dir); d.Mode().Perm() != 0o700 {
		t.Errorf("the folder is %v", d.Mode())
	}
}

func TestASecretThatOthersMayReadIsNone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pepper")
	for _, c := range []struct {
		size int
		mode fs.FileMode
		want string
	}{{32, 0o644, " conf.secret_is_open"}, {32, 0o640, " conf.secret_is_open"}, {31, 0o600, " conf.secret_too_short"}, {32, 0o400, ""}} {
		os.Remove(path)
		if err := os.WriteFile(path, make([]byte, c.size), c.mode); err != nil {
			t.Fatal(err)
		}
		_, err := Conf{PepperFile: path}.Pepper()
		if got := strings.Join(keys(err), ""); got != c.want {
			t.Errorf("%d bytes, %v: got %q, want %q", c.size, c.mode, got, c.want)
		}
	}
}

func TestThePasswordOfTheMailServerIsAFile(t *testing.T) {
	path := file(t, "open sesame \n")
	if p, err := (Conf{SMTPPasswordFile: path}).SMTPPassword(); p != "open sesame " || err != nil {
		t.Errorf("got %q (%v)", p, err)
	}
	if p, err := (Conf{}).SMTPPassword(); p != "" || err != nil {
		t.Errorf("got %q (%v)", p, err)
	}
}

func TestEveryFaultHasItsWords(t *testing.T) {
	sub, err := fs.Sub(Words, "words")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range lang.Check(map[string]fs.FS{"conf": sub}) {
		t.Error(f)
	}
}
