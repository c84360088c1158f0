"""Files that a citizen opens: what the store does not have as it was kept is not handed out, and that is said."""

from __future__ import annotations

from django.http import FileResponse
from django.utils.translation import gettext as _

from motcua.base.errors import NotFound
from motcua.base.files.serving import serve
from motcua.base.models import StoredFile


def given(stored: StoredFile, *, name: str = "") -> FileResponse:
    """`stored` for a person who may have it. Raises `NotFound` where it is gone or was changed."""
    try:
        return serve(stored, name=name)
    except FileNotFoundError:
        raise NotFound(
            _("Tệp này không còn nguyên như lúc cất giữ nên không mở ra. Xin gọi bộ phận Một cửa.")
        ) from None
