"""What the command line does with plans: read one, check one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from motcua.plans.understanding import understand


def read_command(path: str | Path) -> dict[str, Any]:
    """What the reader understood of a file, with the keys of the plan schema.

    Raises UnreadablePlan (a Refusal) with a Vietnamese sentence where the file cannot be read as a plan.
    """
    return understand(path).data


def check_command(path: str | Path) -> list[dict[str, str]]:
    """The faults of a plan: `kind` (a stable code), `where` (section, page or line) and `message` (Vietnamese)."""
    return [
        {
            "kind": fault["kind"],
            "where": _where(fault["where"], fault["source"]["page"], fault["source"]["line"]),
            "message": str(fault["message"]),
        }
        for fault in understand(path).data["anomalies"]
    ]


def _where(section: str, page: int | None, line: int) -> str:
    place = f"trang {page}" if page else f"dòng {line}"
    return f"{section} ({place})"
