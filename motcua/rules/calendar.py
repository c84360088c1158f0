"""The days on which the state works (data/calendar.yaml): Labour Code Art. 111-112 and the yearly notices.

A calendar is immutable; its `fingerprint` is what a dossier pins when its deadline is fixed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from itertools import accumulate

from motcua.rules.errors import OutOfCalendar
from motcua.rules.tables import Confidence, load_yaml

WEEKEND = frozenset({5, 6})
COMPUTED = "Bộ luật Lao động 45/2019/QH14, Điều 112 (tính trước, chưa có thông báo)"


class DayKind(StrEnum):
    """Why a day is not an ordinary one. Only LAM_BU is worked."""

    LE = "le"
    NGHI_BU = "nghi_bu"
    HOAN_DOI_NGHI = "hoan_doi_nghi"
    LAM_BU = "lam_bu"
    NGHI_DIA_PHUONG = "nghi_dia_phuong"


@dataclass(frozen=True)
class CalendarDay:
    """One special day, with its Vietnamese name and the text that says so."""

    day: date
    kind: DayKind
    name: str
    source: str
    confidence: Confidence = Confidence.HIGH


@dataclass(frozen=True)
class WorkCalendar:
    """Monday to Friday, minus the days off, plus the days made up, from `first` to `last`.

    A later entry of `days` for the same date replaces an earlier one. Every question about a date outside
    them raises `OutOfCalendar`.
    """

    days: tuple[CalendarDay, ...]
    first: date
    last: date
    fingerprint: str = field(init=False)
    _special: Mapping[date, CalendarDay] = field(init=False, repr=False, compare=False)
    _worked: tuple[int, ...] = field(init=False, repr=False, compare=False)  # ordinals of the working days
    _before: tuple[int, ...] = field(init=False, repr=False, compare=False)  # working days before each day

    def __post_init__(self) -> None:
        special = {entry.day: entry for entry in self.days}
        flags = [_works(date.fromordinal(n), special) for n in range(self._base, self.last.toordinal() + 1)]
        text = "\n".join(f"{day.isoformat()} {special[day].kind}" for day in sorted(special))
        keep = object.__setattr__
        keep(self, "_special", special)
        keep(self, "_worked", tuple(self._base + n for n, works in enumerate(flags) if works))
        keep(self, "_before", tuple(accumulate(flags, initial=0)))
        keep(self, "fingerprint", hashlib.sha256(f"{self.first} {self.last}\n{text}".encode()).hexdigest())

    @property
    def _base(self) -> int:
        return self.first.toordinal()

    def _offset(self, day: date) -> int:
        if not self.first <= day <= self.last:
            raise OutOfCalendar(f"{day}: the working calendar covers {self.first} to {self.last}")
        return day.toordinal() - self._base

    def is_working(self, day: date) -> bool:
        """Whether the state works on `day`."""
        offset = self._offset(day)
        return self._before[offset + 1] > self._before[offset]

    def special(self, day: date) -> CalendarDay | None:
        """The entry for `day` when it is a holiday, a swapped day or a made-up day."""
        return self._special.get(day)

    def days_before(self, day: date) -> int:
        """How many working days the calendar has before `day`."""
        return self._before[self._offset(day)]

    def nth(self, index: int) -> date:
        """The working day with that index (0 = the first of the calendar); the inverse of `days_before`."""
        if not 0 <= index < len(self._worked):
            raise OutOfCalendar(f"working day {index}: the working calendar covers {self.first} to {self.last}")
        return date.fromordinal(self._worked[index])

    def next_working(self, day: date) -> date:
        """`day` when it is a working day, else the first working day after it."""
        return self.nth(self.days_before(day))

    def after(self, day: date, count: int) -> date:
        """The `count`-th working day (count >= 1) strictly after `day`."""
        if count < 1:
            raise ValueError("count must be at least 1")
        return self.nth(self._before[self._offset(day) + 1] + count - 1)


def _works(day: date, special: Mapping[date, CalendarDay]) -> bool:
    entry = special.get(day)
    return day.weekday() not in WEEKEND if entry is None else entry.kind is DayKind.LAM_BU


def expected_days(year: int, tet: date, hung_kings: date) -> list[CalendarDay]:
    """The paid days of a year without a notice yet: five days of Tết from its eve, the fixed days, and the
    next working day for each that falls on a weekly rest day (24/11 is not made up). All of low confidence.
    """
    second = date(year, 9, 1) if date(year, 9, 1).weekday() not in WEEKEND else date(year, 9, 3)
    named = [(date(year, 1, 1), "Tết Dương lịch"), (hung_kings, "Giỗ Tổ Hùng Vương (10/3 âm lịch)")]
    named += [(tet + timedelta(days=n), "Tết Nguyên đán") for n in range(-1, 4)]
    named += [(date(year, 4, 30), "Ngày Chiến thắng"), (date(year, 5, 1), "Ngày Quốc tế lao động")]
    named += [(date(year, 9, 2), "Quốc khánh"), (second, "Quốc khánh")]
    culture = (date(year, 11, 24), "Ngày Văn hóa Việt Nam")
    taken = {day for day, _ in [*named, culture]}
    found = [CalendarDay(day, DayKind.LE, name, COMPUTED, Confidence.LOW) for day, name in [*named, culture]]
    for day, name in sorted(named):
        if day.weekday() in WEEKEND:
            free = day
            while free in taken or free.weekday() in WEEKEND:
                free += timedelta(days=1)
            taken.add(free)
            found.append(CalendarDay(free, DayKind.NGHI_BU, f"Nghỉ bù {name}", COMPUTED, Confidence.LOW))
    return found


@cache
def standard_calendar() -> WorkCalendar:
    """The calendar of the whole country from data/calendar.yaml."""
    table = load_yaml("calendar.yaml")
    days = [
        CalendarDay(
            day=row["day"],
            kind=DayKind(row["kind"]),
            name=row["name"],
            source=table["sources"][row["source"]],
            confidence=Confidence(row["confidence"]),
        )
        for row in table["days"]
    ]
    first = date(min(entry.day for entry in days).year, 1, 1)
    for row in table["lunar"]:
        days += expected_days(row["year"], row["tet"], row["hung_kings"])
    last = date(max(entry.day for entry in days).year, 12, 31)
    return WorkCalendar(tuple(days), first, last)
