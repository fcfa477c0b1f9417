package seal

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"html/template"
	"io"
	"log/slog"
	"strings"
	"testing"
	"time"
)

type name string

// canaries are secrets in every dress this package has.
type canaries struct {
	Open    Private[name]
	Key     *Key
	Receipt Receipt
	Token   Token
	Capsule *Capsule
	Stream  StreamKey
	Writer  *StreamWriter
	Ring    *Ring
	Keys    *Keys
	Err     error
	priv    Private[name] // fmt asks unexported fields for nothing and reads them itself
	key     *Key
	keyed   Key
	receipt Receipt
	stream  StreamKey
	capsule Capsule
}

func TestNothingSecretIsPrinted(t *testing.T) {
	p, k, r, tok := Hide(name("Mbali Canary")), NewPair(), NewReceipt(), NewToken()
	data := NewData()
	w, fk := NewStream(io.Discard)
	keys, _ := lend(data)
	secret := random(32)
	c := NewCapsule(secret, "x")
	_, err := ParseReceipt(strings.Replace(r.Words("en"), " ", " zzquux ", 1))
	all := canaries{p, k, r, tok, c, fk, w, NewRing(k), keys, err, p, data, *data, r, fk, *c}

	var out bytes.Buffer
	for _, log := range []*slog.Logger{slog.New(slog.NewJSONHandler(&out, nil)), slog.New(slog.NewTextHandler(&out, nil))} {
		for _, v := range []any{all, &all, p, k, *k, r, tok, c, fk, w, all.Ring, keys, err, fmt.Errorf("wrapped: %w", err)} {
			log.Info("x", "v", v)
		}
	}
	for _, v := range []any{all, &all, p, &p, k, *k, r, &r, tok, &tok, c, *c, fk, w, all.Ring, keys, err, []any{r, tok}, map[Private[name]]Receipt{p: r}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%c", "%U", "%o", "%b", "%t"} {
			fmt.Fprintf(&out, verb+"\n", v)
		}
		template.Must(template.New("").Parse(`{{.}}<script>{{.}}</script>`)).Execute(&out, v)
		if j, err := json.Marshal(v); err == nil {
			out.Write(j)
		}
		if x, err := xml.Marshal(v); err == nil {
			out.Write(x)
		}
	}
	for what, bad := range map[string][]byte{"a name": []byte("Mbali Canary"), "a pair": k.secret.Reveal(), "a data key": data.secret.Reveal(),
		"a receipt": r.Bytes(), "words": []byte(r.Words("en")[:11]), "digits": []byte(r.Digits()[:9]), "a token": []byte(tok), "a typo": []byte("zzquux"),
		"a file key": fk.Reveal(), "the installation's secret": secret} {
		for how, form := range map[string]string{"as it is": string(bad), "in hex": hex.EncodeToString(bad), "in HEX": strings.ToUpper(hex.EncodeToString(bad)),
			"in base64": base64.StdEncoding.EncodeToString(bad)[:8], "as numbers": strings.Trim(fmt.Sprint(bad[:6]), "[]"), "as JSON numbers": strings.ReplaceAll(strings.Trim(fmt.Sprint(bad[:6]), "[]"), " ", ",")} {
			if strings.Contains(out.String(), form) {
				t.Errorf("%s was printed %s", what, how)
			}
		}
	}
	if p.Reveal() != "Mbali Canary" || (Private[name]{}).Open() || !strings.Contains(out.String(), Dots) {
		t.Error("Reveal or Open is wrong, or nothing was printed")
	}
}

func TestACapsuleOpensForItsUseAndTime(t *testing.T) {
	secret, now := random(32), time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)
	c := NewCapsule(secret, "intake.letter")
	token := c.Put([]byte("step 2"), now, 10*time.Minute)
	for at, want := range map[time.Duration]error{0: nil, 10*time.Minute - time.Millisecond: nil, 10 * time.Minute: ErrExpired, time.Hour: ErrExpired} {
		got, err := c.Open(token, now.Add(at))
		if !errors.Is(err, want) || (err == nil) != (string(got) == "step 2") {
			t.Errorf("after %s: %q, %v; want %v", at, got, err, want)
		}
	}
	for what, other := range map[string]*Capsule{"another use": NewCapsule(secret, "intake.talk"), "another house": NewCapsule(random(32), "intake.letter")} {
		if _, err := other.Open(token, now); !errors.Is(err, ErrBroken) {
			t.Errorf("%s: %v", what, err)
		}
		if _, err := other.Open(token, now.Add(time.Hour)); !errors.Is(err, ErrBroken) {
			t.Errorf("%s, late: %v; what is not ours is never merely late", what, err)
		}
	}
	for i := range token { // every letter counts, the last one's loose bits too
		for _, c2 := range "ABCDwxyz0189-_" {
			if bad := token[:i] + string(c2) + token[i+1:]; bad != token {
				if _, err := c.Open(bad, now); !errors.Is(err, ErrBroken) {
					t.Fatalf("letter %d changed: %v", i, err)
				}
			}
		}
	}
	long := c.Put(make([]byte, 100_000), now, time.Minute) // of a length that leaves loose bits in the last letter
	if len(long)%4 == 0 {
		t.Fatal("no loose bits")
	}
	for _, last := range "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_" {
		if bad := long[:len(long)-1] + string(last); bad != long {
			if _, err := c.Open(bad, now); !errors.Is(err, ErrBroken) {
				t.Errorf("another last letter: %v", err)
			}
		}
	}
	for _, bad := range []string{"", "A", token[:len(token)-1], token + "A", token + "=", token + "\n", token[:9] + "\r\n" + token[9:], " " + token} {
		if _, err := c.Open(bad, now); !errors.Is(err, ErrBroken) {
			t.Errorf("%q: %v", bad, err)
		}
	}
	if a, b := c.Put(nil, now, time.Hour), c.Put(make([]byte, 55), now, time.Hour); len(a) != len(b) || a == b {
		t.Errorf("lengths %d and %d; want one bucket, and never the same token", len(a), len(b))
	}
	if strings.ContainsAny(token, "+/=") {
		t.Error("not fit for a form or an address")
	}
	panics(t, "a short secret", func() { NewCapsule(random(31), "x") })
}
