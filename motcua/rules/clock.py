"""The working clock: when counting starts, when a dossier is due, how much working time has passed.

Sources: Decree 118/2025/NĐ-CP (the 15:00 rule, 8 working hours for the first answer), Civil Code 91/2015/QH13
Art. 147-148 (a limit in days does not count its first day, ends with its last day, and moves from a day off
to the next working day). All moments are aware datetimes; answers are in Asia/Ho_Chi_Minh.

How a limit is read
- `hour`: working hours, run from `start_of_counting` (after the cutoff they begin next working morning).
- `working_day`: the day of receipt is not counted, whatever its hour; due at the close of the N-th working
  day after it. Received Monday 14:00 or Monday 15:30, limit 1: due Tuesday at close. The 15:00 rule moves the
  hand-over to the competent agency and the limits in hours, not the days: the agency's day of receipt on
  form 01 stays Monday, and a citizen never loses a day by it. In comparisons a working day is 8 hours.
- `same_day`: due at the close of the day in which counting starts, so after 15:00 the next working day.
- `calendar_day`: the day of receipt is not counted; an end on a day off moves forward.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from motcua.rules.calendar import WorkCalendar, standard_calendar
from motcua.rules.tables import load_yaml

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
CUTOFF = time(15, 0)
HOURS_A_DAY = 8
_MINUTE = timedelta(minutes=1)
_NOTHING = timedelta(0)


class TimeUnit(StrEnum):
    """The unit of a time limit."""

    HOUR = "hour"
    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"


_UNIT_WORDS = {
    TimeUnit.HOUR: "giờ làm việc",
    TimeUnit.WORKING_DAY: "ngày làm việc",
    TimeUnit.CALENDAR_DAY: "ngày",
}


@dataclass(frozen=True)
class TimeLimit:
    """A time limit of the law: `value` units, or the same day. `cutoff` None: it counts at any hour."""

    value: int
    unit: TimeUnit
    same_day: bool = False
    cutoff: time | None = CUTOFF

    def __post_init__(self) -> None:
        if self.value < 1 and not self.same_day:
            raise ValueError("a time limit is at least 1 unit")

    @property
    def label_vi(self) -> str:
        """As written on form 01: "5 ngày làm việc", "8 giờ làm việc", "30 ngày", "Trong ngày làm việc"."""
        return "Trong ngày làm việc" if self.same_day else f"{self.value} {_UNIT_WORDS[self.unit]}"


@dataclass(frozen=True)
class WorkHours:
    """Working sessions of a day, in order, not overlapping; each (opening, closing) in local time."""

    sessions: tuple[tuple[time, time], ...] = ((time(7, 0), time(11, 30)), (time(13, 30), time(17, 0)))

    def __post_init__(self) -> None:
        edges = [edge for session in self.sessions for edge in session]
        if not edges or any(later <= earlier for earlier, later in pairwise(edges)):
            raise ValueError("working sessions must be in order and must not overlap")

    @property
    def opens(self) -> time:
        """When the day begins."""
        return self.sessions[0][0]

    @property
    def closes(self) -> time:
        """When the day ends."""
        return self.sessions[-1][1]


def _since_midnight(moment: time) -> timedelta:
    return timedelta(hours=moment.hour, minutes=moment.minute, seconds=moment.second, microseconds=moment.microsecond)


@dataclass(frozen=True)
class WorkingClock:
    """A calendar and the hours of one agency. All work is arithmetic on precomputed counts; nothing loops."""

    calendar: WorkCalendar
    hours: WorkHours = WorkHours()
    tz: ZoneInfo = VIETNAM
    _spans: tuple[tuple[timedelta, timedelta], ...] = field(init=False, repr=False, compare=False)
    _day: timedelta = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        spans = tuple((_since_midnight(a), _since_midnight(b)) for a, b in self.hours.sessions)
        object.__setattr__(self, "_spans", spans)
        object.__setattr__(self, "_day", sum((end - start for start, end in spans), _NOTHING))

    @property
    def minutes_a_day(self) -> int:
        """Working minutes in a day of this agency."""
        return self._day // _MINUTE

    def local(self, moment: datetime) -> datetime:
        """`moment` in local time; ValueError for a naive one, whose zone nobody knows."""
        if moment.tzinfo is None:
            raise ValueError("the working clock takes aware datetimes only")
        return moment.astimezone(self.tz)

    def at(self, day: date, hour: time) -> datetime:
        """The moment `hour` o'clock on `day`, local time."""
        return datetime.combine(day, hour, tzinfo=self.tz)

    def close_of(self, day: date) -> datetime:
        """The end of working hours on `day`."""
        return self.at(day, self.hours.closes)

    def is_open(self, moment: datetime) -> bool:
        """Whether the agency works at `moment` (openings count, closings do not)."""
        here = self.local(moment)
        into = _since_midnight(here.time())
        return self.calendar.is_working(here.date()) and any(start <= into < end for start, end in self._spans)

    def _worked(self, moment: datetime) -> timedelta:
        """Working time from the beginning of the calendar to `moment`."""
        here = self.local(moment)
        total = self.calendar.days_before(here.date()) * self._day
        if not self.calendar.is_working(here.date()):
            return total
        into = _since_midnight(here.time())
        return total + sum((min(max(into - start, _NOTHING), end - start) for start, end in self._spans), _NOTHING)

    def _when(self, worked: timedelta) -> datetime:
        """The earliest moment at which `worked` (more than nothing) has been worked."""
        index, rest = divmod(worked, self._day)
        if rest == _NOTHING:
            index, rest = index - 1, self._day
        midnight = self.at(self.calendar.nth(index), time(0, 0))
        for start, end in self._spans:
            if rest <= end - start:
                return midnight + start + rest
            rest -= end - start
        raise AssertionError("unreachable: the rest is at most one day")

    def add_minutes(self, start: datetime, minutes: int) -> datetime:
        """The moment at which `minutes` working minutes have passed since `start` (0: `start` itself).

        A sum that fills a session ends at its closing, not at the next opening.
        """
        if minutes < 0:
            raise ValueError("minutes must not be negative")
        return self._when(self._worked(start) + minutes * _MINUTE) if minutes else self.local(start)

    def minutes_between(self, start: datetime, end: datetime) -> int:
        """Whole working minutes from `start` to `end`; negative when `end` is earlier."""
        worked = self._worked(end) - self._worked(start)
        return worked // _MINUTE if worked >= _NOTHING else -(-worked // _MINUTE)

    def start_of_counting(self, received_at: datetime, cutoff: time | None = CUTOFF) -> datetime:
        """When the clock starts for something received at `received_at`.

        Within hours: at once. Before opening or in the break: at the next opening. After `cutoff` (15:00
        itself is still in time), after closing or on a day off: at the opening of the next working day.
        """
        here = self.local(received_at)
        day, hour = here.date(), here.time()
        if not self.calendar.is_working(day):
            return self.at(self.calendar.next_working(day), self.hours.opens)
        if hour >= self.hours.closes or (cutoff is not None and hour > cutoff):
            return self.at(self.calendar.after(day, 1), self.hours.opens)
        for opens, closes in self.hours.sessions:
            if hour < closes:
                return max(here, self.at(day, opens))
        raise AssertionError("unreachable: the hour is before the last closing")


