"""What stands beside a number on the pages of plans: a name, a unit only where there is a figure, its own heading."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from motcua.base.clock import today
from motcua.base.kit.style import sheet
from motcua.plans.api import Plan, duties_of, measure_name, publish_plan
from tests.board.test_plan_pages import Enter, demo, draft, enter, followed, here, viewer
from tests.plans.conftest import ViewerNamed

__all__ = ["demo", "draft", "enter", "followed", "here", "viewer"]
pytestmark = pytest.mark.django_db
KEEPER = "kiemsoat.anhoa"


def page(browser: object, name: str, *given: str) -> str:
    answer = browser.get(reverse(f"board:{name}", args=given))  # type: ignore[attr-defined]
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode().replace("\xa0", " ").replace("&nbsp;", " "))


@pytest.mark.parametrize("who", ["tiepnhan.anhoa", "kinhte.anhoa", "ketoan.anhoa", "vanthu.anhoa", "chutich.anhoa"])
def test_everybody_who_may_have_a_task_finds_the_plans(followed: Plan, enter: Enter, who: str) -> None:
    """Tasks are given to clerks and officers, who had no way to them but a letter in the inbox."""
    browser = enter(who)
    head = browser.get("/ban-lam-viec/", follow=True).content.decode().split("<main")[0]
    assert 'href="/ke-hoach/"' in head
    assert ('href="/bang-dieu-hanh/"' in head) == (who == "chutich.anhoa")
    there = browser.get("/ke-hoach/viec/").content.decode().split("<main")[0]
    assert '<a href="/ke-hoach/" aria-current="page">' in there


def test_duties_name_their_tasks(followed: Plan, enter: Enter) -> None:
    from_the_plan = {task.text for each in duties_of(followed, today()) for task in each.leads}
    shown = page(enter(KEEPER), "plan_duties", followed.public_id)
    assert from_the_plan
    for text in from_the_plan:
        assert re.sub(r"\s+", " ", text)[:60] in shown, text


def test_a_target_without_a_figure_has_no_lonely_unit(draft: Plan, enter: Enter) -> None:
    target = draft.targets.order_by("position")[0]
    target.comparator, target.value, target.value_text, target.measure_unit = "increase", None, "", "%"
    target.save()
    shown = page(enter(KEEPER), "plan_confirm", draft.public_id)
    assert f"{measure_name(target.metric)}: tăng" in shown
    assert "tăng %" not in shown


def test_what_a_target_is_counted_by_is_named(followed: Plan, enter: Enter, viewer: ViewerNamed) -> None:
    """“No more than 2 % late” is followed as “at least 98 % on time”: without the name nobody sees why."""
    target = followed.targets.exclude(metric="other").order_by("position")[0]
    name = measure_name(target.metric)
    browser = enter(KEEPER)
    assert f'<span class="soft">· {name}</span>' in page(browser, "plan", followed.public_id)
    publish_plan(plan=followed, public=True, by=viewer("chutich.anhoa"))
    assert f"<small>{name}</small>" in page(browser, "public_plan", "H99-31", followed.public_id)


def test_cells_of_a_task_keep_their_headings_on_a_phone(followed: Plan, enter: Enter) -> None:
    shown = page(enter(KEEPER), "plan", followed.public_id)
    for heading in ("Sản phẩm", "Chủ trì", "Hạn"):
        assert shown.count(f'<td data-label="{heading}">') == followed.tasks.count(), heading


def test_what_only_a_screen_can_do_is_not_printed(followed: Plan, enter: Enter) -> None:
    """A sheet of paper ended in a heading with nothing beneath."""
    shown = page(enter(KEEPER), "plan", followed.public_id)
    assert '<section class="screen"><h2>Kế hoạch thay đổi</h2>' in shown
    assert ".screen" in sheet("staff").split("@media print")[1]
