package intake

import (
	"bytes"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"haki/commons/custody"
	"haki/internal/fault"
	"haki/internal/seal"
	"haki/internal/web"
)

// The letter has one address. Its steps are posted, so that a browser's history shows
// one neutral entry; what they carry travels in a sealed token in a hidden field, and
// what was typed in fields of its own, so that nothing is lost when a token is too old.

const (
	idleOpened = 10 * time.Minute // a page that a receipt opened (decisions.md §5)
	idleLetter = time.Hour        // a letter not sent yet: its receipt opens nothing
)

// letter is one posted step as it was read.
type letter struct {
	values url.Values
	state
	expired bool
	err     error // what is wrong with fields or files
}

// state is what travels sealed.
type state struct {
	receipt *seal.Receipt
	fresh   *seal.Receipt // to replace it with, shown and not yet in force; or the receipt itself, while its words are on the screen
	files   []custody.Upload
}

// receiptLen is the length of a receipt's bits; a token holds two, zeros for none.
const receiptLen = 16

// read takes a posted step: fields, files to the shelf, the token.
func (r *Room) read(q *http.Request) (l letter, err error) {
	kind, _, _ := mime.ParseMediaType(q.Header.Get("Content-Type"))
	if kind != "multipart/form-data" {
		l.values, l.err = web.Form(q)
		if l.values == nil {
			return l, l.err
		}
		return l, r.unseal(&l)
	}
	parts, err := q.MultipartReader()
	if err != nil {
		return l, fault.New(fault.Invalid, "fault.form")
	}
	l.values = url.Values{}
	var unsealed bool
	for room := int64(longestForm); ; {
		p, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return l, broken(err)
		}
		if p.FileName() == "" && p.FormName() != "file" {
			text, err := io.ReadAll(io.LimitReader(p, room+1))
			if room -= int64(len(text)); err != nil || room < 0 {
				return l, broken(err)
			}
			l.values.Add(p.FormName(), string(text))
			continue
		}
		if !unsealed { // the token stands before the files: what they are counted with
			if err := r.unseal(&l); err != nil {
				return l, err
			}
			unsealed = true
		}
		r.take(q, &l, p, p.FileName())
	}
	l.err = errors.Join(l.err, web.Clean(l.values))
	if unsealed {
		return l, nil
	}
	return l, r.unseal(&l)
}

// longestForm is the most that all typed fields of a letter may hold, in bytes.
const longestForm = 1 << 20

func broken(err error) error {
	var big *http.MaxBytesError
	if errors.As(err, &big) {
		return err
	}
	return fault.New(fault.Invalid, "fault.form")
}

func (r *Room) take(q *http.Request, l *letter, from io.Reader, name string) {
	u, err := r.Shelf.Take(q.Context(), from, name, r.Limits, l.files...)
	if err != nil {
		l.err = errors.Join(l.err, err)
		return
	}
	l.files = custody.With(l.files, u)
}

// unseal reads the token; one that is too old or not ours leaves the letter without it.
func (r *Room) unseal(l *letter) error {
	token := l.values.Get("token")
	if token == "" {
		return nil
	}
	b, err := r.forms.Open(token, r.Clock.Now())
	if err != nil || len(b) < 2*receiptLen {
		l.expired = true
		return nil
	}
	l.receipt, l.fresh = unpack(b[:receiptLen]), unpack(b[receiptLen:2*receiptLen])
	l.files, err = custody.Unpack(b[2*receiptLen:])
	return err
}

func unpack(bits []byte) *seal.Receipt {
	r, err := seal.ReceiptOf(bits)
	if err != nil || bytes.Equal(bits, make([]byte, receiptLen)) {
		return nil
	}
	return &r
}

func pack(r *seal.Receipt) []byte {
	if r == nil {
		return make([]byte, receiptLen)
	}
	return r.Bytes()
}

// token seals what the next step needs.
func (r *Room) token(s state, idle time.Duration) string {
	b := slices.Concat(pack(s.receipt), pack(s.fresh), custody.Pack(s.files))
	return r.forms.Put(b, r.Clock.Now(), idle)
}

// step answers a posted step. A change of language posts the same step again.
func (r *Room) step(w http.ResponseWriter, q *http.Request) error {
	l, err := r.read(q)
	if err != nil {
		return err
	}
	step := l.values.Get("step")
	if l.values.Has("_language") {
		step = l.values.Get("view")
	}
	switch step {
	case "write":
		return r.showForm(w, q, http.StatusOK, l, nil)
	case "review":
		return r.review(w, q, l)
	case "send":
		return r.send(w, q, l)
	case "sent":
		if l.onScreen() {
			return r.showSent(w, q, l)
		}
	case "open":
		return r.openPage(w, q, l)
	}
	if l.receipt == nil {
		return r.showForm(w, q, http.StatusUnprocessableEntity, l, fault.In("receipt", "intake.receipt_again"))
	}
	return r.onPage(w, q, l, step)
}

// onScreen says whether the words stand on the page that was posted. Only such a page may
// show them again, in another language: an opened page never tells its words.
func (s state) onScreen() bool {
	return s.receipt != nil && s.fresh != nil && bytes.Equal(pack(s.receipt), pack(s.fresh))
}

// openPage opens the reporter's page with the words or digits that were typed.
func (r *Room) openPage(w http.ResponseWriter, q *http.Request, l letter) error {
	receipt, err := seal.ParseReceipt(l.values.Get("receipt"))
	if err == nil {
		l.state = state{receipt: &receipt}
		err = r.showPage(w, q, http.StatusOK, l, nil, "")
	}
	if fault.Of(err) == fault.NotFound || fault.Of(err) == fault.Withheld {
		err = fault.In("receipt", "intake.receipt_unknown")
	}
	var typed *seal.ReceiptError
	if errors.As(err, &typed) {
		err = mistyped(typed)
	}
	if err == nil || fault.Of(err) != fault.Invalid {
		return err
	}
	l.state = state{}
	return r.showForm(w, q, http.StatusUnprocessableEntity, l, err)
}

// mistyped says what is wrong with the words, naming the one that is in no list.
func mistyped(e *seal.ReceiptError) error {
	switch {
	case e.Kind == seal.WrongWord && len(e.Suggest) > 0:
		return fault.In("receipt", "intake.receipt_word_like", "word", e.Word, "n", e.Place, "like", strings.Join(e.Suggest, ", "))
	case e.Kind == seal.WrongWord:
		return fault.In("receipt", "intake.receipt_word", "word", e.Word, "n", e.Place)
	case e.Kind == seal.WrongCount && e.Digits:
		return fault.In("receipt", "intake.receipt_digits", "n", e.Count)
	case e.Kind == seal.WrongCount:
		return fault.In("receipt", "intake.receipt_count", "n", e.Count)
	}
	return fault.In("receipt", "intake.receipt_unknown")
}
