"""Every page of plans, in the states that matter, in the system's Chromium: axe finds nothing, nothing is pushed
sideways at a desk's width and at a phone's, and the words are there. A new address fails until it is looked at.
"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from motcua.board.plan_urls import urlpatterns
from motcua.directory.api import Staff
from motcua.plans import api
from tests.board.plan_stage import HEAD, KEEPER, LEADER, OFFICER, PlanStage, make_plans, viewer
from tests.desk.browsing import page_for, session_of, too_wide, violations
from tests.desk.town import hour
from tests.support.morning_browser import browser, morning_everywhere
from tests.support.town_fixture import signed_in

__all__ = ["browser", "morning_everywhere"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 780}
UNFOLDED = "() => document.querySelectorAll('details').forEach(each => { each.open = true; })"
WIDEST = """() => [...document.querySelectorAll('main *')]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 120)).at(-1)"""

Look = tuple[str, str, list[str], str, str]  # page, who looks, ids in its address, what stands behind it, its words


@pytest.fixture
def stage() -> PlanStage:
    return make_plans()


class Eyes:
    """Whoever looks, at both widths; `wrong` gathers what is found, with where."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser, self.address, self.wrong = browser, address, []  # type: Browser, str, list[object]
        self.pages: dict[str, list[Page]] = {}

    def of(self, who: str) -> list[Page]:
        if who not in self.pages:
            cookie = session_of(Staff.objects.select_related("user").get(user__username=who))
            self.pages[who] = [page_for(self.browser, cookie, self.address, size=size) for size in (DESK, PHONE)]
        return self.pages[who]

    def see(self, path: str, who: str, says: str) -> None:
        for page in self.of(who):
            answer = page.goto(self.address + path)
            assert answer is not None
            assert answer.status == 200, (path, answer.status)
            self.look(page, path, says)

    def look(self, page: Page, path: str, says: str) -> None:
        """As it comes, then with all that is folded away."""
        size = page.viewport_size or DESK
        self._fits(page, path)
        page.evaluate(UNFOLDED)
        if says not in page.locator("body").inner_text().replace("\xa0", " "):
            self.wrong.append((path, size["width"], "does not say", says))
        self._fits(page, f"{path} unfolded")
        self.wrong += [(path, size["width"], each) for each in violations(page)]

    def _fits(self, page: Page, path: str) -> None:
        if too_wide(page) > 0:
            self.wrong.append((path, page.viewport_size, "too wide", page.evaluate(WIDEST)))

    def done(self) -> None:
        for pages in self.pages.values():
            pages[0].context.close()
            pages[1].context.close()
        assert not self.wrong, "\n".join(map(str, self.wrong))


@pytest.fixture
def eyes(browser: Browser, live_server: LiveServer) -> Eyes:
    return Eyes(browser, live_server.url)


