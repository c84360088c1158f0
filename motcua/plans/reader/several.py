"""Several plans in one file: where each begins."""

from __future__ import annotations

import re

from motcua.plans.reader.fold import fold, squeeze
from motcua.plans.reader.lines import Line, is_caps

_HEAD = re.compile(r"cong hoa xa hoi\b|^\W*so\s*:?\s*\d+\s?/\s?(?:\d{4}/)?(?:kh|qd)\b")
_ABOVE = re.compile(r"^(?:uy ban nhan dan|ubnd|hoi dong nhan dan|tinh|thanh pho|xa|phuong|dac khu|huyen)\b")
_TITLES = {"ke hoach": "plan", "quyet dinh": "decision"}
_REACH, _NEAR, _SHORT = 14, 8, 15


def _title(line: Line) -> str | None:
    """ "plan" or "decision" where a line is such a title in capitals."""
    words = squeeze(fold(line.text)).strip(" .:*")
    found = next((kind for start, kind in _TITLES.items() if words.startswith(start)), None)
    return found if found and is_caps(line.text[:10]) else None


def _begin(lines: list[Line], head: int) -> int:
    """The first line of a head: the agency's name stands above number and motto."""
    start = head
    while start > 0 and head - start < 4 and _ABOVE.match(fold(lines[start - 1].text)):
        start -= 1
    return start


def starts_of_plans(lines: list[Line]) -> list[int]:
    """Indexes of lines at which a further document with a plan begins; empty for the usual file of one plan.

    A document begins with a head (motto, or number) soon followed by its title; a plan annexed to a decision belongs
    to the decision.
    """
    starts: list[int] = []
    has_plan, decided, last_head = False, False, -_NEAR
    for index, line in enumerate(lines):
        if line.cells is not None:
            continue
        ended = fold(line.text).startswith("noi nhan") and not decided
        if ended or (_title(line) == "plan" and index - last_head > _REACH):
            has_plan = True
        if not _HEAD.search(fold(line.text)) or index - last_head <= _NEAR:
            continue
        last_head = index
        titles = [n for n in range(index, min(len(lines), index + _REACH)) if _title(lines[n])]
        if not titles:
            continue
        kind = _title(lines[titles[0]])
        if has_plan and index > _SHORT:
            starts.append(_begin(lines, index))
            has_plan = False
        has_plan, decided = has_plan or kind == "plan", kind == "decision"
    return starts
