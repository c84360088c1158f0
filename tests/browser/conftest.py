from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.citizen import Citizen, Look
from tests.browser.stage import Stage
from tests.support.chromium import PATIENCE
from tests.support.chromium import chromium as open_chromium

PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The demo, filled once and played on by all journeys."""
    made = Stage(tmp_path_factory.mktemp("stage"))
    try:
        made.open()
        yield made
    finally:
        made.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's own browser, ended with the file: its driver keeps the event loop, which other tests need."""
    with open_chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photograph of a paper."""
    path = tmp_path_factory.mktemp("papers") / "giay.png"
    Image.new("RGB", (800, 1100), "#fdfbf5").save(path)
    return path


NewPage = Callable[..., Page]


@pytest.fixture
def new_page(chromium: Browser) -> Iterator[NewPage]:
    """A fresh browser profile on a phone; `java_script_enabled`, `viewport` and the like may be given.

    Service workers are blocked: they hide from the page's own meter what comes over the line.
    """
    opened: list[BrowserContext] = []

    def make(**wishes: object) -> Page:
        usual = {"viewport": PHONE, "locale": "vi-VN", "reduced_motion": "reduce", "service_workers": "block"}
        context = chromium.new_context(**(usual | wishes))  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        return context.new_page()

    yield make
    for context in opened:
        context.close()


NewCitizen = Callable[..., Citizen]


OPEN_DRAFTS = (
    "select d.public_id, p.full_name from eforms_draft d join directory_person p on p.id = d.owner_id"
    " where d.state = 'open'"
)


@pytest.fixture
def new_citizen(new_page: NewPage, stage: Stage, picture: Path) -> Iterator[NewCitizen]:
    """Somebody with a phone of their own. Forms left open are given up afterwards: no journey waits for another's."""
    before = set(stage.rows(OPEN_DRAFTS))

    def make(look: Look = lambda name: None, page: Page | None = None, **wishes: object) -> Citizen:
        return Citizen(page or new_page(**wishes), stage, picture, look)

    yield make
    for draft, owner in set(stage.rows(OPEN_DRAFTS)) - before:
        make().give_up(draft, owner)
    assert set(stage.rows(OPEN_DRAFTS)) <= before
