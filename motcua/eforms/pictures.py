"""Pages of attached files as pictures, made when somebody first looks."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from motcua.base.files import keep, page_picture
from motcua.base.models import StoredFile
from motcua.eforms.models import PagePicture


def picture_of(file: StoredFile, page: int = 1) -> StoredFile:
    """A JPEG of one page (from 1) of a kept file. The caller has checked that the viewer may see the file.

    Raises `NoPicture` where the page cannot be drawn. Not inside a transaction: drawing takes its time.
    """
    found = PagePicture.objects.filter(sha256=file.sha256, page=page).select_related("picture").first()
    if found is not None:
        return found.picture
    picture = keep(page_picture(file, page), name=f"trang-{page}.jpg", media_type="image/jpeg", pages=1)
    try:
        with transaction.atomic():
            PagePicture.objects.create(sha256=file.sha256, page=page, picture=picture)
    except IntegrityError:
        return PagePicture.objects.select_related("picture").get(sha256=file.sha256, page=page).picture
    return picture
