package web

import "net/http"

// The cookie of a session. Over TLS its name says that it belongs to this host alone
// and travels only sealed (RFC 6265bis, 4.1.3.2); on plain loopback, where a browser
// would refuse that, it goes by the short name.
const (
	secureCookie = "__Host-haki"
	plainCookie  = "haki"
)

// SetSession gives the browser a session's token, for as long as the browser is open.
func SetSession(w http.ResponseWriter, r *http.Request, token string) {
	http.SetCookie(w, cookie(r, token, 0))
}

// ClearSession takes it away, with everything else the browser kept of us.
func ClearSession(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Clear-Site-Data", `"cache", "cookies", "storage"`)
	http.SetCookie(w, cookie(r, "", -1))
}

// SessionToken reads it; "" is no session.
func SessionToken(r *http.Request) string {
	c, err := r.Cookie(name(r))
	if err != nil {
		return ""
	}
	return c.Value
}

func cookie(r *http.Request, token string, age int) *http.Cookie {
	return &http.Cookie{Name: name(r), Value: token, Path: "/", MaxAge: age, HttpOnly: true,
		Secure: name(r) == secureCookie, SameSite: http.SameSiteStrictMode}
}

func name(r *http.Request) string {
	if Sealed(r) {
		return secureCookie
	}
	return plainCookie
}

type sealedKey struct{}

// Sealed says whether the reader's connection is TLS, here or at the proxy in front.
func Sealed(r *http.Request) bool {
	behind, _ := r.Context().Value(sealedKey{}).(bool)
	return r.TLS != nil || behind
}