def looks(stage: PlanStage) -> list[Look]:
    plan, draft, task = stage.plan.public_id, stage.draft.public_id, stage.task
    open_, answered = api.Obstacle.objects.order_by("pk")
    held, to_come = stage.plan.inspections.order_by("day")
    open_finding, closed_finding = held.findings.order_by("pk")
    return [
        ("plans", KEEPER, [], "", "Đưa kế hoạch vào"),
        ("plans", "tiepnhan.anhoa", [], "", "27/KH-UBND"),
        ("plans", "kiemsoat.thanhlam", [], "", "Chưa có kế hoạch nào."),
        ("plan_mine", OFFICER, [], "", "Việc của tôi"),
        ("plan_mine", KEEPER, [], "", "Vướng mắc chờ ông/bà trả lời"),
        ("plan_mine", "tiepnhan.anhoa", [], "", "Không có nhiệm vụ nào chờ ông/bà."),
        ("plan_late", LEADER, [], "", "Đang trễ"),
        ("plan_agency", LEADER, [], "", "Phòng Kinh tế"),
        ("plan_calendar", KEEPER, [], "", "12/2026"),
        ("plan_calendar", HEAD, [], "?thang=2026-09&cua=toi", "09/2026"),
        ("plan_obstacles", KEEPER, [], "", "Giá máy vượt dự toán"),
        ("plan_obstacle", KEEPER, [open_.public_id], "", "Giao người khác trả lời"),
        ("plan_obstacle", HEAD, [answered.public_id], "", "Đã xong, khép lại"),
        ("plan_models", KEEPER, [], "", "Thôi giới thiệu"),
        ("plan_models", "kiemsoat.thanhlam", [], "", "Cơ quan tôi làm theo"),
        ("plan_task", KEEPER, [task("1").public_id], "", "Giao việc"),
        ("plan_task", HEAD, [task("3").public_id], "", "Từng kỳ"),
        ("plan_task", KEEPER, [task("5").public_id], "", "Ghi việc bắt đầu tính"),
        ("plan_task", KEEPER, [task("6").public_id], "", "Biên bản 12/BB-UBND ngày 20/10/2025"),
        ("plan_task", "tiepnhan.anhoa", [task("6").public_id], "", "Tệp minh chứng"),
        ("plan_target", KEEPER, [stage.rate().public_id], "", "Thấp hơn mức cấp trên giao"),
        ("plan_target", "tiepnhan.anhoa", [stage.rate().public_id], "", "nhập tay"),
        ("plan", KEEPER, [plan], "", "27/KH-UBND"),
        ("plan", "tiepnhan.anhoa", [plan], "", "27/KH-UBND"),
        ("plan_confirm", KEEPER, [draft], "", "máy đọc chưa chắc"),
        ("plan_confirm", KEEPER, [stage.fresh.public_id], "", "Văn bản gốc"),
        ("plan_confirm", "tiepnhan.anhoa", [draft], "", "Máy đọc đúng đến đâu"),
        ("plan_confirm", KEEPER, [plan], "", "Mọi mục đã được xem"),
        ("plan_compare", KEEPER, [draft], "", "Xác nhận kế hoạch"),
        ("plan_above", KEEPER, [plan], "", "Nối và tìm mục tương ứng"),
        ("plan_above", "kiemsoat.tinh", [stage.parent.public_id], "", "Cấp trên chưa có kế hoạch nào"),
        ("plan_duties", KEEPER, [plan], "", "Tham mưu tuyên truyền"),
        ("plan_reports", KEEPER, [plan], "", "Lập báo cáo"),
        ("plan_reports", "tiepnhan.anhoa", [plan], "", "Báo cáo tổng kết"),
        ("plan_reports", KEEPER, [plan], "", "Kế hoạch yêu cầu báo cáo"),
        ("plan_ties", KEEPER, [plan], "", "gắn tay"),
        ("plan_ties", "tiepnhan.anhoa", [plan], "", "Đã sửa gắn kết"),
        ("plan_task_ties", KEEPER, [task("5").public_id], "", "Trả lời tồn tại nào"),
        ("plan_task_ties", "tiepnhan.anhoa", [task("5").public_id], "", "Làm cho chỉ tiêu nào"),
        ("plan_target_ties", KEEPER, [stage.rate().public_id], "", "Lưu gắn kết"),
        *(
            ("plan_report", who, [report], "", says)
            for report, who, says in zip(
                stage.plan.reports.order_by("pk").values_list("public_id", flat=True),
                (KEEPER, KEEPER, LEADER),
                ("Tải báo cáo đã ký", "Lưu lời báo cáo", "Chưa ký được"),
                strict=True,
            )
        ),
        ("plan_mine", OFFICER, [], "", "Cần khắc phục sau kiểm tra"),
        ("plan_mine", "truongphong.xahoi.anhoa", [], "", "Phiếu chờ ông/bà trả lời"),
        ("plan_mine", LEADER, [], "", "Chờ ông/bà kiểm tra kết quả"),
        ("plan_late", "tiepnhan.anhoa", [], "", "Đơn vị chưa gửi thông tin"),
        ("plan_collections", KEEPER, [plan], "", "Gửi phiếu cho các đơn vị"),
        ("plan_collections", "kiemsoat.tinh", [stage.parent.public_id], "", "Hỏi cả cơ quan trực thuộc"),
        ("plan_collections", "tiepnhan.anhoa", [plan], "", "còn thiếu"),
        ("plan_collection", KEEPER, [stage.asked("economy").collection.public_id], "", "Khép lại đợt thu thập"),
        ("plan_collection", HEAD, [api.Collection.objects.get(title="Danh sách máy").public_id], "", "khép lại"),
        ("plan_input", HEAD, [stage.asked("economy").public_id], "", "1.250,5"),
        ("plan_input", KEEPER, [stage.asked("culture_society").public_id], "", "Gửi câu trả lời"),
        ("plan_input", "tiepnhan.anhoa", [stage.asked("culture_society").public_id], "", "Người trả lời:"),
        ("plan_inspections", KEEPER, [plan], "", "50 %"),
        ("plan_inspections", "kiemsoat.tinh", [stage.parent.public_id], "", "Chưa có cuộc kiểm tra nào."),
        ("plan_inspection", OFFICER, [held.public_id], "", "Kết luận cuộc kiểm tra"),
        ("plan_inspection", "tiepnhan.anhoa", [held.public_id], "", "Chưa đạt"),
        ("plan_inspection", KEEPER, [to_come.public_id], "", "Ghi được kết quả từ ngày"),
        ("plan_finding", OFFICER, [open_finding.public_id], "", "Báo đã khắc phục"),
        ("plan_finding", KEEPER, [closed_finding.public_id], "", "Trả lại, mở lại"),
        ("plan_sendings", KEEPER, [plan], "", "Thôi công bố"),
        ("plan_sendings", "tiepnhan.anhoa", [plan], "", "chờ xác nhận"),
        ("plan_incoming", KEEPER, [], "", "chờ xác nhận"),
        ("plan_incoming", "tiepnhan.thanhlam", [], "", "Chưa có văn bản nào"),
        ("plan_received", KEEPER, [stage.came.public_id], "", "Xác nhận đã nhận"),
        ("plan_received", "tiepnhan.anhoa", [stage.came.public_id], "", "Tải văn bản"),
        ("plan_problems", KEEPER, [plan], "", "Người dân chưa có thói quen"),
        ("plan_budget", KEEPER, [plan], "", "vượt"),
        ("plan_budget", "tiepnhan.anhoa", [plan], "", "45.000.000"),
    ]  # fmt: skip


