"""Every quarter of an hour: whose time is about to run out, whose has?"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q

from motcua.base.actor import system
from motcua.base.clock import now
from motcua.base.jobs import every
from motcua.dossiers.actions.tell_due import tell_due, tell_opinion_overdue
from motcua.dossiers.models import Dossier, OpinionRequest
from motcua.rules.lifecycle import Status

# A day before: the last moment for an apology (Decree 118/2025). Two hours before: a first answer can still be given.
SETTLEMENT_AHEAD = timedelta(days=1)
ANSWER_AHEAD = timedelta(hours=2)
WORKER = system("dossiers.watch_due")


@every(minutes=15, name="dossiers.watch_due")
def watch_due() -> None:
    """Tell of clocks about to run out, and of those that have; each once."""
    moment = now()
    found = Dossier.objects.filter(_about_to(moment) | _over(moment)).order_by("due_at", "id")
    for dossier in found.iterator(chunk_size=500):
        tell_due(dossier=dossier, by=WORKER)
    late = OpinionRequest.objects.select_related("dossier", "asked_agency").filter(
        answered_at__isnull=True, overdue_told_at__isnull=True, due_at__lt=moment
    )
    for request in list(late[:1000]):
        tell_opinion_overdue(request=request, by=WORKER)


def _about_to(moment: datetime) -> Q:
    running = Q(status__in=[Status.ACCEPTED, Status.PROCESSING], due_at__lte=moment + SETTLEMENT_AHEAD)
    unanswered = Q(status=Status.REGISTERED, first_answer_due__lte=moment + ANSWER_AHEAD)
    return Q(due_soon_told_at__isnull=True) & (running | unanswered)


def _over(moment: datetime) -> Q:
    running = Q(status__in=[Status.ACCEPTED, Status.PROCESSING], due_at__lt=moment)
    unanswered = Q(status=Status.REGISTERED, first_answer_due__lt=moment)
    return Q(overdue_told_at__isnull=True) & (running | unanswered)
