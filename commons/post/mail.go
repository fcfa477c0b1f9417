package post

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/wneessen/go-mail"
)

// Mail is what leaves the house.
type Mail struct {
	To, Subject, Body, Lang string

	ID string // the same when it is sent again, so that a mailbox shows it once
}

// Sender takes mail away. An error says Why, if it can.
type Sender interface {
	Send(context.Context, Mail) error
}

// Failure is a mail that did not get through.
type Failure struct {
	Why Why
	err error
}

// Error says why, without the address.
func (f *Failure) Error() string { return "post: " + string(f.Why) }

// Unwrap gives the cause, which may quote the address: not for a log.
func (f *Failure) Unwrap() error { return f.err }

// why is the reason in an error.
func why(err error) Why {
	var f *Failure
	if errors.As(err, &f) {
		return f.Why
	}
	return Unreachable
}

// SMTP is the institution's own mail server.
type SMTP struct {
	Host           string
	Port           int // 587 if zero, 465 with TLS "always"
	User, Password string
	From           string         // a bare address
	TLS            string         // "always" from the first byte, "off" never; otherwise STARTTLS is demanded
	Roots          *x509.CertPool // the machine's own if nil
}

const atMost = 30 * time.Second // for one mail

// Send gives one mail to the server.
func (s SMTP) Send(ctx context.Context, m Mail) error {
	ctx, cancel := context.WithTimeout(ctx, atMost)
	defer cancel()
	var line keptLine
	defer line.hangUp()
	c, err := s.client(&line)
	if err != nil {
		return err
	}
	msg, err := s.message(m)
	if err != nil {
		return &Failure{Refused, err} // it is no address
	}
	err = c.DialAndSendWithContext(ctx, msg)
	var e *mail.SendError
	switch {
	case err == nil, msg.IsDelivered(): // a goodbye that failed changes nothing
		return nil
	case errors.As(err, &e) && e.ErrorCode() >= 500:
		return &Failure{Refused, err}
	case errors.As(err, &e) && e.ErrorCode() >= 400:
		return &Failure{Postponed, err}
	}
	return &Failure{Unreachable, err}
}

// keptLine is the connection to the server: the client leaves it open where the two do
// not come to terms.
type keptLine struct{ c net.Conn }

func (l *keptLine) dial(ctx context.Context, network, address string) (c net.Conn, err error) {
	l.c, err = new(net.Dialer).DialContext(ctx, network, address)
	return l.c, err
}

func (l *keptLine) hangUp() {
	if l.c != nil {
		_ = l.c.Close() // mostly closed already
	}
}

// client speaks to the server as configured.
func (s SMTP) client(line *keptLine) (*mail.Client, error) {
	o := []mail.Option{mail.WithTimeout(atMost), mail.WithHELO(domain(s.From)),
		mail.WithTLSConfig(&tls.Config{ServerName: s.Host, RootCAs: s.Roots, MinVersion: tls.VersionTLS12})}
	port := 587
	switch s.TLS {
	case "always":
		o, port = append(o, mail.WithSSL()), 465
	case "off":
		o = append(o, mail.WithTLSPolicy(mail.NoTLS), mail.WithDialContextFunc(line.dial))
	default:
		o = append(o, mail.WithTLSPolicy(mail.TLSMandatory), mail.WithDialContextFunc(line.dial))
	}
	if s.Port != 0 {
		port = s.Port
	}
	if s.User != "" {
		o = append(o, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(s.User), mail.WithPassword(s.Password))
	}
	c, err := mail.NewClient(s.Host, append(o, mail.WithPort(port))...)
	if err != nil {
		return nil, fmt.Errorf("post: the mail server as configured: %w", err)
	}
	return c, nil
}

// message has no header that is not needed, above all none that tells what made it.
func (s SMTP) message(m Mail) (*mail.Msg, error) {
	msg := mail.NewMsg(mail.WithNoDefaultUserAgent())
	if err := errors.Join(msg.From(s.From), msg.To(m.To)); err != nil {
		return nil, err
	}
	msg.SetMessageIDWithValue(m.ID + "@" + domain(s.From)) // not this machine's name
	msg.Subject(m.Subject)
	msg.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834, 5
	msg.SetGenHeader("X-Auto-Response-Suppress", "All")
	msg.SetGenHeader("Content-Language", m.Lang)
	msg.SetBodyString(mail.TypeTextPlain, m.Body)
	return msg, nil
}

func domain(address string) string {
	if i := strings.LastIndexByte(address, '@'); i >= 0 {
		return address[i+1:]
	}
	return "localhost"
}
