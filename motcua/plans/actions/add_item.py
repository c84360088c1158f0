"""Add what the reader missed to a draft."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.plans.actions.correct_item import correct_item
from motcua.plans.drafting import hold_draft
from motcua.plans.events import ItemAdded
from motcua.plans.journal import journal
from motcua.plans.models import Correction, Plan, Target, Task
from motcua.plans.policies import may_confirm

# The field name under which an added item is counted among the corrections.
ADDED = "added"


@transaction.atomic
def add_item(*, plan: Plan, kind: type[Task] | type[Target], values: Mapping[str, str], line: int, by: Viewer) -> Any:
    """A task or target of the plan that was not understood; `values` as for `correct_item`, `line` of the source.

    It counts as one correction. Raises `Forbidden`; `Refusal` where the plan is no draft or a value makes no sense.
    """
    require(may_confirm(by, plan))
    hold_draft(plan)
    text = values.get("text", "").strip()
    if not text:
        raise Refusal(_("Nội dung không được để trống."))
    place = (kind._default_manager.filter(plan=plan).aggregate(last=Max("position"))["last"] or 0) + 1
    number = (values.get("number", "").strip() or str(place + 1))[:40]
    said = _as_read(kind, number, text, line)
    item = kind(
        plan=plan, position=place, number=number, text=text, confidence=1.0, source_line=max(line, 1),
        as_read=said, **({"metric": "other", "comparator": "="} if kind is Target else {}),
    )  # fmt: skip
    item.save(force_insert=True)
    # Everything but its text is written as a correction is: the same checks, the same readings of dates and units.
    correct_item(item=item, values={**values, "text": text}, revision=0, by=by)
    plan.corrections.filter(item=item.public_id).delete()
    Correction.objects.create(
        plan=plan, item=item.public_id, field=ADDED, before="", after=text, by=str(by.actor), at=now()
    )
    kind._default_manager.filter(pk=item.pk).update(state="confirmed")
    item.refresh_from_db()
    journal(ItemAdded(plan.public_id, item.public_id), by)
    return item


def _as_read(kind: type[Task] | type[Target], number: str, text: str, line: int) -> dict[str, Any]:
    """The plan schema's shape of an item nobody read."""
    common: dict[str, Any] = {
        "id": number,
        "section": number,
        "text": text,
        "confidence": 1.0,
        "source": {"line": max(line, 1), "page": None},
    }
    if kind is Target:
        more = ("scope", "condition", "value", "year")
        return common | dict.fromkeys(more) | {"metric": "other", "comparator": "=", "unit": "", "kind": "numeric"}
    return common | {
        "group": None,
        "product": None,
        "lead": [],
        "coordinating": [],
        "deadline": {"raw": None, "type": "none"},
    }
