"""Handing a target down on its page, to units and to people; a form that is sent back unchanged changes nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from motcua.base.clock import now
from motcua.directory.api import Staff
from motcua.plans.api import Plan, Target
from tests.board.test_plan_pages import Enter, enter
from tests.plans.conftest import demo, draft, followed, here, viewer

__all__ = ["demo", "draft", "enter", "followed", "here", "viewer"]


@pytest.fixture
def target(followed: Plan) -> Target:
    return followed.targets.filter(value__isnull=False, indicator="").order_by("position")[0]


@pytest.fixture
def person(here: object) -> Staff:
    return Staff.objects.get(user__username="xahoi.anhoa")


def given(target: Target) -> dict[str, Decimal]:
    return {
        share.unit.code if share.unit else share.staff.public_id if share.staff else "": share.value
        for share in target.shares.select_related("unit", "staff")
    }


def address(target: Target) -> str:
    return f"/ke-hoach/chi-tieu/{target.public_id}/"


def send(browser: Client, target: Target, **typed: str) -> str:
    found = browser.post(address(target), {"deed": "share", **typed}, follow=True)
    assert found.status_code == 200
    return found.content.decode()


def test_units_and_people_are_given_their_shares_on_the_page(target: Target, person: Staff, enter: Enter) -> None:
    browser, unit = enter("kiemsoat.anhoa"), person.unit
    assert unit is not None
    page = send(browser, target, **{f"share-{unit.code}": "80", f"share-{person.public_id}": "82,125"})
    assert given(target) == {unit.code: Decimal(80), person.public_id: Decimal("82.125")}
    assert person.full_name in page
    # The field shows all decimals: what is sent back as it stands stays as it is.
    assert f'name="share-{person.public_id}" value="82,125"' in page
    send(browser, target, **{f"share-{unit.code}": "80", f"share-{person.public_id}": ""})
    assert given(target) == {unit.code: Decimal(80)}


def test_a_share_of_somebody_who_left_does_not_block_the_page(target: Target, person: Staff, enter: Enter) -> None:
    browser, unit = enter("kiemsoat.anhoa"), person.unit
    assert unit is not None
    send(browser, target, **{f"share-{person.public_id}": "82"})
    Staff.objects.filter(pk=person.pk).update(active=False, deactivated_at=now())
    assert f"share-{person.public_id}" not in browser.get(address(target)).content.decode()
    # A page that was open before they left still has their field.
    send(browser, target, **{f"share-{unit.code}": "90", f"share-{person.public_id}": "82"})
    assert given(target) == {unit.code: Decimal(90)}


def test_who_does_not_keep_the_plan_gives_nothing(target: Target, person: Staff, enter: Enter) -> None:
    send(enter("xahoi.anhoa"), target, **{f"share-{person.public_id}": "82"})
    assert given(target) == {}


def test_a_figure_with_many_decimals_is_no_correction(draft: Plan, enter: Enter) -> None:
    item = draft.targets.filter(value__isnull=False).order_by("position")[0]
    Target.objects.filter(pk=item.pk).update(value=Decimal("82.1255"))
    browser = enter("kiemsoat.anhoa")
    assert 'name="value" value="82,1255"' in browser.get(f"/ke-hoach/{draft.public_id}/xac-nhan/").content.decode()


def test_the_page_says_where_the_shares_are_not_what_was_asked(target: Target, person: Staff, enter: Enter) -> None:
    browser, unit = enter("kiemsoat.anhoa"), person.unit
    assert unit is not None
    Target.objects.filter(pk=target.pk).update(metric="other", comparator="<=", value=8, measure_unit="phút")
    assert "vượt quá chỉ tiêu" in send(browser, target, **{f"share-{unit.code}": "10"})
    assert "vượt quá chỉ tiêu" not in send(browser, target, **{f"share-{unit.code}": "6"})
