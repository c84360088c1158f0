"""Reports are drawn up from the figures, written, signed by a job, sent, acknowledged; a plan may be opened to all."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motcua.base.errors import Forbidden, NotFound, Refusal
from motcua.base.files import read_file
from motcua.base.jobs.registry import task_named
from motcua.base.models import JournalEntry, OutboxItem
from motcua.directory.api import Agency
from motcua.notices.api import inbox
from motcua.papers.api import check
from motcua.plans import api
from motcua.plans.api import Plan, Report, Sending, Task
from motcua.plans.tasks import sign_report as signing
from motcua.signing.api import NoCertificate
from tests.plans.conftest import ViewerNamed

SINCE, UNTIL = date(2026, 1, 1), date(2026, 6, 30)


@pytest.fixture
def pens(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Signature and seal that leave a mark; the real ones have their own tests."""
    used: list[str] = []

    def mark(pdf: bytes, *, holder: str = "", agency: str = "", **_more: Any) -> bytes:
        used.append(holder or agency)
        return pdf + f"\n% {holder or agency}".encode()

    monkeypatch.setattr(signing, "sign", mark)
    monkeypatch.setattr(signing, "seal", mark)
    return used


@pytest.fixture
def report(followed: Plan, viewer: ViewerNamed) -> Report:
    return api.draft_report(plan=followed, kind="periodic", since=SINCE, until=UNTIL, by=viewer("kiemsoat.anhoa"))


def run(name: str = "plans.sign_report") -> None:
    for item in OutboxItem.objects.filter(task=name, state="ready").order_by("id"):
        task_named(name).work(**item.payload)
        OutboxItem.objects.filter(pk=item.pk).update(state="done")


def sign(report: Report, viewer: ViewerNamed) -> Report:
    api.sign_report(report=report, revision=report.revision, by=viewer("chutich.anhoa"))
    run()
    report.refresh_from_db()
    return report


def part(report: Report, title: str) -> dict[str, Any]:
    parts = [*report.figures["sections"], *report.figures["annexes"]]
    return next(each for each in parts if each["title"] == title)


def test_the_figures_are_those_of_the_day_it_was_drawn_up(report: Report, followed: Plan, viewer: ViewerNamed) -> None:
    tasks = followed.tasks.filter(state="confirmed").count()
    assert f"0 trên {tasks} nhiệm vụ đã xong" in part(report, "Kết quả chung")["lines"][0]
    task = Task.objects.select_related("plan__agency", "unit", "staff").filter(plan=followed, parts=None)[0]
    api.close_task(task=task, evidence_text="KH số 31", by=viewer("kiemsoat.anhoa"))
    report.refresh_from_db()
    assert f"0 trên {tasks}" in part(report, "Kết quả chung")["lines"][0]
    api.take_figures_again(report=report, by=viewer("kiemsoat.anhoa"))
    assert f"1 trên {tasks}" in part(report, "Kết quả chung")["lines"][0]
    rows = part(report, "Tình hình từng nhiệm vụ")["body"]
    assert [row[5] for row in rows if row[0] == task.number] == ["KH số 31"]


def test_words_are_written_beside_them_and_nothing_is_overwritten(report: Report, viewer: ViewerNamed) -> None:
    keeper, seen = viewer("kiemsoat.anhoa"), report.revision
    words = {"assessment": "Đúng tiến độ.", "next_steps": "Làm tiếp.", "proposals": ""}
    api.write_report(report=report, revision=seen, by=keeper, **words)
    with pytest.raises(Refusal, match="vừa"):
        api.write_report(report=Report.objects.get(pk=report.pk), revision=seen, by=keeper, **words)
    assert report.assessment == "Đúng tiến độ."
    with pytest.raises(Forbidden):
        api.write_report(report=report, revision=report.revision, by=viewer("tiepnhan.anhoa"), **words)


