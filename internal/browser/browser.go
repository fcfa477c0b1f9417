package browser

import (
	"context"
	"encoding/json"
	"iter"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Look is how a page is looked at.
type Look struct {
	Width, Height int  // 1280 × 900 if zero
	Dark          bool // prefers-color-scheme: dark
	NoScript      bool
	Languages     string // Accept-Language
}

// Tab is one page of a fresh browser profile.
type Tab struct {
	T    testing.TB
	ctx  context.Context
	base string

	mu       sync.Mutex
	requests []string
	cookies  []string // Set-Cookie headers seen
}

// path finds the browser.
func path(t testing.TB) string {
	if p := os.Getenv("HAKI_TEST_CHROMIUM"); p != "" {
		return p
	}
	for _, n := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(n); err == nil {
			return p
		}
	}
	missing(t, "no Chromium: the browser tests are left out")
	return ""
}

// missing skips a test aloud, or fails it where everything is required.
func missing(t testing.TB, what string) {
	t.Helper()
	if os.Getenv("HAKI_REQUIRE_ALL") != "" {
		t.Fatal(what)
	}
	t.Skip(what)
}

// Open starts a browser on the pages under base.
func Open(t testing.TB, base string, l Look) *Tab {
	t.Helper()
	if l.Width == 0 {
		l.Width, l.Height = 1280, 900
	}
	if l.Height == 0 {
		l.Height = 780
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path(t)), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.WindowSize(l.Width, l.Height), chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("no-first-run", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.Flag("disable-features", "Translate,OptimizationHints"))
	alloc, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, end := chromedp.NewContext(alloc)
	t.Cleanup(func() { end(); stop() })
	tab := &Tab{T: t, ctx: ctx, base: strings.TrimSuffix(base, "/")}
	setup := []chromedp.Action[chromedp.Void]{
		send(network.Enable, network.EnableParams{}),
		chromedp.EmulateViewport(int64(l.Width), int64(l.Height)),
	}
	if l.NoScript {
		setup = append(setup, scripts(false))
	}
	scheme := "light"
	if l.Dark {
		scheme = "dark"
	}
	setup = append(setup, prefers(scheme))
	if l.Languages != "" {
		setup = append(setup, send(network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{Headers: network.Headers{"Accept-Language": l.Languages}}))
	}
	if err := chromedp.Do(ctx, setup...); err != nil {
		t.Fatalf("browser: %v", err)
	}
	go tab.hearRequests(chromedp.Events(ctx, network.RequestWillBeSent))
	go tab.hearCookies(chromedp.Events(ctx, network.ResponseReceivedExtraInfo))
	return tab
}

// send makes a step of one command of the browser's protocol.
func send[P, R any](c cdp.Command[P, R], p P) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, c, p)
		return err
	})
}

func scripts(on bool) chromedp.Action[chromedp.Void] {
	return send(emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
}

func prefers(scheme string) chromedp.Action[chromedp.Void] {
	return send(emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
}

func (b *Tab) hearRequests(all iter.Seq2[network.EventRequestWillBeSent, error]) {
	for e, err := range all {
		if err != nil {
			return
		}
		b.mu.Lock()
		b.requests = append(b.requests, e.Request.URL)
		b.mu.Unlock()
	}
}

func (b *Tab) hearCookies(all iter.Seq2[network.EventResponseReceivedExtraInfo, error]) {
	for e, err := range all {
		if err != nil {
			return
		}
		for k, v := range e.Headers {
			if s, ok := v.(string); ok && strings.EqualFold(k, "Set-Cookie") {
				b.mu.Lock()
				b.cookies = append(b.cookies, s)
				b.mu.Unlock()
			}
		}
	}
}

// Requests are the addresses asked for since the last call.
func (b *Tab) Requests() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	out := b.requests
	b.requests = nil
	return out
}

// Cookies are the cookies that were set since the last call.
func (b *Tab) Cookies() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	out := b.cookies
	b.cookies = nil
	return out
}

const patience = 30 * time.Second

// Do runs steps; a step that does not come to pass fails the test and says where.
func (b *Tab) Do(what string, steps ...chromedp.Action[chromedp.Void]) {
	b.T.Helper()
	ctx, stop := context.WithTimeout(b.ctx, patience)
	defer stop()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.T.Fatalf("%s: %v\non %s\n%s", what, err, b.Address(), b.Text())
	}
}

// Go opens a page of the site.
func (b *Tab) Go(path string) {
	b.T.Helper()
	b.Do("open "+path, chromedp.Navigate(b.base+path))
}

// Fill replaces what a field holds, as somebody typing would.
func (b *Tab) Fill(selector, value string) {
	b.T.Helper()
	s := chromedp.CSS(selector)
	b.Do("fill "+selector, chromedp.WaitReady(s))
	b.set(selector, "")
	b.Do("fill "+selector, chromedp.SendKeys(s, value))
}

