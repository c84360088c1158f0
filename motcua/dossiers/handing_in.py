"""Files that answer a request for a supplement, from the portal or the counter: each looked at before it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from motcua.base.errors import Refusal
from motcua.base.files import LARGEST_FILE, keep
from motcua.base.files.inspection import inspect
from motcua.dossiers.actions.answer_supplement import HandedIn
from motcua.dossiers.codes import PartSource
from motcua.dossiers.errors import Incomplete
from motcua.dossiers.models import Dossier, SupplementRequest


class Upload(Protocol):
    """A file as it came."""

    name: str | None

    def read(self, num_bytes: int) -> bytes:
        """At most `num_bytes` of it."""
        ...


def open_request(dossier: Dossier) -> SupplementRequest | None:
    """The supplement the applicant is waited for, if any."""
    return SupplementRequest.objects.filter(dossier=dossier, answered_at=None, closed_at=None).first()


def keep_uploads(
    request: SupplementRequest, uploads: Mapping[str, Sequence[Upload]], *, source: PartSource = PartSource.UPLOAD
) -> list[HandedIn]:
    """Inspect and keep what came for each component asked for. Raises `Incomplete`, with `fields` by component, where a
    file cannot be taken; then nothing is handed in, and what was kept belongs to nobody."""
    handed: list[HandedIn] = []
    wrong: dict[str, object] = {}
    for item in request.items:
        component = item["component"]
        for upload in uploads.get(component, ()):
            try:
                content = upload.read(LARGEST_FILE + 1)
                found = inspect(content, upload.name or "")
                kept = keep(content, name=found.name, media_type=found.media_type, pages=found.pages)
                handed.append(HandedIn(component, kept, source.value))
            except Refusal as refusal:
                wrong[component] = f"{upload.name}: {refusal.message}"
    if wrong:
        raise Incomplete(_("Có tệp chưa nhận được."), fields=wrong)
    return handed
