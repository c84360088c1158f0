"""Hand out a stored file after a policy's yes: never guessed at, never kept by others, never run as a page.

The one home of the headers that make somebody's upload harmless in a browser; doors check the right and call here.
"""

from __future__ import annotations

from urllib.parse import quote

from django.http import FileResponse, HttpResponseBase

from motcua.base.files.store import open_file
from motcua.base.models import StoredFile

PDF = "application/pdf"
SHOWN = (PDF, "image/jpeg", "image/png")
LOCKED = "default-src 'none'; sandbox"
# Chromium's viewer of PDFs does not work in a sandbox; a PDF runs nothing of the page it is shown by.
LOCKED_PDF = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors {who}"


def serve(stored: StoredFile, *, name: str = "", download: bool = False, framed: bool = False) -> FileResponse:
    """The content of `stored`, shown where a browser can show it harmlessly, else to be kept.

    `framed`: one of our own pages shows it within itself. Raises `FileNotFoundError` where what was
    kept is gone or was changed.
    """
    shown = stored.media_type in SHOWN and not download
    answer = FileResponse(open_file(stored), content_type=stored.media_type if shown else "application/octet-stream")
    kind = "inline" if shown else "attachment"
    answer["Content-Disposition"] = f"{kind}; filename*=UTF-8''{quote(name or stored.name)}"
    locked_up(answer, pdf=shown and stored.media_type == PDF, framed=framed)
    return answer


def locked_up(answer: HttpResponseBase, *, pdf: bool = False, framed: bool = False) -> HttpResponseBase:
    """`answer` with the headers of a file: no guessing, no keeping, no scripts, no use by other sites."""
    answer["Content-Security-Policy"] = LOCKED_PDF.format(who="'self'" if framed else "'none'") if pdf else LOCKED
    answer["X-Frame-Options"] = "SAMEORIGIN" if pdf and framed else "DENY"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
