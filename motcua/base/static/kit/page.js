// Every page works without this file. With it: one press is one request, and what is typed is saved as a field is left.
"use strict";
(function () {
  var doc = document;
  doc.documentElement.classList.add("js");

  // Without a network a press would leave what was typed for the browser's own page: it stays, and the page says why.
  function offline(form) {
    var words = doc.getElementById("main").dataset.off, mark = form.querySelector(".off");
    if (navigator.onLine !== false || !words) { return false; }
    if (!mark) {
      mark = form.appendChild(doc.createElement("p"));
      mark.className = "saved not off";
      mark.setAttribute("role", "alert");
    }
    mark.textContent = words;
    return true;
  }
  window.addEventListener("online", function () {
    doc.querySelectorAll(".off").forEach(function (mark) { mark.remove(); });
  });

  // One press, one request: a second press within five seconds of the first does nothing.
  doc.addEventListener("submit", function (event) {
    if (offline(event.target)) { event.preventDefault(); return; }
    var form = event.target, last = Number(form.dataset.sentAt || 0), now = Date.now();
    if (form.dataset.again === undefined && now - last < 5000) { event.preventDefault(); return; }
    form.dataset.sentAt = now;
    rested(); // the press brings what was typed along
  });
  window.addEventListener("pageshow", function () {
    doc.querySelectorAll("form[data-sent-at]").forEach(function (form) { delete form.dataset.sentAt; });
  });

  // htmx only where something is still being made, when the page has long been read.
  if (doc.querySelector("[hx-get]")) {
    setTimeout(function () {
      var script = doc.createElement("script");
      script.src = doc.documentElement.dataset.htmx;
      doc.head.appendChild(script);
    }, 3000);
  }

  // A page opened without a network is then one of ours. It is asked for when this one has long been read.
  if (navigator.serviceWorker) {
    setTimeout(function () {
      navigator.serviceWorker.register("/mat-mang.js", { updateViaCache: "all" })
        .catch(function () {});
    }, 3000);
  }

  // Save a field as it is left. The server answers with the mark to show; no answer: not saved yet.
  var waiting = 0, SIGNED_OUT = new Error("signed out");
  function save(form, leaving) {
    var mark = doc.getElementById("saved"), words = new FormData(form);
    form.querySelectorAll("[type=file]").forEach(function (box) { words.delete(box.name); });
    fetch(form.dataset.autosave,
      { method: "POST", body: words, credentials: "same-origin", keepalive: leaving === true })
      .then(function (answer) {
        if (answer.redirected || answer.status === 403) { throw SIGNED_OUT; }
        if (!answer.ok) { throw new Error(String(answer.status)); }
        return answer.text();
      })
      .then(function (html) { waiting = 0; if (mark) { mark.className = "saved fresh"; mark.textContent = html; } })
      .catch(function (trouble) {
        var out = trouble === SIGNED_OUT;
        if (mark) { mark.className = "saved not"; mark.textContent = out ? mark.dataset.out : mark.dataset.not; }
        if (out) { return; } // a press signs in
        waiting = Math.min(waiting ? waiting * 2 : 2000, 30000);
        setTimeout(function () { save(form); }, waiting);
      });
  }

  // Shortly after a box was left: who left it by a press sends it anyway.
  var typed = null, pause = 0;
  function rested() {
    var form = typed;
    typed = null;
    clearTimeout(pause);
    return form;
  }
  function saveIn(milliseconds, form) {
    rested();
    typed = form;
    pause = setTimeout(leave, milliseconds);
  }
  doc.addEventListener("change", function (event) {
    var form = event.target.closest("form[data-autosave]");
    if (form && event.target.type !== "file") { saveIn(300, form); }
  });
  doc.addEventListener("input", function (event) { saveIn(4000, event.target.closest("form[data-autosave]")); });
  function leave() {
    var form = rested();
    if (form) { save(form, true); }
  }
  window.addEventListener("pagehide", leave);
  doc.addEventListener("visibilitychange", function () { if (doc.visibilityState === "hidden") { leave(); } });

  // Another province: its communes, in the list beneath. Without this file a button does the same.
  doc.addEventListener("change", function (event) {
    var from = event.target.dataset.from, list = from && doc.getElementById(event.target.dataset.communes);
    if (!list) { return; }
    list.length = 1;
    if (!event.target.value) { return; }
    fetch(from + encodeURIComponent(event.target.value) + "/", { credentials: "same-origin" })
      .then(function (answer) { return answer.ok ? answer.text() : ""; })
      .then(function (options) { list.innerHTML = options || list.innerHTML; });
  });

  // The error summary takes the focus, so that it is read first; else the box somebody stopped at.
  var wrong = doc.getElementById("errors"), box = doc.getElementById(location.hash.slice(1));
  if (wrong) { wrong.focus(); } else if (box && box.closest("form[data-autosave]")) { box.focus(); }
})();
