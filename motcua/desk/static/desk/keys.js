// The keyboard of the desk. Every page works without this file.
"use strict";
(function () {
  var doc = document;

  function rows() { return Array.prototype.slice.call(doc.querySelectorAll("[data-row]")); }

  // j and k move the focus from row to row; the browser's own Enter opens what has the focus.
  function move(step) {
    var all = rows();
    if (!all.length) { return; }
    var here = current(all), next = here < 0 ? (step > 0 ? 0 : all.length - 1) : here + step;
    if (next < 0 || next >= all.length) { return; }
    all[next].focus();
    box(all[next]).scrollIntoView({ block: "nearest" });
  }
  function box(element) { return element.closest("tr, li") || element; }
  function current(all) {
    var active = doc.activeElement;
    for (var i = 0; i < all.length; i += 1) {
      if (box(all[i]).contains(active)) { return i; }
    }
    return -1;
  }
  function rowNow() {
    var all = rows(), here = current(all);
    return here < 0 ? null : box(all[here]);
  }

  function press(element) {
    if (!element) { return false; }
    element.focus();
    element.click();
    return true;
  }
  function inRow(selector) {
    var row = rowNow();
    return press(row && row.querySelector(selector));
  }
  function help() {
    var dialog = doc.getElementById("keys");
    if (!dialog || !dialog.showModal) { return press(doc.querySelector("[data-help]")); }
    if (dialog.open) { dialog.close(); } else { dialog.showModal(); }
    return true;
  }

  var own = {
    j: function () { move(1); return true; },
    k: function () { move(-1); return rows().length > 0; },
    t: function () { return inRow("[data-take]"); },
    x: function () { return inRow("input[type=checkbox]"); },
    u: function () { return press(doc.querySelector("[data-up]")); },
    "/": function () {
      var field = doc.getElementById("q");
      if (field) { field.focus(); field.select(); }
      return Boolean(field);
    },
    "?": help
  };

  function typing(target) {
    return target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName) ||
      (target.tagName === "INPUT" && !/^(checkbox|radio|button|submit)$/.test(target.type));
  }

  doc.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) { return; }
    if (event.key === "Escape" && typing(event.target)) { event.target.blur(); return; }
    if (typing(event.target)) { return; }
    var dialog = doc.getElementById("keys");
    if (dialog && dialog.open && event.key !== "?") { return; }
    var marked = /^[a-z]$/.test(event.key) && doc.querySelector('[data-key="' + event.key + '"]');
    // A list keeps k for moving up; its button is reached with Tab or Shift+K.
    var done = marked && !(event.key === "k" && rows().length) ? press(marked)
      : own[event.key] ? own[event.key]()
      : event.key === "K" ? press(doc.querySelector('[data-key="k"]')) : false;
    if (done) { event.preventDefault(); }
  });

  doc.addEventListener("click", function (event) {
    var link = event.target.closest("[data-help]");
    if (link && doc.getElementById("keys").showModal) { event.preventDefault(); help(); }
  });
  doc.addEventListener("change", function (event) {
    if (!event.target.matches("[data-tick-all]")) { return; }
    doc.querySelectorAll("input[name=dossier]").forEach(function (tick) { tick.checked = event.target.checked; });
  });
})();
