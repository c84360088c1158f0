"""Who issues a paper and who signs it, as the layout of Decree 30/2020/NĐ-CP, Annex I, wants them."""

from __future__ import annotations

import re
from typing import Any

from motcua.directory.api import Agency, Staff, agency_above

Data = dict[str, Any]
_PLACE = re.compile(
    r"^(?:ủy ban nhân dân|hội đồng nhân dân|ubnd|hđnd)\s+(?:xã|phường|đặc khu|thị trấn|tỉnh|thành phố)\s+",
    re.IGNORECASE,
)
_CHAIR = re.compile(r"^(phó )?chủ tịch\b", re.IGNORECASE)
_VICE = "phó "


def agency_block(agency: Agency) -> Data:
    """Who issues a paper: name, the agency above, the place named before the date (item 4)."""
    above = agency_above(agency)
    return {"name": agency.name, "parent": above.name if above else "", "place": locality(agency)}


def locality(agency: Agency) -> str:
    """The name of the commune or province alone: "Ủy ban nhân dân xã Vĩnh Thạnh" dates from "Vĩnh Thạnh".

    What is no people's committee (a department) dates from the place of the agency above it.
    """
    rest = _PLACE.sub("", agency.name)
    if rest != agency.name:
        return rest
    above = agency_above(agency)
    return locality(above) if above else agency.short_name


def signer_block(signer: Staff) -> Data:
    """Who signs (item 7): a chairman in the name of the committee (TM.), a deputy for whom they stand in (KT.)."""
    title = signer.title
    chair = _CHAIR.match(title)
    if chair:
        title = chair.group(0)
    lines = ["TM. Ủy ban nhân dân"] if chair else []
    if title.lower().startswith(_VICE):
        lines.append(f"KT. {title[len(_VICE) :]}")
    return {"authority": "\n".join(lines), "title": title, "name": signer.full_name}
