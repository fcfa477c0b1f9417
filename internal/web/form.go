package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"haki/internal/fault"
	"haki/internal/lang"
)

// Lang is the language of the page.
func Lang(r *http.Request) lang.Tag { return lang.Tag(r.PathValue("lang")) }

// Form reads what was posted, fields only: a body too large, broken or in another
// encoding than UTF-8 is an Invalid fault. What is in the address does not count: no
// secret belongs there. For multipart forms use Parts.
func Form(r *http.Request) (url.Values, error) {
	if err := r.ParseForm(); err != nil {
		return nil, unreadable(err)
	}
	return r.PostForm, Clean(r.PostForm)
}

// Clean refuses text that is not UTF-8 or holds a NUL, at its field, and makes line
// ends one kind, as browsers send two.
func Clean(form url.Values) error {
	var faults []error
	for name, values := range form {
		for i, v := range values {
			if !utf8.ValidString(v) || strings.ContainsRune(v, 0) {
				faults = append(faults, fault.In(name, "fault.encoding"))
				values[i] = strings.ToValidUTF8(strings.ReplaceAll(v, "\x00", ""), "\uFFFD")
				continue
			}
			values[i] = strings.ReplaceAll(v, "\r\n", "\n")
		}
	}
	return errors.Join(faults...)
}

func unreadable(err error) error {
	var big *http.MaxBytesError
	if errors.As(err, &big) {
		return err
	}
	return &fault.Fault{Kind: fault.Invalid, Key: "fault.form", Err: err}
}

// See sends the browser on to another page of the same language, by GET.
func See(w http.ResponseWriter, r *http.Request, path string) error {
	http.Redirect(w, r, "/"+r.PathValue("lang")+path, http.StatusSeeOther)
	return nil
}

// Local keeps a way back inside this site and this language: anything else is "/desk".
func Local(next string) string {
	u, err := url.Parse(next)
	if err != nil || u.Host != "" || u.Scheme != "" || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\r\n") {
		return "/desk"
	}
	return next
}
