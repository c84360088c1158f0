"""Deadlines in every wording, kept as written and normalised to a last day where one follows."""

from __future__ import annotations

import calendar
import re
from datetime import date

from motcua.plans.data import table
from motcua.plans.reader.fold import fold, squeeze
from motcua.plans.reader.model import Deadline

_YEAR = r"(20[1-4]\d)"
_DATE = re.compile(
    rf"(?<!thang )(?<!quy )(?:ngay )?\b(\d{{1,2}})\s?[/\-.]\s?(\d{{1,2}})\s?[/\-.]\s?{_YEAR}"
    rf"|ngay (\d{{1,2}}) thang (\d{{1,2}}) nam {_YEAR}"
)
_DAY_MONTH = re.compile(
    r"(?:\b(?:ngay|truoc|den|het|xong|vao|cham nhat)|^)\s*(\d{1,2})\s?[/\-]\s?(\d{1,2})\b(?!\s?[/\-.]\s?\d)"
    r"|\bngay (\d{1,2}) thang (\d{1,2})\b(?!(?: nam|/|,)? ?20\d\d)"
)
_MONTH = re.compile(rf"(?:thang |\bt\.? ?|\b)(\d{{1,2}})\s?[/\-]\s?{_YEAR}|thang (\d{{1,2}})(?: nam|,)? {_YEAR}")
_QUARTER = re.compile(
    rf"\b(?:quy |q\.? ?)(?:(?:i{{1,3}}|iv|[1-4])(?:\s?[,\-–]\s?|\s(?:va|den)\s)(?:quy )?)*(i{{1,3}}|iv|[1-4])\b"
    rf"(?:\s?[/\-,]?\s?(?:nam )?{_YEAR})?"
)
_NO_QUARTER = re.compile(rf"\bquy (v|vi{{1,3}}|[05-9])\b(?:\s?[/\-,]?\s?(?:nam )?{_YEAR})?")
_HALF = re.compile(rf"6 thang (dau|cuoi) nam(?: {_YEAR})?")
_IN_YEAR = re.compile(rf"\b(?:nam|het|cuoi)\s?{_YEAR}")
_SPAN = re.compile(rf"(?:giai doan |tu (?:nam )?|^(?:trong |cac |nam )*){_YEAR}\s?(?:-|–|den)\s?(?:nam )?{_YEAR}")
_FROM = re.compile(rf"(?:tu nam|bat dau tu(?: nam)?|ke tu nam) {_YEAR}")
_DAYS = re.compile(
    r"(?:cham nhat|trong|khong qua|toi da|trong vong|truoc)\s(?:la |vong |thoi han )?(\d{1,3}) ngay(?: lam viec)?"
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_BEFORE = re.compile(r"truoc (?:ngay )?\d")

_REGULAR = re.compile(
    r"\b(?:hai|ba|\d+) nam mot lan\b|thuong xuyen|lien tuc|thuong ky|"
    r"\b(?:hang|moi|tung) (?:ngay|tuan)\b|^(?:ngay )?khi (?:co|phat sinh)|^ngay sau khi co|dot xuat"
)
_ANNUAL = re.compile(r"\b(?:hang|moi|tung) nam\b|dinh ky (?:hang )?nam")
_ROADMAP = re.compile(
    r"^theo (?:dung )?quy dinh|(?:theo|dung|bam) (?:dung )?(?:lo trinh|tien do|ke hoach(?! nay)|huong dan)|lo trinh"
)
_MONTHLY = re.compile(
    r"\b(?:chu nhat|thu [a-z]+) (?:dau|cuoi) thang\b(?! \d)|\b(?:hang|moi) (?:thang|quy)\b"
    r"|dinh ky [^,;.]{0,22}\b(?:thang|quy)\b|6 thang"
)


def _last_day(year: int, month: int) -> str:
    return date(year, month, calendar.monthrange(year, month)[1]).isoformat()


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


_TIMES = re.compile(
    rf"{_DATE.pattern}|\b\d{{1,2}}\s?[/-]\s?20[1-4]\d\b|\bquy [iv\d]+\s?/\s?20[1-4]\d"
    r"|\b(?:nam|giai doan)\s+20[1-4]\d(?:\s?-\s?20[1-4]\d)?"
    r"|\b(?:den|ngay|het|truoc|moc)(?: het)?(?: ngay)? \d{1,2}\s?/\s?(?:0?[1-9]|1[0-2])\b(?!\s?/)"
    r"|\bngay \d{1,2}(?: thang \d{1,2})?|\bthang \d{1,2}\b|\b\d{1,2} thang (?:dau|cuoi) nam\b"
)
_UNTIL = re.compile(rf"\bden(?: het)?\s(?:{_DATE.pattern})")


def undated(text: str) -> str:
    """The text with its days, months, quarters and years blanked letter for letter: their digits count nothing."""
    kept = list(text)
    for found in _TIMES.finditer(fold(text)):
        kept[found.start() : found.end()] = "_" * len(found.group())
    return "".join(kept)


def until_day(text: str) -> str | None:
    """The day a text reaches to ("tính đến hết ngày 30/6/2026"), as ISO; None where it says none a calendar has."""
    found = _UNTIL.search(fold(text))
    said = [int(part) for part in found.groups() if part] if found else []
    return _day(said[2], said[1], said[0]) if said else None


def _by_date(words: str, raw: str, default_year: int | None) -> Deadline | None:
    every = [tuple(int(part) for part in found.groups() if part) for found in _DATE.finditer(words)]
    if every:
        unreal = [one for one in every if _day(one[2], one[1], one[0]) is None]
        day, month, year = unreal[0] if unreal else max(every, key=lambda one: one[::-1])
    else:
        short = _DAY_MONTH.search(words)
        if not short or default_year is None:
            return None
        day, month = (int(part) for part in short.groups() if part)
        year = default_year
        if month > 12 and _day(default_year, month, day) is None and not words.startswith(("ngay", "truoc", "den")):
            return None
    due = _day(year, month, day)
    inclusive = False if _BEFORE.search(words) else None
    if due is None:
        return Deadline(raw, "date", year, inclusive=inclusive, impossible=f"{day}/{month}/{year}")
    return Deadline(raw, "date", year, due=due, inclusive=inclusive)


def _by_month(words: str, raw: str, default_year: int | None) -> Deadline | None:
    found = list(_MONTH.finditer(words))
    if not found:
        alone = [*re.finditer(r"\bthang (\d{1,2})\b", words)][-1:]
        if not alone or default_year is None or not 1 <= int(alone[0].group(1)) <= 12:
            return None
        spans = re.findall(r"\bthang \d{1,2}\s?[-–]\s?(?:thang )?(\d{1,2})\b", words)
        month = int(spans[-1]) if spans and 1 <= int(spans[-1]) <= 12 else int(alone[0].group(1))
        return Deadline(raw, "month", default_year, month, due=_last_day(default_year, month))
    month, year = (int(part) for part in found[-1].groups() if part)
    if not 1 <= month <= 12:
        return Deadline(raw, "month", year, month, impossible=f"tháng {month}/{year}")
    return Deadline(raw, "month", year, month, due=_last_day(year, month))


def _by_quarter(words: str, raw: str, default_year: int | None) -> Deadline | None:
    found = list(_QUARTER.finditer(words))
    unreal = _NO_QUARTER.search(words)
    if unreal and not found:
        said = int(unreal.group(2)) if unreal.group(2) else default_year
        return Deadline(raw, "quarter", said, impossible=f"quý {unreal.group(1).upper()}/{said}")
    if not found:
        return None
    name = found[-1].group(1)
    quarter = int(name) if name.isdigit() else _QUARTERS[name]
    printed = next((match.group(2) for match in reversed(found) if match.group(2)), None)
    year = int(printed) if printed else default_year
    due = _last_day(year, quarter * 3) if year else None
    return Deadline(raw, "quarter", year, quarter=quarter, due=due)


def _by_half(words: str, raw: str, default_year: int | None) -> Deadline | None:
    """ "6 tháng đầu năm": the last day of June; "6 tháng cuối năm": of December."""
    found = _HALF.search(words)
    year = int(found.group(2)) if found and found.group(2) else default_year
    if found is None or year is None:
        return None
    due = _last_day(year, 6 if found.group(1) == "dau" else 12)
    return Deadline(raw, "date", year, due=due, inclusive=True)


def _by_rhythm(words: str, raw: str, period: tuple[int | None, int | None]) -> Deadline | None:
    yearly, shorter = _ANNUAL.search(words), _MONTHLY.search(words)
    if yearly and not (shorter and shorter.start() < yearly.start()):
        start = _FROM.search(words)
        return Deadline(raw, "annual", from_year=int(start.group(1)) if start else period[0], until_year=period[1])
    if shorter:
        return Deadline(raw, "monthly_quarterly")
    if _REGULAR.search(words):
        return Deadline(raw, "regular")
    return None


def _by_year(words: str, raw: str) -> Deadline | None:
    span = _SPAN.search(words)
    if span:
        start, end = int(span.group(1)), int(span.group(2))
        return Deadline(raw, "year", end, due=f"{end}-12-31", from_year=start, until_year=end)
    years = sorted(
        {int(year) for year in _IN_YEAR.findall(words)} | {int(year) for year in re.findall(rf"^{_YEAR}$", words)}
    )
    if len(years) > 1:
        return Deadline(raw, "year", due=f"{years[-1]}-12-31", years=years)
    return Deadline(raw, "year", years[0], due=f"{years[0]}-12-31") if years else None


_STARTS = re.compile(
    rf"^(?:bat dau |ke |thuc hien )?tu (?:dau )?(?:ngay |thang |quy |nam )?(?:\d|i|{_YEAR})[^;,]*(?:tro di)?$"
)
_ENDS = re.compile(r"\b(?:den|toi)\b|\d\s?[-–]\s?(?:thang |quy |nam )?\d|[-–]")
_WHAT = re.compile(
    r"\b(?:quy|thang|nam|ngay|truoc|trong|den|het|cuoi|dau|hoan thanh|xong|va|thuc hien|cham nhat|hang|moi|tu|vao|cac|"
    r"giai doan|thuong xuyen|dinh ky|[ivx]+)\b|[^a-z]"
)
_LAST_YEAR = re.compile(rf"(?:\b(?:den|truoc|hai|ba|nhat|-|–)|\d\s?[-–])\s?{_YEAR}\b")


def _by_milestones(text: str, default_year: int | None, period: tuple[int | None, int | None]) -> Deadline | None:
    """ "báo cáo quý II/2027; nghiệm thu năm 2028": several things by several days; the last counts."""
    parts = [part.strip() for part in text.split(";") if part.strip()]
    told = sum(len(_WHAT.sub("", fold(part))) >= 3 for part in parts)
    if len(parts) < 2 or told < 2:
        return None
    ends = [_milestone(part, default_year, period) for part in parts]
    dated = [one for one in ends if one is not None and one.due]
    if len(dated) < 2 or len(dated) * 2 < len(parts):
        return None
    last = max(dated, key=lambda one: (one.due or "", one.type != "year"))
    return Deadline(text, last.type, last.year, last.month, last.quarter, last.due, last.inclusive)


def _milestone(part: str, default_year: int | None, period: tuple[int | None, int | None]) -> Deadline | None:
    one = deadline_of(part, default_year=default_year, period=period)
    words = fold(part)
    years = [int(year) for year in _IN_YEAR.findall(words) + _LAST_YEAR.findall(words)]
    if years and (not one.due or (one.type == "year" and max(years) > int(one.due[:4]))):
        return Deadline(part, "year", max(years), due=f"{max(years)}-12-31")
    if one.years and one.due:
        one.year = int(one.due[:4])
    return one


# A year that a narrow cell broke over two lines: "30/11/20 26".
_BROKEN_YEAR = re.compile(r"(?<=[\dIV])(/(?:2(?= 0)|20(?= \d\d)|20\d(?= \d))) (0\d\d|\d\d|\d)(?!\d)")


def deadline_of(
    raw: str | None, *, default_year: int | None = None, period: tuple[int | None, int | None] = (None, None)
) -> Deadline:
    """A deadline cell or phrase as dates: month, quarter and year end on their last day; "trước ngày" excludes its day.

    `default_year` serves wordings without a year, `period` the plan's years for what recurs each year.
    """
    text = _BROKEN_YEAR.sub(r"\1\2", squeeze(raw or "")).strip(" .;:,")
    words = fold(text)
    if not text or text in ("-", "–", "/") or words.startswith(_APPLIES):
        return Deadline()
    milestones = _by_milestones(text, default_year, period)
    if milestones:
        return milestones
    if _STARTS.match(words) and not _ENDS.search(words):
        return Deadline(text, "regular")
    rhythm = _by_rhythm(words, text, period)
    if not rhythm and not _DATE.search(words) and re.search(table("checks")["vague"], words):
        year = _IN_YEAR.search(words)
        return Deadline(text, "year", int(year.group(1))) if year else Deadline(text, "none")
    until = _UNTIL_YEAR.search(words)
    if until and not rhythm:
        return Deadline(text, "year", int(until.group(1)), due=f"{until.group(1)}-12-31")
    dated = (
        _by_date(words, text, default_year)
        or _by_half(words, text, default_year)
        or _by_quarter(words, text, default_year)
        or _by_month(words, text, default_year)
    )
    since = words.startswith("tu ") and not _ENDS.search(words)  # what recurs from a day on has no last day
    if rhythm and (dated is None or rhythm.type == "annual" or since or words.startswith(_AGAIN)):
        return rhythm
    if dated:
        return dated
    days = _DAYS.search(words)
    if days:
        return Deadline(text, "working_days", days=int(days.group(1)))
    if default_year and re.fullmatch(r"(?:trong |ca |trong ca |het |cuoi )nam(?: nay)?", words.strip(" .")):
        return Deadline(text, "year", default_year, due=f"{default_year}-12-31")
    return _by_year(words, text) or (Deadline(text, "roadmap") if _ROADMAP.search(words) else Deadline(text, "none"))


_APPLIES = ("co hieu luc", "hieu luc")  # since when a law applies is nobody's deadline
_AGAIN = ("thuong xuyen", "dinh ky", "hang ", "moi ")
_UNTIL_YEAR = re.compile(rf"^tu (?:quy|thang|ngay) .{{1,20}}\b(?:den|toi)(?: het| cuoi)? nam {_YEAR}$")


def deadline_likeness(text: str) -> float:
    """0 … 1: how much a cell is a deadline and nothing else."""
    found = deadline_of(text, default_year=2000)
    if found.type == "none":
        return 0.0
    if re.match(rf"{table('columns')['results']}\b", fold(text.strip(" -+•"))):
        return 0.1
    length = len(text)
    return 1.0 if length < 32 else 0.6 if length < 60 else 0.1


_ANY_YEAR = r"20[1-4]\d"
_DAY = (
    rf"(?:\d{{1,2}}\s?[/\-.]\s?\d{{1,2}}(?:\s?[/\-.]\s?{_ANY_YEAR})?(?![\d/%]|,\d)|"
    rf"ngay \d{{1,2}} thang \d{{1,2}}(?:,? nam {_ANY_YEAR})?)"
)
_MONTHS = rf"(?:\d{{1,2}}\s?/\s?{_ANY_YEAR}|thang \d{{1,2}}\b(?!\s?%)(?:\s?(?:/|,? nam)?\s?{_ANY_YEAR})?)"
_QUARTER_SAID = rf"quy (?:[ivx]{{1,4}}|\d)\b(?:\s?[/,]?\s?(?:nam )?{_ANY_YEAR})?"
_POINT = rf"(?:(?:ngay |cuoi |dau |giua )?(?:{_DAY}|{_MONTHS}|{_QUARTER_SAID}))"
_IN_SENTENCE = re.compile(
    rf"\b((?:cham nhat|truoc|xong truoc|den het|den|trong|het|vao|tu)\s(?:la |ngay |trong |het )*{_POINT}"
    rf"(?:\s(?:den|va)(?: het)?\s{_POINT})?)|(?:^|(?<=[;,.:]\s))({_MONTHS}|{_QUARTER_SAID}|ngay {_DAY})"
)
_DONE = re.compile(r"(?:hoan thanh|xong|thuc hien|thoi gian|thoi han|truoc|cham nhat|ban hanh|trinh)[^.;]{0,25}$")
_IN_FORCE = re.compile(r"\bhieu luc(?: thi hanh)?(?: ke)?\s*$")
_RHYTHM_IN_SENTENCE = re.compile(
    r"ngay sau khi co [^,;.]{3,60}|theo (?:dung )?(?:lo trinh|tien do)[^,;.]{0,45}|theo ke hoach cua [^,;.]{2,30}|"
    r"dinh ky [^,;.]{0,22}\b(?:thang|quy|nam)\b|dung (?:theo )?(?:tien do|lo trinh)[^,;.]{0,45}|"
    r"(?:ngay )?(?:chu nhat|thu [a-z]+) (?:dau|cuoi) thang(?! \d)|"
    r"(?:hai|ba|\d+) nam mot lan|thuong xuyen|hang (?:nam|thang|quy|tuan|ngay)\b|moi (?:tuan|thang|quy)\b"
)
# Counted from something that happens; without it "trong 3 ngày" is how long a case takes, not when work is due.
_DAYS_IN_SENTENCE = re.compile(
    r"\b(?:(?:cham nhat|khong qua|toi da)(?: la| trong(?: vong)?)?|trong(?: vong| thoi han)?|sau) \d{1,3} ngay"
    r"(?: lam viec)?,? (?:ke |tinh )?(?:tu|sau|khi) (?:ngay|khi|thoi diem|luc)\b[^.;()]{0,80}"
    r"|\bcham nhat(?: la| trong(?: vong)?)? \d{1,3} ngay lam viec\b"
)
_YEARS_IN_SENTENCE = re.compile(r"(?:trong|den|den het|het|cuoi) nam 20[2-4]\d|^nam 20[2-4]\d")


_TIMES_A_YEAR = re.compile(
    r"\b(?:moi|hang) nam (?:to chuc |thuc hien )?(?:mot|hai|ba|bon|\d{1,2}) (?:dot|lan|ky|luot)\b[^.;()]{0,60}"
)


def _as_said(text: str, found: re.Match[str]) -> str:
    """The words of a deadline found in a sentence."""
    part = 1 if found.group(1) else 2
    return text[found.start(part) : found.end(part)]


def deadline_in(
    text: str, *, default_year: int | None = None, period: tuple[int | None, int | None] = (None, None)
) -> Deadline:
    """The deadline said inside a running sentence; type "none" where it says none."""
    label = re.search(r"(?:thoi gian|thoi han|tien do|han)(?: thuc hien| hoan thanh)?\s?:\s*([^.;()]+)", fold(text))
    if label:
        return deadline_of(text[label.start(1) : label.end(1)], default_year=default_year, period=period)
    words = fold(text)
    often = _TIMES_A_YEAR.search(words)
    if often:
        return deadline_of(text[often.start() : often.end()], default_year=default_year, period=period)
    every = [one for one in _IN_SENTENCE.finditer(words) if not _IN_FORCE.search(words[: one.start()])]
    exact = next(
        (one for one in every if _DONE.search(words[: one.start()] + one.group()[:9])), every[0] if every else None
    )
    if exact:
        return deadline_of(_as_said(text, exact), default_year=default_year, period=period)
    years = [found.group() for found in _YEARS_IN_SENTENCE.finditer(words)]
    if years:
        raw = "; ".join(text[found.start() : found.end()] for found in _YEARS_IN_SENTENCE.finditer(words))
        return deadline_of(raw, default_year=default_year, period=period)
    rhythm = _RHYTHM_IN_SENTENCE.search(words)
    if rhythm and not words[: rhythm.start()].endswith(("thi dua ", "bao cao ")):
        return deadline_of(text[rhythm.start() : rhythm.end()], default_year=default_year, period=period)
    days = _DAYS_IN_SENTENCE.search(words)
    return deadline_of(text[days.start() : days.end()]) if days else Deadline()