# Looked at in tests of their own below.
ELSEWHERE = {"plan_reading"}
FILES = {
    "plan_feed", "plan_evidence", "plan_source", "plan_print", "plan_out", "plan_report_paper", "plan_received_file",
    "plan_collection_out", "plan_input_file", "plan_finding_file",
}  # fmt: skip
DEEDS = {
    "plan_bring", "plan_model", "plan_part", "plan_figure", "plan_spend", "plan_judge", "plan_head", "plan_add",
    "plan_withdraw", "plan_check",
}  # fmt: skip


def addresses_of_files_and_deeds(stage: PlanStage) -> dict[str, str]:
    plan, task = stage.plan, stage.task("6")
    arguments = {
        "plan_feed": [api.make_calendar_key(by=viewer(KEEPER))],
        "plan_evidence": [task.evidence_files.get().public_id],
        "plan_source": [plan.public_id], "plan_print": [plan.public_id, "ke-hoach"],
        "plan_out": [plan.public_id, "xlsx"], "plan_bring": [], "plan_check": [],
        "plan_model": [api.good_models().get().public_id], "plan_part": [stage.task("3").parts.all()[0].public_id],
        "plan_figure": [stage.rate().public_id], "plan_spend": [plan.budget.get().public_id],
        "plan_judge": ["nhiem-vu", task.public_id], "plan_head": [plan.public_id], "plan_add": [plan.public_id],
        "plan_withdraw": [plan.public_id], "plan_received_file": [stage.came.public_id],
        "plan_report_paper": [plan.reports.filter(state="draft")[0].public_id],
        "plan_collection_out": [stage.asked("economy").collection.public_id],
        "plan_input_file": [stage.asked("economy").public_id],
        "plan_finding_file": [api.Finding.objects.exclude(file=None)[0].public_id],
    }  # fmt: skip
    return {name: reverse(f"board:{name}", args=given) for name, given in arguments.items()}


def test_no_address_is_forgotten(stage: PlanStage) -> None:
    seen = {look[0] for look in looks(stage)}
    assert {each.name for each in urlpatterns} == seen | ELSEWHERE | FILES | DEEDS
    # What is no page really is none: a file is kept or subscribed to, a deed shows nothing when it is opened.
    with hour():
        keeper, found = signed_in(stage.staff(KEEPER).user, "password_totp"), addresses_of_files_and_deeds(stage)
    assert set(found) == FILES | DEEDS
    for name, address in found.items():
        answer = (Client() if name == "plan_feed" else keeper).get(address)
        shown = answer.status_code, answer["Content-Type"].split(";")[0] == "text/html"
        assert shown == ((200, False) if name in FILES else (405, True)), name


def test_every_page(stage: PlanStage, eyes: Eyes) -> None:
    for name, who, given, query, says in looks(stage):
        eyes.see(reverse(f"board:{name}", args=given) + query, who, says)
    eyes.done()


