"""Put right by which day a report is owed, where the plan was read wrongly; every change is kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.events import record
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.plans.events import ItemCorrected
from motcua.plans.models import Correction, OwedReport, Plan
from motcua.plans.periods import ONCE, Period, rhythm_named
from motcua.plans.policies import is_followed, may_confirm
from motcua.plans.report_days import moved_alike

# The fields under which a changed day is kept among the corrections: of one period, and of those after it too.
DUE, DUES = "due", "dues"
_FORMAT = "%d/%m/%Y"
_LATEST = timedelta(days=366)


@transaction.atomic
def correct_due(*, owed: OwedReport, due: date, later: bool, by: Viewer) -> OwedReport:
    """The last day of a report that is still owed is `due`; `later`: the periods after it follow, those laid out and
    those to come, as long as the plan says it in the same words. The old days are kept.

    Raises `Forbidden`; `Refusal` for one that is done, and for a day before the period or more than a year after it.
    """
    require(may_confirm(by, owed.plan))
    require(is_followed(owed.plan))
    held = OwedReport.objects.select_for_update().get(pk=owed.pk)
    if not held.is_open:
        raise Refusal(_("Báo cáo kỳ này đã xong nên không sửa hạn nữa."))
    if not held.since <= due <= held.until + _LATEST:
        raise Refusal(_("Hạn báo cáo phải từ ngày đầu kỳ đến một năm sau kỳ. Xin xem lại ngày."))
    goes_on = later and rhythm_named(held.period) != ONCE
    if due == held.due and not goes_on:
        return owed
    _write(held, due, DUES if goes_on else DUE, by)
    for each in _after(held) if goes_on else ():
        meant = _as(held, due, each)
        if meant != each.due:
            _write(each, meant, DUE, by)
    owed.refresh_from_db()
    return owed


def learnt(plan: Plan, known: Iterable[OwedReport], period: Period) -> date | None:
    """The last day of `period` by the latest change that later periods follow; None without one, or where the plan
    says it in other words by now. `known`: the reports owed of the same line."""
    alike = {each.public_id: each for each in known if rhythm_named(each.period) == rhythm_named(period.name)}
    changes = Correction.objects.filter(item__in=alike, field=DUES).select_related("plan")
    last = changes.order_by("at", "pk").last()
    if last is None or _words(plan, alike[last.item].line) not in _all_words(last.plan):
        return None
    example = alike[last.item]
    return moved_alike(
        rhythm_named(period.name),
        Period(example.period, example.since, example.until),
        datetime.strptime(last.after, _FORMAT).date(),  # noqa: DTZ007
        period,
    )


def _after(owed: OwedReport) -> list[OwedReport]:
    rows = OwedReport.objects.filter(plan=owed.plan_id, line=owed.line, settled_at=None, since__gt=owed.since)
    alike = [each for each in rows.order_by("since") if rhythm_named(each.period) == rhythm_named(owed.period)]
    return alike


def _as(example: OwedReport, due: date, other: OwedReport) -> date:
    of, to = (Period(each.period, each.since, each.until) for each in (example, other))
    return moved_alike(rhythm_named(example.period), of, due, to)


def _write(owed: OwedReport, due: date, field: str, by: Viewer) -> None:
    plan = owed.plan
    Correction.objects.create(
        plan=plan, item=owed.public_id, field=field, before=f"{owed.due:{_FORMAT}}", after=f"{due:{_FORMAT}}",
        by=str(by.actor), at=now(),
    )  # fmt: skip
    OwedReport.objects.filter(pk=owed.pk).update(due=due)
    record(ItemCorrected(plan.public_id, owed.public_id, [field]), stream=f"plan:{plan.public_id}", by=by.actor)


def _words(plan: Plan, line: int) -> str:
    said = plan.as_read.get("reporting", ())
    return str(said[line]["frequency"].get("raw")) if line < len(said) else ""


def _all_words(plan: Plan) -> set[str]:
    return {str(each["frequency"].get("raw")) for each in plan.as_read.get("reporting", ())}