def due_at(received_at: datetime, limit: TimeLimit, clock: WorkingClock) -> datetime:
    """When a dossier received at `received_at` is due; the top of the module tells how units are read."""
    start = clock.start_of_counting(received_at, limit.cutoff)
    if limit.same_day:
        return clock.close_of(start.date())
    if limit.unit is TimeUnit.HOUR:
        return clock.add_minutes(start, limit.value * 60)
    received_on = clock.local(received_at).date()
    if limit.unit is TimeUnit.WORKING_DAY:
        return clock.close_of(clock.calendar.after(received_on, limit.value))
    return clock.close_of(clock.calendar.next_working(received_on + timedelta(days=limit.value)))


def working_minutes(limit: TimeLimit) -> int | None:
    """A limit in working minutes (a working day is 8 hours); None for calendar days: no such length."""
    if limit.same_day:
        return HOURS_A_DAY * 60
    if limit.unit is TimeUnit.CALENDAR_DAY:
        return None
    return limit.value * 60 * (1 if limit.unit is TimeUnit.HOUR else HOURS_A_DAY)


def first_answer_due(arrived_at: datetime, clock: WorkingClock) -> datetime:
    """When an online dossier must have had its first answer: 8 working hours after arrival."""
    return clock.add_minutes(arrived_at, named_limit("filing.first_answer").value * 60)


def shift_due(due: datetime, paused_from: datetime, paused_to: datetime, clock: WorkingClock) -> datetime:
    """The due moment after a pause: later by the working time the applicant was waited for."""
    if paused_to < paused_from:
        raise ValueError("a pause cannot end before it begins")
    return clock.add_minutes(due, clock.minutes_between(paused_from, paused_to))


def apology_due(due: datetime, clock: WorkingClock) -> datetime:
    """The last moment for the apology and the new date (form 04): one day before the deadline."""
    return clock.local(due) - timedelta(days=named_limit("late.apology_before").value)


@cache
def named_limit(name: str) -> TimeLimit:
    """A limit that holds for every procedure, from data/time_limits.yaml, without a cutoff."""
    row = load_yaml("time_limits.yaml")[name]
    return TimeLimit(row["value"], TimeUnit(row["unit"]), cutoff=None)


@cache
def standard_clock() -> WorkingClock:
    """The national calendar with the usual hours (7:00-11:30, 13:30-17:00)."""
    return WorkingClock(standard_calendar())
