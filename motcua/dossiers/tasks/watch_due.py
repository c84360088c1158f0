"""Every quarter of an hour: whose time is about to run out, whose has?"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from motcua.base.actor import system
from motcua.base.clock import now
from motcua.base.jobs import every
from motcua.directory.api import Agency
from motcua.dossiers.actions.tell_due import tell_due, tell_opinion_overdue, tell_opinion_soon
from motcua.dossiers.facts import clock_of
from motcua.dossiers.models import Dossier, OpinionRequest
from motcua.rules.clock import WorkingClock, named_limit
from motcua.rules.lifecycle import SETTLING, WAITING_FOR_APPLICANT, Status

# The last moment for an apology is a day before the deadline (Decree 118/2025): whoever is told gets half a working day
# to write it. Two working hours before its time is over a first answer can still be given.
APOLOGY_BEFORE = timedelta(days=named_limit("late.apology_before").value)
TO_APOLOGISE_MINUTES = 4 * 60
TO_ANSWER_MINUTES = 2 * 60
TO_GIVE_OPINION_MINUTES = 4 * 60
# Of a dossier that ended nobody waits for an opinion any more.
WAITING_FOR_OPINION = (Status.PROCESSING, *WAITING_FOR_APPLICANT)
WORKER = system("dossiers.watch_due")


@every(minutes=15, name="dossiers.watch_due")
def watch_due() -> None:
    """Tell of clocks about to run out, and of those that have; each once."""
    moment = now()
    found = Dossier.objects.filter(_about_to(moment) | _over(moment)).order_by("due_at", "id")
    for dossier in found.iterator(chunk_size=500):
        tell_due(dossier=dossier, by=WORKER)
    asked = OpinionRequest.objects.select_related("dossier", "asked_agency").filter(
        answered_at__isnull=True, dossier__status__in=WAITING_FOR_OPINION
    )
    for request in list(asked.filter(overdue_told_at__isnull=True, due_at__lt=moment)[:1000]):
        tell_opinion_overdue(request=request, by=WORKER)
    for request in list(asked.filter(due_soon_told_at__isnull=True, due_at__gte=moment)[:1000]):
        if _soon(request, moment):
            tell_opinion_soon(request=request, by=WORKER)


def _soon(request: OpinionRequest, moment: datetime) -> bool:
    """Half a working day before it is due, but not before half of its time has passed."""
    clock = clock_of(request.asked_agency)
    left, whole = (clock.minutes_between(since, request.due_at) for since in (moment, request.asked_at))
    return left <= min(TO_GIVE_OPINION_MINUTES, whole / 2)


def _about_to(moment: datetime) -> Q:
    found = Q(pk__in=[])
    for clock, agencies in _clocks():
        settled_by = clock.add_minutes(moment, TO_APOLOGISE_MINUTES) + APOLOGY_BEFORE
        answered_by = clock.add_minutes(moment, TO_ANSWER_MINUTES)
        found |= Q(status__in=SETTLING, competent_agency__in=agencies, due_at__lte=settled_by)
        found |= Q(status=Status.REGISTERED, agency__in=agencies, first_answer_due__lte=answered_by)
    return Q(due_soon_told_at__isnull=True) & found


def _clocks() -> list[tuple[WorkingClock, list[int]]]:
    """The working clocks by which something runs, each with the ids of its agencies; usually one."""
    running = Dossier.objects.filter(status__in=[Status.REGISTERED, *SETTLING], due_soon_told_at__isnull=True)
    ids = {each for pair in running.values_list("agency_id", "competent_agency_id").distinct() for each in pair}
    found: dict[str, tuple[WorkingClock, list[int]]] = {}
    for agency in Agency.objects.filter(pk__in=ids).order_by("pk"):
        found.setdefault(str(agency.work_sessions), (clock_of(agency), []))[1].append(agency.pk)
    return list(found.values())


def _over(moment: datetime) -> Q:
    running = Q(status__in=SETTLING, due_at__lt=moment)
    unanswered = Q(status=Status.REGISTERED, first_answer_due__lt=moment)
    return Q(overdue_told_at__isnull=True) & (running | unanswered)
