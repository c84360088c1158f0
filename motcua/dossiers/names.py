"""Names of a dossier as a clerk hears them: folded words, so that the database itself finds them without marks."""

from __future__ import annotations

from motcua.rules.text import search_key

LONGEST = 400


def names_key(*names: str) -> str:
    """Every word of `names` folded, each after a space: " nguyen thi hoa". A word is found by its beginning."""
    words = dict.fromkeys(word for name in names for word in search_key(name).split())
    return "".join(f" {word}" for word in words)[:LONGEST]
