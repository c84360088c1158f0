"""Mark papers whose last day has passed."""

from __future__ import annotations

from django.db import transaction

from motcua.base.actor import Actor
from motcua.base.clock import today
from motcua.base.events import record
from motcua.vault.events import PaperEnded, stream_of
from motcua.vault.models import Paper


def expire_papers(*, by: Actor) -> int:
    """How many papers were marked expired, each in a transaction of its own. Offers never wait for this mark."""
    over = Paper.objects.filter(state=Paper.State.VALID, valid_to__lt=today()).order_by("pk")
    return sum(_expire(paper, by) for paper in over.iterator(chunk_size=500))


@transaction.atomic
def _expire(paper: Paper, by: Actor) -> bool:
    changed = Paper.objects.filter(pk=paper.pk, state=Paper.State.VALID).update(state=Paper.State.EXPIRED)
    if changed:
        event = PaperEnded(paper=paper.public_id, kind=paper.kind, state=Paper.State.EXPIRED.value)
        record(event, stream=stream_of(paper.subject), by=by)
    return bool(changed)
