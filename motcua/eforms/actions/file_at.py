"""At which agency an open draft will be filed."""

from __future__ import annotations

from django.db import transaction

from motcua.directory.api import Agency, Viewer
from motcua.eforms.actions.locked import locked, take_over
from motcua.eforms.actions.open_draft import context_at
from motcua.eforms.models import Draft

CHOSEN = "agency_chosen"


@transaction.atomic
def file_at(*, draft: Draft, agency: Agency, by: Viewer, chosen: bool) -> Draft:
    """The draft, moved to `agency`. `chosen`: the person said so, and no address moves it any more.

    Without `chosen` a draft whose agency was chosen stays where it is. Raises `Forbidden`, `NotOpen`.
    """
    row = locked(draft, by)
    if chosen or (not is_agency_chosen(row) and row.agency_id != agency.pk):
        row.agency = agency
        row.context = row.context | context_at(agency, row) | ({CHOSEN: "yes"} if chosen else {})
        row.save(update_fields=["agency", "context"])
    take_over(draft, row)
    draft.agency = row.agency
    return draft


def is_agency_chosen(draft: Draft) -> bool:
    """Whether the person themselves said where to file."""
    return bool(draft.context.get(CHOSEN))
