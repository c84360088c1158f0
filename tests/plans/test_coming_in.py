"""Files that take long are read by a worker; what the reader missed is added; corrections are counted; calendars."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal

import pytest
from icalendar import Calendar
from PIL import Image, ImageDraw
from pypdf import PdfWriter

from motcua.base.actor import system
from motcua.base.clock import HO_CHI_MINH, freeze
from motcua.base.errors import Forbidden, NotFound, Refusal
from motcua.base.models import OutboxItem
from motcua.directory.api import Agency, deactivate_staff
from motcua.plans.api import (
    Arrival,
    DueDay,
    Plan,
    Target,
    Task,
    add_item,
    arrival_for,
    assign_task,
    close_task,
    confirm_plan,
    correct_item,
    drop_item,
    due_days,
    enter_figure,
    export_plan,
    feed,
    make_calendar_key,
    reading_quality,
    standing_of,
    take_in,
)
from motcua.plans.heaviness import pages_of, reads_slowly
from motcua.plans.tasks import read_arrival as job
from tests.plans.conftest import PLAN_FILE, ViewerNamed


def picture() -> bytes:
    page = Image.new("L", (1240, 1754), 255)
    ImageDraw.Draw(page).text((100, 100), "KE HOACH", fill=0)
    out = io.BytesIO()
    page.save(out, "PNG")
    return out.getvalue()


def empty_pdf(pages: int) -> bytes:
    made, out = PdfWriter(), io.BytesIO()
    for _page in range(pages):
        made.add_blank_page(595, 842)
    made.write(out)
    return out.getvalue()


def test_what_reads_slowly() -> None:
    assert reads_slowly(picture())
    assert reads_slowly(empty_pdf(2))
    assert not reads_slowly(PLAN_FILE.read_bytes())
    assert not reads_slowly(b"%PDF-1.7 broken")
    assert (pages_of(empty_pdf(3)), pages_of(b"%PDF-1.7 broken")) == (3, None)


def test_words_are_read_at_once(here: Agency, viewer: ViewerNamed) -> None:
    plan, made = take_in(content=PLAN_FILE.read_bytes(), name="a.txt", agency=here, by=viewer("kiemsoat.anhoa"))
    assert isinstance(plan, Plan)
    assert made
    assert not Arrival.objects.exists()


def test_a_scan_waits_for_a_worker_and_says_how_it_went(
    here: Agency, viewer: ViewerNamed, monkeypatch: pytest.MonkeyPatch
) -> None:
    controller = viewer("kiemsoat.anhoa")
    with pytest.raises(Forbidden):
        take_in(content=picture(), name="a.png", agency=here, by=viewer("tiepnhan.anhoa"))
    found, made = take_in(content=picture(), name="a.png", agency=here, by=controller)
    assert isinstance(found, Arrival)
    assert (made, found.state) == (True, "waiting")
    assert OutboxItem.objects.filter(task="plans.read_arrival").count() == 1
    assert take_in(content=picture(), name="b.png", agency=here, by=controller) == (found, False)
    for stranger in ("tiepnhan.anhoa", "kiemsoat.thanhlam"):
        with pytest.raises(NotFound):
            arrival_for(viewer(stranger), found.public_id)
    text = PLAN_FILE.read_bytes()
    monkeypatch.setattr(job, "read_file", lambda stored: text)
    job.read_arrival(found.public_id)
    job.read_arrival(found.public_id)
    found.refresh_from_db()
    assert (found.state, found.plan.number if found.plan else "") == ("read", "27/KH-UBND")
    assert Plan.objects.count() == 1
    assert Plan.objects.get().imported_by == str(controller.actor)


def test_an_unreadable_scan_says_why(here: Agency, viewer: ViewerNamed, monkeypatch: pytest.MonkeyPatch) -> None:
    found, _made = take_in(content=picture(), name="a.png", agency=here, by=viewer("kiemsoat.anhoa"))
    monkeypatch.setattr(job, "read_file", lambda stored: "Phở bò 45.000\nBún chả 40.000\n".encode())
    job.read_arrival(found.public_id)
    found.refresh_from_db()
    assert isinstance(found, Arrival)
    assert (found.state, found.plan) == ("refused", None)
    assert "không giống một kế hoạch" in found.trouble


def test_what_was_missed_is_added_and_counted(draft: Plan, viewer: ViewerNamed) -> None:
    controller = viewer("kiemsoat.anhoa")
    before = reading_quality(draft)
    assert (before.corrections, before.untouched) == (0, before.items)
    words = {"text": "Công khai kết quả", "number": "7", "lead": "Phòng Kinh tế", "deadline_raw": "31/12/2026"}
    with pytest.raises(Forbidden):
        add_item(plan=draft, kind=Task, values=words, line=40, by=viewer("tiepnhan.anhoa"))
    with pytest.raises(Refusal, match="không được để trống"):
        add_item(plan=draft, kind=Task, values={"text": " "}, line=40, by=controller)
    added = add_item(plan=draft, kind=Task, values=words, line=40, by=controller)
    assert (added.due, added.unit.code, added.state) == (date(2026, 12, 31), "economy", "confirmed")
    correct_item(item=draft.tasks.get(number="1"), values={"product": "BC", "lead": "x"}, revision=0, by=controller)
    drop_item(item=draft.tasks.get(number="2"), revision=0, by=controller)
    found = reading_quality(draft)
    assert (found.fields, found.dropped, found.added, found.corrections) == (2, 1, 1, 4)
    assert found.untouched == before.items - 2
    assert b'"text": "C\xc3\xb4ng khai' in export_plan(draft, "json")[0]


def test_yes_or_no_is_entered_as_such(draft: Plan, viewer: ViewerNamed) -> None:
    controller = viewer("kiemsoat.anhoa")
    words = {"text": "Xã có chuyên mục dịch vụ công", "comparator": "=", "year": "2026"}
    target = add_item(plan=draft, kind=Target, values=words, line=20, by=controller)
    draft.tasks.update(confidence=1)
    draft.targets.update(confidence=1)
    confirm_plan(plan=draft, by=controller)
    target.refresh_from_db()
    target.plan.refresh_from_db()
    day = date(2026, 1, 5)
    with pytest.raises(Refusal, match="hai mức"):
        enter_figure(target=target, value=Decimal(2), as_of=day, source="BC", by=controller)
    enter_figure(target=target, value=Decimal(1), as_of=day, source="BC", by=controller)
    stands = next(each for each in standing_of(draft) if each.target.pk == target.pk)
    assert (stands.met, stands.why) == (True, "Đã có.")


def test_the_calendar_of_a_key(followed: Plan, viewer: ViewerNamed) -> None:
    officer, leader = viewer("xahoi.anhoa"), viewer("chutich.anhoa")
    task = Task.objects.select_related("plan__agency", "unit", "staff").get(plan=followed, number="1")
    assign_task(task=task, unit=task.unit, staff=officer.staff, by=leader)
    old = make_calendar_key(by=officer)
    key = make_calendar_key(by=officer)

    def address(each: DueDay) -> str:
        return f"https://mot.cua/{each.public_id}"

    assert feed(old, address_of=address, host="mot.cua") is None
    assert feed("khong-co", address_of=address, host="mot.cua") is None
    content = feed(key, address_of=address, host="mot.cua")
    assert content is not None
    events = {str(each["summary"])[:1]: each for each in Calendar.from_ical(content).walk("VEVENT")}
    first = events["1"]
    assert (first["dtstart"].dt, str(first["url"])) == (date(2025, 10, 31), f"https://mot.cua/{task.public_id}")
    assert "3" not in events
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    deactivate_staff(staff=officer.staff, by=system("test"))
    assert feed(key, address_of=address, host="mot.cua") is None


def test_days_of_a_month(followed: Plan, viewer: ViewerNamed) -> None:
    first, last = date(2025, 10, 1), date(2025, 10, 31)
    assert [each.title[:2] for each in due_days(viewer("ketoan.anhoa"), first, last)] == ["1 "]
    assert not due_days(viewer("ketoan.anhoa"), first, last, mine=True)
    assert not due_days(viewer("chutich.thanhlam"), first, last)
    task = Task.objects.select_related("plan__agency").get(plan=followed, number="1")
    with freeze(datetime(2025, 10, 20, tzinfo=HO_CHI_MINH)):
        close_task(task=task, evidence_text="KH", by=viewer("kiemsoat.anhoa"))
    assert [each.done for each in due_days(viewer("ketoan.anhoa"), first, last)] == [True]
