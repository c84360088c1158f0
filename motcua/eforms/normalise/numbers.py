"""Numbers and money as people write them, told in sentences where they cannot be read."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from motcua.base.kit import figures

LARGEST = 10**15


def read_number(raw: Any) -> int | float:
    """1.250 → 1250, 12,5 → 12.5, 3.5 → 3.5. Raises `ValueError` with a sentence."""
    try:
        value = Decimal(str(raw)) if _is_number(raw) else figures.read_number(str(raw))
    except ValueError:
        raise ValueError(_("Xin ghi bằng chữ số, ví dụ 120 hoặc 12,5.")) from None
    if abs(value) > LARGEST:
        raise ValueError(_("Số này lớn quá. Xin xem lại có thừa chữ số không."))
    return int(value) if value == value.to_integral_value() else float(value)


def read_money(raw: Any) -> int:
    """Whole VND: "1.250.000 đ" → 1250000. Raises `ValueError` with a sentence."""
    try:
        value = read_number(raw if _is_number(raw) else figures.read_vnd(str(raw)))
    except ValueError:
        value = _told(str(raw))
    if isinstance(value, float) or value < 0:
        raise ValueError(_("Số tiền tính bằng đồng, không có số lẻ và không âm, ví dụ 1.250.000."))
    return value


def _told(text: str) -> int | float:
    """What stands where an amount should be, if it is a number at all: too large, below zero, with decimals."""
    try:
        figures.read_number(text)
    except ValueError:
        raise ValueError(_("Xin ghi số tiền bằng chữ số, ví dụ 1.250.000.")) from None
    return read_number(text)


def _is_number(raw: Any) -> bool:
    return isinstance(raw, int | float) and not isinstance(raw, bool)
