"""What a page costs: statements of the database, and bytes of what is shown back."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from motcua.base.actor import system
from motcua.catalogue.api import load_packs
from motcua.eforms.api import Draft, open_draft, papers_attached
from tests.desk.town import Town, citizen
from tests.eforms.test_real_packs import read
from tests.portal.conftest import OWNER, Enter

pytestmark = pytest.mark.django_db


def statements(press: Callable[[], object]) -> list[str]:
    """SQL of one request; the savepoints of the test's own transaction are not the house's."""
    press()  # what a process keeps is kept now
    with CaptureQueriesContext(connection) as asked:
        press()
    return [each["sql"] for each in asked if not each["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]


@pytest.mark.parametrize(
    ("page", "most"),
    [
        ("/", 4),  # session, account, my dossiers, my drafts
        ("/tim/?q=khai+sinh", 2),
        ("/thu-tuc/birth_registration/", 3),  # session, account, what the province set
        ("/thu-tuc/social_pension/", 2),
        ("/khai/{draft}/hoi/purpose/", 4),  # session, account, draft, answers; papers are not looked at
        ("/khai/{draft}/anh/{paper}/", 6),  # session, account, draft, paper, its picture, whose file it is
    ],
)
def test_a_page_is_cheap(draft: Draft, enter: Enter, page: str, most: int) -> None:
    browser: Client = enter(OWNER)
    address = page.format(draft=draft.public_id, paper=papers_attached(draft)[0].public_id)
    asked = statements(lambda: browser.get(address))
    assert len(asked) <= most, "\n".join(asked)


def test_an_answered_page_reads_its_answers_once(draft: Draft, enter: Enter) -> None:
    browser: Client = enter(OWNER)
    address = f"/khai/{draft.public_id}/hoi/purpose/"
    asked = statements(lambda: browser.post(address, {"purpose": "Bổ túc hồ sơ"}))
    assert sum('FROM "eforms_answer"' in each for each in asked) == 1, "\n".join(asked)
    assert len(asked) <= 5, "\n".join(asked)  # session and account, draft, locked, answers, when it was left


def test_the_page_after_filing_is_cheap(town: Town, enter: Enter) -> None:
    dossier = town.at["new"]
    assert dossier.draft is not None
    assert dossier.applicant is not None
    browser: Client = enter(dossier.applicant.personal_id)
    address = f"/khai/{dossier.draft.public_id}/da-nop/"
    asked = statements(lambda: browser.get(address))
    assert len(asked) <= 6, "\n".join(asked)  # session, account, draft, dossier with its neighbours, parts, slip


def test_a_paper_is_shown_back_as_it_can_be_read(draft: Draft, enter: Enter) -> None:
    paper = papers_attached(draft)[0]
    content = enter(OWNER).get(f"/khai/{draft.public_id}/anh/{paper.public_id}/").content
    shown = Image.open(io.BytesIO(content))
    assert shown.format == "JPEG"
    assert min(shown.size) >= 800
    assert enter(OWNER).get(f"/khai/{draft.public_id}/anh/khongco/").status_code == 404


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("size", [{"floors": str(floors), "footprint_area": "80", "floor_area": "160"} for floors in (1, 2)]),
        ("certificate", [{"certificate_no": number, "land_basis": "own"} for number in ("CK 123456", "CK 123457")]),
    ],
)
def test_what_opens_no_source_here_costs_no_more_than_being_kept(
    town: Town, enter: Enter, page: str, typed: list[dict[str, str]]
) -> None:
    """What is made from one answer alone, and the number of a paper whose register is not connected."""
    load_packs(packs=[read("building_permit_new")], by=system("test"))
    building = open_draft(viewer=citizen(OWNER), procedure="building_permit_new", agency=town.here)
    browser, answers = enter(OWNER), iter(typed)
    address = f"/khai/{building.public_id}/hoi/{page}/"
    asked = statements(lambda: browser.post(address, next(answers) | {"go": ""}))
    assert not [each for each in asked if "eforms_snapshot" in each or "source_states" in each.partition(" SET ")[2]]
    assert len(asked) <= 6, "\n".join(asked)  # session and account, draft, locked, answers, those changed, when left
