"""The system's Chromium as a phone, on a demo of its own."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks.ground import tell
from motcua.rules.text import telex_keys
from tests.browser.citizen import Citizen, Look
from tests.browser.stage import Stage

PROGRAM = "/usr/bin/chromium"
PHONE = {"width": 360, "height": 740}


class Typist(Citizen):
    """Counts keys as a phone's Telex keyboard needs them, shift and signs included."""

    def type(self, box: str, text: str) -> None:
        """Type into the box with this name."""
        before = self.cost.keys
        super().type(box, text)
        self.cost.keys = before + telex_keys(text)


class Theatre:
    """A filled demo, a browser, and as many phones as are wanted."""

    def __init__(self, stage: Stage, browser: Browser, picture: Path) -> None:
        self.stage, self._browser, self._picture = stage, browser, picture

    def phone(self) -> BrowserContext:
        """A fresh profile. A service worker would hide from the meter what comes over the line."""
        made = self._browser.new_context(
            viewport=PHONE,  # type: ignore[arg-type]
            locale="vi-VN", is_mobile=True, has_touch=True, service_workers="block",
        )  # fmt: skip
        made.set_default_timeout(60_000)
        return made

    def desk(self, **wishes: object) -> Page:
        """A member of staff's own window."""
        context = self._browser.new_context(locale="vi-VN", **wishes)  # type: ignore[arg-type]
        context.set_default_timeout(60_000)
        return context.new_page()

    def citizen(self, phone: BrowserContext, look: Look = lambda name: None) -> Citizen:
        """Somebody holding this phone."""
        return Typist(phone.new_page(), self.stage, self._picture, look)


@contextmanager
def _quiet_output() -> Iterator[None]:
    """What the demo's programs print goes to standard error: standard output is for the figures."""
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


@contextmanager
def theatre() -> Iterator[Theatre]:
    """Start simulators, web and worker in a folder of their own, and the browser; all gone when the block ends."""
    if not Path(PROGRAM).exists():
        raise RuntimeError(f"this benchmark drives {PROGRAM}, which is not here")
    with (
        _quiet_output(),
        tempfile.TemporaryDirectory(prefix="motcua-bench-") as folder,
        sync_playwright() as playwright,
    ):
        tell("a demo of its own")
        picture = Path(folder) / "giay.png"
        Image.new("RGB", (800, 1100), "#fdfbf5").save(picture)
        stage = Stage(Path(folder))
        try:
            stage.open()
            browser = playwright.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox"])
            yield Theatre(stage, browser, picture)
            browser.close()
        finally:
            stage.close()
