"""What is to be done, by whom, in the order in which time runs out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Case, F, QuerySet, When
from django.db.models.functions import Coalesce

from motcua.base.clock import now
from motcua.catalogue.api import pack_of
from motcua.directory.api import WORKING_ROLES, Viewer
from motcua.dossiers.codes import StepState
from motcua.dossiers.facts import promise_clock
from motcua.dossiers.meant_for import colleagues_meant, may_be_theirs
from motcua.dossiers.models import Dossier, HandOver, OpinionRequest
from motcua.dossiers.policies import is_for
from motcua.dossiers.selectors.find import TOGETHER
from motcua.dossiers.selectors.seat import seat_of
from motcua.dossiers.words import STATES, step_words
from motcua.rules.lifecycle import SETTLING, WAITING_FOR_APPLICANT, Status

OPEN_STATUSES = (
    Status.REGISTERED, *SETTLING, *WAITING_FOR_APPLICANT, Status.DONE,
)  # fmt: skip
MINE, TAKEABLE, ALL = "mine", "takeable", "all"


@dataclass(frozen=True)
class Wish:
    """What the viewer wants to see. `view`: mine (I hold it), takeable (I could take it), all (of my agencies)."""

    view: str = ALL
    statuses: tuple[Status, ...] = OPEN_STATUSES
    procedure: str = ""
    code: str = ""
    late: bool = False
    limit: int = 100
    offset: int = 0


@dataclass(frozen=True)
class WorkRow:
    """One line of the work list. `minutes_left`: working minutes until `due_at`, negative when late; None: no clock.
    `late`: the moment has passed, be it after hours.
    """

    dossier: Dossier
    station: str
    due_at: datetime | None
    minutes_left: int | None
    late: bool
    waiting_for_citizen: bool
    mine: bool
    takeable: bool


@dataclass(frozen=True)
class WorkList:
    """A page of the list and how many lines it has in all."""

    rows: list[WorkRow] = field(default_factory=list)
    total: int = 0


def work_list(viewer: Viewer, wish: Wish | None = None) -> WorkList:
    """Dossiers held by agencies where the viewer works, the one due first at the top. Two queries, one more where
    a step is free."""
    asked = wish or Wish()
    places = _places(viewer)
    if not places or viewer.staff is None:
        return WorkList()
    found = _filtered(viewer, asked, places)
    page = found.select_related(*TOGETHER)[asked.offset : asked.offset + asked.limit]
    return WorkList(_rows(viewer, page), found.count())


def late_rows(viewer: Viewer, places: Iterable[int], limit: int) -> list[WorkRow]:
    """What is late at agencies (ids), the longest first, whether the viewer works there or not."""
    found = _filtered(viewer, Wish(late=True), set(places)).select_related(*TOGETHER)
    return _rows(viewer, found[:limit])


def opinions_to_give(viewer: Viewer) -> QuerySet[OpinionRequest]:
    """Questions put to the viewer's agencies or units that wait for an answer, the one due first at the top."""
    waiting = OpinionRequest.objects.select_related("dossier", "asked_agency", "asked_by")
    return waiting.filter(seat_of(viewer).asked, answered_at__isnull=True).order_by("due_at", "id")


def to_sign(viewer: Viewer, limit: int = 200) -> WorkList:
    """What the viewer could sign now, for batch signing."""
    return work_list(viewer, Wish(view=TAKEABLE, statuses=(Status.PROCESSING,), limit=limit))


def _places(viewer: Viewer) -> set[int]:
    working = {str(role) for role in WORKING_ROLES}
    return {held.agency_id for held in viewer.roles if held.role in working}


def _filtered(viewer: Viewer, asked: Wish, places: set[int]) -> QuerySet[Dossier]:
    found = Dossier.objects.filter(holding_agency__in=places, status__in=asked.statuses).annotate(
        due_now=Case(
            When(status=Status.REGISTERED, then=F("first_answer_due")), default=Coalesce("due_at", "first_answer_due")
        )
    )
    if asked.view == MINE:
        found = found.filter(holder=viewer.staff)
    elif asked.view == TAKEABLE:
        found = found.filter(seat_of(viewer).takes)
    if asked.procedure:
        found = found.filter(procedure_slug=asked.procedure)
    if asked.code:
        found = found.filter(code__icontains=asked.code.strip())
    if asked.late:
        found = found.filter(due_now__lt=now()).exclude(status__in=[*WAITING_FOR_APPLICANT, Status.DONE])
    return found.order_by(F("due_now").asc(nulls_last=True), "submitted_at", "id")


def _rows(viewer: Viewer, dossiers: Iterable[Dossier]) -> list[WorkRow]:
    found = list(dossiers)
    named = colleagues_meant(found)
    return [_row(viewer, each, named.get(each.pk)) for each in found]


def _row(viewer: Viewer, dossier: Dossier, named: HandOver | None) -> WorkRow:
    due: datetime | None = dossier.due_now  # type: ignore[attr-defined]
    waiting = dossier.status in WAITING_FOR_APPLICANT
    moment = dossier.status_since if waiting else now()
    until = None if dossier.status == Status.DONE else due
    left = None if until is None else promise_clock(dossier).minutes_between(moment, until)
    step, pack = dossier.current_step, pack_of(dossier.procedure_version_id)
    return WorkRow(
        dossier=dossier,
        station=str(STATES[dossier.state])
        if step is None or waiting
        else step_words(pack, step.key, step.kind, step.name),
        due_at=due,
        minutes_left=left,
        late=until is not None and moment > until,
        waiting_for_citizen=waiting,
        mine=viewer.staff is not None and dossier.holder_id == viewer.staff.pk,
        takeable=step is not None
        and step.state == StepState.OPEN
        and is_for(viewer, step)
        and may_be_theirs(named, viewer.staff),
    )
