"""What the checks share: how a finding is made, and small arithmetic of numbering."""

from __future__ import annotations

from motcua.plans.reader.model import Anomaly, Source
from motcua.plans.reader.reading import Reading


def finding(kind: str, message: str, where: str, source: Source, reading: Reading, sure: float = 0.8) -> Anomaly:
    """A fault with its place; less sure where the letters themselves are unsure."""
    return Anomaly(kind, message, where or "toàn văn bản", reading.confidence(sure, source), source)


def listed(parts: list[str], most: int = 8) -> str:
    """Names in a row, the rest counted."""
    shown = ", ".join(parts[:most])
    return shown if len(parts) <= most else f"{shown} và {len(parts) - most} mục khác"


def number_vi(value: float | int) -> str:
    """A figure as it is printed in Vietnamese: 80,9 and 1.000."""
    if isinstance(value, float) and value != int(value):
        return f"{value:g}".replace(".", ",")
    return f"{int(value):,}".replace(",", ".")


def value_of(text: str) -> float:
    """A printed Vietnamese figure: "12.500" is 12500, "74,5" is 74.5."""
    return float(text.replace(".", "").replace(",", "."))
