"""A procedure changed: what people began before is filed by what is in force when it arrives."""

from __future__ import annotations

from django.db import transaction

from motcua.catalogue.api import version_now
from motcua.directory.api import Viewer
from motcua.eforms.actions.locked import locked, take_over
from motcua.eforms.models import Draft


def is_behind(draft: Draft) -> bool:
    """Whether another version of the procedure is in force today than the draft goes by. No query."""
    return version_now(draft.procedure) not in (None, draft.procedure_version_id)


@transaction.atomic
def follow_version(*, draft: Draft, by: Viewer) -> bool:
    """Let an open draft go by the version in force today; answers whether it went by another before.

    What was typed stays, and is asked again only where the new form takes it no longer. Sources are not asked here:
    call `refresh_prefill` next. Raises `Forbidden`, `NotOpen`.
    """
    if not is_behind(draft):
        return False
    row = locked(draft, by)
    row.procedure_version_id = version_now(row.procedure) or row.procedure_version_id
    row.save(update_fields=["procedure_version"])
    take_over(draft, row)
    return True
