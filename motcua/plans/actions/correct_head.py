"""Put right what was read wrongly at the head of a plan: its title, its number, its day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.plans.binding import deadline_fields
from motcua.plans.drafting import hold_draft
from motcua.plans.events import ItemCorrected
from motcua.plans.journal import journal
from motcua.plans.lineage import version_before
from motcua.plans.models import Correction, Plan
from motcua.plans.policies import may_confirm
from motcua.plans.reader.deadlines import deadline_of

HEAD_FIELDS = ("title", "number", "date")


@transaction.atomic
def correct_head(*, plan: Plan, values: Mapping[str, str], by: Viewer) -> list[str]:
    """Write those of `title`, `number` and `date` (ISO) in `values` that differ, and answer which; each is kept.

    Days counted from the plan follow its day; a number that is followed already makes this its next version.
    Raises `Forbidden`; `Refusal` where the plan is no draft any more or a value makes no sense.
    """
    require(may_confirm(by, plan))
    hold_draft(plan)
    plan.refresh_from_db()
    meant = {field: _meant(field, values[field].strip()) for field in HEAD_FIELDS if field in values}
    changed = {field: after for field, after in meant.items() if after != getattr(plan, field)}
    if not changed:
        return []
    moment = now()
    Correction.objects.bulk_create(
        Correction(
            plan=plan, item=plan.public_id, field=field, before=_said(getattr(plan, field)), after=_said(after),
            by=str(by.actor), at=moment,
        )
        for field, after in changed.items()
    )  # fmt: skip
    Plan.objects.filter(pk=plan.pk).update(**changed)
    plan.refresh_from_db()
    _follow(plan, changed)
    journal(ItemCorrected(plan.public_id, plan.public_id, sorted(changed)), by)
    return sorted(changed)


def _meant(field: str, text: str) -> Any:
    if field == "title":
        if not text:
            raise Refusal(_("Kế hoạch phải có tên."))
        return text
    if field == "number":
        return text[:80]
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refusal(_("Xin chọn ngày.")) from None


def _follow(plan: Plan, changed: Mapping[str, Any]) -> None:
    before = None if plan.previous_id else version_before(plan.agency, plan.number, plan.date)
    if before is not None:
        Plan.objects.filter(pk=plan.pk).update(previous=before, version=before.version + 1)
        plan.refresh_from_db()
    if "date" not in changed:
        return
    year = plan.date.year if plan.date else None
    for task in plan.tasks.filter(days__isnull=False).order_by("pk"):
        said = deadline_fields(asdict(deadline_of(task.deadline_raw, default_year=year)), plan.date)
        if said["due"] != task.due:
            plan.tasks.filter(pk=task.pk).update(due=said["due"], revision=F("revision") + 1)


def _said(value: object) -> str:
    return "" if value is None else f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
