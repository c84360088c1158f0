"""Numbers and money as Vietnamese people write them: dots between thousands, a comma before decimals."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

_GROUPED = re.compile(r"-?\d{1,3}(?:[.\s]\d{3})+(?:,\d+)?")
_PLAIN = re.compile(r"-?\d+(?:[.,]\d+)?")
_CURRENCY = re.compile(r"(?:vnđ|vnd|đồng|dong|đ|d)\.?$", re.IGNORECASE)
LARGEST = 10**15


def read_number(raw: Any) -> int | float:
    """1.250 → 1250, 12,5 → 12.5, 3.5 → 3.5. Raises `ValueError` with a sentence."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return _small(Decimal(str(raw)))
    text = " ".join(str(raw).split())
    if _GROUPED.fullmatch(text):
        return _small(Decimal(re.sub(r"[.\s]", "", text).replace(",", ".")))
    if _PLAIN.fullmatch(text):
        return _small(Decimal(text.replace(",", ".")))
    raise ValueError(_("Xin ghi bằng chữ số, ví dụ 120 hoặc 12,5."))


def read_money(raw: Any) -> int:
    """Whole VND: "1.250.000 đ" → 1250000. Raises `ValueError` with a sentence."""
    text = raw if isinstance(raw, int | float) else _CURRENCY.sub("", str(raw).strip()).strip()
    try:
        value = read_number(text)
    except ValueError:
        raise ValueError(_("Xin ghi số tiền bằng chữ số, ví dụ 1.250.000.")) from None
    if isinstance(value, float) or value < 0:
        raise ValueError(_("Số tiền tính bằng đồng, không có số lẻ và không âm, ví dụ 1.250.000."))
    return value


def _small(value: Decimal) -> int | float:
    if abs(value) > LARGEST:
        raise ValueError(_("Số này lớn quá. Xin xem lại có thừa chữ số không."))
    return int(value) if value == value.to_integral_value() else float(value)
