package ui

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"strings"
)

//go:embed assets
var assetFiles embed.FS

// AssetPath is where the assets are.
const AssetPath = "/assets/"

// An asset is one file under a name that changes with its content, so that a browser may
// keep it for ever.
type asset struct {
	kind         string
	plain, small []byte
}

// kinds are written out: the machine's own table may differ.
var kinds = map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}

type assets struct {
	address map[string]string // haki.css -> /assets/haki.3f2a….css
	files   map[string]asset  // by the last part of that address
}

func loadAssets() *assets {
	a := &assets{map[string]string{}, map[string]asset{}}
	names, err := fs.Glob(assetFiles, "assets/*")
	if err != nil {
		panic(err)
	}
	for _, name := range names {
		text, err := assetFiles.ReadFile(name)
		if err != nil {
			panic(err)
		}
		base, ext := path.Base(name), path.Ext(name)
		if ext == ".css" {
			text = thin(text)
		}
		sum := sha256.Sum256(text)
		hashed := strings.TrimSuffix(base, ext) + "." + hex.EncodeToString(sum[:6]) + ext
		a.address[base] = AssetPath + hashed
		a.files[hashed] = asset{kinds[ext], text, squeeze(text)}
	}
	return a
}

// thin takes comments and line ends out of a sheet.
func thin(css []byte) []byte {
	return bytes.ReplaceAll(comment.ReplaceAll(css, nil), []byte("\n"), nil)
}

var comment = regexp.MustCompile(`(?s)/\*.*?\*/`)

func squeeze(text []byte) []byte {
	var b bytes.Buffer
	z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // the level is one that exists
	z.Write(text)
	z.Close()
	return b.Bytes()
}

// Asset is the address of an asset.
func (u *UI) Asset(name string) string {
	if at := u.assets.address[name]; at != "" {
		return at
	}
	panic("ui: no asset " + name)
}

// Assets serves the assets under AssetPath.
func (u *UI) Assets() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		file, ok := u.assets.files[strings.TrimPrefix(r.URL.Path, AssetPath)]
		if !ok {
			http.NotFound(w, r)
			return
		}
		h := w.Header()
		h.Set("Content-Type", file.kind)
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
		h.Set("Vary", "Accept-Encoding")
		body := file.plain
		if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			h.Set("Content-Encoding", "gzip")
			body = file.small
		}
		w.Write(body)
	})
}
