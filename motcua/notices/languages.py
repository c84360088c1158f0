"""In which language somebody is written to: the one they chose, on whatever device (docs/decisions/0009)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from motcua.base.kept_query import KeptQuery
from motcua.base.kit.language import chosen_language
from motcua.directory.api import User
from motcua.directory.signin.middleware import viewer_of_user
from motcua.notices.actions.remember_language import remember_language
from motcua.notices.models import Reader

_reader: KeptQuery[Reader] = KeptQuery(lambda to: Reader.objects.filter(to=to), str)


def plug_in() -> None:
    """Hear who signs in; called once when the app is ready."""
    user_logged_in.connect(_signed_in, dispatch_uid="notices.languages")


def language_of(to: str) -> str:
    """The language of a reader, named as in `Notice.to`; the source language where they never chose. One query."""
    reader = _reader.one(to)
    return reader.language if reader is not None else settings.LANGUAGE_CODE


def _signed_in(sender: object, request: HttpRequest, user: User, **_more: Any) -> None:
    """What was chosen on a device before signing in is the choice of whoever comes in; no choice changes nothing."""
    chosen = chosen_language(request)
    if chosen:
        remember_language(of=viewer_of_user(user, request.session).actor, language=chosen)
