"""Say, once, that a clock is about to run out or has run out."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.dossiers.events import DueSoon, Overdue
from motcua.dossiers.facts import common, tell
from motcua.dossiers.in_charge import heads_of, ids, in_line, with_roles
from motcua.dossiers.models import Dossier, OpinionRequest
from motcua.dossiers.moving import locked
from motcua.dossiers.policies import SETTLERS
from motcua.rules.lifecycle import SETTLING, Status

SETTLEMENT, FIRST_ANSWER, OPINION = "settlement", "first_answer", "opinion"


def running_clock(dossier: Dossier) -> tuple[str, datetime | None]:
    """Which clock of the agency runs now, and until when; None while it stands still or has ended."""
    if dossier.status == Status.REGISTERED:
        return FIRST_ANSWER, dossier.first_answer_due
    if dossier.status in SETTLING:
        return SETTLEMENT, dossier.due_at
    return SETTLEMENT, None


@transaction.atomic
def tell_due(*, dossier: Dossier, by: Actor) -> str:
    """Record DueSoon or Overdue for `dossier` where it was not told yet. Answers "soon", "overdue" or ""."""
    held = locked(dossier)
    clock, until = running_clock(held)
    if until is None:
        return ""
    at = now()
    if at > until:
        return _overdue(held, clock, until, at, by)
    told = Dossier.objects.filter(pk=held.pk, due_soon_told_at__isnull=True).update(due_soon_told_at=at)
    if not told:
        return ""
    tell(DueSoon(**common(held), clock=clock, runs_out_at=until, whom=in_line(held)), held, by, at=at)
    return "soon"


def _overdue(held: Dossier, clock: str, until: datetime, at: datetime, by: Actor) -> str:
    told = Dossier.objects.filter(pk=held.pk, overdue_told_at__isnull=True).update(
        overdue_told_at=at, due_soon_told_at=held.due_soon_told_at or at
    )
    if not told:
        return ""
    heads = ids(heads_of(held.holding_agency))
    tell(Overdue(**common(held), clock=clock, ran_out_at=until, heads=heads), held, by, at=at)
    return "overdue"


@transaction.atomic
def tell_opinion_soon(*, request: OpinionRequest, by: Actor) -> bool:
    """Record, once, that the clock of an opinion is about to run out: for whoever may answer, and for who asked."""
    held = locked(request.dossier)
    at = now()
    told = OpinionRequest.objects.filter(
        pk=request.pk, answered_at__isnull=True, due_soon_told_at__isnull=True, due_at__gte=at
    ).update(due_soon_told_at=at)
    if told:
        asked = with_roles(request.asked_agency, SETTLERS, request.asked_unit)
        whom = list(dict.fromkeys([*ids(asked), request.asked_by_id]))
        tell(DueSoon(**common(held), clock=OPINION, runs_out_at=request.due_at, whom=whom), held, by, at=at)
    return bool(told)


@transaction.atomic
def tell_opinion_overdue(*, request: OpinionRequest, by: Actor) -> bool:
    """Record, once, that an opinion is late."""
    held = locked(request.dossier)
    at = now()
    told = OpinionRequest.objects.filter(
        pk=request.pk, answered_at__isnull=True, overdue_told_at__isnull=True, due_at__lt=at
    ).update(overdue_told_at=at)
    if told:
        heads = ids(heads_of(request.asked_agency, request.asked_unit))
        tell(Overdue(**common(held), clock=OPINION, ran_out_at=request.due_at, heads=heads), held, by, at=at)
    return bool(told)
