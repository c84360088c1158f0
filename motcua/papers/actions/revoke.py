"""Take a document out of force, with or without another in its place."""

from __future__ import annotations

from django.db import transaction

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.base.events import record
from motcua.papers.errors import PaperNotInForce
from motcua.papers.events import PaperReplaced, PaperRevoked
from motcua.papers.models import IssuedPaper


@transaction.atomic
def revoke(*, paper: IssuedPaper, reason: str, by: Actor) -> IssuedPaper:
    """The document counts no more from now. `reason` is shown to whoever checks it. Raises `PaperNotInForce`."""
    kept = _in_force(paper)
    _leave(kept, IssuedPaper.State.REVOKED, reason, None)
    told = PaperRevoked(paper=kept.public_id, kind=kept.kind, agency=kept.agency, reference=kept.reference)
    record(told, stream=f"paper:{kept.public_id}", by=by)
    return kept


@transaction.atomic
def replace(*, paper: IssuedPaper, replacement: IssuedPaper, reason: str, by: Actor) -> IssuedPaper:
    """`replacement` stands in the document's place from now. What was revoked before stays revoked since that day and
    for that reason, and says which paper to use. Raises `PaperNotInForce` where another stands there already;
    `ValueError` for itself.
    """
    if paper.pk == replacement.pk:
        raise ValueError("a paper does not replace itself")
    kept = IssuedPaper.objects.select_for_update().get(pk=paper.pk)
    if kept.replaced_by_id is not None:
        raise PaperNotInForce
    if kept.state == IssuedPaper.State.REVOKED:
        kept.replaced_by = replacement
        kept.save(update_fields=["replaced_by"])
    else:
        _leave(kept, IssuedPaper.State.REPLACED, reason, replacement)
    told = PaperReplaced(
        paper=kept.public_id,
        replacement=replacement.public_id,
        kind=kept.kind,
        agency=kept.agency,
        reference=kept.reference,
    )
    record(told, stream=f"paper:{kept.public_id}", by=by)
    return kept


def _in_force(paper: IssuedPaper) -> IssuedPaper:
    kept = IssuedPaper.objects.select_for_update().get(pk=paper.pk)
    if kept.state != IssuedPaper.State.VALID:
        raise PaperNotInForce
    return kept


def _leave(kept: IssuedPaper, state: IssuedPaper.State, reason: str, replacement: IssuedPaper | None) -> None:
    kept.state, kept.state_at, kept.reason, kept.replaced_by = state, now(), reason[:300], replacement
    kept.save(update_fields=["state", "state_at", "reason", "replaced_by"])
