"""Confirm an item as it stands, or drop it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.plans.actions.correct_item import CHANGED_MEANWHILE
from motcua.plans.drafting import hold_draft
from motcua.plans.events import ItemJudged
from motcua.plans.journal import journal
from motcua.plans.models import ItemState, Target, Task
from motcua.plans.policies import may_confirm


def confirm_item(*, item: Target | Task, revision: int, by: Viewer) -> None:
    """The item is as the plan says. Raises `Forbidden`; `Refusal` where somebody else was quicker."""
    _judge(item, ItemState.CONFIRMED, revision, by)


def drop_item(*, item: Target | Task, revision: int, by: Viewer) -> None:
    """The item is none: it stays visible as dropped and is never followed. Raises as `confirm_item`."""
    _judge(item, ItemState.DROPPED, revision, by)


@transaction.atomic
def _judge(item: Target | Task, state: ItemState, revision: int, by: Viewer) -> None:
    require(may_confirm(by, item.plan))
    hold_draft(item.plan)
    if item.state == state:
        return
    written = (
        type(item)
        ._default_manager.filter(pk=item.pk, revision=revision)
        .update(state=state, revision=F("revision") + 1)
    )
    if not written:
        raise Refusal(CHANGED_MEANWHILE)
    item.refresh_from_db()
    journal(ItemJudged(item.plan.public_id, item.public_id, state.value), by)
