"""A citizen at a phone: signs in, answers what is asked, hands papers in, files; and counts what it cost."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.stage import Stage

Look = Callable[[str], None]
MOST_PAGES = 16


def telex_keys(text: str) -> int:
    """Keys a Vietnamese types for `text` with Telex: a mark or a hook is one key more."""
    count = 0
    for letter in text:
        pieces = unicodedata.normalize("NFD", letter)
        count += len(pieces) + (letter in "đĐ")
    return count


@dataclass
class Cost:
    """What a person did after signing in."""

    keys: int = 0
    taps: int = 0
    pages: list[str] = field(default_factory=list)


class Citizen:
    """One person at one browser. `look(name)` is called on every page that comes up."""

    def __init__(self, page: Page, stage: Stage, picture: Path, look: Look = lambda name: None) -> None:
        self.page, self.stage, self.picture, self.look = page, stage, picture, look
        self.cost = Cost()

    def go(self, path: str) -> None:
        """Open an address of the house."""
        self.page.goto(self.stage.address + path)

    def sign_in(self, name: str) -> None:
        """From our sign-in page through the provider and back."""
        self.page.locator("main a.btn").first.click()
        self.page.wait_for_load_state()
        self.identify(name)

    def identify(self, name: str) -> None:
        """At the provider: choose the person, and come back."""
        self.page.get_by_text(name).first.click()
        self.page.wait_for_url(self.stage.address + "/**")
        self.page.wait_for_load_state()

    def begin(self, slug: str, name: str) -> None:
        """Read about the procedure, press "Bắt đầu", sign in where that is wanted."""
        self.go(f"/thu-tuc/{slug}/")
        self.look("procedure")
        self.press("Bắt đầu")
        if not self.page.url.startswith(self.stage.address):
            self.identify(name)
            self.cost = Cost()
        if "/nop/" in self.page.url:
            self.look("where")
            self.tap('main input[type="radio"]')
            self.tap("main form .btn")

    def press(self, words: str) -> None:
        """The link or button with these words."""
        self.tap(f'main a:has-text("{words}"), main button:has-text("{words}")')

    def tap(self, selector: str) -> None:
        """One tap, counted."""
        self.cost.taps += 1
        self.page.locator(selector).first.click()
        self.page.wait_for_load_state()

    def type(self, box: str, text: str) -> None:
        """Type into the box with this name; keys are counted as Telex needs them."""
        self.cost.taps += 1
        self.cost.keys += telex_keys(text)
        self.page.locator(f'[name="{box}"]').fill(text)

    def choose(self, box: str, value: str) -> None:
        """An answer among choices."""
        self.cost.taps += 1
        self.page.locator(f'input[name="{box}"][value="{value}"]').check()

    def pick(self, box: str, value: str) -> None:
        """A line of a list."""
        self.cost.taps += 2
        self.page.locator(f'select[name="{box}"]').select_option(value)

    def answer_all(self, said: Mapping[str, str], *, until: str = "") -> None:
        """Answer every page that comes, with what `said` holds for its boxes; stop at the page with id `until`."""
        for _turn in range(MOST_PAGES):
            found = re.search(r"/khai/[^/]+/hoi/([^/]+)/", self.page.url)
            if found is None or found.group(1) == until:
                return
            self.cost.pages.append(found.group(1))
            self.look(f"ask-{found.group(1)}")
            self.answer(said)
            self.look(f"ask-{found.group(1)}-filled")
            self.tap("button[name=go]")
        raise AssertionError(f"still asked after {MOST_PAGES} pages: {self.page.url} {self.cost.pages}")

    def answer(self, said: Mapping[str, str]) -> None:
        """Fill the boxes of this page; a box that `said` does not know and that is needed fails the journey."""
        for box in self._boxes():
            if box in said:
                self._fill(box, said[box])

    def _boxes(self) -> list[str]:
        names = self.page.locator("main form .in:visible, main form .opt input").evaluate_all(
            "all => [...new Set(all.filter(e => !e.closest('details:not([open])')).map(e => e.name))]"
        )
        return [str(name) for name in names]

    def _fill(self, box: str, value: str) -> None:
        target = self.page.locator(f'main [name="{box}"]').first
        kind = target.evaluate("e => e.type")
        if kind in ("radio", "checkbox"):
            if not self.page.locator(f'input[name="{box}"][value="{value}"]').is_checked():
                self.choose(box, value)
        elif kind == "select-one":
            self.pick(box, value)
        elif target.input_value() != value:
            self.type(box, value)

    def hand_in_papers(self) -> None:
        """Every paper still wanted, one page each: from the vault where it is, else a photograph; then the letter."""
        for _turn in range(8):
            if "/giay-to/" not in self.page.url:
                return
            self.look("paper")
            if self.page.locator("button[name=use]").count():
                self.tap("button[name=use]")
            else:
                self.cost.taps += 2
                self.page.locator("input[type=file]").set_input_files(self.picture)
                self.tap("button[name=send]")
        raise AssertionError(f"papers are still wanted: {self.page.url}")

    def file(self) -> str:
        """Press the last button; the code of the dossier."""
        self.look("check")
        assert "/xem-lai/" in self.page.url, self.page.url
        problems = self.page.locator("#errors")
        assert problems.count() == 0, problems.inner_text()
        self.tap("main form[action$='/nop/'] .btn")
        assert self.page.url.endswith("/da-nop/"), self.page.locator("main").inner_text()
        self.look("filed")
        return self.page.locator(".code").first.inner_text().strip()

    def take_back(self, code: str) -> None:
        """Withdraw the dossier, so that the next journey may be about the same child."""
        [(dossier,)] = self.stage.rows("select public_id from dossiers_dossier where code = ?", code)
        self.go(f"/ho-so/{dossier}/rut/")
        self.page.locator("main form .btn").first.click()
        self.page.wait_for_url(f"**/ho-so/{dossier}/")

    def give_up(self, draft: str, name: str) -> None:
        """Delete a form that was begun, at a browser where nobody is signed in yet."""
        self.go(f"/khai/{draft}/bo/")
        self.sign_in(name)
        self.page.locator("main form .btn").first.click()
        self.page.wait_for_url("**/ho-so/")
