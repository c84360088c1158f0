"""Write down what an inspection saw: line by line, and the conclusion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now, today
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.plans.events import InspectionConcluded, InspectionLooked
from motcua.plans.journal import journal
from motcua.plans.models import CheckLine, Inspection
from motcua.plans.policies import is_followed, may_inspect

CONCLUDED = _("Cuộc kiểm tra này đã có kết luận.")


@transaction.atomic
def look_at_lines(*, inspection: Inspection, found: Mapping[int, str], by: Viewer) -> Inspection:
    """How lines (by their position) were found: one of `CheckLine.Found`. Lines not named stay as they are.

    Who saw a line stays with it until it is found otherwise. Raises `Forbidden`, `Refusal`.
    """
    held = _held(inspection, by)
    lines = {each.position: each for each in held.lines.all()}
    if any(position not in lines or value not in CheckLine.Found.values for position, value in found.items()):
        raise Refusal(_("Xin chọn đạt, chưa đạt hoặc chưa xem cho từng nội dung."))
    for position, value in found.items():
        line = lines[position]
        if line.found == value:
            continue
        seen = value != CheckLine.Found.UNSEEN
        CheckLine.objects.filter(pk=line.pk).update(
            found=value, at=now() if seen else None, by=str(by.actor) if seen else ""
        )
    counted = Counter(held.lines.values_list("found", flat=True))
    plan = inspection.plan.public_id
    journal(InspectionLooked(plan, inspection.public_id, counted["fit"], counted["unfit"], counted["unseen"]), by)
    return inspection


@transaction.atomic
def conclude_inspection(*, inspection: Inspection, words: str, by: Viewer) -> Inspection:
    """Sum up what was seen. Lines nobody looked at stay so; findings are followed further. Raises `Forbidden`,
    `Refusal`."""
    held = _held(inspection, by)
    if not words.strip():
        raise Refusal(_("Xin ghi kết luận."))
    if not held.lines.exclude(found=CheckLine.Found.UNSEEN).exists():
        raise Refusal(_("Chưa xem nội dung nào nên chưa kết luận được."))
    Inspection.objects.filter(pk=held.pk).update(
        conclusion=words.strip()[:20_000], concluded_at=now(), concluded_by=str(by.actor)
    )
    inspection.refresh_from_db()
    plan = inspection.plan.public_id
    journal(InspectionConcluded(plan, inspection.public_id, inspection.findings.count()), by)
    return inspection


def _held(inspection: Inspection, by: Viewer) -> Inspection:
    require(may_inspect(by, inspection))
    require(is_followed(inspection.plan))
    held = Inspection.objects.select_for_update().get(pk=inspection.pk)
    if not held.is_open:
        raise Refusal(CONCLUDED)
    if held.day > today():
        raise Refusal(_("Chưa đến ngày kiểm tra."))
    return held
