"""Citations that name another issuer than the number's letters, and laws cited by a consolidated text."""

from __future__ import annotations

import re

from motcua.plans.checks.parts import finding
from motcua.plans.reader.bases import NUMBER, issuer_by_letters, issuer_said, normal_number
from motcua.plans.reader.fold import fold
from motcua.plans.reader.model import Anomaly, Plan
from motcua.plans.reader.reading import Reading

_DATE = re.compile(r"^[\s,]*(?:ngày )?(?:\d{1,2}/\d{1,2}/\d{4}|\d{1,2} tháng \d{1,2} năm \d{4})")


def check_citations(plan: Plan, reading: Reading) -> list[Anomaly]:
    found: list[Anomaly] = []
    seen: set[str] = set()
    for block in reading.blocks:
        for match in NUMBER.finditer(block.text):
            number = normal_number(match.group(1))
            meant = issuer_by_letters(number)
            after = block.text[match.end() :]
            dated = _DATE.match(after)
            rest = (after[dated.end() :] if dated else after).lstrip()
            if not re.match(r"(?:của\s+)?(?:Bộ trưởng|Bộ |Thủ tướng|Chính phủ)", rest):
                continue
            said = issuer_said(re.sub(r"^Bộ trưởng(?=\s+Bộ)", "của Bộ trưởng", rest))
            if meant and said and meant.startswith("Bộ") and fold(meant) not in fold(said) and number not in seen:
                seen.add(number)
                found.append(
                    finding(
                        "issuer_wrong",
                        f"Ghi {number} do {said} ban hành; đúng là {meant}",
                        block.section,
                        block.source,
                        reading,
                        0.85,
                    )
                )
        for match in re.finditer(r"Luật ([^;,.()]{4,60}?) số (\d+/VBHN-\w+)", block.text):
            found.append(
                finding("law_by_consolidated",
                        f"Viện dẫn Luật {match.group(1)} bằng số văn bản hợp nhất {match.group(2)}",
                        block.section, block.source, reading, 0.85)
            )  # fmt: skip
    return found
