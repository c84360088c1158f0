"""Words of a plan bound to what the house knows: units of the agency, criteria whose figures come from events."""

from __future__ import annotations

from collections.abc import Iterable

from motcua.directory.api import Agency, Unit
from motcua.indicators.api import FILING, FORM, HANDLING, SATISFACTION
from motcua.plans.reader.fold import fold, squeeze

# Measure of the plan → criterion of Decision 1565/QĐ-TTg that is counted from events.
CRITERION_OF = {
    "prefilled_field_share": FORM,
    "avg_login_to_submit_minutes": FILING,
    "online_processing_time_reduction": HANDLING,
    "online_service_satisfaction_rate": SATISFACTION,
}


def units_of(agency: Agency) -> dict[str, Unit]:
    """The active units of an agency by their folded name."""
    return {_key(unit.name): unit for unit in Unit.objects.filter(agency=agency, active=True).order_by("pk")}


def unit_named(names: Iterable[str], units: dict[str, Unit]) -> Unit | None:
    """The unit the first known name means; None where the plan names nobody of this agency."""
    return next((units[_key(name)] for name in names if _key(name) in units), None)


def _key(name: str) -> str:
    words = fold(squeeze(name)).replace("-", " ").replace(",", " ")
    for ending in (" xa", " phuong", " dac khu"):
        words = words.removesuffix(ending)
    return squeeze(words)
