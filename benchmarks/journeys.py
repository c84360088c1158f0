"""The eight procedures in Chromium: what they ask of a person, and seconds *predicted* by the keystroke-level model.

The journeys are those of the browser tests: the same person, the same answers, nothing typed that a source holds.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from playwright.sync_api import Page

from benchmarks.chromium import Theatre, theatre
from benchmarks.ground import tell
from benchmarks.klm import PERSONAS, Seen, predicted
from tests.browser.citizen import Citizen
from tests.browser.people import EIGHT, Filing

LABEL = "predicted (KLM)"
# What stands after the button that leads on, inside closed details or in a list of choices need not be read to go on.
# `folded`, `folds`: what those read who open every fold above the button.
READ = """() => ({
  ...(() => {
    const main = document.querySelector('main'), range = document.createRange();
    const count = part => { let words = 0, each, texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
      while ((each = texts.nextNode())) words += each.data.split(/\\s+/).filter(Boolean).length; return words; };
    range.selectNodeContents(main);
    const button = [...main.querySelectorAll('.btn:not(.quiet)')].at(-1);
    if (button) range.setEndAfter(button);
    const copy = range.cloneContents();
    copy.querySelectorAll('option, .hide').forEach(e => e.remove());
    const all = count(copy), folds = button ? copy.querySelectorAll('details:not([open])').length : 0;
    copy.querySelectorAll('details:not([open]) > :not(summary)').forEach(e => e.remove());
    return {words: count(copy), folded: button ? all - count(copy) : 0, folds}; })(),
  all_words: document.querySelector('main').innerText.split(/\\s+/).filter(Boolean).length,
  screens: document.documentElement.scrollHeight / window.innerHeight,
  waited: (n => n ? n.loadEventEnd - n.startTime : 0)(performance.getEntriesByType('navigation')[0]) / 1000 })"""


class _Reader:
    """Notes what is on every page that comes up after signing in."""

    def __init__(self) -> None:
        self.page: Page | None = None
        self.citizen: Citizen | None = None
        self.words = self.all_words = self.folded = self.folds = self.swipes = self.pages = self.fields = (
            self.photographs
        ) = 0
        self.waiting = 0.0

    def __call__(self, name: str) -> None:
        if self.page is None or self.citizen is None or name.endswith("-filled"):
            return
        found = self.page.evaluate(READ)
        self.words += found["words"]
        self.all_words += found["all_words"]
        self.folded += found["folded"]
        self.folds += found["folds"]
        self.swipes += max(0, math.ceil(found["screens"]) - 1)
        self.waiting += found["waited"]
        self.pages += 1
        self.photographs += name == "paper" and not self.page.locator("button[name=use]").count()
        if name.startswith("ask-"):
            self.fields += len(self.citizen._boxes())


def run(procedures: Sequence[str] = ()) -> dict[str, Any]:
    """Each journey, the medians, and what the figures are. Raises `RuntimeError` where none could be walked."""
    chosen = [each for each in EIGHT if not procedures or each.slug in procedures]
    with theatre() as stage:
        found = {each.slug: _walk(stage, each) for each in chosen}
    walked = [each for each in found.values() if "failed" not in each]
    if not walked:
        raise RuntimeError(f"no journey could be walked: {found}")
    names = ["keys", "taps", "words", "folded_words"]
    names += [f"{each.name}{which}_s" for which in ("", "_all_opened") for each in PERSONAS]
    return {
        "label": LABEL,
        "walked": len(walked),
        "median": {name: round(statistics.median(each[name] for each in walked), 1) for name in names},
        "journeys": found,
    }


def _walk(stage: Theatre, filing: Filing) -> dict[str, Any]:
    tell(filing.slug)
    phone, look = stage.phone(), _Reader()
    citizen = stage.citizen(phone, look)
    look.page, look.citizen = citizen.page, citizen
    try:
        citizen.begin(filing.slug, filing.name)
        citizen.answer_all(filing.said)
        citizen.hand_in_papers()
        look("check")
        citizen.tap('form[action$="/nop/"] .btn')
        citizen.page.wait_for_url("**/da-nop/")
        look("filed")
    except Exception as trouble:  # noqa: BLE001 - one journey that fails must not hide the seven others
        return {"failed": str(trouble).split("\n")[0][:200]}
    finally:
        phone.close()
    return _costs(citizen, look)


def _costs(citizen: Citizen, look: _Reader) -> dict[str, Any]:
    seen = Seen(
        keys=citizen.cost.keys,
        taps=citizen.cost.taps,
        fields=look.fields,
        pages=look.pages,
        words=look.words,
        swipes=look.swipes,
        photographs=look.photographs,
        waiting=look.waiting,
    )
    seconds = {f"{each.name}_s": round(predicted(each, seen), 1) for each in PERSONAS}
    after = {f"{each.name}_after_sign_in_s": round(predicted(each, seen, with_sign_in=False), 1) for each in PERSONAS}
    opened = replace(seen, words=seen.words + look.folded, taps=seen.taps + look.folds)
    unfolded = {f"{each.name}_all_opened_s": round(predicted(each, opened), 1) for each in PERSONAS}
    counts = {name: getattr(seen, name) for name in ("keys", "taps", "fields", "pages", "words", "photographs")}
    more = {"folded_words": look.folded, "all_words": look.all_words, "waiting_s": round(seen.waiting, 2)}
    return counts | more | seconds | after | unfolded
