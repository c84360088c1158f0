"""Duties of each agency, from the part on organisation."""

from __future__ import annotations

import re

from motcua.plans.data import table
from motcua.plans.reader.agencies import is_agency
from motcua.plans.reader.deadlines import deadline_in
from motcua.plans.reader.fold import fold, squeeze
from motcua.plans.reader.model import Duty, Responsibility
from motcua.plans.reader.outline import Block
from motcua.plans.reader.reading import Reading

_NOT_A_VERB = r"(?!(?<=tổ chức) (?:chính trị|đoàn thể|xã hội|hội|thành viên|liên quan))"
VERB = "(?:(?i:" + "|".join(table("verbs")["duties"]) + ")" + _NOT_A_VERB + ")"
_HEAD_AND_DUTY = re.compile(
    rf"^(?P<agency>(?:Đề nghị |Giao )?[A-ZĐÀ-Ỹ][^.]{{2,220}}?)(?:\s*:\s*|,?\s+)(?P<duty>{VERB}\b.*)$", re.DOTALL
)


def agency_heading(text: str) -> str | None:
    """The agency a heading names, "Đề nghị" and end signs taken off; None where it names none."""
    name = squeeze(text).strip(" .:;*")
    bare = re.sub(r"^(?:Đề nghị|Giao|Trách nhiệm của|Nhiệm vụ của)\s+(?:các cơ quan:?\s+)?", "", name)
    return bare[:1].upper() + bare[1:] if bare and len(bare) < 240 and is_agency(bare) else None


def _is_head(block: Block) -> bool:
    return block.style in ("number", "letter", "upper", "paren", "dash") and (
        agency_heading(block.text) is not None
        and not block.text.endswith((";", "./."))
        and not re.search(rf"\s{VERB}\b", fold_keep(block.text))
    )


def fold_keep(text: str) -> str:
    """Lower case with its marks: verbs are told by them."""
    return text.lower()


def find_responsibilities(reading: Reading) -> list[Responsibility]:
    """Agencies in the order of the document, each with its duties D1.1 …"""
    found: list[Responsibility] = []
    top = _head_rank(reading)
    for block in reading.blocks:
        if block.kind not in ("duties", "reporting") or block.zone != "body" or not block.text:
            continue
        if block.kind == "reporting" and block.style == "roman":
            continue
        _take(block, found, top, reading)
    kept = [one for one in found if one.duties]
    for number, one in enumerate(kept, 1):
        for index, duty in enumerate(one.duties, 1):
            duty.id = f"D{number}.{index}"
    return kept


def _head_rank(reading: Reading) -> float:
    """The rank at which agencies are headed: the highest marked one that names agencies."""
    ranks = [
        block.rank
        for block in reading.blocks
        if block.kind == "duties"
        and block.zone == "body"
        and block.style in ("number", "letter", "dash", "paren")
        and agency_heading(block.text)
    ]
    return min(ranks) if ranks else 3.0


def _unnumbered(block: Block, found: list[Responsibility], reading: Reading) -> bool:
    """Takes a duty that stands without a mark right under the heading of its part."""
    if block.style != "body" or block.parent is None or block.parent.style not in ("roman", "upper", "part"):
        return False
    name, duty = _head_parts(block)
    if not name or not duty:
        return False
    found.append(Responsibility(name, block.section, [], reading.confidence(0.85, block.source), block.source))
    _add_duty(found[-1], block, duty, reading)
    return True


def _take(block: Block, found: list[Responsibility], top: float, reading: Reading) -> None:
    if block.style in ("roman", "upper", "part", "article"):
        return
    if _unnumbered(block, found, reading):
        return
    if block.rank == top:
        name, duty = _head_parts(block)
        if name:
            found.append(Responsibility(name, block.section, [], reading.confidence(0.92, block.source), block.source))
        if name and duty:
            _add_duty(found[-1], block, duty, reading)
        if name or block.children:
            return
    if not found or block.rank <= top:
        return
    if block.style in ("plus",) and block.parent is not None and block.parent.style in ("dash", "letter"):
        if found[-1].duties:
            found[-1].duties[-1].text = squeeze(f"{found[-1].duties[-1].text} {block.text}")
        return
    _add_duty(found[-1], block, block.text, reading)


def _head_parts(block: Block) -> tuple[str | None, str | None]:
    """(agency, duty said in the same line) of a heading."""
    text = block.text
    whole = _HEAD_AND_DUTY.match(text)
    if (
        whole
        and is_agency(re.sub(r"^(?:Đề nghị|Giao)\s+", "", whole.group("agency")))
        and (len(text) > 90 or text[-1:] in ".;")
    ):
        name = agency_heading(whole.group("agency").strip(" ,"))
        if name:
            duty = whole.group("duty")
            return name, duty[:1].upper() + duty[1:]
    named, colon, said = text.partition(":")
    if colon and len(said.strip()) > 8 and len(named) < 160 and agency_heading(named):
        return agency_heading(named), said.strip()[:1].upper() + said.strip()[1:]
    return agency_heading(text), None


_TIME_LABEL = re.compile(r"^(?:thoi gian|thoi han|tien do)(?: thuc hien| hoan thanh)?\s*:")


def _add_duty(one: Responsibility, block: Block, text: str, reading: Reading) -> None:
    if _TIME_LABEL.match(fold(text)) and one.duties:
        one.duties[-1].deadline = deadline_in(text, default_year=reading.year, period=reading.period)
        return
    deadline = deadline_in(text, default_year=reading.year, period=reading.period)
    kept = deadline if deadline.type not in ("none", "regular") else None
    duty = Duty("", squeeze(text), kept, reading.confidence(0.88, block.source), block.source)
    one.duties.append(duty)
