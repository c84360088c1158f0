"""How dates, times and amounts are shown to people."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import get_language

from motcua.base.clock import HO_CHI_MINH

_DAYS_VI = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
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
    names = _DAYS_EN if (get_language() or "vi").startswith("en") else _DAYS_VI
    return f"{here:%H:%M} {names[here.weekday()]}, {here:%d/%m/%Y}"


def show_weekday(value: datetime | None) -> str:
    """thứ Tư, 26/08/2025: for a day that is expected, where an hour would promise too much."""
    return "" if value is None else show_moment(value).partition(" ")[2]


def show_time(value: datetime | None) -> str:
    """14:30."""
    return f"{value.astimezone(HO_CHI_MINH):%H:%M}" if value else ""


def show_vnd(amount: int | None) -> str:
    """1.250.000 đ, with a space that does not break."""
    return "" if amount is None else f"{amount:,}".replace(",", ".") + "\u00a0đ"