def test_a_file_on_its_way(stage: PlanStage, eyes: Eyes) -> None:
    with hour():
        found = {state: stage.arrival(state).public_id for state in ("waiting", "reading", "refused")}
    for state, says in (("waiting", "Chờ đọc"), ("reading", "thường mất chừng"), ("refused", "Chưa đọc được tệp này")):
        eyes.see(reverse("board:plan_reading", args=[found[state]]), KEEPER, says)
    eyes.see(reverse("board:plans"), KEEPER, "Tệp này không giống một kế hoạch.")
    eyes.done()


def test_the_page_goes_on_by_itself_and_keeps_what_stands(stage: PlanStage, eyes: Eyes) -> None:
    with hour():
        found = stage.arrival("waiting")
    page = eyes.of(KEEPER)[0]
    page.goto(eyes.address + reverse("board:plan_reading", args=[found.public_id]))
    page.evaluate("document.body.dataset.same = 'yes'")
    type(found).objects.filter(pk=found.pk).update(state="reading", began_at=found.at)
    expect(page.get_by_role("status").filter(has_text="Đang đọc")).to_be_visible(timeout=20_000)
    expect(page.get_by_text("thường mất chừng")).to_be_visible()
    assert page.evaluate("document.body.dataset.same") == "yes"
    type(found).objects.filter(pk=found.pk).update(state="read", plan=stage.fresh)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Máy hiểu kế hoạch")
    eyes.done()


# A form of the page, filled and sent as a browser would that does not look at it first.
SENT = """([action, deed, typed]) => {
  const form = [...document.querySelectorAll('main form')].find(each => (each.getAttribute('action') || '') === action
    && (!deed || each.querySelector(`[name=deed][value="${deed}"]`))
    && Object.keys(typed).every(name => each.elements[name]));
  if (!form) throw new Error(`no form for ${action} ${deed}`);
  for (const [name, value] of Object.entries(typed)) form.elements[name].value = value;
  form.noValidate = true;
  form.requestSubmit(form.querySelector(deed ? `[value="${deed}"]` : 'button'));
}"""
Refused = tuple[str, str, str, str, dict[str, str], str]  # page, who, action, deed, what is typed, what is said


def refusals(stage: PlanStage) -> list[Refused]:
    def at(name: str, *given: object) -> str:
        return reverse(f"board:{name}", args=given)

    plan, fresh, rate, task = stage.plan.public_id, stage.fresh.public_id, stage.rate(), stage.task("1").public_id
    item = stage.draft.tasks.get(confidence=0.4).public_id
    part = stage.task("2").parts.order_by("due")[0].public_id
    open_ = api.Obstacle.objects.order_by("pk")[0].public_id
    report = stage.plan.reports.filter(state="draft")[0].public_id
    asked, held = stage.asked("culture_society").public_id, stage.plan.inspections.order_by("day")[0].public_id
    finding = api.Finding.objects.order_by("pk")[0].public_id
    confirm, draft = at("plan_confirm", fresh), stage.draft.public_id
    return [
        (at("plans"), KEEPER, at("plan_bring"), "", {"text": "Phở bò: 45.000 đ"}, "không giống một kế hoạch"),
        (at("plans"), KEEPER, at("plan_bring"), "", {"text": " "}, "Xin chọn tệp kế hoạch"),
        (at("plan_target", rate.public_id), KEEPER, "", "", {"value": "x"}, "phải là một con số"),
        (at("plan_target", rate.public_id), KEEPER, "", "share", {f"share-{stage.unit}": "x"}, "phải là một con số"),
        (at("plan_budget", plan), KEEPER, at("plan_spend", stage.plan.budget.get().public_id), "", {"spent": "x"},
         "Số tiền là một số đồng"),
        (at("plan_budget", plan), KEEPER, "", "", {"amount": "nhiều"}, "Số tiền là một số đồng"),
        (at("plan_reports", plan), KEEPER, "", "", {"since": ""}, "Xin chọn ngày"),
        (at("plan_reports", plan), KEEPER, "", "settle", {"note": " "}, "Xin ghi số, ngày của báo cáo"),
        (at("plan_report", report), KEEPER, "", "", {"revision": "77"}, "vừa"),
        (at("plan_sendings", plan), KEEPER, "", "send", {"agency": "x"}, "Xin ghi nơi nhận"),
        (at("plan_collections", plan), KEEPER, "", "", {"title": " ", "due": "2199-01-01"}, "ít nhất một dòng"),
        (at("plan_input", asked), KEEPER, "", "", {"revision": "7"}, "đủ các dòng"),
        (at("plan_inspections", plan), KEEPER, "", "", {"day": "2026-01-01"}, "Xin ghi kiểm tra việc gì"),
        (at("plan_inspection", held), KEEPER, "", "conclude", {"words": " "}, "Xin ghi kết luận"),
        (at("plan_inspection", held), KEEPER, "", "finding", {"text": " ", "due": "2199-01-01"}, "Xin ghi tồn tại"),
        (at("plan_finding", finding), KEEPER, "", "close", {"words": " "}, "đã khắc phục thế nào"),
        (at("plan_task", task), KEEPER, "", "close", {"words": " "}, "Chưa có sản phẩm"),
        (at("plan_task", stage.task("2").public_id), KEEPER, at("plan_part", part), "", {"words": " "},
         "Chưa có sản phẩm"),
        (at("plan_task", task), KEEPER, "", "obstacle", {"words": " "}, "Xin viết vướng ở đâu"),
        (at("plan_task", task), KEEPER, "", "model", {"title": " "}, "Xin ghi đủ tên mô hình"),
        (at("plan_obstacle", open_), KEEPER, "", "", {"words": " "}, "Xin viết câu trả lời."),
        (confirm, KEEPER, at("plan_add", fresh), "", {"text": " "}, "Nội dung không được để trống."),
        (confirm, KEEPER, at("plan_head", fresh), "", {"title": " "}, "Kế hoạch phải có tên."),
        (confirm, KEEPER, at("plan_withdraw", fresh), "", {"words": " "}, "Xin ghi lý do"),
        (at("plan_confirm", draft), KEEPER, at("plan_judge", "nhiem-vu", item), "confirm", {"revision": "7"},
         "vừa được người khác sửa"),
        (at("plan_confirm", draft), KEEPER, at("plan_confirm", draft), "", {}, "máy đọc chưa chắc. Xin xem"),
        (at("plan_compare", draft), KEEPER, at("plan_confirm", draft), "", {"replaces": ""}, "từ một tệp khác"),
    ]  # fmt: skip


