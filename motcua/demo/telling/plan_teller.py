"""Who acts in the story of plans, and what happens by itself on the days between: what recurs is delivered, the late
are reminded."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from motcua.base.actor import system
from motcua.base.clock import HO_CHI_MINH, freeze
from motcua.base.jobs.registry import task_named
from motcua.demo.telling.plan_texts import FOLDER, plan_text
from motcua.demo.telling.script import working_day
from motcua.directory.api import Agency, Staff, Unit, User, Viewer, agency, grant_role, viewer_of_staff
from motcua.plans import api
from motcua.plans.api import OwedReport, Plan, Target, Task
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
def written() -> dict[str, Any]:
    """The file as it is."""
    found: dict[str, Any] = YAML(typ="safe").load(PATH.read_text(encoding="utf-8"))
    return found


class Teller:
    """What the story needs to know while it is told, and what happens by itself on the days that pass."""

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
        said = written()["left"]
        if Staff.objects.filter(user__username=said["user"]).exists():
            return
        user = User(username=said["user"])
        user.set_unusable_password()
        user.save()
        place = agency(said["agency"])
        unit = Unit.objects.get(agency=place, code=said["unit"])
        person = Staff.objects.create(user=user, full_name=said["name"], title=said["title"], agency=place, unit=unit)
        since = working_day(written()["story"][0]["day"])
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

    def unit(self, code: str) -> Unit:
        """A unit of An Hòa."""
        return Unit.objects.get(agency=self.home, code=code)

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
                    # What the hourly watch would do this day, asked only where a step is reached.
                    api.remind_owed(on=[each + timedelta(days=step) for step in STEPS], by=BY)
            day = end
        return until

    def _days_with_work(self, after: date, end: date) -> set[date]:
        """Days after `after` up to `end` on which something recurring is delivered or somebody is reminded."""
        dues = api.last_days(after - timedelta(days=20), end + timedelta(days=20))
        days = {due - timedelta(days=step) for due in dues for step in STEPS}
        days |= {_delivered_on(due) for due in dues}
        return {each for each in days if after < each <= end}

    def _deliver(self, day: date) -> None:
        """What recurs is delivered some days before its last day, but for what the present shows as late or open."""
        near = (day, day + timedelta(days=DELIVERED_BEFORE + 3))
        due = api.open_parts().filter(due__range=near, task__number__in=("2", "6", "8"), task__plan=self.followed)
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
        for owed in api.open_reports().filter(due__range=near, due__lt=self.still_owed):
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
        api.write_report(report=made, revision=made.revision, by=keeper, **written()["year"])


def _delivered_on(due: date) -> date:
    """Some days before the last day, on a Friday where that is a weekend."""
    day = due - timedelta(days=DELIVERED_BEFORE)
    return day - timedelta(days=max(day.weekday() - 4, 0))


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(7, 5), tzinfo=HO_CHI_MINH)
