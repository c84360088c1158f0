"""Where each role begins: what waits for them, or what they do here; never a list on which nothing will ever stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from motcua.directory.staff_pages import ROLES_OF_STEPS
from motcua.dossiers.models import Dossier
from tests.desk.town import Town
from tests.eforms.test_real_packs import read

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]
WORK, FIGURES = "/ban-lam-viec/", "/bang-dieu-hanh/"
CHOSEN = re.compile(r'<a href="\?loc=([a-z-]+)" aria-current="page">')


def begins(browser: Client) -> tuple[str, str]:
    """The address somebody comes to from the door of the desk, and the page there."""
    answer = browser.get(WORK, follow=True)
    assert answer.status_code == 200
    return answer.request["PATH_INFO"], answer.content.decode()


@pytest.mark.parametrize(
    ("who", "where"),
    [
        ("thanhtra.anhoa", FIGURES),
        ("lanhdao.tinh", FIGURES),  # the province holds no dossier of its own
        ("kiemsoat.tinh", FIGURES),
        ("quantri.anhoa", "/can-bo/quan-tri/H99.31/"),
        ("tocongnghe.anhoa", "/ke-hoach/viec/"),
    ],
)
def test_who_never_has_a_dossier_to_settle_begins_with_what_they_do(
    town: Town, enter: Enter, who: str, where: str
) -> None:
    address, page = begins(enter(who))
    assert address == where
    works = who in ("lanhdao.tinh", "kiemsoat.tinh")  # one day something may be asked of the province
    assert (f'href="{WORK}?loc=tat-ca"' in page) == works
    assert enter(who).get(f"{WORK}?loc=tat-ca").status_code == 200


@pytest.mark.parametrize(
    ("who", "shown"),
    [
        ("tiepnhan.anhoa", "cua-toi"),
        ("hotich.anhoa", "cua-toi"),
        ("truongphong.xahoi.anhoa", "cua-toi"),
        ("chutich.anhoa", "cua-toi"),
        ("vanthu.anhoa", "cua-toi"),
        ("ketoan.anhoa", "cua-toi"),
        ("kiemsoat.anhoa", "tat-ca"),  # watches over all of them, settles none
    ],
)
def test_who_works_on_dossiers_begins_with_the_list(town: Town, enter: Enter, who: str, shown: str) -> None:
    address, page = begins(enter(who))
    assert (address, CHOSEN.findall(page)) == (WORK, [shown])
    assert ("data-row" in page) or shown == "cua-toi"


def test_an_empty_desk_of_a_clerk_is_still_their_desk(town: Town, enter: Enter) -> None:
    Dossier.objects.update(holding_agency=town.there)
    assert begins(enter("tiepnhan.anhoa"))[0] == WORK
    assert begins(enter("kiemsoat.anhoa"))[0] == FIGURES


def test_an_auditor_goes_on_to_a_dossier_and_says_for_what(town: Town, enter: Enter) -> None:
    browser = enter("thanhtra.anhoa")
    _address, page = begins(browser)
    behind = re.findall(rf'href="({FIGURES}[a-z-]+/[^"]*)"', page)
    assert behind
    assert browser.get(behind[0].replace("&amp;", "&")).status_code == 200
    asked = browser.get(reverse("desk:dossier", args=[town.at["new"].public_id])).content.decode()
    assert reverse("desk:purpose", args=[town.at["new"].public_id]) in asked


def test_roles_of_steps_are_the_roles_of_routes() -> None:
    slugs = [path.stem for path in Path(settings.PROCEDURES).glob("*.yaml")]
    named = {step.role for slug in slugs for step in read(slug).route} - {"system"}
    assert named == {str(role) for role in ROLES_OF_STEPS}
