"""A procedure is taken off the portal."""

from __future__ import annotations

from django.db import transaction

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.base.events import record
from motcua.catalogue.events import ProcedureWithdrawn
from motcua.catalogue.models import Procedure
from motcua.catalogue.selectors import forget


@transaction.atomic
def withdraw_procedure(*, slug: str, reason: str, by: Actor) -> bool:
    """Stop showing it; dossiers that run go on on their version. False where it was withdrawn already."""
    changed = Procedure.objects.filter(slug=slug, published=True).update(
        published=False, withdrawn_at=now(), withdrawn_reason=reason[:300]
    )
    if changed:
        record(ProcedureWithdrawn(slug), stream=f"procedure:{slug}", by=by)
        transaction.on_commit(forget)
    return bool(changed)
