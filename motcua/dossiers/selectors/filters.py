"""The parts of a work list: each a condition over the open dossiers of a seat, counted together."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet

from motcua.base.clock import now
from motcua.directory.api import Agency
from motcua.dossiers.corrections import CORRECTING, PAPER_READY, returned_with_work
from motcua.dossiers.facts import clock_of
from motcua.dossiers.models import Dossier, OpinionRequest
from motcua.dossiers.selectors.seat import Seat
from motcua.dossiers.selectors.work_list import OPEN_STATUSES
from motcua.dossiers.taken_back import TAKEN_BACK
from motcua.rules.codes import Role
from motcua.rules.lifecycle import SETTLING, WAITING_FOR_APPLICANT, Status

SIGNERS = (Role.SIGNER, Role.DIVISION_HEAD)
TO_CORRECT = Q(is_to_correct=True)  # of `open_dossiers`: a correction waits for this seat's signature
SOON_MINUTES = 480  # a working day ahead: the last moment for an apology in time


class Filter(StrEnum):
    """What somebody may want to see of the open dossiers."""

    MINE = "mine"
    RECEIVE = "receive"
    SIGN = "sign"
    SOON = "soon"
    LATE = "late"
    CITIZEN = "citizen"
    OPINION = "opinion"
    HAND_OUT = "hand_out"
    ALL = "all"


def conditions(seat: Seat, agency: Agency) -> dict[Filter, Q]:
    """Filter → condition, for somebody at `seat`; what is soon is counted on the clock of `agency`."""
    moment = now()
    horizon = clock_of(agency).add_minutes(moment, SOON_MINUTES)
    here = Q(holding_agency__in=seat.places)
    found = {
        Filter.MINE: seat.turn | TO_CORRECT,
        Filter.RECEIVE: here & Q(status=Status.REGISTERED),
        Filter.SIGN: seat.signs | seat.apologies | TO_CORRECT,
        Filter.SOON: here & _runs_out(moment, horizon),
        Filter.LATE: here & _runs_out(None, moment),
        Filter.CITIZEN: here & Q(status__in=WAITING_FOR_APPLICANT),
        Filter.OPINION: Q(asked_of_us=True) | (here & Q(asked_of_others=True)),
        Filter.HAND_OUT: here & (Q(status=Status.DONE, is_back=False, is_corrected=False) | Q(is_paper_ready=True)),
        Filter.ALL: here,
    }
    if not seat.has(*SIGNERS):
        found.pop(Filter.SIGN)
    return found


def open_dossiers(seat: Seat) -> QuerySet[Dossier]:
    """Every open dossier this seat has to do with: held by its agencies, or asked of them (of their unit); open again
    is one handed over whose result is corrected. Reads first which those are: they are few, and the index of the open
    ones serves the rest."""
    again = returned_with_work()
    is_open = Q(status__in=OPEN_STATUSES)
    waiting = OpinionRequest.objects.filter(dossier=OuterRef("pk"), answered_at__isnull=True)
    return (
        Dossier.objects.filter(is_open | Q(pk__in=again) if again else is_open)
        .annotate(
            asked_of_us=Exists(waiting.filter(seat.asked)),
            asked_of_others=Exists(waiting.exclude(seat.asked)),
            is_back=ExpressionWrapper(TAKEN_BACK, output_field=BooleanField()),
            is_corrected=CORRECTING,
            is_paper_ready=ExpressionWrapper(PAPER_READY, output_field=BooleanField()),
            is_to_correct=ExpressionWrapper(seat.corrections, output_field=BooleanField()),
        )
        .filter(Q(holding_agency__in=seat.places) | Q(asked_of_us=True))
    )


def _runs_out(after: datetime | None, until: datetime) -> Q:
    answer = Q(status=Status.REGISTERED, first_answer_due__lt=until)
    settle = Q(status__in=SETTLING, due_at__lt=until)
    if after is not None:
        answer &= Q(first_answer_due__gte=after)
        settle &= Q(due_at__gte=after)
    return answer | settle
