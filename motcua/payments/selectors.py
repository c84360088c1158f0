"""Questions about money."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from motcua.base.errors import NotFound
from motcua.directory.api import Viewer
from motcua.payments.models import Attempt, Bill, Movement, Refund
from motcua.payments.policies import may_see_bill
from motcua.payments.states import Question
from motcua.rules.codes import Role
from motcua.rules.refunds import refund_open_states


def bill_for(reference: str) -> Bill | None:
    """The bill of `reference`, for rooms that made it; doors use `bill_seen_by`."""
    return Bill.objects.select_related("agency").filter(reference=reference).first()


def bill_seen_by(viewer: Viewer, public_id: str) -> Bill:
    """The bill, for its payer or the agency's staff. Raises `NotFound` for everybody else."""
    bill = Bill.objects.select_related("agency").filter(public_id=public_id).first()
    if bill is None or not may_see_bill(viewer, bill):
        raise NotFound(_("Không có khoản phải nộp này."))
    return bill


def money_questions(viewer: Viewer) -> QuerySet[Movement]:
    """Money an accountant must look at, oldest first: of the agencies where the viewer is accountant."""
    mine = [held.agency_id for held in viewer.roles if held.role == str(Role.ACCOUNTANT)]
    return (
        Movement.objects.select_related("bill", "agency")
        .filter(agency_id__in=mine)
        .exclude(question="")
        .order_by("heard_at", "id")
    )


def refunds_to_do(viewer: Viewer) -> QuerySet[Refund]:
    """Money an accountant must decide about or pay back, oldest first: of the agencies where the viewer is one."""
    mine = [held.agency_id for held in viewer.roles if held.role == str(Role.ACCOUNTANT)]
    found = Refund.objects.select_related("movement__bill", "agency")
    return found.filter(agency_id__in=mine, state__in=refund_open_states())


def refunds_decided(viewer: Viewer, limit: int = 50) -> list[Refund]:
    """The refunds last ended at the viewer's agencies, newest first."""
    mine = [held.agency_id for held in viewer.roles if held.role == str(Role.ACCOUNTANT)]
    found = Refund.objects.select_related("movement__bill").filter(agency_id__in=mine)
    return list(found.exclude(state__in=refund_open_states()).order_by("-decided_at", "-pk")[:limit])


def refunds_of(references: Collection[str]) -> list[Refund]:
    """What went back or is asked about for these bills, for rooms that made them; oldest first."""
    return list(Refund.objects.filter(movement__bill__reference__in=references).order_by("asked_at", "pk"))


def surplus_looked_at(references: Collection[str]) -> int:
    """VND that came for these bills beyond what they ask, or after they were called off, and that the accountant has
    not yet sent back.
    """
    beyond = Movement.objects.filter(bill__reference__in=references, question__in=(Question.EXCESS, Question.LATE))
    return int(beyond.aggregate(total=Sum("excess"))["total"] or 0)


def missing_payments(viewer: Viewer) -> QuerySet[Attempt]:
    """Attempts about which the bank knew nothing after a week."""
    mine = [held.agency_id for held in viewer.roles if held.role == str(Role.ACCOUNTANT)]
    return (
        Attempt.objects.select_related("bill")
        .filter(bill__agency_id__in=mine, outcome="missing", bill__state__in=["open", "short"])
        .order_by("ended_at", "id")
    )
