"""Take a file out of the draft."""

from __future__ import annotations

from django.db import transaction

from motcua.base.files import forget
from motcua.base.models import StoredFile
from motcua.directory.api import Viewer
from motcua.eforms.actions.locked import locked, take_over, touched
from motcua.eforms.models import Draft, DraftPaper, PagePicture
from motcua.eforms.needs import PAPERS_PAGE


@transaction.atomic
def detach(*, draft: Draft, public_id: str, by: Viewer) -> bool:
    """Whether there was such a file. An upload that nothing else uses is deleted; papers of the vault stay there.

    Raises `Forbidden`, `NotOpen`.
    """
    row = locked(draft, by)
    found = DraftPaper.objects.filter(draft=row, public_id=public_id).select_related("file").first()
    if found is not None:
        drop(found)
    row.save(update_fields=touched(row, PAPERS_PAGE))
    take_over(draft, row)
    return found is not None


def drop(paper: DraftPaper) -> None:
    """Delete the row, and the upload with its pictures where it was the draft's own."""
    stored, own = paper.file, paper.paper_id is None
    paper.delete()
    if own and forget(stored):
        _drop_pictures(stored.sha256)


def _drop_pictures(sha256: str) -> None:
    if StoredFile.objects.filter(sha256=sha256).exists():
        return
    for picture in PagePicture.objects.filter(sha256=sha256).select_related("picture"):
        picture.delete()
        forget(picture.picture)
