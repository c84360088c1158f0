"""What later periods learn from a last day that was put right; every change stands among the plan's corrections."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from motcua.plans.models import Correction, OwedReport, Plan
from motcua.plans.periods import Period
from motcua.plans.report_days import moved_alike

# The fields under which a changed day is kept: of one period, and of those after it too.
DUE, DUES = "due", "dues"
_FORMAT = "%d/%m/%Y"


def kept(day: date) -> str:
    """The day as it stands in a correction."""
    return f"{day:{_FORMAT}}"


def learnt(plan: Plan, known: Iterable[OwedReport], period: Period) -> date | None:
    """The last day of `period` by the latest change that later periods follow; None without one, or where the plan
    says it in other words by now. `known`: the reports owed of the same line."""
    alike = {each.public_id: each for each in known if each.span.rhythm == period.rhythm}
    changes = Correction.objects.filter(item__in=alike, field=DUES).select_related("plan")
    last = changes.order_by("at", "pk").last()
    if last is None:
        return None
    example, said = alike[last.item], _words(plan)
    if example.line >= len(said) or said[example.line] not in _words(last.plan):
        return None
    due = datetime.strptime(last.after, _FORMAT).date()  # noqa: DTZ007
    return moved_alike(example.span, due, period)


def _words(plan: Plan) -> list[str]:
    return [str(each["frequency"].get("raw")) for each in plan.as_read.get("reporting", ())]