def test_what_is_refused_is_said(stage: PlanStage, eyes: Eyes) -> None:
    with hour():
        rows = refusals(stage)
    for path, who, action, deed, typed, says in rows:
        for page in eyes.of(who):
            page.goto(eyes.address + path)
            page.evaluate(UNFOLDED)
            with page.expect_navigation():
                page.evaluate(SENT, [action, deed, typed])
            eyes.look(page, f"{path} refused {typed}", says)
    eyes.done()


def test_versions_of_a_plan_that_ended(stage: PlanStage, eyes: Eyes) -> None:
    with hour():
        for items in (stage.draft.targets, stage.draft.tasks):
            items.update(confidence=1)
        api.confirm_plan(plan=stage.draft, by=viewer(KEEPER))
        api.withdraw_plan(plan=stage.parent, reason="Quyết định 5/QĐ-UBND bãi bỏ", by=viewer("kiemsoat.tinh"))
    eyes.see(reverse("board:plan", args=[stage.plan.public_id]), KEEPER, "27/KH-UBND")
    eyes.see(reverse("board:plan", args=[stage.draft.public_id]), KEEPER, "Đọc bản mới")
    eyes.see(reverse("board:plan_compare", args=[stage.draft.public_id]), "tiepnhan.anhoa", "bản 2: 27/KH-UBND")
    eyes.see(reverse("board:plan", args=[stage.parent.public_id]), "kiemsoat.tinh", "118/KH-UBND")
    eyes.done()


IN_SIGHT = """now => { const box = now.closest('.scroll').getBoundingClientRect(), at = now.getBoundingClientRect();
  return at.left > box.left && at.right < box.right; }"""


def test_the_time_line_opens_at_today(stage: PlanStage, eyes: Eyes) -> None:
    """On a phone it is wider than its box: what is past lies to the left."""
    for page in eyes.of(KEEPER):
        page.goto(eyes.address + reverse("board:plan", args=[stage.plan.public_id]))
        line = page.locator(".timeline [data-now]")
        assert line.evaluate(IN_SIGHT), page.viewport_size
    box = page.locator(".scroll:has(.timeline)")
    box.evaluate("each => { each.scrollLeft = 0; }")
    assert not line.evaluate(IN_SIGHT), "the phone shows the whole line: the test sees nothing"
    eyes.done()
