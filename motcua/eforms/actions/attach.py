"""Put an uploaded file to a component: inspected, kept byte for byte. Its pages become pictures when somebody looks."""

from __future__ import annotations

from typing import Protocol

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.base.clock import now
from motcua.base.files import LARGEST_DOSSIER, LARGEST_FILE, MOST_PAGES, FileRefused, Inspected, inspect, keep
from motcua.base.files.previews import keep_small
from motcua.base.models import StoredFile
from motcua.base.rows import insert, update
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.eforms.actions.locked import locked, take_over, touched
from motcua.eforms.errors import NoSuchField, TooMuch
from motcua.eforms.models import Draft, DraftPaper
from motcua.eforms.needs import PAPERS_PAGE
from motcua.eforms.policies import may_fill
from motcua.eforms.state import form_of, papers_of_draft


class Upload(Protocol):
    """What a browser sent: Django's `UploadedFile`, or anything that reads and has a name."""

    name: str | None

    def read(self, size: int = -1, /) -> bytes:
        """The content."""
        ...


def attach(*, draft: Draft, component: str, upload: Upload, by: Viewer) -> DraftPaper:
    """The file as kept; the same file put twice to the same component is one.

    The inspection (and the antivirus) runs before the transaction. Where the disk is full nothing else is lost.
    Raises `Forbidden`, `NotOpen`, `NoSuchField`, `FileRefused`, `TooMuch`, `StorageFull`.
    """
    require(may_fill(by, draft))
    require_component(draft, component)
    content = upload.read(LARGEST_FILE + 1)
    found = inspect(content, upload.name or "")
    same = _already(draft, component, found)
    if same is not None:
        return same
    original = keep(content, name=found.name, media_type=found.media_type, pages=found.pages)
    if found.small:
        keep_small(original.sha256, found.small)
    return put(draft, component, by, file=original, pages=found.pages, scanned=found.scanned)


def require_component(draft: Draft, component: str) -> None:
    """Raise `NoSuchField` where the procedure has no such paper."""
    try:
        form_of(draft).component(component)
    except KeyError:
        raise NoSuchField from None


def _already(draft: Draft, component: str, found: Inspected) -> DraftPaper | None:
    same = (each for each in papers_of_draft(draft.pk) if each.component == component)
    return next((each for each in same if each.file.sha256 == found.sha256), None)


@transaction.atomic
def put(
    draft: Draft,
    component: str,
    by: Viewer,
    *,
    file: StoredFile,
    pages: int,
    scanned: bool,
    paper_id: int | None = None,
) -> DraftPaper:
    """The row for a kept file, last in its component. Raises `TooMuch` past the limits of a dossier."""
    row = locked(draft, by)
    there = papers_of_draft(row.pk)
    here = [each for each in there if each.component == component]
    if sum(each.file.size for each in there) + file.size > LARGEST_DOSSIER:
        raise TooMuch(_("Cả hồ sơ chỉ nhận 30 MB. Xin bỏ bớt tệp không cần, hoặc chụp lại ở cỡ nhỏ hơn."))
    if sum(each.pages for each in here) + pages > MOST_PAGES:
        raise TooMuch(_("Mỗi loại giấy tờ chỉ nhận 50 trang. Xin bỏ bớt trang không cần."))
    made = DraftPaper(
        draft=row,
        component=component,
        order=max((each.order for each in here), default=0) + 1,
        file=file,
        paper_id=paper_id,
        pages=pages,
        scanned=scanned,
        added_at=now(),
    )
    insert([made])
    update(row, touched(row, PAPERS_PAGE))
    take_over(draft, row)
    return made


__all__ = ["FileRefused", "Upload", "attach", "put", "require_component"]
