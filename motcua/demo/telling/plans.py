"""A year of plans: a province's, a commune's under it, its change; tasks in every state, told with the real actions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from ruamel.yaml import YAML

from motcua.base.actor import Actor, system
from motcua.base.clock import HO_CHI_MINH, freeze, today
from motcua.base.jobs.registry import task_named
from motcua.demo.telling.plan_texts import FOLDER, plan_text
from motcua.demo.telling.script import moment_of, working_day
from motcua.directory.api import (
    Agency,
    Staff,
    Unit,
    User,
    Viewer,
    agency,
    deactivate_staff,
    grant_role,
    viewer_of_staff,
)
from motcua.papers.api import render
from motcua.plans import api
from motcua.plans.api import Finding, Input, Inspection, Obstacle, OwedReport, Part, Plan, Portion, Target, Task
from motcua.rules.codes import Role

PATH = Path(__file__).parent.parent / "data" / "plans.yaml"
BY = system("demo")
HERE = "H99.31"
WATCH, LAY_OUT = "plans.watch_deadlines", "plans.lay_out_parts"
# Days before or after a last day on which somebody is reminded.
STEPS = (3, 0, -1, -8, -15)
DELIVERED_BEFORE = 4
Row = dict[str, Any]


@cache
def _written() -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe").load(PATH.read_text(encoding="utf-8"))
    return found


def tell_plans() -> None:
    """Make the year of plans unless there is one already. Raises what the actions raise."""
    if Plan.objects.exists():
        return
    teller = _Teller()
    rows = sorted(_written()["story"], key=lambda row: moment_of(row["day"], row["time"]))
    teller.employ()
    day = working_day(rows[0]["day"])
    for row in rows:
        day = teller.pass_days(day, working_day(row["day"]))
        with freeze(moment_of(row["day"], row["time"])):
            ACTS[row["do"]](teller, row)
    teller.pass_days(day, today())
    task_named(WATCH).work()


class _Teller:
    """What the story needs to know while it is told."""

    def __init__(self) -> None:
        self.plans: dict[str, Plan] = {}
        self.followed: Plan | None = None
        self.home: Agency = agency(HERE)
        # Counted from the true today, before any of the past is told.
        self.texts = {each.name: plan_text(each.name).encode() for each in sorted(FOLDER.glob("*.txt"))}
        self.year = working_day(0).year
        self.still_owed = working_day(12)

    def employ(self) -> None:
        """Somebody who will have left by the end."""
        said = _written()["left"]
        if Staff.objects.filter(user__username=said["user"]).exists():
            return
        user = User(username=said["user"])
        user.set_unusable_password()
        user.save()
        place = agency(said["agency"])
        unit = Unit.objects.get(agency=place, code=said["unit"])
        person = Staff.objects.create(user=user, full_name=said["name"], title=said["title"], agency=place, unit=unit)
        since = working_day(_written()["story"][0]["day"])
        grant_role(staff=person, role=Role.OFFICER, unit=unit, valid_from=since, reason="Bản dùng thử", by=BY)

    def viewer(self, name: str) -> Viewer:
        """An account by name; of An Hòa unless it says where."""
        where = name if name.rpartition(".")[2] in ("tinh", "anhoa", "thanhlam", "tanson") else f"{name}.anhoa"
        return viewer_of_staff(Staff.objects.select_related("agency", "unit", "user").get(user__username=where))

    def task(self, row: Row) -> Task:
        """The task with the number of the row, in the version that is followed."""
        wanted = Task.objects.select_related("plan__agency", "unit", "staff")
        return wanted.get(plan=self.plan, number=row["task"])

    def target(self, row: Row) -> Target:
        """As `task`, the target."""
        return Target.objects.select_related("plan__agency").get(plan=self.plan, number=row["target"])

    @property
    def plan(self) -> Plan:
        """The version that is followed."""
        if self.followed is None:
            raise LookupError("no plan yet")
        return self.followed

    def pass_days(self, since: date, until: date) -> date:
        """The days between, with what recurs and who is reminded on them; answers `until`."""
        day = since
        while day < until:
            first_of_next = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
            end = min(until, first_of_next)
            with freeze(_morning(end)):
                task_named(LAY_OUT).work()
            for each in sorted(self._days_with_work(day, end)):
                with freeze(_morning(each)):
                    self._deliver(each)
                    self._remind(each)
            day = end
        return until

    def _days_with_work(self, after: date, end: date) -> set[date]:
        """Days after `after` up to `end` on which something recurring is delivered or somebody is reminded."""
        near = (after - timedelta(days=20), end + timedelta(days=20))
        dues: set[date | None] = {*_open_parts().filter(due__range=near).values_list("due", flat=True)}
        dues |= {*_open_tasks().filter(due__range=near).values_list("due", flat=True)}
        dues |= {*Obstacle.objects.filter(state="open", due__range=near).values_list("due", flat=True)}
        dues |= {*_open_inputs().filter(collection__due__range=near).values_list("collection__due", flat=True)}
        dues |= {*_open_findings().filter(due__range=near).values_list("due", flat=True)}
        dues |= {*_open_inspections().filter(day__range=near).values_list("day", flat=True)}
        dues |= {*_open_reports().filter(due__range=near).values_list("due", flat=True)}
        days = {due - timedelta(days=step) for due in dues if due for step in STEPS}
        days |= {_delivered_on(due) for due in dues if due}
        return {each for each in days if after < each <= end}

    def _deliver(self, day: date) -> None:
        """What recurs is delivered some days before its last day, but for what the present shows as late or open."""
        near = (day, day + timedelta(days=DELIVERED_BEFORE + 3))
        due = _open_parts().filter(due__range=near, task__number__in=("2", "6", "8"), task__plan=self.followed)
        for part in due.select_related("task__plan__agency", "task__staff__user"):
            forgotten = part.task.number == "8" and part.period.endswith("Q3")
            if _delivered_on(part.due) == day and not forgotten:
                who = part.task.staff.user.username if part.task.staff else "kiemsoat"  # not given to anybody yet
                kind, period = part.task.product, api.period_words(part.period)
                words = f"{kind.removesuffix(' tháng')} {period}"
                api.close_part(part=part, evidence_text=words, by=self.viewer(who))

        self._report(day, near)

    def _report(self, day: date, near: tuple[date, date]) -> None:
        """The reports the plans ask for are sent; the last ones are still owed, as somebody signs them today."""
        for owed in _open_reports().filter(due__range=near, due__lt=self.still_owed):
            if _delivered_on(owed.due) != day:
                continue
            if owed.span.rhythm == "year" and owed.plan.agency.code == HERE:
                self._write_for_the_year(owed)
            who = "kiemsoat" if owed.plan.agency.code == HERE else "kiemsoat.tinh"
            note = f"Báo cáo {api.period_words(owed.period)}, gửi qua Trục liên thông văn bản"
            api.settle_owed(owed=owed, note=note, by=self.viewer(who))

    def _write_for_the_year(self, owed: OwedReport) -> None:
        """The report on a year is drawn up from the plan's own figures. It went out on paper: nothing is signed here
        before the days the history of dossiers begins, and it must not stand there as late for months."""
        keeper = self.viewer("kiemsoat")
        made = api.draft_owed(owed=owed, by=keeper)
        api.write_report(report=made, revision=made.revision, by=keeper, **_written()["year"])

    def _remind(self, day: date) -> None:
        """What the hourly watch would do this day, asked only where a step is reached."""
        dues = [day + timedelta(days=step) for step in STEPS]
        tasks = _open_tasks().filter(due__in=dues).select_related("plan__agency", "staff", "unit")
        parts = _open_parts().filter(due__in=dues).select_related("task__plan__agency", "task__staff", "task__unit")
        waiting = Obstacle.objects.filter(state="open", due__in=dues).select_related("plan__agency", "task", "owner")
        for task in tasks:
            api.remind(task=task, by=BY)
        for part in parts:
            api.remind_part(part=part, by=BY)
        for obstacle in waiting:
            api.remind_obstacle(obstacle=obstacle, by=BY)
        for asked in _open_inputs().filter(collection__due__in=dues):
            api.remind_input(asked=asked, by=BY)
        for finding in _open_findings().filter(due__in=dues):
            api.remind_finding(finding=finding, by=BY)
        for inspection in _open_inspections().filter(day__in=dues):
            api.remind_inspection(inspection=inspection, by=BY)
        for owed in _open_reports().filter(due__in=dues):
            api.remind_report(owed=owed, by=BY)


def _delivered_on(due: date) -> date:
    """Some days before the last day, on a Friday where that is a weekend."""
    day = due - timedelta(days=DELIVERED_BEFORE)
    return day - timedelta(days=max(day.weekday() - 4, 0))


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(7, 5), tzinfo=HO_CHI_MINH)


def _open_tasks() -> QuerySet[Task]:
    return Task.objects.filter(plan__state="confirmed", state="confirmed", stage__in=["open", "in_progress"])


def _open_parts() -> QuerySet[Part]:
    return Part.objects.filter(task__plan__state="confirmed", task__stage__in=["open", "in_progress"], closed_at=None)


def _open_inputs() -> QuerySet[Input]:
    wanted = Input.objects.filter(answered_at=None, collection__closed_at=None)
    return wanted.select_related("collection__plan__agency", "agency", "unit")


def _open_findings() -> QuerySet[Finding]:
    wanted = Finding.objects.filter(closed_at=None)
    return wanted.select_related("inspection__plan__agency", "inspection__leader", "unit", "staff")


def _open_inspections() -> QuerySet[Inspection]:
    held = Inspection.objects.filter(concluded_at=None, plan__state="confirmed")
    return held.select_related("plan__agency", "leader")


def _open_reports() -> QuerySet[OwedReport]:
    owed = OwedReport.objects.filter(settled_at=None, plan__state="confirmed")
    return owed.select_related("plan__agency")


def _bring(teller: _Teller, row: Row) -> None:
    viewer = teller.viewer(row["by"])
    place = viewer.staff.agency if viewer.staff else teller.home
    replaced = teller.plans.get(row.get("replaces", ""))
    teller.plans[row["plan"]], _made = api.import_plan(
        content=teller.texts[f"{row['plan']}.txt"], name=f"{row['plan']}.txt", agency=place, by=viewer,
        replaces=replaced,
    )  # fmt: skip
    if row["plan"] == "commune":
        teller.followed = teller.plans["commune"]


def _confirm(teller: _Teller, row: Row) -> None:
    plan, viewer = teller.plans[row["plan"]], teller.viewer(row["by"])
    plan.refresh_from_db()
    for item in [each for each in api.to_confirm(plan) if each.confidence < api.SURE_ENOUGH]:
        api.confirm_item(item=item, revision=item.revision, by=viewer)
    api.confirm_plan(plan=plan, by=viewer)
    if plan.agency_id == teller.home.pk:
        teller.followed = plan


def _add(teller: _Teller, row: Row) -> None:
    values = {
        "text": row["text"],
        "number": row["number"],
        "comparator": "=",
        "metric": "other",
        "year": str(teller.year),
    }
    api.add_item(
        plan=teller.plans[row["plan"]], kind=Target, values=values, line=row["line"], by=teller.viewer(row["by"])
    )


def _correct(teller: _Teller, row: Row) -> None:
    task = teller.task(row)
    api.correct_item(item=task, values={"product": row["product"]}, revision=0, by=teller.viewer(row["by"]))


def _link(teller: _Teller, row: Row) -> None:
    api.link_above(plan=teller.plans["commune"], above=teller.plans["province"], by=teller.viewer(row["by"]))
    teller.plans["commune"].refresh_from_db()


def _assign(teller: _Teller, row: Row) -> None:
    unit = Unit.objects.get(agency=teller.home, code=row["unit"])
    api.assign_task(task=teller.task(row), unit=unit, staff=teller.viewer(row["to"]).staff, by=teller.viewer(row["by"]))


def _target(teller: _Teller, row: Row) -> None:
    unit = Unit.objects.get(agency=teller.home, code=row["unit"])
    api.assign_target(target=teller.target(row), unit=unit, staff=None, by=teller.viewer(row["by"]))


def _share(teller: _Teller, row: Row) -> None:
    portions = [
        Portion(Decimal(value), unit=Unit.objects.get(agency=teller.home, code=code))
        for code, value in row["shares"].items()
    ]
    api.share_target(target=teller.target(row), portions=portions, by=teller.viewer(row["by"]))


def _money(teller: _Teller, row: Row) -> None:
    task = teller.task(row)
    api.add_budget(
        plan=task.plan, task=task, text=row["text"], source=row["source"], year=teller.year,
        amount=row["amount"], by=teller.viewer(row["by"]),
    )  # fmt: skip


def _spend(teller: _Teller, row: Row) -> None:
    line = teller.task(row).budget.select_related("plan__agency").get()
    api.spend_budget(
        line=line, spent=row["spent"], voucher=row["words"], revision=line.revision, by=teller.viewer(row["by"])
    )


def _figure(teller: _Teller, row: Row) -> None:
    day = date(teller.year - 1, 12, 31) if row.get("year_before") else today()
    api.enter_figure(
        target=teller.target(row), value=Decimal(row["value"]), as_of=min(day, today()), source=row["source"],
        by=teller.viewer(row["by"]),
    )  # fmt: skip


def _report(teller: _Teller, row: Row) -> None:
    api.report_progress(task=teller.task(row), note=row["words"], by=teller.viewer(row["by"]))


def _close(teller: _Teller, row: Row) -> None:
    task, viewer = teller.task(row), teller.viewer(row["by"])
    kept = api.add_evidence(
        task=task, content=_paper(teller, row), name=f"{row['file']}.pdf", title=row["words"], by=viewer
    )
    api.close_task(task=task, evidence_text=row["words"], evidence=kept.file, by=viewer)


def _start(teller: _Teller, row: Row) -> None:
    api.start_days(task=teller.task(row), on=today(), about=row["words"], by=teller.viewer(row["by"]))


def _part(teller: _Teller, row: Row) -> None:
    task, viewer = teller.task(row), teller.viewer(row["by"])
    part = task.parts.select_related("task__plan__agency").filter(closed_at=None).order_by("due").last()
    if part is None:
        raise LookupError(row["task"])
    kept = api.add_evidence(
        task=task, part=part, content=_paper(teller, row), name=f"{row['file']}.pdf", title=row["words"], by=viewer
    )
    api.close_part(part=part, evidence_text=row["words"], evidence=kept.file, by=viewer)


def _obstacle(teller: _Teller, row: Row) -> None:
    api.raise_obstacle(
        item=teller.task(row), text=row["words"], proposes_change=bool(row.get("change")), by=teller.viewer(row["by"])
    )


def _asked(teller: _Teller, row: Row) -> Obstacle:
    return Obstacle.objects.select_related("plan__agency", "task", "target").get(task=teller.task(row))


def _answer(teller: _Teller, row: Row) -> None:
    api.reply(obstacle=_asked(teller, row), text=row["words"], by=teller.viewer(row["by"]))


def _settle(teller: _Teller, row: Row) -> None:
    api.settle_obstacle(obstacle=_asked(teller, row), by=teller.viewer(row["by"]))


def _model(teller: _Teller, row: Row) -> None:
    said = {key: row[key] for key in ("title", "how", "result", "contact")}
    api.mark_model(task=teller.task(row), by=teller.viewer(row["by"]), **said)


def _tie(teller: _Teller, row: Row) -> None:
    """What the words do not tell: this task works for that target too."""
    item, target = teller.task(row), teller.target(row)
    ties = api.ties_of(item.plan)
    items = {each.public_id for each in ties.targets_of(item)} | {target.public_id}
    api.tie_item(item=item, items=items, problems=ties.problems_of(item), by=teller.viewer(row["by"]))


def _check(teller: _Teller, row: Row) -> None:
    api.check_task(task=teller.task(row), by=teller.viewer(row["by"]))


def _ask(teller: _Teller, row: Row) -> None:
    api.ask_inputs(
        plan=teller.plan, title=row["title"], words=row["words"], due=today() + timedelta(days=row["within"]),
        lines=[(name, unit) for name, unit in row["lines"]],
        units=Unit.objects.filter(agency=teller.home, code__in=row["units"]), by=teller.viewer(row["by"]),
    )  # fmt: skip


def _give(teller: _Teller, row: Row) -> None:
    asked = _open_inputs().get(unit__code=row["unit"])
    api.give_input(asked=asked, values=row["values"], revision=asked.revision, by=teller.viewer(row["by"]))


def _inspect(teller: _Teller, row: Row) -> None:
    leader = teller.viewer(row["leader"]).staff
    if leader is None:
        raise LookupError(row["leader"])
    api.plan_inspection(
        plan=teller.plan, title=row["title"], place=row["place"], day=today(), leader=leader, lines=row["lines"],
        team=row["team"], by=teller.viewer(row["by"]),
    )  # fmt: skip


def _held(teller: _Teller) -> Inspection:
    return Inspection.objects.select_related("plan__agency", "leader").get(plan=teller.plan)


def _look(teller: _Teller, row: Row) -> None:
    api.look_at_lines(inspection=_held(teller), found=row["found"], by=teller.viewer(row["by"]))


def _finding(teller: _Teller, row: Row) -> None:
    held = _held(teller)
    api.raise_finding(
        inspection=held, line=held.lines.get(position=row["line"]), text=row["text"], remedy=row["remedy"],
        unit=Unit.objects.get(agency=teller.home, code=row["unit"]), staff=teller.viewer(row["to"]).staff,
        due=today() + timedelta(days=row["within"]), by=teller.viewer(row["by"]),
    )  # fmt: skip


def _conclude(teller: _Teller, row: Row) -> None:
    api.conclude_inspection(inspection=_held(teller), words=row["words"], by=teller.viewer(row["by"]))


def _mend(teller: _Teller, row: Row) -> None:
    finding = _open_findings().get(line__position=row["finding"])
    api.close_finding(finding=finding, words=row["words"], by=teller.viewer(row["by"]))


def _send(teller: _Teller, row: Row) -> None:
    api.send_out(plan=teller.plans[row["plan"]], way="here", to=agency(row["to"]), by=teller.viewer(row["by"]))


def _acknowledge(teller: _Teller, row: Row) -> None:
    viewer = teller.viewer(row["by"])
    api.acknowledge(sending=api.came_in(viewer)[0], by=viewer)


def _publish(teller: _Teller, row: Row) -> None:
    api.publish_plan(plan=teller.plan, public=True, by=teller.viewer(row["by"]))


def _draw_up(teller: _Teller, row: Row) -> None:
    """A report on the days before, with its words; signed, the job follows when the clock of the story comes there."""
    keeper = teller.viewer(row["by"])
    made = api.draft_report(
        plan=teller.plan, kind=row["kind"], extract=row.get("extract", ""), by=keeper,
        since=today() - timedelta(days=row["days"]), until=today(),
    )  # fmt: skip
    words = {name: row.get(name, "") for name in ("assessment", "next_steps", "proposals")}
    api.write_report(report=made, revision=made.revision, by=keeper, **words)
    if "signer" in row:
        api.sign_report(report=made, revision=made.revision, by=teller.viewer(row["signer"]))


def _copy(teller: _Teller, row: Row) -> None:
    api.copy_model(model=api.good_models()[0], by=teller.viewer(row["by"]))


def _leaves(teller: _Teller, row: Row) -> None:
    person = Staff.objects.select_related("agency").get(user__username=_written()["left"]["user"])
    by: Viewer | Actor = teller.viewer(row["by"])
    deactivate_staff(staff=person, by=by)


def _paper(teller: _Teller, row: Row) -> bytes:
    """A page such as an office would scan: what it is, of which day, for which task."""
    place = teller.home
    return render(
        "plan",
        {
            "kind": row["file"],
            "about": row["words"],
            "agency": {"name": place.name, "parent": place.parent.name if place.parent else "", "place": "An Hòa"},
            "sections": [{"title": "Nội dung", "lines": [f"Sản phẩm của nhiệm vụ {row['task']}: {row['words']}."]}],
            "signer": {"title": "Chủ tịch", "name": "Trần Quang Vinh", "authority": "TM. Ủy ban nhân dân"},
        },
    )


ACTS: dict[str, Callable[[_Teller, Row], None]] = {
    "bring": _bring,
    "confirm": _confirm,
    "add": _add,
    "correct": _correct,
    "link": _link,
    "assign": _assign,
    "target": _target,
    "share": _share,
    "money": _money,
    "spend": _spend,
    "figure": _figure,
    "report": _report,
    "close": _close,
    "start": _start,
    "part": _part,
    "obstacle": _obstacle,
    "answer": _answer,
    "settle": _settle,
    "send": _send,
    "acknowledge": _acknowledge,
    "publish": _publish,
    "draw_up": _draw_up,
    "model": _model,
    "check": _check,
    "tie": _tie,
    "ask": _ask,
    "give": _give,
    "inspect": _inspect,
    "look": _look,
    "finding": _finding,
    "conclude": _conclude,
    "mend": _mend,
    "copy": _copy,
    "leaves": _leaves,
}
