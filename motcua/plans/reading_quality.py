"""How many corrections a plan needed before it was in force: the measure of the reader that people feel."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.plans.actions.add_item import ADDED
from motcua.plans.actions.tie_item import TIED
from motcua.plans.learnt_days import DUE, DUES
from motcua.plans.models import Correction, ItemState, Plan


@dataclass(frozen=True)
class ReadingQuality:
    """Items of a plan and what people did to them. `fields`: single corrections, those
    of the plan's own head too; `untouched`: right as read."""

    items: int
    untouched: int
    corrected: int
    dropped: int
    added: int
    fields: int

    @property
    def corrections(self) -> int:
        """Every press that a perfect reader would have spared."""
        return self.fields + self.dropped + self.added


def reading_quality(plan: Plan) -> ReadingQuality:
    """Counted from what is kept of a plan."""
    states = [*plan.targets.values_list("state", flat=True), *plan.tasks.values_list("state", flat=True)]
    # Ties and days of reports go on being changed while a plan is followed: they say nothing of how well its items
    # were read.
    told = Correction.objects.filter(plan=plan).exclude(field__in=(TIED, DUE, DUES))
    rows = list(told.values_list("item", "field"))
    added = {item for item, field in rows if field == ADDED}
    corrected = {item for item, field in rows if field != ADDED and item != plan.public_id}
    dropped = states.count(ItemState.DROPPED)
    return ReadingQuality(
        items=len(states),
        untouched=max(len(states) - dropped - len(added | corrected), 0),
        corrected=len(corrected),
        dropped=dropped,
        added=len(added),
        fields=sum(field != ADDED for _item, field in rows),
    )
