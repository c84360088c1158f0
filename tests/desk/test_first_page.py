"""Where each role begins: what waits for them, or what they do here; never a list on which nothing will ever stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from motcua.directory.models import RoleGrant
from motcua.directory.staff_pages import ROLES_OF_STEPS
from motcua.dossiers.codes import StepState
from motcua.dossiers.models import Dossier, Step
from motcua.rules.codes import Role
from tests.desk.test_presses import unknown_money
from tests.desk.town import MORNING, Town
from tests.eforms.test_real_packs import read

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]
WORK, FIGURES, MONEY = "/ban-lam-viec/", "/bang-dieu-hanh/", "/ban-lam-viec/tien/"
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
        ("kiemsoat.anhoa", "tat-ca"),  # watches over all of them, settles none
    ],
)
def test_who_works_on_dossiers_begins_with_the_list(town: Town, enter: Enter, who: str, shown: str) -> None:
    address, page = begins(enter(who))
    assert (address, CHOSEN.findall(page)) == (WORK, [shown])
    assert ("data-row" in page) or shown == "cua-toi"


def at_the_accountant(dossier: Dossier, town: Town) -> None:
    """Its step is one an accountant does, as paying out an allowance."""
    step = dossier.current_step
    assert step is not None
    Step.objects.filter(pk=step.pk).update(role=Role.ACCOUNTANT, agency=town.here, unit="", state=StepState.OPEN)


def test_an_accountant_begins_with_the_money(town: Town, enter: Enter) -> None:
    """Few dossiers are ever paid out; on the other days the list would be empty."""
    address, page = begins(enter("ketoan.anhoa"))
    assert address == MONEY
    mine = re.findall(rf'<a href="({WORK}[^"]*)"[^>]*>Việc</a>', page)
    assert mine == [f"{WORK}?loc=cua-toi"]  # the way to the list stays open
    assert enter("ketoan.anhoa").get(mine[0]).status_code == 200


def test_an_accountant_for_whom_a_dossier_waits_begins_with_it(town: Town, enter: Enter) -> None:
    at_the_accountant(town.at["taken"], town)
    address, page = begins(enter("ketoan.anhoa"))
    assert address == WORK
    assert town.at["taken"].code in page


def test_a_clerk_who_is_accountant_too_begins_with_what_waits(town: Town, enter: Enter) -> None:
    """Where nothing does, at the desk: people come there."""
    Dossier.objects.update(holding_agency=town.there)
    clerk, since = town.staff("tiepnhan.anhoa"), MORNING.date()
    RoleGrant.objects.create(staff=clerk, role=str(Role.ACCOUNTANT), valid_from=since, granted_by="x", reason="x")
    assert begins(enter("tiepnhan.anhoa"))[0] == WORK
    unknown_money(town)
    assert begins(enter("tiepnhan.anhoa"))[0] == MONEY
    town.at["new"].refresh_from_db()
    Dossier.objects.filter(pk=town.at["new"].pk).update(holding_agency=town.here)
    assert begins(enter("tiepnhan.anhoa"))[0] == WORK


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
