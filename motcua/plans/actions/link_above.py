"""Say which plan of a higher agency a plan carries out, and which of its items carry out which."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.plans.cascade import plans_above
from motcua.plans.events import ItemLinked, LinkedAbove
from motcua.plans.journal import journal
from motcua.plans.matching import above_pairs
from motcua.plans.models import ItemState, Plan, Target, Task
from motcua.plans.policies import is_followed, may_confirm


@transaction.atomic
def link_above(*, plan: Plan, above: Plan | None, by: Viewer) -> Plan:
    """Put `plan` under `above` (None: under none) and propose which items belong together.

    Raises `Forbidden`; `Refusal` where `above` is no followed plan of an agency above.
    """
    require(may_confirm(by, plan))
    require(is_followed(plan))
    if above is not None and not plans_above(plan.agency).filter(pk=above.pk).exists():
        raise Refusal(_("Chỉ nối được với kế hoạch đang thực hiện của cơ quan cấp trên."))
    Plan.objects.filter(pk=plan.pk).update(above=above)
    plan.targets.update(above=None)
    plan.tasks.update(above=None)
    counts = (0, 0)
    if above is not None:
        kept = {"state": ItemState.CONFIRMED}
        counts = (
            _linked(list(above.targets.filter(**kept)), list(plan.targets.filter(**kept))),
            _linked(list(above.tasks.filter(**kept)), list(plan.tasks.filter(**kept))),
        )
    plan.refresh_from_db()
    journal(LinkedAbove(plan.public_id, above.public_id if above else "", *counts), by)
    return plan


@transaction.atomic
def link_item(*, item: Task | Target, above: Task | Target | None, by: Viewer) -> None:
    """Let `item` carry out `above` (None: nothing). Raises `Forbidden`; `Refusal` for an item of another plan."""
    require(may_confirm(by, item.plan))
    require(is_followed(item.plan))
    if above is not None and (type(above) is not type(item) or above.plan_id != item.plan.above_id):
        raise Refusal(_("Mục này không thuộc kế hoạch cấp trên đã nối."))
    type(item)._default_manager.filter(pk=item.pk).update(above=above)
    item.refresh_from_db()
    journal(ItemLinked(item.plan.public_id, item.public_id, above.public_id if above else ""), by)


def _linked(above: list[Target] | list[Task], below: list[Target] | list[Task]) -> int:
    found = above_pairs(above, below)
    for pair in found:
        type(pair.new)._default_manager.filter(pk=pair.new.pk).update(above=pair.old)
    return len(found)
