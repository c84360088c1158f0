"""In which language somebody is written to: the one they chose, on whatever device (docs/decisions/0009)."""

from __future__ import annotations

from django.conf import settings

from motcua.base.events import listen
from motcua.base.kept_query import KeptQuery
from motcua.base.models import JournalEntry
from motcua.directory.api import SignedIn
from motcua.notices.actions.remember_language import remember_language
from motcua.notices.models import Reader

_reader: KeptQuery[Reader] = KeptQuery(lambda to: Reader.objects.filter(to=to), str)


def plug_in() -> None:
    """Hear who signs in; called once when the app is ready."""
    listen(SignedIn, _signed_in)


def language_of(to: str) -> str:
    """The language of a reader, named as in `Notice.to`; the source language where they never chose. One query."""
    reader = _reader.one(to)
    return reader.language if reader is not None else settings.LANGUAGE_CODE


def _signed_in(happened: SignedIn, entry: JournalEntry) -> None:
    """What was chosen on a device before signing in is the choice of whoever comes in; no choice changes nothing."""
    if happened.language:
        remember_language(to=entry.actor, language=happened.language)
