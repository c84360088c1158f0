"""Say which targets, tasks and problems of its plan an item belongs to."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.plans.events import ItemTied
from motcua.plans.journal import journal
from motcua.plans.models import Correction, Plan, Target, Task, Tie
from motcua.plans.policies import may_confirm
from motcua.plans.ties import Pair, Ties, pair_of, ties_of

# The field name under which a tie that a person changed is kept among the corrections.
TIED = "tie"
_SHOWN = 80


@transaction.atomic
def tie_item(*, item: Task | Target, items: Collection[str], problems: Collection[int], by: Viewer) -> int:
    """Let `item` belong to exactly those `items` (public ids: targets of a task, tasks of a target) and `problems`
    (places in the plan) of its own plan; answers how many ties changed, each of them a correction.

    In a draft and in a plan that is followed. Raises `Forbidden`, `Refusal`.
    """
    require(may_confirm(by, item.plan))
    _hold(item.plan)
    ties = ties_of(item.plan)
    others = ties.targets if isinstance(item, Task) else ties.tasks
    known: dict[str, Task | Target] = {each.public_id: each for each in others}
    if not set(items) <= set(known) or not set(problems) <= set(range(len(ties.problems))):
        raise Refusal(_("Mục này không thuộc kế hoạch này hoặc đã bỏ."))
    wanted = {pair_of(item, each): key in items for key, each in known.items()}
    wanted |= {pair_of(item, place): place in problems for place in range(len(ties.problems))}
    changed = {pair: tied for pair, tied in wanted.items() if tied != ties.holds(pair)}
    for pair, tied in changed.items():
        _write(item, pair, tied, ties, by)
    if changed:
        tied_now = sum(changed.values())
        journal(ItemTied(item.plan.public_id, item.public_id, tied_now, len(changed) - tied_now), by)
    return len(changed)


def _hold(plan: Plan) -> None:
    """Lock the plan, so that two people's ties do not cross; refuses one that is neither draft nor followed."""
    state = Plan.objects.select_for_update().values_list("state", flat=True).get(pk=plan.pk)
    if state not in (Plan.State.DRAFT, Plan.State.CONFIRMED):
        raise Refusal(_("Kế hoạch này không còn theo dõi."))


def _write(item: Task | Target, pair: Pair, tied: bool, ties: Ties, by: Viewer) -> None:
    moment, actor = now(), str(by.actor)
    two: dict[str, Any] = dict(zip(("task_id", "target_id", "problem"), pair, strict=True))
    Tie.objects.update_or_create(**two, defaults={"plan_id": item.plan_id, "tied": tied, "by": actor, "at": moment})
    words = _said(pair, ties)
    Correction.objects.create(
        plan_id=item.plan_id, item=item.public_id, field=TIED,
        before="" if tied else words, after=words if tied else "", by=actor, at=moment,
    )  # fmt: skip


def _said(pair: Pair, ties: Ties) -> str:
    """The two that were tied or untied, as people call them: "Nhiệm vụ 4 – Chỉ tiêu T02"."""
    names = [gettext_noop("Nhiệm vụ %(number)s") % {"number": each.number} for each in ties.tasks if each.pk == pair[0]]
    names += [
        gettext_noop("Chỉ tiêu %(number)s") % {"number": each.number} for each in ties.targets if each.pk == pair[1]
    ]
    if pair[2] is not None:
        names.append(gettext_noop("Tồn tại: %(words)s") % {"words": ties.problems[pair[2]][:_SHOWN]})
    return " – ".join(names)
