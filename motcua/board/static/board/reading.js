// How far the worker is, asked every few seconds; only the words that changed are replaced. Without this file the
// page loads itself again.
"use strict";
(function () {
  var doc = document, SECONDS = 3;

  function shown(answer) {
    if (answer.redirected) { doc.location.assign(answer.url); return null; }
    return answer.ok ? answer.text() : "";
  }
  function replaced(text) {
    if (text === null) { return; }
    var fresh = text && new DOMParser().parseFromString(text, "text/html").querySelector("[data-reading]");
    if (text && !fresh) { doc.location.reload(); return; }
    if (fresh) {
      ["[data-state]", "[data-spent]", "[data-bar]"].forEach(function (part) {
        var here = doc.querySelector(part), there = fresh.querySelector(part);
        if (here && there && here.innerHTML !== there.innerHTML) { here.innerHTML = there.innerHTML; }
      });
    }
    later();
  }
  function ask() {
    fetch(doc.location.href, { credentials: "same-origin", cache: "no-store" }).then(shown).then(replaced).catch(later);
  }
  function later() { setTimeout(ask, SECONDS * 1000); }

  if (doc.querySelector("[data-reading]")) { later(); }
})();
