"""What the checks share: how a finding is made, and how names are listed."""

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
