"""Say who answers for a target, and hand it down in shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Staff, Unit, Viewer
from motcua.plans.events import TargetAssigned, TargetShared
from motcua.plans.journal import journal
from motcua.plans.models import Share, Target
from motcua.plans.policies import in_force, may_confirm


@dataclass(frozen=True)
class Portion:
    """What one unit or one person is to reach, in the target's own unit of measure."""

    value: Decimal
    unit: Unit | None = None
    staff: Staff | None = None


@transaction.atomic
def assign_target(*, target: Target, unit: Unit | None, staff: Staff | None, by: Viewer) -> Target:
    """Hand the target to a unit, a person, or both. Raises `Forbidden`; `Refusal` for who left or is elsewhere."""
    require(may_confirm(by, target.plan))
    require(in_force(target))
    _refuse_strangers(target, unit, staff)
    Target.objects.filter(pk=target.pk).update(unit=unit, staff=staff, revision=F("revision") + 1)
    target.refresh_from_db()
    journal(TargetAssigned(target.plan.public_id, target.public_id, target.unit_id, target.staff_id), by)
    return target


@transaction.atomic
def share_target(*, target: Target, portions: Sequence[Portion], by: Viewer) -> list[Share]:
    """Set the shares of a target; a share that is not among `portions` goes, with its figures.

    Raises as `assign_target`; `Refusal` where one is named twice or a portion is no number.
    """
    require(may_confirm(by, target.plan))
    require(in_force(target))
    owners = [(each.unit, each.staff) for each in portions]
    if any((unit is None) == (staff is None) for unit, staff in owners) or len(set(owners)) != len(owners):
        raise Refusal(_("Mỗi phần giao cho đúng một đơn vị hoặc một người, không ai hai lần."))
    for each in portions:
        _refuse_strangers(target, each.unit, each.staff)
        if not each.value.is_finite() or abs(each.value) >= 10**14:
            raise Refusal(_("Giá trị phải là một con số, ví dụ 85 hoặc 82,5."))
    kept = [_written(target, each, by).pk for each in portions]
    target.shares.exclude(pk__in=kept).delete()
    told: list[list[object]] = [
        [each.unit.pk if each.unit else None, each.staff.pk if each.staff else None, str(each.value)]
        for each in portions
    ]
    journal(TargetShared(target.plan.public_id, target.public_id, told), by)
    return list(target.shares.select_related("unit", "staff").order_by("pk"))


def _written(target: Target, portion: Portion, by: Viewer) -> Share:
    share, _made = Share.objects.update_or_create(
        target=target,
        unit=portion.unit,
        staff=portion.staff,
        defaults={"value": portion.value, "by": str(by.actor), "at": now()},
    )
    return share


def _refuse_strangers(target: Target, unit: Unit | None, staff: Staff | None) -> None:
    if staff is not None and not staff.active:
        raise Refusal(_("Người này không còn làm việc ở cơ quan. Xin chọn người khác."))
    if {each.agency_id for each in (unit, staff) if each is not None} - {target.plan.agency_id}:
        raise Refusal(_("Chỉ giao được cho đơn vị và người của cơ quan này."))
