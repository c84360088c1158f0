"""The head of a plan is put right before it is in force: everything that hangs on it follows, every change is kept."""

from __future__ import annotations

import json
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from motcua.base.actor import system
from motcua.base.errors import Forbidden, Refusal
from motcua.directory.api import Agency
from motcua.plans.api import Plan, correct_head, export_plan, import_plan, reading_quality
from tests.board.test_plan_pages import Enter, enter
from tests.plans.conftest import PLAN_FILE, ViewerNamed

__all__ = ["enter"]

TEXT = PLAN_FILE.read_text("utf-8")


def brought(text: str, here: Agency) -> Plan:
    return import_plan(content=text.encode(), name="ke-hoach.txt", agency=here, by=system("test"))[0]


def test_each_change_is_kept_and_counted_and_goes_out_with_the_data(draft: Plan, viewer: ViewerNamed) -> None:
    values = {"title": draft.title, "number": "72/KH-UBND", "date": "2025-09-21"}
    assert correct_head(plan=draft, values=values, by=viewer("kiemsoat.anhoa")) == ["date", "number"]
    said = {each.field: (each.before, each.after) for each in draft.corrections.all()}
    assert said == {"number": ("27/KH-UBND", "72/KH-UBND"), "date": ("12/09/2025", "21/09/2025")}
    quality = reading_quality(draft)
    assert (quality.corrections, quality.untouched) == (2, quality.items)
    meta = json.loads(export_plan(draft, "json")[0])["meta"]
    assert (meta["title"], meta["doc_number"], meta["doc_date"]) == (draft.title, "72/KH-UBND", "2025-09-21")


def test_days_counted_from_the_plan_follow_its_day(here: Agency, viewer: ViewerNamed) -> None:
    words = "Chậm nhất 05 ngày làm việc kể từ ngày ban hành Kế hoạch"
    plan = brought(TEXT.replace("Tháng 10 năm 2025", words), here)
    first = plan.tasks.get(number="1")
    assert first.due == date(2025, 9, 19)
    correct_head(plan=plan, values={"date": "2025-09-19"}, by=viewer("kiemsoat.anhoa"))
    first.refresh_from_db()
    assert first.due == date(2025, 9, 26)
    assert plan.tasks.get(number="2").due == date(2024, 12, 31)


def test_a_number_that_is_followed_already_makes_it_the_next_version(
    followed: Plan, here: Agency, viewer: ViewerNamed
) -> None:
    plan = brought(TEXT.replace("27/KH-UBND", "21/KH-UBND"), here)
    assert plan.previous is None
    correct_head(plan=plan, values={"number": "27/KH-UBND"}, by=viewer("kiemsoat.anhoa"))
    assert (plan.version, plan.previous_id) == (2, followed.pk)


def test_what_is_refused(draft: Plan, viewer: ViewerNamed) -> None:
    with pytest.raises(Forbidden):
        correct_head(plan=draft, values={"number": "1"}, by=viewer("tiepnhan.anhoa"))
    for values in ({"title": " "}, {"date": "31/11/2025"}):
        with pytest.raises(Refusal):
            correct_head(plan=draft, values=values, by=viewer("kiemsoat.anhoa"))
    assert not draft.corrections.exists()


def test_a_plan_in_force_keeps_its_head(followed: Plan, viewer: ViewerNamed) -> None:
    with pytest.raises(Refusal, match="đã được xác nhận"):
        correct_head(plan=followed, values={"number": "1/KH-UBND"}, by=viewer("kiemsoat.anhoa"))


def test_the_page_does_it_and_shows_it(draft: Plan, enter: Enter) -> None:
    browser: Client = enter("kiemsoat.anhoa")
    address = reverse("board:plan_confirm", args=[draft.public_id])
    assert 'name="date" value="2025-09-12"' in browser.get(address).content.decode()
    sent = {"title": draft.title, "number": "72/KH-UBND", "date": "2025-09-12"}
    page = browser.post(reverse("board:plan_head", args=[draft.public_id]), sent, follow=True).content.decode()
    assert "<del>27/KH-UBND</del> → <ins>72/KH-UBND</ins>" in page
