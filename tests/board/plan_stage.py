"""Plans in every state that a page of theirs can show, made with the real reader and the real actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

from PIL import Image

from motcua.base.actor import system
from motcua.base.clock import now, today
from motcua.directory.api import Agency, Staff, Unit, Viewer, make_demo, viewer_of_staff
from motcua.papers.api import issue
from motcua.plans import api
from motcua.plans.actions.sign_report import close_signing, fail_signing
from motcua.plans.models import Arrival, OwedReport
from motcua.plans.tasks.lay_out_parts import lay_out_parts
from motcua.plans.tasks.watch_deadlines import watch_deadlines
from tests.desk.town import hour
from tests.plans.conftest import PLAN_FILE
from tests.plans.test_cascade import ABOVE
from tests.plans.test_parts import ROWS, SAID

# What nobody can break into lines, as people paste it.
LONG = "https://vanban.example.vn/" + "ke-hoach-trien-khai-dich-vu-cong-truc-tuyen" * 3
KEEPER, LEADER, HEAD, OFFICER = "kiemsoat.anhoa", "chutich.anhoa", "truongphong.kinhte.anhoa", "kinhte.anhoa"


def plan_text() -> str:
    """The plan with everything that recurs, and a task that was done."""
    text = PLAN_FILE.read_text("utf-8")
    for number, words in ROWS.items():
        text = text.replace(SAID[number], words)
    return f"{text}6\tBố trí bàn hỗ trợ tại chợ trung tâm\tPhòng Kinh tế\t\tQuý II/2026\tBiên bản\n"


def photograph() -> bytes:
    out = BytesIO()
    Image.new("RGB", (300, 200), "white").save(out, "PNG")
    return out.getvalue()


@dataclass
class PlanStage:
    """One commune. `plan` is followed, `draft` its next version to confirm, `fresh` a first one, above it `parent`."""

    here: Agency
    plan: api.Plan
    draft: api.Plan
    fresh: api.Plan
    parent: api.Plan
    came: api.Sending

    @property
    def unit(self) -> str:
        """The unit that has a share of the target."""
        return Unit.objects.filter(agency=self.here, active=True).order_by("code")[0].code

    def staff(self, username: str) -> Staff:
        return staff(username)

    def task(self, number: str) -> api.Task:
        return api.Task.objects.select_related("plan__agency", "unit", "staff").get(plan=self.plan, number=number)

    def asked(self, code: str) -> api.Input:
        """What a unit is asked in the collection that is still open."""
        wanted = api.Input.objects.select_related("collection__plan__agency", "agency", "unit")
        return wanted.get(collection__plan=self.plan, collection__closed_at=None, unit__code=code)

    def rate(self) -> api.Target:
        """The target with figures, shares, and a plan above that asks for more."""
        return self.plan.targets.select_related("plan__agency").get(metric="online_dossier_rate", year=2026)

    def arrival(self, state: str) -> Arrival:
        """A file on its way, or one that could not be read."""
        found = Arrival.objects.create(
            agency=self.here, file=self.plan.source, state=state, pages=12, by="staff:x", at=now(),
            began_at=None if state == "waiting" else now(),
            trouble="Tệp này không giống một kế hoạch." if state == "refused" else "",
        )  # fmt: skip
        return found


def staff(username: str) -> Staff:
    return Staff.objects.select_related("agency", "unit", "user").get(user__username=username)


def viewer(username: str) -> Viewer:
    return viewer_of_staff(staff(username))


def make_plans() -> PlanStage:
    """Fifteen months of a commune and its plan, up to the morning of the tests."""
    with hour(days=-440):
        make_demo(by=system("test"))
        here, province = Agency.objects.get(code="H99.31"), Agency.objects.get(code="H99")
        parent = in_force(read(ABOVE, province), "kiemsoat.tinh")
        plan = in_force(read(plan_text(), here), KEEPER)
        came = api.send_out(plan=parent, way="here", to=here, by=viewer("kiemsoat.tinh"))
    stage = PlanStage(here, plan, plan, plan, parent, came)
    with hour(days=-400):
        _worked_on(stage)
    with hour(days=-60):
        _asked_and_answered(stage)
        lay_out_parts()
        _reported(stage)
        _collected(stage)
        _inspected(stage)
        api.check_task(task=stage.task("6"), by=viewer(LEADER))
        rate = stage.rate().public_id
        api.tie_item(item=stage.task("5"), items={rate}, problems={0}, by=viewer(KEEPER))
        OwedReport.objects.create(
            plan=stage.plan, line=0, period="2026-Q3", since="2026-07-01", until="2026-09-30", due="2026-10-05"
        )
    with hour(days=-20):
        watch_deadlines()
        stage.draft = read(plan_text().replace("trên 85%", "trên 90%").replace("chợ trung tâm", "chợ xã"), here)
        stage.fresh = read(PLAN_FILE.read_text("utf-8").replace("27/KH-UBND", "90/KH-UBND"), here)
        _half_looked_at(stage.draft)
    return stage


def read(text: str, agency: Agency) -> api.Plan:
    return api.import_plan(content=text.encode(), name="ke-hoach.txt", agency=agency, by=system("test"))[0]


def in_force(plan: api.Plan, who: str) -> api.Plan:
    for item in api.to_confirm(plan):
        api.confirm_item(item=item, revision=item.revision, by=viewer(who))
    return api.confirm_plan(plan=plan, by=viewer(who))


def _worked_on(stage: PlanStage) -> None:
    keeper, rate, officer = viewer(KEEPER), stage.rate(), staff(OFFICER)
    api.link_above(plan=stage.plan, above=stage.parent, by=keeper)
    done, part = stage.task("6"), stage.task("3").parts.select_related("task__plan__agency").order_by("due")[0]
    api.assign_task(task=done, unit=officer.unit, staff=officer, by=keeper)
    api.report_progress(task=done, note=f"Đã khảo sát: {LONG}", by=viewer(OFFICER))
    api.add_evidence(task=done, content=photograph(), name="bien-ban.png", title=f"Biên bản {LONG}", by=keeper)
    api.close_task(task=done, evidence_text="Biên bản 12/BB-UBND ngày 20/10/2025", by=keeper)
    api.close_part(part=part, evidence_text="03 bộ máy tính, biên bản 4/BB", by=keeper)
    api.mark_model(
        task=done, title="Bàn hỗ trợ ở chợ", how="Đặt bàn\nmỗi phiên chợ", result="120 hồ sơ", contact=LONG, by=keeper
    )
    unit = Unit.objects.get(agency=stage.here, code=stage.unit)
    api.share_target(
        target=rate, portions=[api.Portion(Decimal(80), unit=unit), api.Portion(Decimal(88), staff=officer)], by=keeper
    )
    api.enter_figure(target=rate, value=Decimal("82.5"), as_of=date(2025, 10, 1), source=f"BC 9, {LONG}", by=keeper)
    line = api.add_budget(
        plan=stage.plan, task=done, text="Bàn ghế", source="Ngân sách xã", year=2025, amount=45_000_000, by=keeper
    )
    api.spend_budget(line=line, spent=46_000_000, voucher="PC 12", revision=line.revision, by=keeper)


def _asked_and_answered(stage: PlanStage) -> None:
    item = stage.task("3")
    for words, answered in ((f"Giá máy vượt dự toán {LONG}", False), ("Chưa có chỗ đặt máy", True)):
        found = api.raise_obstacle(item=item, text=words, proposes_change=not answered, by=viewer(HEAD))
        if answered:
            api.reply(obstacle=found, text="Đặt ở nhà văn hóa", by=viewer(KEEPER))


def _reported(stage: PlanStage) -> None:
    """A report that is signed and sent, one that waits for its words, one that could not be signed; all is public."""
    keeper, plan = viewer(KEEPER), stage.plan
    for kind in ("periodic", "final", "ad_hoc"):
        api.draft_report(plan=plan, kind=kind, since=date(2025, 9, 1), until=date(2025, 12, 31), by=keeper)
    signed, waiting, failed = plan.reports.select_related("plan__agency").order_by("pk")
    words = {"assessment": f"Đúng tiến độ. {LONG}", "next_steps": "Làm tiếp", "proposals": "Thêm máy"}
    for each in (signed, waiting):
        api.write_report(report=each, revision=each.revision, by=keeper, **words)
    for each in (signed, failed):
        api.sign_report(report=each, revision=each.revision, by=viewer(LEADER))
    paper = issue(kind="plan", agency=stage.here.code, pdf=b"%PDF-1.7", subject="", by=system("test"))
    close_signing(report=signed, attempt=1, paper=paper, by=system("test"))
    fail_signing(report=failed, attempt=1, reason=f"Chưa có chứng thư số. {LONG}", final=True, by=system("test"))
    signed.refresh_from_db()
    for report in (None, signed):
        api.send_out(plan=plan, report=report, way="here", to=stage.parent.agency, by=keeper)
        api.send_out(plan=plan, report=report, way="axis", name=f"Sở {LONG}", note="CV 12/UBND-VP", by=keeper)
    api.publish_plan(plan=plan, public=True, by=keeper)


def _collected(stage: PlanStage) -> None:
    """One unit answered, with a file; the others are late; another collection is closed."""
    units, due = list(Unit.objects.filter(agency=stage.here, active=True)), today() + timedelta(days=5)
    lines = [(f"Số hồ sơ {LONG}", "hồ sơ"), ("Khó khăn", "")]
    for title in (f"Số liệu quý {LONG}", "Danh sách máy"):
        made = api.ask_inputs(
            plan=stage.plan, title=title, words=f"Xem {LONG}", lines=lines, due=due, units=units, by=viewer(KEEPER)
        )
    api.close_collection(collection=made, by=viewer(KEEPER))
    asked = stage.asked("economy")
    api.give_input(
        asked=asked, values=["1250,5", f"Thiếu máy {LONG}"], revision=0, note=LONG, content=photograph(),
        name="bieu-mau-so-lieu-cua-phong-kinh-te.png", by=viewer(HEAD),
    )  # fmt: skip


def _inspected(stage: PlanStage) -> None:
    """One inspection with an open finding that is late by now and one that is closed; one that is still to come."""
    keeper, day = viewer(KEEPER), today()
    for title, when in ((f"Tiếp nhận {LONG}", day), ("Số hóa", day + timedelta(days=300))):
        api.plan_inspection(
            plan=stage.plan, title=title, place=f"Một cửa {LONG}", day=when, leader=staff(OFFICER), team=LONG,
            lines=["Niêm yết", f"Biển tên {LONG}", "Máy quét"], by=keeper,
        )  # fmt: skip
    held = stage.plan.inspections.select_related("plan__agency", "leader").order_by("day")[0]
    api.look_at_lines(inspection=held, found={1: "fit", 2: "unfit"}, by=viewer(OFFICER))
    unit = staff(OFFICER).unit
    for text in ("Thiếu biển tên", "Thiếu niêm yết"):
        found = api.raise_finding(
            inspection=held, text=f"{text} {LONG}", remedy=f"Làm thêm {LONG}", due=day + timedelta(days=10), unit=unit,
            staff=staff(OFFICER), by=keeper,
        )  # fmt: skip
    api.close_finding(
        finding=found, words=f"Đã làm {LONG}", content=photograph(), name="anh-chup-bien-ten.png", by=viewer(OFFICER)
    )
    api.reopen_finding(finding=found, reason=f"Chưa đủ {LONG}", by=keeper)
    api.close_finding(finding=found, words="Đã làm đủ", content=photograph(), name="anh.png", by=viewer(OFFICER))


def _half_looked_at(plan: api.Plan) -> None:
    """One item right, one put right, one dropped, one that the reader is not sure of."""
    keeper, items = viewer(KEEPER), list(plan.tasks.select_related("plan__agency").order_by("position"))
    api.correct_item(item=items[0], values={"product": "Kế hoạch số 40"}, revision=0, by=keeper)
    api.confirm_item(item=items[1], revision=0, by=keeper)
    api.drop_item(item=items[2], revision=0, by=keeper)
    plan.tasks.filter(pk=items[3].pk).update(confidence=0.4)
