package post

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http/httptest"
	"net/textproto"
	"strings"
	"testing"
)

// server is a mail server that says what a test wants and keeps what it was told.
type server struct {
	says map[string]string // answers by verb
	got  []string
	port int
	done chan struct{}
	tls  *tls.Config // for STARTTLS
}

func serve(t *testing.T, says map[string]string) *server {
	return serveOn(t, must(net.Listen("tcp", "127.0.0.1:0")), says, nil)
}

func serveOn(t *testing.T, l net.Listener, says map[string]string, c *tls.Config) *server {
	s := &server{says: says, tls: c, port: l.Addr().(*net.TCPAddr).Port, done: make(chan struct{})}
	t.Cleanup(func() { l.Close() })
	go func() {
		defer close(s.done)
		c, err := l.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		s.talk(c)
	}()
	return s
}

func (s *server) talk(c net.Conn) {
	r := textproto.NewReader(bufio.NewReader(c))
	fmt.Fprint(c, "220 mail.kanari.example\r\n")
	for {
		line, err := r.ReadLine()
		if err != nil {
			return
		}
		s.got = append(s.got, line)
		verb := strings.ToUpper(strings.Fields(line + " x")[0])
		answer := map[string]string{"EHLO": "250 mail.kanari.example", "DATA": "354 go on", "QUIT": "221 bye"}[verb]
		if own := s.says[verb]; own != "" {
			answer = own
		}
		if answer == "" {
			answer = "250 ok"
		}
		fmt.Fprint(c, answer+"\r\n")
		switch {
		case verb == "STARTTLS" && s.tls != nil:
			c = tls.Server(c, s.tls)
			r = textproto.NewReader(bufio.NewReader(c))
		case verb == "DATA" && strings.HasPrefix(answer, "354"):
			body, err := r.ReadDotLines()
			if err != nil {
				return
			}
			s.got = append(s.got, body...)
			fmt.Fprint(c, "250 kept\r\n")
		case verb == "QUIT":
			return
		}
	}
}

var letter = Mail{To: "ada@kanari.example", Subject: "Quelque chose vous attend", Body: "Connectez-vous.\n\nhttps://haki.example/fr/post\n", Lang: "fr", ID: "0123abcd"}

func TestWhatTheMailServerIsToldIsNoMoreThanItNeeds(t *testing.T) {
	s := serve(t, nil)
	if err := (SMTP{Host: "127.0.0.1", Port: s.port, From: "haki@institution.example", TLS: "off"}).Send(context.Background(), letter); err != nil {
		t.Fatal(err)
	}
	<-s.done
	told := strings.Join(s.got, "\n")
	for _, s := range []string{"EHLO institution.example", "MAIL FROM:<haki@institution.example>", "RCPT TO:<ada@kanari.example>", "Message-ID: <0123abcd@institution.example>",
		"Auto-Submitted: auto-generated", "Subject: Quelque chose vous attend", "https://haki.example/fr/post", "Content-Language: fr"} {
		if !strings.Contains(told, s) {
			t.Errorf("%q is missing:\n%s", s, told)
		}
	}
	for _, s := range []string{"User-Agent", "X-Mailer", "go-mail"} {
		if strings.Contains(told, s) {
			t.Errorf("%q is told:\n%s", s, told)
		}
	}
}

func TestWhyAMailDidNotGetThrough(t *testing.T) {
	for name, c := range map[string]struct {
		says map[string]string
		want Why
	}{
		"the address is unknown":     {map[string]string{"RCPT": "550 5.1.1 no such user"}, Refused},
		"the mailbox is full":        {map[string]string{"RCPT": "452 4.2.2 full"}, Postponed},
		"we are not let in":          {map[string]string{"MAIL": "451 4.7.1 later"}, Postponed},
		"the text is refused":        {map[string]string{"DATA": "554 5.7.1 spam"}, Refused},
		"the server closes the door": {map[string]string{"EHLO": "421 4.3.2 closing", "HELO": "421 4.3.2 closing"}, Unreachable},
	} {
		s := serve(t, c.says)
		err := (SMTP{Host: "127.0.0.1", Port: s.port, From: "haki@institution.example", TLS: "off"}).Send(context.Background(), letter)
		if err == nil || why(err) != c.want {
			t.Errorf("%s: %v", name, why(err))
		}
		if err != nil && strings.Contains(err.Error(), "ada") {
			t.Errorf("%s: the error tells the address: %v", name, err)
		}
	}
	l := must(net.Listen("tcp", "127.0.0.1:0"))
	port := l.Addr().(*net.TCPAddr).Port
	l.Close()
	if err := (SMTP{Host: "127.0.0.1", Port: port, From: "haki@institution.example", TLS: "off"}).Send(context.Background(), letter); why(err) != Unreachable {
		t.Errorf("nobody listens: %v", err)
	}
	bad := letter
	bad.To = "no address"
	if err := (SMTP{Host: "127.0.0.1", Port: port, From: "haki@institution.example", TLS: "off"}).Send(context.Background(), bad); why(err) != Refused {
		t.Errorf("no address: %v", err)
	}
}

// A server that offers no TLS gets nothing, unless somebody said so.
func TestWithoutTLSNothingIsTold(t *testing.T) {
	for _, smtp := range []SMTP{{}, {User: "u", Password: "kanari"}} {
		s := serve(t, nil)
		smtp.Host, smtp.Port, smtp.From = "127.0.0.1", s.port, "haki@institution.example"
		if err := smtp.Send(context.Background(), letter); err == nil {
			t.Error("sent in the open")
		}
		<-s.done
		if told := strings.Join(s.got, "\n"); strings.Contains(told, "ada@") || strings.Contains(told, "AUTH") {
			t.Errorf("told in the open: %s", told)
		}
	}
}

func TestSealedOnTheWay(t *testing.T) {
	h := httptest.NewTLSServer(nil) // for its certificate
	defer h.Close()
	roots := x509.NewCertPool()
	roots.AddCert(h.Certificate())
	c := &tls.Config{Certificates: h.TLS.Certificates}
	plain, sealed := must(net.Listen("tcp", "127.0.0.1:0")), must(tls.Listen("tcp", "127.0.0.1:0", c))
	for name, k := range map[string]struct {
		s *server
		m SMTP
	}{
		"by STARTTLS":         {serveOn(t, plain, map[string]string{"EHLO": "250-mail\r\n250 STARTTLS", "STARTTLS": "220 go on"}, c), SMTP{Roots: roots}},
		"from the first byte": {serveOn(t, sealed, nil, nil), SMTP{Roots: roots, TLS: "always"}},
	} {
		k.m.Host, k.m.Port, k.m.From = "127.0.0.1", k.s.port, "haki@institution.example"
		if err := k.m.Send(context.Background(), letter); err != nil {
			t.Errorf("%s: %v, %v", name, err, errors.Unwrap(err))
		}
	}
	other := SMTP{Host: "127.0.0.1", Port: serveOn(t, must(tls.Listen("tcp", "127.0.0.1:0", c)), nil, nil).port, From: "haki@institution.example", TLS: "always"}
	if err := other.Send(context.Background(), letter); why(err) != Unreachable || err == nil {
		t.Errorf("a server whose certificate nobody knows: %v", err)
	}
}

// A mail that was taken is not sent again because the goodbye went wrong.
func TestAGoodbyeThatFailsChangesNothing(t *testing.T) {
	s := serve(t, map[string]string{"QUIT": "500 what"})
	if err := (SMTP{Host: "127.0.0.1", Port: s.port, From: "haki@institution.example", TLS: "off"}).Send(context.Background(), letter); err != nil {
		t.Error(err)
	}
}
