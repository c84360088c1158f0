"""Give a draft up: what was filled in and uploaded is deleted, that it existed stays countable."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.base.events import record
from motcua.directory.api import Viewer
from motcua.eforms.actions.detach import drop
from motcua.eforms.actions.locked import locked, take_over
from motcua.eforms.events import DraftAbandoned
from motcua.eforms.models import Draft, Unsent

UNTOUCHED = timedelta(days=90)


@transaction.atomic
def abandon(*, draft: Draft, by: Viewer) -> Draft:
    """The draft, given up by the person. Raises `Forbidden`, `NotOpen`."""
    row = locked(draft, by)
    _give_up(row, by.actor, by_clock=False)
    take_over(draft, row)
    return draft


def abandon_untouched(*, by: Actor) -> int:
    """How many open drafts nobody touched for ninety days and were given up, each in its own transaction."""
    before = now() - UNTOUCHED
    old = Q(last_saved_at__lt=before) | Q(last_saved_at__isnull=True, opened_at__lt=before)
    waiting = Draft.objects.filter(old, state=Draft.State.OPEN).order_by("pk").values_list("pk", flat=True)
    return sum(_by_clock(pk, old, by) for pk in list(waiting))


@transaction.atomic
def _by_clock(pk: int, old: Q, by: Actor) -> bool:
    row = Draft.objects.select_for_update().filter(old, pk=pk, state=Draft.State.OPEN).first()
    if row is not None:
        _give_up(row, by, by_clock=True)
    return row is not None


def _give_up(row: Draft, by: Actor, *, by_clock: bool) -> None:
    for paper in row.papers.select_related("file"):
        drop(paper)
    row.answers.all().delete()
    Unsent.objects.filter(place__startswith=f"{row.stream}:").delete()
    row.snapshots.all().delete()
    row.state, row.ended_at = Draft.State.ABANDONED, now()
    row.unmatched = []
    row.save(update_fields=["state", "ended_at", "unmatched"])
    event = DraftAbandoned(
        draft=row.public_id,
        procedure=row.procedure,
        at_page=row.at_page,
        by_clock=by_clock,
        pages=row.page_seconds,
    )
    record(event, stream=row.stream, by=by)
