"""Write down what an inspection found wanting, and who mends it by when."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now, today
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Staff, Unit, Viewer
from motcua.notices.api import tell
from motcua.plans.events import FindingRaised
from motcua.plans.journal import journal
from motcua.plans.models import CheckLine, Finding, Inspection
from motcua.plans.owners import who_mends
from motcua.plans.policies import is_followed, may_inspect


@transaction.atomic
def raise_finding(
    *, inspection: Inspection, text: str, remedy: str, due: date, by: Viewer, unit: Unit | None = None,
    staff: Staff | None = None, line: CheckLine | None = None,
) -> Finding:  # fmt: skip
    """`unit` or `staff` of the agency mends it by `due` and is told. Raises `Forbidden`, `Refusal`."""
    plan = inspection.plan
    require(may_inspect(by, inspection))
    require(is_followed(plan))
    if not text.strip() or not remedy.strip():
        raise Refusal(_("Xin ghi tồn tại và cách khắc phục."))
    if unit is None and staff is None:
        raise Refusal(_("Xin chọn đơn vị hoặc người khắc phục."))
    owners = [each for each in (unit, staff) if each is not None]
    if any(each.agency_id != plan.agency_id or not each.active for each in owners):
        raise Refusal(_("Chỉ giao được cho đơn vị và người của cơ quan này."))
    if line is not None and line.inspection_id != inspection.pk:
        raise Refusal(_("Nội dung này thuộc cuộc kiểm tra khác."))
    if due < today():
        raise Refusal(_("Hạn khắc phục phải từ hôm nay trở đi."))
    if inspection.day > today():
        raise Refusal(_("Chưa đến ngày kiểm tra."))
    made = Finding.objects.create(
        inspection=inspection, line=line, text=text.strip()[:4000], remedy=remedy.strip()[:4000], unit=unit,
        staff=staff, due=due, raised_by=str(by.actor), raised_at=now(),
    )  # fmt: skip
    journal(FindingRaised(plan.public_id, inspection.public_id, made.public_id, made.unit_id, made.staff_id, due), by)
    tell_menders(made, "plan_finding")
    return made


def tell_menders(finding: Finding, kind: str, *, again: str = "") -> None:
    """Let whoever mends it know; `again` tells one occasion from another."""
    for staff in who_mends(finding):
        tell(
            to=f"staff:{staff.pk}",
            kind=kind,
            words={"what": finding.inspection.title, "due": finding.due.isoformat()},
            about=f"plan_finding:{finding.public_id}",
            key=f"{kind}:{finding.public_id}:{staff.pk}:{again}",
        )
