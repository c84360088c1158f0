"""The public progress of an agency: figures only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, F, Q

from motcua.base.clock import HO_CHI_MINH, now, today
from motcua.directory.api import Agency
from motcua.dossiers.models import Dossier
from motcua.rules.codes import Channel
from motcua.rules.lifecycle import SETTLED, SETTLING, WAITING_FOR_APPLICANT, Status


@dataclass(frozen=True)
class Progress:
    """Dossiers an agency received in a period (both days included), and how they stand now."""

    since: date
    until: date
    received: int
    online: int
    done_in_time: int
    done_late: int
    running_in_time: int
    running_late: int
    waiting_for_citizen: int
    refused: int
    withdrawn_or_stopped: int


def public_progress(agency: Agency, since: date | None = None, until: date | None = None) -> Progress:
    """Counts for `agency`; default: from the first day of this month until today. One query."""
    last = until or today()
    first = since or last.replace(day=1)
    done = Q(status__in=SETTLED)
    running = Q(status__in=[Status.REGISTERED, *SETTLING])
    late_now = Q(due_at__lt=now()) | Q(status=Status.REGISTERED, first_answer_due__lt=now())
    late_done = Q(finished_at__gt=F("due_at"))
    counts = Dossier.objects.filter(
        agency=agency, submitted_at__gte=_begin(first), submitted_at__lt=_begin(last + timedelta(days=1))
    ).aggregate(
        received=Count("id"),
        online=Count("id", filter=Q(channel=Channel.ONLINE)),
        done=Count("id", filter=done),
        done_late=Count("id", filter=done & late_done),
        running=Count("id", filter=running),
        running_late=Count("id", filter=running & late_now),
        waiting_for_citizen=Count("id", filter=Q(status__in=WAITING_FOR_APPLICANT)),
        refused=Count("id", filter=Q(status=Status.REFUSED)),
        withdrawn_or_stopped=Count("id", filter=Q(status__in=[Status.WITHDRAWN, Status.STOPPED])),
    )
    finished, going = counts.pop("done"), counts.pop("running")
    return Progress(
        since=first,
        until=last,
        done_in_time=finished - counts["done_late"],
        running_in_time=going - counts["running_late"],
        **counts,
    )


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(0), tzinfo=HO_CHI_MINH)
