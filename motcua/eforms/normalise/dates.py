"""Dates and times as people write them: 1/2/2026, 01-02-2026, 2026-02-01, 2/1958, 1958, 14h30."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

_DAY = re.compile(r"(\d{1,2})[\s./\-]+(\d{1,2})[\s./\-]+(\d{4})")
_RUN = re.compile(r"(\d{2})(\d{2})(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?(?:T.*)?")
_MONTH = re.compile(r"(\d{1,2})[\s./\-]+(\d{4})")
_YEAR = re.compile(r"\d{4}")
_TIME = re.compile(r"(\d{1,2})\s*(?::|h|g|giờ|\.)\s*(?:(\d{1,2})\s*(?:p|ph|phút)?)?", re.IGNORECASE)
_WORDS = re.compile(r"(?:ngày|mùng|mồng|tháng|năm)", re.IGNORECASE)
PRECISIONS = ("year", "month", "day")


def read_date(raw: Any, *, precision: str) -> str:
    """ISO text of a date; year or year-month where only that is said and `precision` allows it.

    `raw`: text, or a mapping {day, month, year} as three boxes give it. Raises `ValueError` with a sentence.
    """
    year, month, day = _parts_of_boxes(raw) if isinstance(raw, Mapping) else _parts_of_text(str(raw))
    said = "day" if day else "month" if month else "year"
    if PRECISIONS.index(said) < PRECISIONS.index(precision):
        raise ValueError(_("Xin ghi đủ ngày, tháng và năm, ví dụ 26/08/2025."))
    try:
        checked = date(year, month or 1, day or 1)
    except ValueError:
        raise ValueError(_("Ngày này không có trong lịch. Xin xem lại, ví dụ 26/08/2025.")) from None
    if checked.year < 1800:
        raise ValueError(_("Năm này quá xa. Xin ghi năm gồm bốn chữ số, ví dụ 1958."))
    return checked.isoformat()[: {"year": 4, "month": 7, "day": 10}[said]]


def _parts_of_boxes(boxes: Mapping[str, Any]) -> tuple[int, int | None, int | None]:
    texts = [str(boxes.get(name) or "").strip() for name in ("year", "month", "day")]
    if not all(text.isdecimal() or not text for text in texts) or not texts[0] or (texts[2] and not texts[1]):
        raise ValueError(_("Xin ghi ngày, tháng, năm bằng số, ví dụ 26 08 2025."))
    year, month, day = (int(text) if text else None for text in texts)
    return year or 0, month, day


def _parts_of_text(text: str) -> tuple[int, int | None, int | None]:
    plain = " ".join(_WORDS.sub(" ", text).replace(",", " ").split())
    if found := _DAY.fullmatch(plain) or _RUN.fullmatch(plain):
        day, month, year = (int(part) for part in found.groups())
        return year, month, day
    if found := _ISO.fullmatch(plain):
        return int(found[1]), int(found[2]), int(found[3]) if found[3] else None
    if found := _MONTH.fullmatch(plain):
        return int(found[2]), int(found[1]), None
    if _YEAR.fullmatch(plain):
        return int(plain), None, None
    raise ValueError(_("Chúng tôi chưa đọc được ngày này. Xin ghi ngày/tháng/năm, ví dụ 26/08/2025."))


def read_time(raw: Any) -> str:
    """ "14:30" for 14:30, 14h30, 14 giờ 30 phút, 14h. Raises `ValueError` with a sentence."""
    found = _TIME.fullmatch(str(raw).strip())
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise ValueError(_("Xin ghi giờ và phút, ví dụ 14:30."))
    return f"{int(found[1]):02d}:{int(found[2] or 0):02d}"
