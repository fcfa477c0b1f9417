/* Makes things quicker; nothing depends on it. */
(function () {
"use strict";
var d = document, one = function (q) { return d.querySelector(q); };

// Quick exit takes the place of this page in the history, so that Back does not return.
var exit = one("a.exit"), escapes = 0, since = 0;
function leave() {
  d.documentElement.hidden = true;
  location.replace(exit.href);
}
if (exit) exit.addEventListener("click", function (e) { e.preventDefault(); leave(); });

// An error summary takes the focus, also where autofocus does not.
var sum = one(".errsum");
if (sum) sum.focus();

// Unsaved changes are asked about once; a form that is sent is saved. Quick exit never asks.
var changed = false;
d.addEventListener("input", function (e) { if (!exit && e.target.closest("form[data-guard]")) changed = true; });
d.addEventListener("submit", function () { changed = false; });
addEventListener("beforeunload", function (e) { if (changed) e.preventDefault(); });

// Keys of one letter work on staff pages and can be turned off on the page of keys (WCAG 2.1.4):
// / search, j k move, Enter opens by itself, e edit, ? all keys. Esc three times leaves.
var off = false, toggle = one("[data-keys]");
try { off = localStorage.getItem("keys") === "off"; } catch (e) {}
if (toggle) {
  var says = [toggle.textContent, toggle.dataset.keys];
  var paint = function () { toggle.textContent = says[off ? 1 : 0]; };
  toggle.hidden = false;
  paint();
  toggle.addEventListener("click", function () {
    off = !off;
    try { localStorage.setItem("keys", off ? "off" : "on"); } catch (e) {}
    paint();
  });
}
function move(step) {
  var links = Array.prototype.map.call(d.querySelectorAll("[data-moves] > *"), function (row) { return row.querySelector("a[href]"); }).filter(Boolean);
  if (!links.length) return;
  var row = here(), at = row ? links.indexOf(row.querySelector("a[href]")) : -1;
  if (at < 0 && step < 0) at = links.length;
  links[Math.max(0, Math.min(links.length - 1, at + step))].focus();
}
function here() { return d.activeElement.closest("[data-moves] > *"); }
function go(q) { var row = here(), a = row && row.querySelector(q) || one(q); if (a) { a.click(); return true; } }
d.addEventListener("keydown", function (e) {
  if (e.key === "Escape" && exit) {
    var now = Date.now();
    escapes = now - since < 1500 ? escapes + 1 : 1;
    since = now;
    if (escapes === 3) leave();
    return;
  }
  if (off || exit || !d.documentElement.classList.contains("staff") || e.ctrlKey || e.metaKey || e.altKey || e.target.closest("input,textarea,select,[contenteditable]")) return;
  var done = true;
  if (e.key === "/" && one("#q")) one("#q").focus();
  else if (e.key === "j") move(1);
  else if (e.key === "k") move(-1);
  else if (e.key === "e") done = go("[data-edit]");
  else if (e.key === "?") done = go("a[rel=help]");
  else done = false;
  if (done) e.preventDefault();
});

// The print button prints.
d.addEventListener("click", function (e) {
  if (e.target.closest("[data-print]")) { e.preventDefault(); print(); }
});
})();
