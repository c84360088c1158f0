"""The eight procedures, filed end to end on a phone; every page that comes up is looked at."""

import json
from pathlib import Path
from statistics import median

import pytest

from tests.browser.conftest import NewCitizen, NewPage
from tests.browser.looking import Inspector
from tests.browser.people import BIRTH, EIGHT, Filing
from tests.browser.stage import Stage

pytestmark = [pytest.mark.browser]

MOST_KEYS, MOST_TAPS = 15, 32


@pytest.mark.parametrize("filing", EIGHT, ids=lambda filing: filing.slug)
def test_filed_on_a_phone(filing: Filing, new_page: NewPage, new_citizen: NewCitizen, stage: Stage) -> None:
    page = new_page()
    inspector = Inspector(page)
    person = new_citizen(inspector, page)

    person.begin(filing.slug, filing.name)
    person.answer_all(filing.said)
    person.hand_in_papers()
    code = person.file()

    assert stage.rows("select count(*) from dossiers_dossier where code = ?", code) == [(1,)]
    if filing is BIRTH:
        person.take_back(code)
    _tell(stage.folder, filing.slug, person.cost.keys, person.cost.taps, person.cost.pages)
    assert not inspector.wrong, "\n".join(inspector.wrong)
    assert person.cost.keys <= MOST_KEYS, person.cost
    assert person.cost.taps <= MOST_TAPS, person.cost


def test_no_source_holds_what_is_typed(stage: Stage) -> None:
    """Over all eight the median of typed keys after signing in stays within the goal of fifteen."""
    costs = [json.loads(line) for line in (stage.folder / "costs.jsonl").read_text(encoding="utf-8").splitlines()]
    keys = sorted(each["keys"] for each in costs)
    assert len(keys) == len(EIGHT), "each of the eight is counted once, by the one process that runs this file"
    assert median(keys) <= 15, costs


def _tell(folder: Path, slug: str, keys: int, taps: int, pages: list[str]) -> None:
    line = json.dumps({"procedure": slug, "keys": keys, "taps": taps, "pages": pages})
    with (folder / "costs.jsonl").open("a", encoding="utf-8") as out:
        out.write(line + "\n")
