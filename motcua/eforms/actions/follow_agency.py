"""An agency ended: what people began there goes on at its successor."""

from __future__ import annotations

from django.db import transaction

from motcua.directory.api import Agency
from motcua.eforms.actions.locked import lock_row
from motcua.eforms.actions.open_draft import context_at
from motcua.eforms.models import Draft


def follow_agency(*, ended: Agency, successor: Agency) -> int:
    """Move every open draft from `ended` to `successor`, each in a transaction of its own; answers how many.

    Nothing typed is touched. For the program only; whoever opens the form next sees where it will be filed.
    """
    waiting = Draft.objects.filter(agency=ended, state=Draft.State.OPEN).order_by("pk")
    return sum(_follow(number, ended, successor) for number in list(waiting.values_list("pk", flat=True)))


@transaction.atomic
def _follow(number: int, ended: Agency, successor: Agency) -> bool:
    row = lock_row(number)
    if row.state != Draft.State.OPEN or row.agency_id != ended.pk:
        return False
    row.agency = successor
    row.context = row.context | context_at(successor, row)
    row.save(update_fields=["agency", "context"])
    return True
