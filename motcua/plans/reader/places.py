"""Texts that may promise something, and what their words say of scope, condition and subject."""

from __future__ import annotations

import re
from dataclasses import dataclass

from motcua.plans.reader.fold import squeeze
from motcua.plans.reader.model import Source
from motcua.plans.reader.years import When


@dataclass(frozen=True)
class Place:
    """A text that may promise something, and what its surroundings say of the year."""

    text: str
    section: str
    source: Source
    goal: bool
    year: int | None = None
    until: str | None = None
    annex: bool = False
    topic: str = ""
    around: str = ""
    presumed: bool = False
    general: bool = False


@dataclass
class State:
    """What earlier words of the same text lend to later ones."""

    slug: str | None = None
    when: When | None = None


_ENDS = r"(?= (?:năm|đến|đạt|từ|tối thiểu|ít nhất|trên|dưới|không)\b|[.;,()%\d]|$)"


def scope_of(text: str) -> str | None:
    found = re.search(
        rf"(lĩnh vực [^.;()%\d]{{4,60}}?{_ENDS}|(?:trên địa bàn|thuộc địa bàn) [^.;,()%\d]{{2,40}}?{_ENDS}|tại cấp xã|"
        r"cấp (?:tỉnh|xã|huyện)(?:, cấp (?:tỉnh|xã))?)",
        text,
    )
    return squeeze(found.group(1)) if found else None


def condition_of(text: str) -> str | None:
    found = re.search(
        r"\(((?:trừ|không áp dụng|áp dụng|nếu|đối với)[^)]{4,200})\)?|\b((?:trừ|nếu có) [^.;]{4,120}|"
        r"theo cấp độ được phê duyệt)",
        text,
    )
    return squeeze(found.group(1) or found.group(2)) if found else None
