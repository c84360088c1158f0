"""Hand out a stored file. Only called after the door has checked that this viewer may have it."""

from __future__ import annotations

from urllib.parse import quote

from django.http import FileResponse

from motcua.base.files import open_file
from motcua.base.models import StoredFile

SHOWN = ("application/pdf", "image/jpeg", "image/png")


def serve(stored: StoredFile, *, name: str = "", download: bool = False) -> FileResponse:
    """The content, never guessed at, never kept by shared caches, never run as a page."""
    shown = stored.media_type in SHOWN and not download
    answer = FileResponse(open_file(stored), content_type=stored.media_type if shown else "application/octet-stream")
    kind = "inline" if shown else "attachment"
    answer["Content-Disposition"] = f"{kind}; filename*=UTF-8''{quote(name or stored.name)}"
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return answer
