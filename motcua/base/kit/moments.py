"""How days and times are shown to people."""

from __future__ import annotations

from datetime import date, datetime

from motcua.base.clock import HO_CHI_MINH
from motcua.base.kit.language import in_english

_DAYS_VI = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_MONTHS_EN = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def show_day(value: date | datetime | None) -> str:
    """26/08/2025, in Asia/Ho_Chi_Minh."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(HO_CHI_MINH).date()
    return f"{value:%d/%m/%Y}"


def show_moment(value: datetime | None) -> str:
    """14:30 thứ Tư, 26/08/2025."""
    if value is None:
        return ""
    here = value.astimezone(HO_CHI_MINH)
    names = _DAYS_EN if in_english() else _DAYS_VI
    return f"{here:%H:%M} {names[here.weekday()]}, {here:%d/%m/%Y}"


def show_weekday(value: datetime | None) -> str:
    """thứ Tư, 26/08/2025: for a day that is expected, where an hour would promise too much."""
    return "" if value is None else show_moment(value).partition(" ")[2]


def show_time(value: datetime | None) -> str:
    """14:30."""
    return f"{value.astimezone(HO_CHI_MINH):%H:%M}" if value else ""


def show_month(day: date) -> str:
    """The month of a day: tháng 11/2026."""
    return f"{_MONTHS_EN[day.month - 1]} {day.year}" if in_english() else f"tháng {day:%m/%Y}"
