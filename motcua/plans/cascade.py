"""A plan under the plan of a higher agency: what it carries out, where it asks for less, what it leaves out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from motcua.directory.api import Agency, agency_and_above
from motcua.plans.comparing import words
from motcua.plans.judging import comparison_of
from motcua.plans.matching import Item
from motcua.plans.models import ItemState, Plan, Target, Task
from motcua.plans.moving import moves
from motcua.plans.reader.fold import fold

_COMMUNES = re.compile(r"(?:ubnd|uy ban nhan dan) (?:cap xa|cac xa|xa,|xa\b)|cac xa, phuong|cac dia phuong|cap xa")


@dataclass(frozen=True)
class Above:
    """One item above and what carries it out below; `why` says what is wrong with it, empty where nothing is."""

    item: Item
    below: tuple[Item, ...]
    why: str
    concerns: bool


def plans_above(agency: Agency) -> QuerySet[Plan]:
    """Followed plans of the agencies above, the latest confirmed first."""
    _own, *above = agency_and_above(agency)
    return (
        Plan.objects.filter(agency__in=above, state=Plan.State.CONFIRMED)
        .select_related("agency")
        .defer("as_read", "lines")
        .order_by("-confirmed_at", "-pk")
    )


def seen_from(plan: Plan) -> tuple[list[Above], list[Above]]:
    """Targets and tasks of the plan above, each with what `plan` has for it."""
    if plan.above is None:
        return [], []
    kept = {"state": ItemState.CONFIRMED}
    own_targets, own_tasks = list(plan.targets.filter(**kept)), list(plan.tasks.filter(**kept))
    targets = [_above(each, own_targets) for each in plan.above.targets.filter(**kept).order_by("position")]
    tasks = [_above(each, own_tasks) for each in plan.above.tasks.filter(**kept).order_by("position")]
    return targets, tasks


def below_its_parent(target: Target) -> str:
    """Why the target asks for less than the one above it; empty where it does not."""
    above = target.above
    if above is None or target.value is None or above.value is None or moves(target) or moves(above):
        return ""
    if target.year is not None and above.year is not None and target.year > above.year:
        return ""
    little = comparison_of(above) in ("<", "<=") or not above.value
    less = target.value > above.value if little else target.value < above.value
    if not less or target.measure_unit != above.measure_unit:
        return ""
    return _("Thấp hơn mức cấp trên giao: %(own)s so với %(above)s %(unit)s.") % {
        "own": words(target.value),
        "above": words(above.value),
        "unit": above.measure_unit,
    }


def _above(item: Item, own: list[Target] | list[Task]) -> Above:
    below = tuple(each for each in own if each.above_id == item.pk)
    concerns = isinstance(item, Target) or bool(_COMMUNES.search(fold(f"{item.lead}; {item.coordinating}")))
    weak = [found for each in below if isinstance(each, Target) and (found := below_its_parent(each))]
    if weak:
        return Above(item, below, " ".join(weak), concerns)
    missing = not below and concerns
    return Above(item, below, _("Kế hoạch này chưa có mục nào thực hiện.") if missing else "", concerns)
