"""What the linter says: where, by which rule, what is wrong and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault. `line` counts from 1; `message` is Vietnamese and ends with the remedy."""

    file: str
    line: int
    rule: str
    message: str

    def as_dict(self) -> dict[str, Any]:
        """The finding as the JSON contract of `motcua packs lint --json` gives it."""
        return asdict(self)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """' Có phải là “…” không?' where something in `known` looks alike, else nothing."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.7)
    return " " + _("Có phải là “%(word)s” không?") % {"word": close[0]} if close else ""
