"""Every page of plans by role, colleague and stranger; the pages work without scripts."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from PIL import Image

from motcua.base.clock import today
from motcua.base.errors import Forbidden
from motcua.base.models import JournalEntry
from motcua.directory.api import Agency, Staff, Unit, all_doors
from motcua.plans.api import (
    Obstacle,
    OwedReport,
    Plan,
    Task,
    add_budget,
    add_evidence,
    ask_inputs,
    close_finding,
    close_task,
    draft_report,
    give_input,
    import_plan,
    plan_inspection,
    raise_finding,
    raise_obstacle,
    reopen_finding,
    take_in,
)
from motcua.plans.models import Part
from tests.board.test_plan_pages import enter
from tests.plans.conftest import PLAN_FILE, ViewerNamed, demo, draft, followed, here, viewer

__all__ = ["demo", "draft", "enter", "followed", "here", "viewer"]

Enter = Callable[[str], Client]
ROLES = (
    "tiepnhan.anhoa",
    "truongphong.xahoi.anhoa",
    "chutich.anhoa",
    "ketoan.anhoa",
    "thanhtra.anhoa",
    "quantri.anhoa",
)
OWN = ("plans", "plan_mine", "plan_late", "plan_agency", "plan_calendar", "plan_obstacles", "plan_models",
       "plan_incoming")  # fmt: skip


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (300, 200), "white").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def full(followed: Plan, viewer: ViewerNamed) -> Plan:
    """A followed plan with one of everything, and a changed version of it."""
    controller = viewer("kiemsoat.anhoa")
    task = Task.objects.select_related("plan__agency", "unit", "staff").get(plan=followed, number="1")
    add_evidence(task=task, content=picture(), name="a.png", title="KH 31", by=controller)
    raise_obstacle(item=task, text="Thiếu người", by=viewer("xahoi.anhoa"))
    add_budget(plan=followed, text="In", source="Ngân sách", year=2026, amount=5, by=controller)
    draft_report(plan=followed, kind="periodic", since=date(2025, 1, 1), until=date(2025, 12, 31), by=controller)
    unit = Unit.objects.get(agency=followed.agency, code="economy")
    made = ask_inputs(
        plan=followed, title="Số liệu", lines=[("Hồ sơ", "hồ sơ")], due=today(), units=[unit], by=controller
    )
    asked = made.inputs.select_related("collection__plan__agency", "agency", "unit").get()
    give_input(asked=asked, values=["5"], revision=0, content=picture(), name="a.png", by=controller)
    auditor = viewer("chutich.anhoa").staff
    assert auditor is not None
    held = plan_inspection(
        plan=followed, title="A", place="B", day=today(), leader=auditor, lines=["Niêm yết"], by=controller
    )
    finding = raise_finding(inspection=held, text="C", remedy="D", due=today(), unit=unit, by=controller)
    close_finding(finding=finding, content=picture(), name="a.png", by=controller)
    reopen_finding(finding=finding, reason="Chưa xong", by=controller)
    OwedReport.objects.all().delete()
    OwedReport.objects.create(plan=followed, line=0, period="2026-01", since="2026-01-01", until="2026-01-31",
                              due="2026-01-25")  # fmt: skip
    Part.objects.create(task=task, period="2025-Q4", starts="2025-10-01", due="2025-12-31")
    return followed


def pages_of(plan: Plan) -> dict[str, str]:
    """Every page about one thing of a plan, by name."""
    task, target = plan.tasks.get(number="1"), plan.targets.order_by("position")[0]
    one = {
        "plan_obstacle": plan.obstacles.get().public_id,
        "plan_task": task.public_id,
        "plan_task_ties": task.public_id,
        "plan_part": task.parts.get().public_id,
        "plan_evidence": task.evidence_files.get().public_id,
        "plan_target": target.public_id,
        "plan_target_ties": target.public_id,
        "plan_figure": target.public_id,
        "plan_spend": plan.budget.get().public_id,
        "plan_report": plan.reports.order_by("pk")[0].public_id,
        "plan_collection": plan.collections.get().public_id,
        "plan_collection_out": plan.collections.get().public_id,
        "plan_input": plan.collections.get().inputs.get().public_id,
        "plan_input_file": plan.collections.get().inputs.get().public_id,
        "plan_inspection": plan.inspections.get().public_id,
        "plan_finding": plan.inspections.get().findings.get().public_id,
        "plan_finding_file": plan.inspections.get().findings.get().public_id,
        "plan_report_paper": plan.reports.order_by("pk")[0].public_id,
    }
    whole = (
        "plan",
        "plan_confirm",
        "plan_head",
        "plan_add",
        "plan_withdraw",
        "plan_above",
        "plan_duties",
        "plan_ties",
        "plan_problems",
        "plan_budget",
        "plan_reports",
        "plan_sendings",
        "plan_collections",
        "plan_inspections",
        "plan_source",
    )
    found = {name: reverse(f"board:{name}", args=[key]) for name, key in one.items()}
    found |= {name: reverse(f"board:{name}", args=[plan.public_id]) for name in whole}
    found["plan_judge"] = reverse("board:plan_judge", args=["nhiem-vu", task.public_id])
    found["plan_print"] = reverse("board:plan_print", args=[plan.public_id, "ke-hoach"])
    found["report"] = reverse("board:plan_print", args=[plan.public_id, "bao-cao"])
    found["letter"] = reverse("board:plan_print", args=[plan.public_id, "giao-viec"])
    found["plan_out"] = reverse("board:plan_out", args=[plan.public_id, "xlsx"])
    return found


def status(browser: Client, address: str) -> int:
    found = browser.get(address)
    return browser.post(address).status_code if found.status_code == 405 else found.status_code


def test_every_page_has_a_door_and_only_the_calendar_is_open() -> None:
    doors = {address: door for address, door in all_doors() if address.startswith("/ke-hoach/")}
    assert len(doors) >= 30
    assert {address for address, door in doors.items() if door and door.kind != "staff"} == {
        "/ke-hoach/lich/<slug:key>.ics"
    }
    assert None not in doors.values()


def test_a_stranger_finds_nothing_and_nobody_signs_in(full: Plan, enter: Enter) -> None:
    neighbour, above, nobody = enter("chutich.thanhlam"), enter("kiemsoat.tinh"), Client()
    for name, address in pages_of(full).items():
        assert status(neighbour, address) == 404, name
        assert status(above, address) == 404, name
        assert status(nobody, address) in (302, 403), name
    for name in OWN:
        page = neighbour.get(reverse(f"board:{name}"))
        assert page.status_code == 200
        assert full.number not in page.content.decode()
        assert nobody.get(reverse(f"board:{name}")).status_code == 302


@pytest.mark.parametrize("who", ROLES)
def test_colleagues_see_every_page(full: Plan, enter: Enter, who: str) -> None:
    browser = enter(who)
    for name in OWN:
        assert browser.get(reverse(f"board:{name}")).status_code == 200, name
    for name, address in pages_of(full).items():
        assert status(browser, address) in (200, 302), name


LEADER_KEY, OWED_KEY = "whoever leads", "the report that is owed"
CHANGES = [
    ("plan_withdraw", {"words": "bỏ"}),
    ("plan_above", {"deed": "link", "plan": ""}),
    ("plan_target", {"deed": "assign", "unit": "economy"}),
    ("plan_target", {"deed": "share", "share-economy": "5"}),
    ("plan_target", {"value": "5", "as_of": "2026-01-01", "source": "BC"}),
    ("plan_task", {"deed": "assign", "unit": "economy"}),
    ("plan_part", {"words": "BC"}),  # what recurs closes after its periods
    ("plan_task", {"deed": "close", "words": "KH"}),
    ("plan_task", {"deed": "model", "title": "a", "how": "b", "result": "c", "contact": "d"}),
    ("plan_spend", {"spent": "5", "voucher": "G", "revision": "0"}),
    ("plan_budget", {"text": "a", "source": "b", "year": "2026", "amount": "5"}),
    ("plan_add", {"kind": "nhiem-vu", "text": "Thêm"}),
    ("plan_reports", {"kind": "periodic", "since": "2025-01-01", "until": "2025-02-01"}),
    ("plan_reports", {"owed": OWED_KEY, "deed": "draw"}),
    ("plan_reports", {"owed": OWED_KEY, "deed": "settle", "note": "BC 5"}),
    ("plan_report", {"assessment": "a", "revision": "1"}),
    ("plan_report", {"deed": "sign", "revision": "2"}),
    ("plan_sendings", {"deed": "send", "name": "a", "way": "axis"}),
    ("plan_sendings", {"deed": "publish"}),
    ("plan_input", {"value": "6", "revision": "1"}),
    ("plan_collections", {"title": "a", "line": "b", "measure": "", "unit": "economy", "due": "2199-01-01"}),
    ("plan_collection", {"deed": "close"}),
    ("plan_inspections", {"title": "a", "place": "b", "day": "2026-01-01", "leader": LEADER_KEY, "lines": "c\nd"}),
    ("plan_inspection", {"line-1": "unfit"}),
    ("plan_inspection", {"deed": "finding", "text": "a", "remedy": "b", "unit": "economy", "due": "2199-01-01"}),
    ("plan_inspection", {"deed": "conclude", "words": "Tốt"}),
    ("plan_task_ties", {"problem": "0"}),
    ("plan_target_ties", {}),
    ("plan_finding", {"words": "Đã làm"}),
    ("plan_finding", {"deed": "reopen", "words": "Chưa đủ"}),
]


def filled(words: dict[str, str]) -> dict[str, str]:
    """With the public id of somebody, which nobody knows before."""
    chosen = Staff.objects.get(user__username="chutich.anhoa").public_id
    owed = OwedReport.objects.get().public_id
    return {key: {LEADER_KEY: chosen, OWED_KEY: owed}.get(value, value) for key, value in words.items()}


@pytest.mark.parametrize(("name", "words"), CHANGES)
def test_a_colleague_without_the_role_changes_nothing(
    full: Plan, enter: Enter, name: str, words: dict[str, str]
) -> None:
    before = told(full)
    page = enter("thanhtra.anhoa").post(pages_of(full)[name], filled(words), follow=True)
    assert 'class="note wait' in page.content.decode()
    assert told(full) == before


def told(plan: Plan) -> list[str]:
    found = JournalEntry.objects.filter(stream=f"plan:{plan.public_id}").order_by("number")
    return list(found.values_list("event", flat=True))


@pytest.mark.usefixtures("one_moment")
def test_who_keeps_the_plan_does_all_of_it_without_scripts(full: Plan, enter: Enter) -> None:
    leader, pages = enter("chutich.anhoa"), pages_of(full)
    for name, words in [each for each in CHANGES if each[0] not in ("plan_withdraw", "plan_add", "plan_above")]:
        page = leader.post(pages[name], filled(words), follow=True)
        assert 'class="note done' in page.content.decode(), (name, words)
    page = leader.get(reverse("board:plan_models")).content.decode()
    assert "<h2>a</h2>" in page
    answer = {"words": "Cử thêm một người"}
    page = enter("kiemsoat.anhoa").post(pages["plan_obstacle"], answer, follow=True).content.decode()
    assert "Cử thêm một người" in page
    assert Obstacle.objects.get().state == "answered"
    leader.post(pages["plan_withdraw"], {"words": "Quyết định 5"})
    full.refresh_from_db()
    assert full.state == "withdrawn"


def test_evidence_is_sent_with_the_product_and_given_back_as_an_attachment(full: Plan, enter: Enter) -> None:
    leader, address = enter("chutich.anhoa"), pages_of(full)["plan_task"]
    Part.objects.all().delete()
    words = {"deed": "close", "words": "QĐ 7", "file": SimpleUploadedFile("qd.png", picture())}
    page = leader.post(address, words, follow=True).content.decode()
    assert "QĐ 7" in page
    kept = full.tasks.get(number="1").evidence_files.get(title="QĐ 7")
    assert kept.file.sha256 in page
    answer = leader.get(reverse("board:plan_evidence", args=[kept.public_id]))
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer) == picture()


def test_a_bad_file_is_refused_in_words_and_the_task_stays_open(full: Plan, enter: Enter) -> None:
    words = {"deed": "close", "words": "QĐ 7", "file": SimpleUploadedFile("qd.exe", b"MZ program")}
    page = enter("chutich.anhoa").post(pages_of(full)["plan_task"], words, follow=True).content.decode()
    assert "ảnh" in page
    assert full.tasks.get(number="1").stage != "done"


def test_pasted_words_are_a_plan(enter: Enter) -> None:
    words = {"text": PLAN_FILE.read_text("utf-8").replace("\n", "\r\n")}
    page = enter("kiemsoat.anhoa").post("/ke-hoach/dua-vao/", words, follow=True).content.decode()
    assert "Phát động tháng cao điểm" in page
    empty = enter("kiemsoat.anhoa").post("/ke-hoach/dua-vao/", {"text": " "}, follow=True).content.decode()
    assert "dán nội dung" in empty


def test_a_scan_is_read_later_and_the_page_says_so(viewer: ViewerNamed, enter: Enter) -> None:
    controller = enter("kiemsoat.anhoa")
    page = controller.post("/ke-hoach/dua-vao/", {"file": SimpleUploadedFile("a.png", picture())}, follow=True)
    address = page.redirect_chain[-1][0]
    words = page.content.decode()
    assert "Chờ đọc" in words
    assert 'http-equiv="refresh"' in words
    assert status(enter("tiepnhan.anhoa"), address) == 404
    assert status(enter("kiemsoat.thanhlam"), address) == 404


def test_two_versions_beside_each_other(followed: Plan, viewer: ViewerNamed, enter: Enter) -> None:
    text = PLAN_FILE.read_text("utf-8").replace("15/12/2025", "28/02/2026").encode()
    later = import_plan(content=text, name="b.txt", agency=followed.agency, by=viewer("kiemsoat.anhoa"))[0]
    address = reverse("board:plan_compare", args=[later.public_id])
    page = enter("tiepnhan.anhoa").get(address).content.decode()
    assert "<del>15/12/2025</del>" in page
    assert "<ins>28/02/2026</ins>" in page
    assert status(enter("chutich.thanhlam"), address) == 404
    assert enter("tiepnhan.anhoa").get(reverse("board:plan_compare", args=[followed.public_id])).status_code == 404


def test_a_calendar_address_is_shown_once_and_open_to_who_has_it(followed: Plan, enter: Enter) -> None:
    page = enter("kiemsoat.anhoa").post("/ke-hoach/lich/").content.decode()
    address = re.search(r'value="http://testserver(/ke-hoach/lich/[^"]+\.ics)"', page)
    assert address is not None
    answer = Client().get(address[1])
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert Calendar.from_ical(answer.content)["version"] == "2.0"
    assert Client().get("/ke-hoach/lich/khong-co.ics").status_code == 404


def test_prints_are_pdf(full: Plan, enter: Enter) -> None:
    for name in ("plan_print", "report"):
        assert enter("tiepnhan.anhoa").get(pages_of(full)[name]).content.startswith(b"%PDF-")
    other = reverse("board:plan_print", args=[full.public_id, "khac"])
    assert enter("tiepnhan.anhoa").get(other).status_code == 404


def test_only_keepers_bring_in(here: Agency, viewer: ViewerNamed, enter: Enter) -> None:
    page = enter("tiepnhan.anhoa").post("/ke-hoach/dua-vao/", {"text": "Kế hoạch"}, follow=True).content.decode()
    assert "Chỉ lãnh đạo" in page
    with pytest.raises(Forbidden):
        take_in(content=b"x", name="a.txt", agency=here, by=viewer("ketoan.anhoa"))
    assert not Plan.objects.exists()


def test_results_are_confirmed_in_one_press_by_who_may(full: Plan, viewer: ViewerNamed, enter: Enter) -> None:
    Part.objects.all().delete()
    done = []
    for number in ("1", "2"):
        task = Task.objects.select_related("plan__agency", "unit", "staff").get(plan=full, number=number)
        task.parts.all().delete()
        done.append(close_task(task=task, evidence_text="KH 31", by=viewer("kiemsoat.anhoa")))
    address, seen = reverse("board:plan_check"), {"seen": [each.public_id for each in done]}
    assert Client().post(address, seen).status_code == 302
    for who in ("kiemsoat.anhoa", "thanhtra.anhoa", "tiepnhan.anhoa", "chutich.thanhlam"):
        page = enter(who).post(address, seen, follow=True).content.decode()
        assert 'class="note wait' in page, who
    assert not Task.objects.filter(checked_at__isnull=False).exists()
    leader = enter("chutich.anhoa")
    assert "Xin đánh dấu" in leader.post(address, follow=True).content.decode()
    assert seen["seen"][0] in leader.get(reverse("board:plan_mine")).content.decode()
    assert "Đã xác nhận 2 kết quả" in leader.post(address, seen, follow=True).content.decode()
    assert Task.objects.filter(checked_at__isnull=False).count() == 2
    assert leader.get(address).status_code == 405
