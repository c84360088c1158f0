"""Write to somebody in the language they chose."""

from __future__ import annotations

from motcua.base.kit.language import is_spoken
from motcua.notices.models import Reader


def remember_language(*, to: str, language: str) -> None:
    """From now on letters and messages to `to` ("person:<id>" …) are in `language`. `ValueError` for one the
    house does not speak.

    No event: it is a wish about pages and letters, and says nothing about a dossier.
    """
    if not is_spoken(language):
        raise ValueError(language)
    Reader.objects.update_or_create(to=to, defaults={"language": language})
