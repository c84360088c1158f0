"""Which year a target is for: said in its own words, before it, or by the heading it stands under."""

from __future__ import annotations

import re
from dataclasses import dataclass

from motcua.plans.reader.fold import fold
from motcua.plans.reader.outline import Block

_CITED = re.compile(
    r"(?:quyet dinh|ke hoach|nghi dinh|nghi quyet|thong tu|cong van|chi thi|"
    r"luat) (?:so )?\S+ ngay \d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|(?:quyet dinh|ke hoach|nghi dinh|"
    r"nghi quyet|thong tu|de an|danh muc|luat|chuong trinh)\b[^;.]{0,400}?(?:nam (?:19|20)\d\d|"
    r"20\d\d\s?[-–]\s?20\d\d)|ngay \d{1,2} thang \d{1,2} nam \d{4}|tam nhin den nam 20\d\d|"
    r"dinh huong (?:den )?(?:nam )?20\d\d"
)
_AT = re.compile(
    r"(?:(?:den |trong |vao |het |cuoi |den het |den cuoi |hoan thanh |truoc )+(?:nam )?|\bnam )(20[2-4]\d)\b"
)
_DATED = re.compile(
    r"\b(\d{1,2})\s?/\s?(\d{1,2})\s?/\s?(20[2-4]\d)|(?:thang|quy)\s(?:\d{1,2}|i{1,3}|iv)\s?(?:/|nam |"
    r"năm )?\s?(20[2-4]\d)"
)
_SINCE = re.compile(r"(?:ke tu|tu|bat dau tu) nam (20[2-4]\d)(?!\s?(?:den|-|–))")
_SPAN = re.compile(r"(?:giai doan |tu nam )(20[2-4]\d)\s?(?:-|–|den)\s?(?:nam )?(20[2-4]\d)")
_EVERY = re.compile(r"\b(?:hang|moi|tung|hang) nam\b|qua cac nam|lien tuc")


@dataclass(frozen=True)
class When:
    """Year of a target, or the years from … until, and whether it recurs each year."""

    year: int | None = None
    from_year: int | None = None
    until_year: int | None = None
    until: str | None = None
    every: str | None = None
    since: bool = False


def _own(text: str) -> str:
    """The words of a text without cited documents and their years."""
    return _CITED.sub(lambda found: " " * len(found.group()), fold(text))


def said_in(text: str) -> When | None:
    """The time a stretch of words says for its target; None where it says none."""
    words = _own(text)
    since = _SINCE.search(words)
    if since:
        return When(from_year=int(since.group(1)), since=True)
    dated = _DATED.search(words)
    if dated:
        if dated.group(3):
            day, month, year = int(dated.group(1)), int(dated.group(2)), int(dated.group(3))
            until = f"{year:04d}-{month:02d}-{day:02d}" if month <= 12 and day <= 31 else None
            return When(year=year, until=until)
        return When(year=int(dated.group(4)))
    at = list(_AT.finditer(words))
    if at:
        return When(year=int(at[-1].group(1)))
    span = _SPAN.search(words)
    if span:
        return When(from_year=int(span.group(1)), until_year=int(span.group(2)))
    return When(every="year") if re.search(r"^\W*(?:hang|hang|moi) nam\b|\b(?:hang|moi) nam\b", words) else None


def recurs(text: str) -> bool:
    return bool(_EVERY.search(fold(text)))


_TIME_HEADING = re.compile(
    r"^(?:den|trong|het|cuoi|giai doan|muc tieu|chi tieu|phan dau|cu the|rieng|doi voi|\s)*"
    r"(?:nam|cuoi nam|het nam|thoi diem)\s(20[2-4]\d)\b[^.;%\d]{0,40}:$"
)


def _time_of(block: Block) -> int | None:
    """The year of a line that only sets the time for the lines after it: "* Đến hết năm 2025:"."""
    words = fold(block.text).strip(" *-+")
    found = _TIME_HEADING.match(words) if len(block.text) < 70 else None
    if found:
        return int(found.group(1))
    opens = block.text.endswith(":") and len(block.text) < 140 and "%" not in words
    years = set(re.findall(r"\b20[2-4]\d\b", _own(block.text))) if opens and not block.children else set()
    return int(years.pop()) if len(years) == 1 else None


def _time_before(block: Block) -> int | None:
    """The year set by the nearest such line among the siblings before a block."""
    if block.parent is None:
        return None
    before = block.parent.children[: next(n for n, one in enumerate(block.parent.children) if one is block)]
    return next((year for one in reversed(before) if (year := _time_of(one)) is not None), None)


def heading_year(block: Block) -> int | None:
    """The year that the nearest heading above or before says ("a) Năm 2025", "2.1. Đến hết năm 2025")."""
    set_before = _time_before(block)
    if set_before is not None:
        return set_before
    for above in block.ancestors:
        if len(above.text) > 130:
            continue
        found = _AT.findall(_own(above.text)) or re.findall(r"^(20[2-4]\d)$", above.text.strip(" .:"))
        if not found:
            found = re.findall(r"^\W*\w{1,5}\s+(20[2-4]\d)\W*$", above.text)
        if len(set(found)) == 1:
            return int(found[0])
        set_before = _time_before(above)
        if set_before is not None:
            return set_before
    return None
