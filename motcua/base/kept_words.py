"""Sentences that are kept in Vietnamese and read in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from django.conf import settings
from django.utils.translation import get_language, gettext

_GAP = re.compile(r"%\\\((\w+)\\\)s")
Say = Callable[[str], str]


class KeptWords:
    """Sentences that one column keeps. Each is made known where it is written, with `%(name)s` for what changes:
    whoever reads it is told the translation; what nobody made known, as words typed by a person, stays as it is.
    """

    def __init__(self) -> None:
        self._known: dict[str, tuple[re.Pattern[str], Mapping[str, Say]]] = {}

    def known(self, sentence: str, **say: Say) -> str:
        """Make `sentence` (marked with `gettext_noop`) known and give it back. `say`: what puts the text kept in a gap
        into the reader's language, where that is not simply the text."""
        shape = _GAP.sub(r"(?P<\1>.+)", re.escape(sentence))
        self._known[sentence] = (re.compile(shape, re.DOTALL), say)
        return sentence

    def read(self, kept: str) -> str:
        """What was kept, in the reader's language."""
        if get_language() in (None, settings.LANGUAGE_CODE):
            return kept
        for sentence, (shape, say) in self._known.items():
            found = shape.fullmatch(kept)
            if found is not None:
                gaps = {name: say.get(name, str)(text) for name, text in found.groupdict().items()}
                return gettext(sentence) % gaps if gaps else gettext(sentence)
        return kept
