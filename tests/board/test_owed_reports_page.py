"""The page of the reports a plan asks for: one line for days and weeks, days put right, many settled at once."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.plans.actions.owe_reports import make_owed_reports
from motcua.plans.api import Plan
from tests.board.test_plan_pages import Enter, demo, draft, enter, followed, here, viewer

__all__ = ["demo", "draft", "enter", "followed", "here", "viewer"]


def asks(plan: Plan, raw: str, kind: str) -> Plan:
    line = {"from": "", "to": "UBND tỉnh", "what": "báo cáo", "frequency": {"raw": raw, "type": kind}}
    plan.as_read = plan.as_read | {"reporting": [line], "meta": plan.as_read["meta"] | {"period": None}}
    plan.save()
    return plan


def test_days_are_one_line_everywhere_and_settled_up_to_one(followed: Plan, enter: Enter) -> None:
    asks(followed, "hằng ngày", "daily")
    for day in (4, 5, 6, 10):
        make_owed_reports(plan=followed, day=date(2026, 8, day))
    browser, address = enter("kiemsoat.anhoa"), f"/ke-hoach/{followed.public_id}/bao-cao/"
    words = "ngày 04/08/2026 – ngày 10/08/2026"
    page = browser.get(address).content.decode()
    assert page.count(f"<b>{words}</b>") == 1
    assert "5 kỳ" in page
    assert "“hằng ngày”" in page
    for other in ("/ke-hoach/viec/", "/ke-hoach/viec-tre/", f"/ke-hoach/{followed.public_id}/"):
        found = browser.get(other).content.decode()
        assert words in found, other
        assert found.count("hạn 04/08/2026") == 1, other
    until = followed.owed_reports.get(since=date(2026, 8, 6))
    said = {"deed": "settle", "owed": until.public_id, "note": "BC 12"}
    assert "BC 12" in browser.post(address, said, follow=True).content.decode()
    assert [each.is_open for each in followed.owed_reports.order_by("since")] == [False] * 3 + [True] * 2


def test_a_day_read_wrongly_is_put_right_and_both_are_shown(followed: Plan, enter: Enter) -> None:
    make_owed_reports(plan=asks(followed, "hằng tháng", "monthly"), day=date(2026, 10, 1))
    owed, address = followed.owed_reports.get(), f"/ke-hoach/{followed.public_id}/bao-cao/"
    said = {"deed": "due", "owed": owed.public_id, "due": "2026-11-05", "later": "yes"}
    assert "Sửa hạn" not in enter("tiepnhan.anhoa").get(address).content.decode()
    browser = enter("kiemsoat.anhoa")
    page = browser.post(address, said, follow=True).content.decode()
    assert "<del>31/10/2026</del> → <ins>05/11/2026</ins>" in page
    make_owed_reports(plan=followed, day=date(2026, 11, 1))
    assert followed.owed_reports.get(period="2026-11").due == date(2026, 12, 5)
    bad = browser.post(address, said | {"due": "hôm qua"}, follow=True)
    assert "Xin chọn ngày" in bad.content.decode()


def test_what_is_settled_is_folded_away_and_what_is_open_never_is(followed: Plan, enter: Enter) -> None:
    """A plan asks for reports for years; the page is about those still to be sent."""
    asks(followed, "hằng tháng", "monthly")
    for month in range(1, 8):
        make_owed_reports(plan=followed, day=date(2026, month, 28))
    rows = list(followed.owed_reports.order_by("since"))
    browser, address = enter("kiemsoat.anhoa"), f"/ke-hoach/{followed.public_id}/bao-cao/"
    assert "báo cáo đã xong" not in browser.get(address).content.decode()
    for row in rows[:-1]:
        browser.post(address, {"deed": "settle", "owed": row.public_id, "note": f"BC {row.period}"})
    page = browser.get(address).content.decode()
    unfolded, _sep, folded = page.partition(f"<details><summary>{len(rows) - 1} báo cáo đã xong</summary>")
    assert f"BC {rows[0].period}" in folded.partition("</table></details>")[0]
    assert "BC " not in unfolded
    assert f'value="{rows[-1].public_id}"' in unfolded
    browser.post(address, {"deed": "settle", "owed": rows[-1].public_id, "note": "BC cuối"})
    assert "Không còn báo cáo nào phải gửi." in browser.get(address).content.decode()


def test_settled_reports_never_push_an_open_one_off_the_page(
    followed: Plan, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("motcua.board.views.plans.reports._MOST", 2)
    asks(followed, "hằng tháng", "monthly")
    for month in range(1, 8):
        make_owed_reports(plan=followed, day=date(2026, month, 28))
    page = enter("kiemsoat.anhoa").get(f"/ke-hoach/{followed.public_id}/bao-cao/").content.decode()
    for row in followed.owed_reports.all():
        assert f'value="{row.public_id}"' in page, row.period