def test_only_a_plan_that_is_followed_and_a_period_that_began(draft: Plan, viewer: ViewerNamed) -> None:
    keeper = viewer("kiemsoat.anhoa")
    with pytest.raises(Refusal, match="chưa được xác nhận"):
        api.draft_report(plan=draft, kind="periodic", since=SINCE, until=UNTIL, by=keeper)


@pytest.mark.parametrize(
    ("kind", "extract", "since", "until", "said"),
    [
        ("weekly", "", SINCE, UNTIL, "loại báo cáo"),
        ("periodic", "everything", SINCE, UNTIL, "loại báo cáo"),
        ("periodic", "", UNTIL, SINCE, "trước ngày kết thúc"),
        ("periodic", "", date(2199, 1, 1), date(2199, 2, 1), "chưa bắt đầu"),
    ],
)
def test_a_wrong_wish_is_said(
    followed: Plan, viewer: ViewerNamed, kind: str, extract: str, since: date, until: date, said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        api.draft_report(
            plan=followed, kind=kind, extract=extract, since=since, until=until, by=viewer("kiemsoat.anhoa")
        )
    assert not Report.objects.exists()


def test_three_other_reports_take_what_is_theirs(followed: Plan, viewer: ViewerNamed) -> None:
    taken = {}
    for extract in api.extracts():
        made = api.draft_report(
            plan=followed, kind="periodic", extract=extract, since=SINCE, until=UNTIL, by=viewer("kiemsoat.anhoa")
        )
        taken[extract] = {row[0] for row in part(made, "Chỉ tiêu")["body"]}
    everything = {each.number for each in followed.targets.filter(state="confirmed")}
    assert len(taken) == 3
    assert all(found < everything for found in taken.values())
    assert len(set(map(frozenset, taken.values()))) == 3
    trained = followed.targets.get(metric="staff_trained_rate").number
    assert (trained in taken["digital"], trained in taken["reform"]) == (True, False)


def test_a_review_tells_of_every_year_of_delays_and_of_models(followed: Plan, viewer: ViewerNamed) -> None:
    keeper = viewer("kiemsoat.anhoa")
    task = Task.objects.select_related("plan__agency", "unit", "staff").filter(plan=followed, parts=None)[0]
    api.close_task(task=task, evidence_text="KH số 31", by=keeper)
    task.refresh_from_db()
    api.mark_model(task=task, title="Bàn trà một cửa", how="Kê bàn", result="Giảm chờ", contact="Chị Lan", by=keeper)
    review = api.draft_report(plan=followed, kind="final", since=SINCE, until=UNTIL, by=keeper)
    assert part(review, "Mô hình, cách làm hay")["body"] == [["Bàn trà một cửa", "Giảm chờ", "0"]]
    years = part(review, "Chỉ tiêu qua từng năm")["body"]
    assert {row[0] for row in years} == {row[0] for row in part(review, "Chỉ tiêu")["body"]}
    assert "nhiệm vụ có hạn đã xong đúng hạn" in part(review, "Tiến độ và đôn đốc")["lines"][0]


def test_a_signer_signs_what_they_saw_and_a_job_does_it(report: Report, viewer: ViewerNamed, pens: list[str]) -> None:
    chairman = viewer("chutich.anhoa")
    with pytest.raises(Forbidden):
        api.sign_report(report=report, revision=report.revision, by=viewer("kiemsoat.anhoa"))
    with pytest.raises(Refusal, match="vừa được sửa"):
        api.sign_report(report=report, revision=report.revision + 1, by=chairman)
    done = sign(report, viewer)
    assert done.paper is not None
    assert chairman.staff is not None
    assert (done.state, done.paper.number_text, pens) == ("signed", "01/BC-UBND", [str(chairman.actor), "H99.31"])
    assert read_file(done.paper.file).endswith(b"% H99.31")
    assert (check(done.paper.check_code).state, check(done.paper.check_code).number) == ("valid", "01/BC-UBND")
    for deed in (lambda: sign(done, viewer), lambda: api.take_figures_again(report=done, by=chairman)):
        with pytest.raises(Refusal, match="đã ký"):
            deed()
    told = JournalEntry.objects.filter(stream=f"plan:{report.plan.public_id}", event="plans.report_signed")
    assert told.count() == 1


def test_a_job_run_twice_signs_once(report: Report, viewer: ViewerNamed, pens: list[str]) -> None:
    sign(report, viewer)
    signing.sign_report(report=report.pk, attempt=1)
    assert len(pens) == 2
    assert OutboxItem.objects.filter(task="plans.sign_report").count() == 1


def test_without_a_certificate_it_is_a_draft_again_with_the_reason(
    report: Report, viewer: ViewerNamed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(pdf: bytes, **_more: Any) -> bytes:
        raise NoCertificate("chưa có chứng thư")

    monkeypatch.setattr(signing, "sign", refuse)
    failed = sign(report, viewer)
    assert (failed.state, failed.paper) == ("draft", None)
    assert failed.failure
    number = failed.number
    monkeypatch.setattr(signing, "sign", lambda pdf, **_more: pdf)
    monkeypatch.setattr(signing, "seal", lambda pdf, **_more: pdf)
    again = sign(failed, viewer)
    assert (again.state, again.number, again.failure) == ("signed", number, "")


def test_what_is_sent_is_logged_told_and_acknowledged(
    report: Report, viewer: ViewerNamed, pens: list[str], here: Agency
) -> None:
    keeper, province = viewer("kiemsoat.anhoa"), Agency.objects.get(code="H99")
    with pytest.raises(Refusal, match="chưa ký"):
        api.send_out(plan=report.plan, report=report, way="here", to=province, by=keeper)
    done = sign(report, viewer)
    sent = api.send_out(plan=report.plan, report=done, way="here", to=province, by=keeper)
    outside = api.send_out(plan=report.plan, report=done, way="axis", name="Sở KHCN", note="CV 12", by=keeper)
    assert (sent.way, outside.way, outside.agency) == ("here", "axis", None)
    with pytest.raises(Refusal, match="đã được gửi"):
        api.send_out(plan=report.plan, report=done, way="here", to=province, by=keeper)
    receiver = viewer("kiemsoat.tinh")
    assert inbox(receiver)[0].title == "Văn bản gửi đến"
    assert [each.pk for each in api.came_in(receiver)] == [sent.pk]
    for stranger in ("kiemsoat.anhoa", "chutich.thanhlam"):
        with pytest.raises(NotFound):
            api.sending_for(viewer(stranger), sent.public_id)
        with pytest.raises(Forbidden):
            api.acknowledge(sending=sent, by=viewer(stranger))
    first = api.acknowledge(sending=sent, by=receiver).acknowledged_at
    assert first is not None
    assert api.acknowledge(sending=sent, by=viewer("lanhdao.tinh")).acknowledged_at == first


def test_nobody_outside_without_name_and_way(followed: Plan, viewer: ViewerNamed) -> None:
    for way, name in (("axis", " "), ("here", "UBND tỉnh"), ("pigeon", "UBND tỉnh")):
        with pytest.raises(Refusal, match="nơi nhận"):
            api.send_out(plan=followed, way=way, name=name, by=viewer("kiemsoat.anhoa"))
    assert not Sending.objects.exists()


def test_a_published_plan_is_everybodys_until_it_is_hidden(followed: Plan, viewer: ViewerNamed, here: Agency) -> None:
    keeper = viewer("kiemsoat.anhoa")
    with pytest.raises(NotFound):
        api.published_plan(followed.public_id)
    with pytest.raises(Forbidden):
        api.publish_plan(plan=followed, public=True, by=viewer("tiepnhan.anhoa"))
    api.publish_plan(plan=followed, public=True, by=keeper)
    api.publish_plan(plan=followed, public=True, by=keeper)
    assert api.published_plan(followed.public_id) == followed
    assert list(api.published_plans(here)) == [followed]
    assert JournalEntry.objects.filter(event="plans.published").count() == 1
    api.publish_plan(plan=followed, public=False, by=keeper)
    assert not api.published_plans(here).exists()
