"""The plans of the demo as files: their days are counted in working days back from today, so the past stays near."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from motcua.demo.telling.script import working_day

FOLDER = Path(__file__).parent.parent / "data" / "plans"
_ROMAN = ("I", "II", "III", "IV")
_SLOT = re.compile(r"\{(day|date|quarter|year) (-?\d+)(?: words)?\}")


def plan_text(name: str) -> str:
    """The file called `name` with its days filled in. `FileNotFoundError` for an unknown one."""
    return _SLOT.sub(lambda slot: _shown(slot[1], working_day(int(slot[2]))), (FOLDER / name).read_text("utf-8"))


def _shown(kind: str, day: date) -> str:
    if kind == "year":
        return str(day.year)
    if kind == "quarter":
        return f"Quý {_ROMAN[(day.month - 1) // 3]}/{day.year}"
    return f"{day:%d/%m/%Y}" if kind == "date" else f"{day.day:02d} tháng {day.month} năm {day.year}"
