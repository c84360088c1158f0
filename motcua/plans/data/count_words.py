"""Counts the syllables and pairs of syllables of Vietnamese texts for the lexicon; texts themselves are not kept.

    python -m motcua.plans.data.count_words OUT.tsv FILE…

The first line of the result names the SHA-256 of every text, so that a measurement can leave out what was counted
from the very document it measures.
"""

from __future__ import annotations

import hashlib
import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path

_WORD = re.compile(r"[^\W\d_]+")
_MARKED = re.compile(r"[à-ỹđ]", re.IGNORECASE)


def words_of(line: str) -> list[str]:
    """Lower-case syllables of a line, with "." where a sentence part ends."""
    parts = re.split(r"[.;:!?()\"“”]|\s[-–]\s", unicodedata.normalize("NFC", line).lower())
    found: list[str] = []
    for part in parts:
        found += [*_WORD.findall(part), "."]
    return found


def count(texts: list[str]) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """Counts of syllables and of neighbouring pairs over all lines that bear Vietnamese marks."""
    singles: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text in texts:
        joined = re.sub(r"(?<=\w)[ \t]*\n\s*(?=[a-zà-ỹđ])", " ", unicodedata.normalize("NFC", text))
        for line in joined.splitlines():
            if _MARKED.search(line):
                found = words_of(line)
                singles.update(word for word in found if word != ".")
                pairs.update(zip([".", *found], found, strict=False))
    return singles, pairs


def table_of(texts: list[str], least: int = 1) -> str:
    """The counts as lines "pair of syllables TAB count", with the hashes of the texts in the first line."""
    singles, pairs = count(texts)
    hashes = " ".join(hashlib.sha256(text.encode()).hexdigest() for text in texts)
    lines = [f"# sha256 {hashes}"]
    lines += [f"{word}\t{number}" for word, number in sorted(singles.items())]
    lines += [f"{one} {two}\t{number}" for (one, two), number in sorted(pairs.items()) if number >= least]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    target, *sources = sys.argv[1:]
    Path(target).write_text(table_of([Path(source).read_text("utf-8") for source in sources]), "utf-8")
