"""What the command line does with plans: read one, check one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from motcua.plans.reader.errors import UnreadablePlan
from motcua.plans.understanding import understand, understand_all


def read_command(path: str | Path, part: int = 1) -> dict[str, Any]:
    """What the reader understood of a file, or of plan number `part` in it, with the keys of the plan schema.

    Raises UnreadablePlan (a Refusal) with a Vietnamese sentence where the file cannot be read as a plan.
    """
    plans = understand_all(path)
    if not 1 <= part <= len(plans):
        raise UnreadablePlan(_("Tệp chỉ chứa %(n)d kế hoạch.") % {"n": len(plans)})
    return plans[part - 1].data


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
