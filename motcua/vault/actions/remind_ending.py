"""Tell that a result ends soon, once, while its holder can still renew it in time."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from motcua.base.actor import Actor
from motcua.base.clock import now, today
from motcua.base.events import Told, record_all
from motcua.vault.events import PaperEndsSoon, stream_of
from motcua.vault.models import Paper
from motcua.vault.models.paper import AHEAD


def remind_ending(*, by: Actor) -> int:
    """How many results were told to end within thirty days, each in a transaction of its own.

    Not where the holder already has another paper of the kind that ends later or never.
    """
    day = today()
    later = Q(valid_to__isnull=True) | Q(valid_to__gt=OuterRef("valid_to"))
    renewed = Paper.objects.filter(
        later,
        subject_kind=OuterRef("subject_kind"),
        subject_key=OuterRef("subject_key"),
        kind=OuterRef("kind"),
        state=Paper.State.VALID,
    ).exclude(pk=OuterRef("pk"))
    ending = Paper.objects.filter(
        ~Exists(renewed),
        state=Paper.State.VALID,
        source=Paper.Source.RESULT,
        valid_to__gte=day,
        valid_to__lte=day + AHEAD,
        reminded_at__isnull=True,
    )
    return sum(_remind(paper, by) for paper in ending.order_by("pk").iterator(chunk_size=500))


@transaction.atomic
def _remind(paper: Paper, by: Actor) -> bool:
    waiting = Paper.objects.filter(pk=paper.pk, state=Paper.State.VALID, reminded_at__isnull=True)
    if paper.valid_to is None or not waiting.update(reminded_at=now()):
        return False
    happened = PaperEndsSoon(paper=paper.public_id, kind=paper.kind, valid_to=paper.valid_to, origin=paper.origin)
    record_all([Told(happened, stream_of(paper.subject), of=paper)], by=by)
    return True