// Choose selects a value of a list.
func (b *Tab) Choose(selector, value string) {
	b.T.Helper()
	if got := b.set(selector, value); got != value {
		b.T.Fatalf("choose %s of %s: got %q", value, selector, got)
	}
}

// set gives a field a value and says what it then holds.
func (b *Tab) set(selector, value string) string {
	return b.Eval(`(e => e ? (e.value = ` + quote(value) + `, e.value) : "no such field")(document.querySelector(` + quote(selector) + `))`)
}

// Attach puts a file into a file field.
func (b *Tab) Attach(selector, file string) {
	b.T.Helper()
	b.Do("attach to "+selector, chromedp.SetUploadFiles(chromedp.CSS(selector), []string{file}))
}

// Click clicks and stays: a box, a summary.
func (b *Tab) Click(selector string) {
	b.T.Helper()
	b.Do("click "+selector, chromedp.ScrollIntoView(chromedp.CSS(selector)), chromedp.Click(chromedp.CSS(selector)))
}

// Press clicks a button or a link and waits for the page it leads to.
func (b *Tab) Press(selector string) {
	b.T.Helper()
	ctx, stop := context.WithTimeout(b.ctx, patience)
	defer stop()
	s := chromedp.CSS(selector)
	if _, err := chromedp.RunResponse(ctx, chromedp.ScrollIntoView(s), chromedp.Click(s)); err != nil {
		b.T.Fatalf("press %s: %v\non %s\n%s", selector, err, b.Address(), b.Text())
	}
}

// Text is what the page says.
func (b *Tab) Text() string { return b.Eval(`document.body ? document.body.innerText : ""`) }

// Address is where the tab is.
func (b *Tab) Address() string { return b.Eval(`location.href`) }

// Has says whether the page has something.
func (b *Tab) Has(selector string) bool {
	return b.Eval(`String(document.querySelector(`+quote(selector)+`) !== null)`) == "true"
}

// Find is the text of the first match.
func (b *Tab) Find(selector string) string {
	return b.Eval(`(e => e ? e.innerText : "")(document.querySelector(` + quote(selector) + `))`)
}

// Says fails the test unless the page says each of the texts.
func (b *Tab) Says(texts ...string) {
	b.T.Helper()
	all := b.Text()
	for _, want := range texts {
		if !strings.Contains(all, want) {
			b.T.Errorf("%s does not say %q:\n%s", b.Address(), want, all)
		}
	}
}

// Eval runs an expression in the page; it works with scripts off, as the debugger's.
func (b *Tab) Eval(expression string) string {
	ctx, stop := context.WithTimeout(b.ctx, patience)
	defer stop()
	out, err := chromedp.Run(ctx, chromedp.Evaluate[string](expression))
	if err != nil {
		return "(" + err.Error() + ")"
	}
	return out
}

// Picture is the whole page as PNG.
func (b *Tab) Picture() (png []byte) {
	b.T.Helper()
	yes := true
	b.Do("picture", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		shot, err := cdp.Call(ctx, t, page.CaptureScreenshot, page.CaptureScreenshotParams{CaptureBeyondViewport: &yes})
		png = shot.Data
		return err
	}))
	return png
}

// Paper is the page as the browser prints it, as PDF: on the size of paper that the sheet
// names, or A4.
func (b *Tab) Paper() (pdf []byte) {
	b.T.Helper()
	yes := true
	b.Do("paper", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		out, err := cdp.Call(ctx, t, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: &yes, PaperWidth: 8.27, PaperHeight: 11.69})
		pdf = out.Data
		return err
	}))
	return pdf
}

// Part is what stands on the page in the first match, as PNG, at most so many pixels high; 0
// is all of it.
func (b *Tab) Part(selector string, most int) (png []byte) {
	b.T.Helper()
	var box struct{ X, Y, W, H float64 }
	at := b.Eval(`(r => JSON.stringify({X: r.x + scrollX, Y: r.y + scrollY, W: r.width, H: r.height}))(document.querySelector(` + quote(selector) + `).getBoundingClientRect())`)
	if err := json.Unmarshal([]byte(at), &box); err != nil {
		b.T.Fatalf("%s: %s", selector, at)
	}
	if most > 0 {
		box.H = min(box.H, float64(most))
	}
	yes := true
	b.Do("picture of "+selector, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		shot, err := cdp.Call(ctx, t, page.CaptureScreenshot, page.CaptureScreenshotParams{CaptureBeyondViewport: &yes, Clip: &page.Viewport{X: box.X, Y: box.Y, Width: box.W, Height: box.H, Scale: 1}})
		png = shot.Data
		return err
	}))
	return png
}
