"""The filters of the work list: words on the left, each a condition over dossiers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.desk.seat import Seat
from motcua.directory.api import Agency
from motcua.dossiers.api import Dossier, OpinionRequest, clock_of
from motcua.rules.codes import Role
from motcua.rules.lifecycle import Status

MINE, RECEIVE, SIGN, SOON, LATE, CITIZEN, OPINION, HAND_OUT, ALL = (
    "cua-toi", "cho-tiep-nhan", "cho-toi-ky", "sap-den-han", "qua-han", "cho-nguoi-dan", "cho-y-kien", "cho-tra",
    "tat-ca",
)  # fmt: skip
WORDS = {
    MINE: _("Của tôi"),
    RECEIVE: _("Chờ tiếp nhận"),
    SIGN: _("Chờ tôi ký"),
    SOON: _("Sắp đến hạn"),
    LATE: _("Quá hạn"),
    CITIZEN: _("Chờ người dân"),
    OPINION: _("Chờ ý kiến"),
    HAND_OUT: _("Chờ trả kết quả"),
    ALL: _("Tất cả"),
}
OPEN = (Status.REGISTERED, Status.ACCEPTED, Status.PROCESSING, Status.SUPPLEMENT, Status.FEE_DUE, Status.DONE)
RUNNING = (Status.ACCEPTED, Status.PROCESSING)
SIGNERS = (Role.SIGNER, Role.DIVISION_HEAD)
SOON_MINUTES = 480  # a working day ahead: the last moment for an apology in time


@dataclass(frozen=True)
class Choice:
    """One filter as the page shows it."""

    code: str
    words: object
    count: int
    chosen: bool


def conditions(seat: Seat, agency: Agency) -> dict[str, Q]:
    """Filter → condition, for somebody at `seat`; what is soon is counted on the clock of `agency`."""
    moment = now()
    horizon = clock_of(agency).add_minutes(moment, SOON_MINUTES)
    here = Q(holding_agency__in=seat.places)
    found = {
        MINE: seat.turn,
        RECEIVE: here & Q(status=Status.REGISTERED),
        SIGN: seat.signs,
        SOON: here & _runs_out(moment, horizon),
        LATE: here & _runs_out(None, moment),
        CITIZEN: here & Q(status__in=[Status.SUPPLEMENT, Status.FEE_DUE]),
        OPINION: Q(asked_of_us=True) | (here & Q(asked_of_others=True)),
        HAND_OUT: here & Q(status=Status.DONE),
        ALL: here,
    }
    if not seat.has(*SIGNERS):
        found.pop(SIGN)
    return found


def open_dossiers(seat: Seat) -> QuerySet[Dossier]:
    """Every open dossier this seat has to do with: held by its agencies, or asked of them for an opinion."""
    waiting = OpinionRequest.objects.filter(dossier=OuterRef("pk"), answered_at__isnull=True)
    return (
        Dossier.objects.filter(status__in=OPEN)
        .annotate(
            asked_of_us=Exists(waiting.filter(asked_agency__in=seat.places)),
            asked_of_others=Exists(waiting.exclude(asked_agency__in=seat.places)),
        )
        .filter(Q(holding_agency__in=seat.places) | Q(asked_of_us=True))
    )


def _runs_out(after: datetime | None, until: datetime) -> Q:
    answer = Q(status=Status.REGISTERED, first_answer_due__lt=until)
    settle = Q(status__in=RUNNING, due_at__lt=until)
    if after is not None:
        answer &= Q(first_answer_due__gte=after)
        settle &= Q(due_at__gte=after)
    return answer | settle
