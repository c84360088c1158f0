"""Plan an inspection of how a plan is carried out: what, where, when, who, along which lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Staff, Viewer
from motcua.notices.api import tell
from motcua.plans.events import InspectionPlanned
from motcua.plans.journal import journal
from motcua.plans.models import CheckLine, Inspection, Plan
from motcua.plans.policies import is_followed, may_plan_inspection

MOST_LINES = 40


@transaction.atomic
def plan_inspection(
    *, plan: Plan, title: str, place: str, day: date, leader: Staff, lines: Sequence[str], by: Viewer, team: str = ""
) -> Inspection:
    """`leader` inspects `place` on `day` (Asia/Ho_Chi_Minh; one that was held on paper may be written down later)
    along `lines`. Raises `Forbidden`, `Refusal`."""
    require(may_plan_inspection(by, plan))
    require(is_followed(plan))
    wanted = [each.strip()[:300] for each in lines if each.strip()]
    if not title.strip() or not place.strip():
        raise Refusal(_("Xin ghi kiểm tra việc gì, ở đâu."))
    if not wanted:
        raise Refusal(_("Xin ghi ít nhất một nội dung kiểm tra, mỗi dòng một nội dung."))
    if len(wanted) > MOST_LINES:
        raise Refusal(_("Quá %(n)d nội dung. Xin chia thành hai cuộc kiểm tra.") % {"n": MOST_LINES})
    if leader.agency_id != plan.agency_id or not leader.active:
        raise Refusal(_("Người kiểm tra phải là người của cơ quan này."))
    made = Inspection.objects.create(
        plan=plan, title=title.strip()[:300], place=place.strip()[:300], day=day, leader=leader,
        team=team.strip()[:300], made_by=str(by.actor), made_at=now(),
    )  # fmt: skip
    CheckLine.objects.bulk_create(
        CheckLine(inspection=made, position=at, text=text) for at, text in enumerate(wanted, start=1)
    )
    journal(InspectionPlanned(plan.public_id, made.public_id, day, leader.pk, len(wanted)), by)
    if str(by.actor) != f"staff:{leader.pk}":
        _tell(made)
    return made


def _tell(made: Inspection) -> None:
    tell(
        to=f"staff:{made.leader_id}",
        kind="plan_inspection",
        words={"what": made.title, "place": made.place, "due": made.day.isoformat()},
        about=f"plan_inspection:{made.public_id}",
        key=f"plan_inspection:{made.public_id}",
    )
