"""Take a row out of a repeat section."""

from __future__ import annotations

from django.db import transaction

from motcua.directory.api import Viewer
from motcua.eforms.actions.locked import locked, take_over, touched
from motcua.eforms.errors import NoSuchField
from motcua.eforms.models import Answer, Draft
from motcua.eforms.state import form_of


@transaction.atomic
def remove_row(*, draft: Draft, section: str, row: int, by: Viewer) -> Draft:
    """The draft without that row; the other rows keep their numbers. Raises `Forbidden`, `NotOpen`, `NoSuchField`."""
    taken = locked(draft, by)
    form = form_of(taken)
    names = [each.id for each in form.fields.values() if each.repeat == section]
    if not names:
        raise NoSuchField
    Answer.objects.filter(draft=taken, field__in=names, row=row).delete()
    taken.save(update_fields=touched(taken))
    take_over(draft, taken)
    return draft
