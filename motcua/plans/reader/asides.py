"""What a sentence of the goals says in passing of a time gone by: "(thực hiện năm 2025: 84,3%)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from motcua.plans.reader.fold import fold
from motcua.plans.reader.years import times_said

_BRACKETS = re.compile(r"\(([^()\[\]]*)\)|\[([^()\[\]]*)\]")
_TAIL = re.compile(
    r"[,;–]\s+((?:(?:ket qua )?thuc hien|ket qua|uoc(?: thuc hien)?|trong khi|th)?\s?nam (?:20\d\d|truoc|ngoai)\b"
    r"[^,;.()\[\]]*?\d[^;.()\[\]]*?)(?=[;,]\s|\.(?:\s|$)|$)"
)
_FIGURE = re.compile(r"(?<![\w./])\d+(?:[.,]\d+)?(?!\w|[./]\d)")
_GONE_BY = re.compile(
    r"\bnam (?:truoc|ngoai|goc)\b|\bcung ky\b|\bmuc (?:nen|hien (?:tai|co)|xuat phat)\b|"
    r"^(?:th|thuc hien|ket qua|hien)\b|"
    r"\b(?:hien|den) nay\b|\bhien (?:tai|trang|dat)\b|^(?:da|moi|dang) dat\b"
)
_ASKED = re.compile(r"\b(?:phan dau|muc tieu|chi tieu|ke hoach|giao|den nam|toi thieu|it nhat|tro len)\b")
_MOVED = re.compile(r"(?:tang|giam|cao hon|thap hon)\b")  # "(giảm 50% so với năm 2025)" may itself be the goal
_BARE_YEAR = re.compile(r"(?<!nam )(?<![/.\d-])\b(?=20[0-4]\d\b)")


def past_asides(sentence: str, begins: date | None) -> list[tuple[int, int]]:
    """The stretches of a sentence, brackets among them, whose figures are of a time before the plan `begins`."""
    folded = fold(sentence)
    return [
        (start, end)
        for start, end, said in _asides(folded)
        if _past(said, begins) and (re.search(r"\d", folded[:start]) or not _MOVED.match(said))
    ]


def without_past(sentence: str, begins: date | None) -> str:
    """The sentence with those stretches blanked, every other letter where it was."""
    return blanked(sentence, past_asides(sentence, begins))


def blanked(text: str, stretches: list[tuple[int, int]]) -> str:
    """A text with blanks in place of the letters of some stretches."""
    for start, end in stretches:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def is_asked(folded: str) -> bool:
    """Whether folded words before a figure say that it was asked for, reached or not ("kế hoạch năm 2025: 90%")."""
    return bool(_ASKED.search(folded))


def _asides(folded: str) -> Iterator[tuple[int, int, str]]:
    for found in _BRACKETS.finditer(folded):
        yield found.start(), found.end(), (found.group(1) or found.group(2) or "").strip()
    for found in _TAIL.finditer(folded):
        yield found.start(), found.end(), found.group(1).strip()


def _past(said: str, begins: date | None) -> bool:
    dated = _BARE_YEAR.sub("nam ", said)
    if not _FIGURE.search(re.sub(r"\bnam 20\d\d\b|\d{1,2}\s?/\s?\d{1,2}(?:\s?/\s?20\d\d)?", " ", dated)):
        return False
    ends = times_said(dated)
    if ends and begins:
        return max(ends) < begins
    return bool(not ends and _GONE_BY.search(said) and not _ASKED.search(said))
