"""A confirm page that was open while the same plan, brought as another file, came into force."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from motcua.base.errors import Refusal
from motcua.base.journal.verify import verify
from motcua.directory.api import Agency, Staff, make_demo, viewer_of_staff
from motcua.plans.api import Plan, confirm_item, confirm_plan, import_plan, to_confirm
from tests.board.test_plan_pages import Enter, enter
from tests.dossiers.test_races import race
from tests.plans.conftest import PLAN_FILE, ViewerNamed, demo, draft, here, viewer

__all__ = ["demo", "draft", "enter", "here", "viewer"]
TEXT = PLAN_FILE.read_text("utf-8")
OTHER = TEXT.replace("trên 85%", "trên 90%")
FIELD = re.compile(r'<input type="hidden" name="replaces" value="([^"]*)">')


def brought(text: str, here: Agency, viewer: ViewerNamed) -> Plan:
    """A draft of which every item was looked at."""
    by = viewer("kiemsoat.anhoa")
    plan = import_plan(content=text.encode(), name="khac.txt", agency=here, by=by)[0]
    for item in to_confirm(plan):
        confirm_item(item=item, revision=item.revision, by=by)
    return plan


def press(browser: Client, page: str, plan: Plan) -> str:
    """Press the button of a page that was opened at some time; the words of the page that comes then."""
    sent = browser.post(f"/ke-hoach/{plan.public_id}/xac-nhan/", {"replaces": FIELD.findall(page)[0]}, follow=True)
    assert sent.status_code == 200
    return f"{sent.redirect_chain[-1][0]}\n{sent.content.decode()}"


def test_an_old_page_shows_the_comparison_first(here: Agency, viewer: ViewerNamed, enter: Enter) -> None:
    browser, first, second = enter("chutich.anhoa"), brought(TEXT, here, viewer), brought(OTHER, here, viewer)
    open_page = browser.get(f"/ke-hoach/{second.public_id}/xac-nhan/").content.decode()
    confirm_plan(plan=first, by=viewer("kiemsoat.anhoa"))
    told = press(browser, open_page, second)
    assert told.startswith(f"/ke-hoach/{second.public_id}/so-sanh/")
    assert "vừa được xác nhận từ một tệp khác" in told
    assert "<del>85</del>" in told
    assert "<ins>90</ins>" in told
    assert set(Plan.objects.values_list("public_id", "state")) == {
        (first.public_id, "confirmed"),
        (second.public_id, "draft"),
    }
    # The old page stays refused however often it is pressed; the comparison has the button.
    press(browser, open_page, second)
    second.refresh_from_db()
    assert (second.state, second.version) == ("draft", 2)
    assert "bắt đầu theo dõi" in press(browser, told, second)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state, second.previous_id) == ("replaced", "confirmed", first.pk)
    assert verify().ok


def test_a_new_page_says_what_it_replaces(here: Agency, viewer: ViewerNamed, enter: Enter) -> None:
    browser, first, second = enter("chutich.anhoa"), brought(TEXT, here, viewer), brought(OTHER, here, viewer)
    confirm_plan(plan=first, by=viewer("kiemsoat.anhoa"))
    page = browser.get(f"/ke-hoach/{second.public_id}/xac-nhan/").content.decode()
    assert "Khi xác nhận, bản này thay bản 27/KH-UBND" in page
    assert "bắt đầu theo dõi" in press(browser, page, second)


def test_an_old_page_of_what_is_in_force_already_says_so(here: Agency, viewer: ViewerNamed, enter: Enter) -> None:
    browser, first, second = enter("chutich.anhoa"), brought(TEXT, here, viewer), brought(OTHER, here, viewer)
    open_page = browser.get(f"/ke-hoach/{second.public_id}/xac-nhan/").content.decode()
    confirm_plan(plan=first, by=viewer("kiemsoat.anhoa"))
    second.refresh_from_db()
    confirm_plan(plan=second, by=viewer("kiemsoat.anhoa"))
    assert "Kế hoạch này đã được xác nhận lúc" in press(browser, open_page, second)


def test_a_colleague_compares_and_finds_no_button(here: Agency, viewer: ViewerNamed, enter: Enter) -> None:
    first, second = brought(TEXT, here, viewer), brought(OTHER, here, viewer)
    confirm_plan(plan=first, by=viewer("kiemsoat.anhoa"))
    page = enter("tiepnhan.anhoa").get(f"/ke-hoach/{second.public_id}/so-sanh/").content.decode()
    assert "<ins>90</ins>" in page
    assert not FIELD.search(page)


def test_of_two_pages_pressed_at_once_one_comes_into_force(transactional_db: None) -> None:
    make_demo()
    here = Agency.objects.get(code="H99.31")

    def person(name: str) -> object:
        return viewer_of_staff(Staff.objects.select_related("agency", "unit").get(user__username=name))

    plans = [brought(text, here, person) for text in (TEXT, OTHER)]  # type: ignore[arg-type]
    people = [person("kiemsoat.anhoa"), person("chutich.anhoa")]
    found = race(
        *[
            lambda plan=plan, who=who: confirm_plan(plan=Plan.objects.get(pk=plan.pk), by=who, replaces="")
            for plan, who in zip(plans, people, strict=True)
        ]
    )
    assert sorted(isinstance(each, Refusal) for each in found) == [False, True]
    assert "tệp khác" in str(next(each for each in found if isinstance(each, Refusal)))
    assert sorted(Plan.objects.values_list("state", "version")) == [("confirmed", 1), ("draft", 2)]


@pytest.mark.parametrize("said", ["", "khong-co", "x" * 5000])
def test_whatever_is_sent_as_the_version_shown(here: Agency, viewer: ViewerNamed, enter: Enter, said: str) -> None:
    plan = brought(TEXT, here, viewer)
    enter("chutich.anhoa").post(f"/ke-hoach/{plan.public_id}/xac-nhan/", {"replaces": said})
    plan.refresh_from_db()
    assert plan.state == ("draft" if said else "confirmed")
