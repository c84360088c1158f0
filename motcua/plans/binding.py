"""Words of a plan bound to what the house knows: units of the agency, criteria whose figures come from events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from motcua.directory.api import Agency, Unit
from motcua.indicators.api import FILING, FORM, HANDLING, SATISFACTION
from motcua.plans.periods import counts_from_the_plan, counts_working_days, due_after
from motcua.plans.reader.fold import fold, squeeze
from motcua.rules.errors import OutOfCalendar

# Measure of the plan → criterion of Decision 1565/QĐ-TTg that is counted from events.
CRITERION_OF = {
    "prefilled_field_share": FORM,
    "avg_login_to_submit_minutes": FILING,
    "online_processing_time_reduction": HANDLING,
    "online_service_satisfaction_rate": SATISFACTION,
}


def units_of(agency: Agency) -> dict[str, Unit]:
    """The active units of an agency by their folded name."""
    return {name_key(unit.name): unit for unit in Unit.objects.filter(agency=agency, active=True).order_by("pk")}


def unit_named(names: Iterable[str], units: dict[str, Unit]) -> Unit | None:
    """The unit the first known name means; None where the plan names nobody of this agency."""
    return next((units[name_key(name)] for name in names if name_key(name) in units), None)


def deadline_fields(said: Mapping[str, Any], plan_day: date | None) -> dict[str, Any]:
    """Fields of a task from a deadline of the plan schema. "n ngày làm việc" counted from the plan gets its last day;
    counted from anything else it waits for that to happen."""
    raw, days = said.get("raw") or "", said.get("days")
    due = date.fromisoformat(said["due"]) if said.get("due") else None
    working = counts_working_days(raw)
    if days and due is None and plan_day is not None and counts_from_the_plan(raw):
        try:
            due = due_after(plan_day, days, working=working)
        except OutOfCalendar:
            due = None
    return {"deadline_raw": raw[:400], "deadline_type": said["type"], "due": due, "days": days, "working": working}


def name_key(name: str) -> str:
    """A name as it is compared: folded, without the kind of place at its end."""
    words = fold(squeeze(name)).replace("-", " ").replace(",", " ")
    for ending in (" xa", " phuong", " dac khu"):
        words = words.removesuffix(ending)
    return squeeze(words)
