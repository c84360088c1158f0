"""Which year a target is for: said in its own words, before it, or by the heading it stands under."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from motcua.plans.reader.block import Block
from motcua.plans.reader.fold import fold

_CITED = re.compile(
    r"(?:quyet dinh|ke hoach|nghi dinh|nghi quyet|thong tu|cong van|chi thi|"
    r"luat) (?:so )?\S+ ngay \d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}|(?:quyet dinh|ke hoach|nghi dinh|"
    r"nghi quyet|thong tu|de an|danh muc|luat|chuong trinh)\b[^;.]{0,400}?(?:nam (?:19|20)\d\d|"
    r"20\d\d\s?[-–]\s?20\d\d)|ngay \d{1,2} thang \d{1,2} nam \d{4}|tam nhin den nam 20\d\d|"
    r"dinh huong (?:den )?(?:nam )?20\d\d|\b(?:so voi|hon) (?:[a-z0-9]+ ){0,4}nam 20\d\d"
)
_AT = re.compile(
    r"(?:(?:den |trong |vao |het |cuoi |den het |den cuoi |hoan thanh |truoc )+(?:nam )?|\bnam )(20[2-4]\d)\b"
)
_BARE = re.compile(r"(?:^|[,;:(])\s*(20[2-4]\d)\s?[:)]")
_DATED = re.compile(
    r"\b(\d{1,2})\s?/\s?(\d{1,2})\s?/\s?(20[2-4]\d)|(?:thang|quy)\s(?:\d{1,2}|i{1,3}|iv)\s?(?:/|nam |"
    r"năm )?\s?(20[2-4]\d)"
)
_SINCE = re.compile(
    r"(?<!dien )(?<!ngay )\b(?:ke tu|tu|bat dau tu) nam "
    r"(?:hoc (20[2-4]\d)\s?[-–]\s?20\d\d|(20[2-4]\d)(?!\s?(?:den|-|–)))"
)
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


_CITED_ONLY = re.compile(
    r"(?:quyet dinh|ke hoach|nghi dinh|nghi quyet|thong tu|cong van|chi thi|luat|thong bao|to trinh|chuong trinh)"
    r"(?: so)? \d\S* (?:ngay|nam) \d{1,2}(?:\s?[/.-]\s?\d{1,2}\s?[/.-]\s?| thang \d{1,2} nam )\d{4}"
)


_LONG_DAY = re.compile(
    r"\b((?:den|het|truoc|trong|cham nhat|vao|tu)(?: het)?(?: ngay)?) (\d{1,2}) thang (\d{1,2}) nam (20\d\d)\b"
)


def _short(folded: str) -> str:
    """A folded text with "đến ngày 31 tháng 12 năm 2025" as "đến ngày 31/12/2025"."""
    return _LONG_DAY.sub(r"\1 \2/\3/\4", folded)


_PASSING = re.compile(r"\([^()]*\d ?%[^()]*\)|\btu (?:muc )?[\d,]+ ?%\s?\([^()]*\)")


_FAR_OFF = re.compile(r"^\W*(?:tam nhin|dinh huong)\b")


def _own(text: str) -> str:
    """The words of a text without cited documents and their years."""
    return _CITED.sub(lambda found: " " * len(found.group()), _PASSING.sub(" ", _short(_FAR_OFF.sub("", fold(text)))))


def said_in(text: str) -> When | None:
    """The time a stretch of words says for its target; None where it says none."""
    words = _own(text)
    since = _SINCE.search(words)
    if since:
        return When(from_year=int(since.group(1) or since.group(2)), since=True)
    dated = _DATED.search(words)
    if dated:
        if dated.group(3):
            day, month, year = int(dated.group(1)), int(dated.group(2)), int(dated.group(3))
            until = f"{year:04d}-{month:02d}-{day:02d}" if month <= 12 and day <= 31 else None
            return When(year=year, until=until)
        return When(year=int(dated.group(4)))
    at = list(_AT.finditer(words)) or list(_BARE.finditer(words))
    if at:
        return When(year=int(at[-1].group(1)))
    span = _SPAN.search(words)
    if span:
        return When(from_year=int(span.group(1)), until_year=int(span.group(2)))
    return When(every="year") if re.search(r"^\W*(?:hang|hang|moi) nam\b|\b(?:hang|moi) nam\b", words) else None


def recurs(text: str) -> bool:
    return bool(_EVERY.search(fold(text)))


_DAY = re.compile(
    r"\b(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(20\d\d)\b|\bngay (\d{1,2}) thang (\d{1,2}) nam (20\d\d)\b"
)
_MONTH = re.compile(r"\b(?:thang )?(\d{1,2})\s?(?:/|nam )\s?(20\d\d)\b")
_QUARTER = re.compile(r"\bquy (i{1,3}|iv|[1-4])\s?(?:/|nam |-)\s?(20\d\d)\b")
_MONTHS = re.compile(r"\b(0?[1-9]|1[01]|sau|chin) thang (?:dau )?nam (20\d\d)\b")
_YEAR = re.compile(r"\b(?:nam|nam hoc|20\d\d ?[-–]) ?(20\d\d)\b")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def times_said(folded: str) -> list[date]:
    """The last days of the days, months, quarters and years a folded text speaks of, those of cited documents not."""
    words = _CITED_ONLY.sub(lambda found: " " * len(found.group()), folded)
    ends: list[date] = []

    def take(pattern: re.Pattern[str], end: Callable[[re.Match[str]], date | None]) -> None:
        nonlocal words
        ends.extend(day for found in pattern.finditer(words) if (day := end(found)) is not None)
        words = pattern.sub(lambda found: " " * len(found.group()), words)

    take(_DAY, lambda found: _end(*(int(part) for part in reversed([one for one in found.groups() if one]))))
    take(
        _MONTHS,
        lambda found: _end(int(found.group(2)), {"sau": 6, "chin": 9}.get(found.group(1)) or int(found.group(1))),
    )
    take(_QUARTER, lambda found: _end(int(found.group(2)), 3 * _QUARTERS[found.group(1)]))
    take(_MONTH, lambda found: _end(int(found.group(2)), int(found.group(1))))
    take(_YEAR, lambda found: _end(int(found.group(1))))
    return ends


_WHOLE_YEAR = (
    (re.compile(r"(?<!nam )(?<![/.\d-])\b(?=20[2-4]\d\b)"), "nam "),
    (re.compile(r"\bgiua nam\b(?: nam)?"), "6 thang dau nam"),
)
_WITHIN_YEAR = (
    (re.compile(r"\bquy (i{1,3}|iv|[1-4])\b(?!\s?(?:/|nam))"), r"quy \1 nam "),
    (
        re.compile(r"(?<!trong )(?<!sau )\b((?:0?[1-9]|1[01]|sau|chin) thang)(?: dau nam)?(?= (?:dat|la)\b|\s*[:,]|$)"),
        r"\1 dau nam ",
    ),
    (re.compile(r"\b(thang \d{1,2})\b(?!\s?(?:/|nam))"), r"\1 nam "),
    (re.compile(r"(?<![\d/.])(\d{1,2} ?/ ?(?:0?[1-9]|1[0-2]))(?![\d/]| ?/)"), r"\1/"),
)


def dated(words: str, year: int | None) -> str:
    """Words folded as times_said knows them: "2026" is a year, "Quý II", "30/6", "6 tháng" are of that at hand."""
    words = fold(words).strip(" :.()")
    for said, whole in _WHOLE_YEAR:
        words = said.sub(whole, words)
    for said, whole in _WITHIN_YEAR if year else ():
        words = said.sub(f"{whole}{year}", words)
    return words


_SINCE_THEN = re.compile(r"\b(?:ke )?tu (?:ngay |thang |quy )?[\div/]+|\bso voi [^.;,]*")


def part_of_year(clause: str, year: int) -> str | None:
    """The last day of the part of a year that a clause says ("6 tháng đạt 65%", "đến 30/6"); None for all of it."""
    ends = times_said(dated(_SINCE_THEN.sub(" ", _own(clause)), year))
    last = max(ends, default=None)
    return last.isoformat() if last and last.year == year and last.month < 12 else None


def _end(year: int, month: int = 12, day: int | None = None) -> date | None:
    """The last day of a year, a month or a day; None where no calendar has it."""
    if not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    return date(year, month, min(day or last, last))


_TIME_LINE = re.compile(
    r"^(?:den|trong|het|cuoi|giai doan|muc tieu|chi tieu|phan dau|cu the|rieng|doi voi|tai|vao|thoi diem|truoc|moc|"
    r"ngay|ky|dot|phai|can|dat|cac|\W)*"
    r"(?:nam (20\d\d)|thang \d{1,2}\s?(?:/|nam )\s?(20\d\d)|quy (?:i{1,3}|iv|[1-4])\s?(?:/|nam |-)\s?(20\d\d)|"
    r"\d{1,2}[/.-]\d{1,2}[/.-](20\d\d)|(?:6|sau) thang (?:dau|cuoi) nam (20\d\d))\b[^.;%\d]{0,60}$"
)


def time_line(block: Block) -> When | None:
    """The time of a line that only sets it for the lines after it: "* Đến hết năm 2025:", "Quý II/2026"."""
    text = block.text.rstrip(" .:;")
    words = _short(fold(text)).strip(" *-+")
    opens = block.text.rstrip().endswith(":") or bool(block.children)
    if len(text) < 70 and (opens or len(text) < 30) and _TIME_LINE.match(words):
        return _set(words)
    if opens and len(text) < 140 and "%" not in words and not block.children:
        return _set(_own(text)) if len(set(re.findall(r"\b20[2-4]\d\b", _own(text)))) == 1 else None
    return None


def _set(words: str) -> When:
    ends = times_said(words)
    year = int(re.findall(r"20\d\d", words)[-1])
    dated = bool(ends) and (ends[-1].month, ends[-1].day) != (12, 31)
    return When(year=year, until=ends[-1].isoformat() if dated else None)


def heading_when(block: Block) -> When | None:
    """The year that the nearest heading above says ("a) Năm 2025", "2.1. Đến hết năm 2025")."""
    for above in block.ancestors:
        if len(above.text) > 130:
            continue
        found = _AT.findall(_own(above.text)) or re.findall(r"^\W*(?:\w{1,5}\s+)?(20[2-4]\d)\W*$", above.text)
        if len(set(found)) == 1:
            return When(year=int(found[0]))
        if not found and len(times_said(_own(above.text))) == 1:
            return _set(_own(above.text))
    return None
