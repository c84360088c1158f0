"""Put the pages of a component in order."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from motcua.directory.api import Viewer
from motcua.eforms.actions.locked import locked, take_over, touched
from motcua.eforms.models import Draft, DraftPaper
from motcua.eforms.needs import PAPERS_PAGE


@transaction.atomic
def order_papers(*, draft: Draft, component: str, public_ids: Sequence[str], by: Viewer) -> Draft:
    """Files of `component` in the order named; those not named follow as they were. Raises `Forbidden`, `NotOpen`."""
    row = locked(draft, by)
    place = {public_id: number for number, public_id in enumerate(public_ids)}
    found = list(DraftPaper.objects.filter(draft=row, component=component).order_by("order", "pk"))
    found.sort(key=lambda each: place.get(each.public_id, len(place)))
    for number, each in enumerate(found, start=1):
        each.order = number
    DraftPaper.objects.bulk_update(found, ["order"])
    row.save(update_fields=touched(row, PAPERS_PAGE))
    take_over(draft, row)
    return draft
