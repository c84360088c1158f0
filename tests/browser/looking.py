"""What is looked at on every page that comes up: accessibility, width, sizes under a thumb, words before the button."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

NARROW, SMALLEST, PRIMARY, MOST_WORDS = 320, 44, 58, 60
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

# Links in running text are read, not aimed at; everything else is for thumbs. A box and its label are one target.
SMALL = """least => [...document.querySelectorAll('a,button,input,select,textarea,summary')].filter(e => {
  if (e.closest('.skip, details:not([open]) > :not(summary)') || e.type === 'hidden') return false;
  if (e.tagName === 'A' && e.closest('p, li:not(:has(> a.card)), dd, td, th, small')) return false;
  const box = (e.closest('label') || e).getBoundingClientRect();
  return box.width && (box.height < least - .5 || box.width < least - .5);
}).map(e => e.outerHTML.slice(0, 120))"""
LOW = """least => [...document.querySelectorAll('main .btn:not(.quiet)')].map(e => e.getBoundingClientRect())
  .filter(b => b.height && b.height < least - .5).length"""
WORDS = """() => {
  const letter = document.querySelector("main form[action$='/nop/'] .btn");
  const asked = document.querySelector('form[data-autosave]') && document.querySelector('main .btn:not(.quiet)');
  const button = letter || asked;
  if (!button) return 0;
  const range = document.createRange();
  range.setStart(document.querySelector('main'), 0); range.setEndBefore(button);
  const copy = range.cloneContents();
  copy.querySelectorAll('details:not([open]) > :not(summary)').forEach(e => e.remove());
  // Of a letter the rows that say the person's own answers back are not ours to shorten.
  copy.querySelectorAll('option, .hide, .opt, #errors, [role=alert], .row:has(.act)').forEach(e => e.remove());
  return copy.textContent.split(/\\s+/).filter(Boolean).length;
}"""
SHAPE = """() => ({
  h1: document.querySelectorAll('h1').length, main: document.querySelectorAll('main').length,
  lang: document.documentElement.lang, star: /\\*/.test(document.querySelector('main').innerText),
  primary: document.querySelectorAll('main form[data-autosave] .btn:not(.quiet)').length,
  help: !!document.querySelector('.foot .help a[href^="tel:"]') })"""


@cache
def axe() -> str:
    """The whole of axe-core."""
    return (files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """What axe finds, one line a rule with the first place."""
    page.evaluate(axe())
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", RULES
    )
    return [f"axe {each['id']}: {each['help']} – {each['nodes'][0]['html'][:160]}" for each in found["violations"]]


def too_wide(page: Page) -> list[str]:
    """Whether the page must be pushed sideways on the narrowest phone."""
    before = page.viewport_size
    page.set_viewport_size({"width": NARROW, "height": 640})
    width: int = page.evaluate("document.documentElement.scrollWidth")
    if before:
        page.set_viewport_size(before)
    return [f"{width} px wide on a phone of {NARROW} px"] if width > NARROW else []


def sizes(page: Page) -> list[str]:
    """Targets a thumb misses."""
    small: list[str] = page.evaluate(SMALL, SMALLEST)
    low: int = page.evaluate(LOW, PRIMARY)
    return [f"small: {each}" for each in small] + ([f"{low} primary buttons lower than {PRIMARY} px"] if low else [])


def shape(page: Page) -> list[str]:
    """One heading, one main, a language, no stars for what is needed, help at its place, few words first."""
    found: dict[str, Any] = page.evaluate(SHAPE)
    words: int = page.evaluate(WORDS)
    wrong = []
    if found["h1"] != 1 or found["main"] != 1:
        wrong.append(f"{found['h1']} h1, {found['main']} main")
    if found["lang"] != "vi" or found["star"] or found["primary"] > 1 or not found["help"]:
        wrong.append(f"shape {found}")
    if words > MOST_WORDS:
        wrong.append(f"{words} words above the button")
    return wrong


class Inspector:
    """Looks at every page once it is called and remembers all that is wrong; `names` tells what was seen."""

    def __init__(self, page: Page) -> None:
        self.page, self.wrong, self.names = page, [], []  # type: Page, list[str], list[str]

    def __call__(self, name: str) -> None:
        self.names.append(name)
        if "127.0.0.1" not in self.page.url:
            return
        found = [*violations(self.page), *too_wide(self.page), *sizes(self.page), *shape(self.page)]
        self.wrong += [f"{name}: {each}" for each in found]
