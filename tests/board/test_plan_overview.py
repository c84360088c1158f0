"""What the pages of the whole plan and of what is late say, not only that they open."""

from __future__ import annotations

import re

from motcua.base.clock import today
from motcua.plans.api import Plan, raise_obstacle
from tests.board.test_plan_pages import Enter, demo, draft, enter, followed, here, viewer
from tests.plans.conftest import ViewerNamed

__all__ = ["demo", "draft", "enter", "followed", "here", "viewer"]

GAUGES = re.compile(r'class="gauge"[^>]* aria-label="([^"]*)"')


def test_a_gauge_and_the_time_line_say_what_the_tables_beneath_say(followed: Plan, enter: Enter) -> None:
    target = followed.targets.get(metric="online_dossier_rate", year=2026)
    browser, address = enter("kiemsoat.anhoa"), f"/ke-hoach/{followed.public_id}/"
    before = GAUGES.findall(browser.get(address).content.decode())
    words = {"value": "82,5", "as_of": "2026-01-31", "source": "Báo cáo 45/BC-UBND"}
    browser.post(f"/ke-hoach/so-lieu/{target.public_id}/", words)
    page = browser.get(address).content.decode()
    assert set(GAUGES.findall(page)) - set(before) == {"82,5 / 85"}
    bar, mark = page.split('aria-label="82,5 / 85"')[1].split("</svg>")[0].split("<path")
    assert 'width="264.0"' in bar  # of 320
    assert mark.startswith(' d="M272.0 ')
    assert '<td class="num">82,5</td>' in page
    dated = [each for each in followed.tasks.order_by("position") if each.due is not None]
    assert len(dated) > 2
    said = [f"{each.number}: {each.due:%d/%m/%Y}" for each in dated]
    assert re.findall(r"<circle [^>]*><title>([^<]*)</title>", page) == said
    rows = page.split('class="timeline"')[1].split("<tbody>")[1]
    assert all(each.text[:60] in rows for each in dated)


def test_what_is_late_is_told_with_whose_it_is_and_why(followed: Plan, viewer: ViewerNamed, enter: Enter) -> None:
    task = followed.tasks.select_related("plan__agency", "unit").get(number="3")
    assert task.due is not None
    raise_obstacle(item=task, text="Giá máy vượt dự toán", by=viewer("kinhte.anhoa"))
    page = re.sub(r"\s+", " ", enter("tiepnhan.anhoa").get("/ke-hoach/viec-tre/").content.decode())
    row = page.split(task.text[:40])[1].split("</tr>")[0]
    assert str((today() - task.due).days) in row
    assert task.unit is not None
    assert task.unit.name in row
    assert "Đang chờ trả lời vướng mắc" in row
    assert "Giá máy vượt dự toán" in row
    assert task.text[:40] not in enter("chutich.thanhlam").get("/ke-hoach/viec-tre/").content.decode()
