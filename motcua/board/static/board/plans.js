// Pages of plans: where the time line opens, and the keys of the confirm page. Everything works without this file.
"use strict";
(function () {
  var doc = document;

  // On a narrow page the time line is wider than its box: it opens at today, what is past lies to the left.
  var now = doc.querySelector(".timeline [data-now]");
  if (now) {
    var box = now.closest(".scroll");
    box.scrollLeft += now.getBoundingClientRect().left - box.getBoundingClientRect().left - box.clientWidth / 2;
  }

  // d right, b drop, s mend the item that has the focus.
  var keys = { d: "[data-right]", b: "[data-drop]" };

  function item() {
    var active = doc.activeElement;
    return active && active.closest(".items > li");
  }
  function typing(target) {
    return /^(TEXTAREA|SELECT|INPUT)$/.test(target.tagName);
  }
  doc.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) { return; }
    var here = item() || doc.querySelector(".items > li:not(.judged)");
    if (!here) { return; }
    if (event.key === "s") {
      var mend = here.querySelector("[data-mend]");
      if (!mend) { return; }
      mend.open = true;
      mend.querySelector("textarea, input:not([type=hidden])").focus();
      event.preventDefault();
    } else if (keys[event.key]) {
      var button = here.querySelector(keys[event.key]);
      if (!button) { return; }
      button.click();
      event.preventDefault();
    }
  });
  // After a press the next item that waits has the focus, so that one hand is enough. Going to the #heading takes the
  // focus away, so this waits until the browser has gone there.
  function next() {
    var waiting = doc.querySelector(".items > li:not(.judged) [data-row]");
    if (waiting && doc.activeElement === doc.body) { waiting.focus(); }
  }
  if (doc.location.hash === "#con-lai") {
    window.addEventListener("load", function () {
      requestAnimationFrame(function () { requestAnimationFrame(next); });
    });
  }
})();
