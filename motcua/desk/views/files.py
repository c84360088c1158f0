"""Files of a dossier: never without a check, never kept by the browser, never able to run anything."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.base.errors import NotFound
from motcua.base.files import MOST_PAGES, NoPicture, open_file
from motcua.base.files.serving import locked_up, serve
from motcua.base.models import StoredFile
from motcua.desk.looking import dossier_looked_at
from motcua.desk.pages.head import with_head
from motcua.desk.pages.papers import file_of, title_of
from motcua.desk.pages.preview import draft_preview
from motcua.directory.api import staff, viewer_of
from motcua.eforms.api import picture_of


@never_cache
@require_safe
@staff()
def download(request: HttpRequest, public_id: str, file_id: str) -> HttpResponseBase:
    """The file itself, to keep: always as an attachment."""
    return _handed_out(file_of(dossier_looked_at(request, public_id), file_id), download=True)


@never_cache
@require_safe
@staff()
def within(request: HttpRequest, public_id: str, file_id: str) -> HttpResponseBase:
    """A PDF or picture to be shown within the page of the dossier."""
    return _handed_out(file_of(dossier_looked_at(request, public_id), file_id), framed=True)


def _handed_out(stored: StoredFile, *, download: bool = False, framed: bool = False) -> HttpResponseBase:
    try:
        return serve(stored, download=download, framed=framed)
    except FileNotFoundError:
        raise NotFound(_("Kho không còn tệp này. Xin báo người quản trị.")) from None


@never_cache
@require_safe
@staff()
def look(request: HttpRequest, public_id: str, file_id: str) -> HttpResponse:
    """The pages of a file as pictures."""
    found = dossier_looked_at(request, public_id)
    stored = file_of(found, file_id)
    pages = range(1, min(stored.pages or 1, MOST_PAGES) + 1)
    title = title_of(found, stored)
    return render(request, "desk/look.html", with_head(request, dossier=found, file=stored, title=title, pages=pages))


@never_cache
@require_safe
@staff()
def picture(request: HttpRequest, public_id: str, file_id: str, page: int) -> HttpResponseBase:
    """One page as a picture; an empty sheet's drawing where it cannot be drawn."""
    stored = file_of(dossier_looked_at(request, public_id), file_id)
    try:
        drawn = picture_of(stored, page)
        return locked_up(FileResponse(open_file(drawn), content_type="image/jpeg"))
    except (NoPicture, OSError, ValueError, IndexError):
        return locked_up(HttpResponse(_EMPTY_SHEET, content_type="image/svg+xml"))


@never_cache
@require_safe
@staff()
def draft_pdf(request: HttpRequest, public_id: str, key: str) -> HttpResponseBase:
    """The draft as it will be printed, without number and signature."""
    found = dossier_looked_at(request, public_id)
    answer = HttpResponse(draft_preview(found, key, viewer_of(request)), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="du-thao-{found.code}.pdf"'
    return locked_up(answer, pdf=True)


_EMPTY_SHEET = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 210 297" width="210" height="297">'
    '<path d="M0 0h210v297H0z" fill="#f7f5f0"/>'
    '<path d="M40 60h130M40 90h130M40 120h90" stroke="#767779" stroke-width="4"/>'
    "</svg>"
)
