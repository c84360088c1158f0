"""Reading what a person has filled in and attached: everything is checked again before a dossier is made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from django.utils.translation import gettext_lazy as _

from motcua.base.events import Told
from motcua.base.files import blob_path
from motcua.base.models import StoredFile
from motcua.base.rows import made
from motcua.directory.api import Subject, Viewer, name_of
from motcua.dossiers.codes import PartSource
from motcua.dossiers.errors import MissingFile
from motcua.dossiers.models import Part
from motcua.dossiers.names import names_key
from motcua.eforms.api import Draft, SealedForm, SealedPart, seal_for_dossier

FORM, DATA = "form", "data:"
INTERRUPTED = timedelta(minutes=30)


@dataclass(frozen=True)
class Filing:
    """A sealed draft and the rows of its parts, not yet of any dossier. Seconds by the server's clock.

    `text`: the form as the dossier keeps it; `sealed`: the event of the sealing, still to be recorded.
    """

    form: SealedForm
    text: str
    sealed: Told | None
    subject: Subject
    payer_name: str
    names_key: str
    parts: tuple[Part, ...]
    longest_idle_seconds: int

    @property
    def reused(self) -> int:
        """Components the person did not have to hand in again: from the vault, or replaced by data."""
        return len({part.component for part in self.parts if part.source in (PartSource.VAULT, PartSource.DATA)})


def read_filing(draft: Draft, by: Viewer, at: datetime) -> Filing:
    """Check everything again and seal `draft`, in the caller's transaction.

    Raises `eforms.NotReady` with every problem at once, `MissingFile` where a file cannot be read.
    """
    sealing = seal_for_dossier(draft, by=by, at=at)
    form = sealing.form
    parts = tuple(
        _part(position, each, sealing.files)
        for position, each in enumerate(part for part in form.parts if part.source != FORM)
    )
    payer = draft.owner.full_name if draft.owner is not None else name_of(draft.subject)
    names = _names_key(draft, payer)
    return Filing(form, sealing.text, sealing.told, draft.subject, payer, names, parts, _longest_idle(draft, at))


def _names_key(draft: Draft, payer: str) -> str:
    own = draft.owner is None or draft.owner.personal_id == draft.subject.key
    return names_key(payer, "" if own else name_of(draft.subject))


def _part(position: int, part: SealedPart, stored: Mapping[str, StoredFile]) -> Part:
    if part.source.startswith(DATA):
        return made(
            Part, component=part.component, position=position, source=PartSource.DATA, note=part.source[len(DATA) :]
        )
    file = stored.get(part.file)
    require_readable(file, part.name)
    source = PartSource.VAULT if part.source == "vault" else PartSource.UPLOAD
    return made(
        Part,
        component=part.component,
        position=position,
        file=file,
        name=part.name,
        size=part.size,
        sha256=part.sha256,
        source=source,
    )


def require_readable(file: StoredFile | None, name: str) -> None:
    """There, and as long as it was when it came; the hash was taken then, and the store writes once."""
    try:
        whole = file is not None and blob_path(file.sha256).stat().st_size == file.size > 0
    except OSError:
        whole = False
    if not whole:
        raise MissingFile(_("Tệp “%(name)s” không đọc được. Xin gửi lại tệp này.") % {"name": name})


def _longest_idle(draft: Draft, at: datetime) -> int:
    """The longest stretch in which nothing was saved, from sign-in on; 0 where all of it took under half an hour."""
    begun = draft.signing_in_at or draft.opened_at
    if at - begun < INTERRUPTED:
        return 0
    saved = draft.answers.values_list("saved_at", flat=True)
    moments = sorted({begun, draft.opened_at, *saved, at})
    return max(round((later - earlier).total_seconds()) for earlier, later in pairwise(moments))
