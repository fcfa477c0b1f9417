package letter

import (
	"bytes"
	"errors"
	"html"
	"io"
	"mime/multipart"
	"net/http"
	"regexp"
	"strings"
)

var (
	token = regexp.MustCompile(`name="token" value="([^"]+)"`)
	list  = regexp.MustCompile(`(?s)<ol class="words"[^>]*>(.*?)</ol>`)
	item  = regexp.MustCompile(`<li>([^<]+)</li>`)
)

// Send writes one whole report and gives the twelve words. ErrSent says that the last step
// was on its way when the line broke: the report may or may not have arrived.
func Send(hc *http.Client, base string, fields map[string]string) (words string, err error) {
	for _, path := range []string{"/fr/", "/fr/letter"} {
		if _, err := Get(hc, base+path); err != nil {
			return "", err
		}
	}
	form := map[string]string{}
	for k, v := range fields {
		form[k] = v
	}
	review, err := Post(hc, base, form, "review")
	if err != nil {
		return "", err
	}
	m := token.FindStringSubmatch(review)
	if m == nil {
		return "", errors.New("no token on the review page")
	}
	form["token"] = html.UnescapeString(m[1])
	sent, err := Post(hc, base, form, "send")
	if err != nil {
		return "", errors.Join(ErrSent, err)
	}
	return Words(sent)
}

// ErrSent says that the sending itself broke.
var ErrSent = errors.New("the line broke while sending")

// Words reads the receipt from a page.
func Words(page string) (string, error) {
	m := list.FindStringSubmatch(page)
	if m == nil {
		return "", errors.New("no receipt on the page")
	}
	var out []string
	for _, w := range item.FindAllStringSubmatch(m[1], -1) {
		out = append(out, w[1])
	}
	return strings.Join(out, " "), nil
}

// Open opens the page of a receipt and returns it.
func Open(hc *http.Client, base, words string) (string, error) {
	return Post(hc, base, map[string]string{"receipt": words}, "open")
}

// Get asks for a page; anything but success is an error.
func Get(hc *http.Client, url string) (string, error) {
	resp, err := hc.Get(url)
	return read(resp, err)
}

// Post sends one step of the letter.
func Post(hc *http.Client, base string, fields map[string]string, step string) (string, error) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	if t := fields["token"]; t != "" {
		if err := w.WriteField("token", t); err != nil {
			return "", err
		}
	}
	for k, v := range fields {
		if k == "token" {
			continue
		}
		if err := w.WriteField(k, v); err != nil {
			return "", err
		}
	}
	if err := errors.Join(w.WriteField("step", step), w.Close()); err != nil {
		return "", err
	}
	resp, err := hc.Post(base+"/fr/letter", w.FormDataContentType(), &b)
	return read(resp, err)
}

func read(resp *http.Response, err error) (string, error) {
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if resp.StatusCode >= 300 { // the empty letter comes with 203
		err = errors.Join(err, errors.New(resp.Status))
	}
	return string(text), err
}
