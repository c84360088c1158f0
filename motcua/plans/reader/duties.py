"""Duties of each agency, from the part on organisation."""

from __future__ import annotations

import re

from motcua.plans.reader.agencies import acts_anywhere, begins_to_act, name_end, who_acts
from motcua.plans.reader.block import HEAD, LISTED, PARTS, Block
from motcua.plans.reader.deadlines import deadline_in
from motcua.plans.reader.fold import CAPITAL, fold, says_nothing, squeeze
from motcua.plans.reader.model import Duty, Responsibility, Source
from motcua.plans.reader.reading import Reading, closing_of

_OVER = re.compile(r"^(?:(?:Trách nhiệm|Nhiệm vụ) của|(?:Giao|Đề nghị|Yêu cầu)(?: các cơ quan)?:)\s*", re.IGNORECASE)


def find_responsibilities(reading: Reading) -> list[Responsibility]:
    """Agencies in the order of the document, each with its duties D1.1 …"""
    found: list[Responsibility] = []
    heads: dict[int, Responsibility] = {}
    for block in reading.blocks:
        titles = block.style in PARTS and (block.parent is None or block.parent.kind != "duties")
        if block.kind in ("duties", "reporting") and block.zone == "body" and block.text and not titles:
            _take(block, found, heads, reading)
    for row in reading.rows("duties"):
        one = Responsibility(row.cells.get("lead", ""), f"PL {row.ordinal}", [], 0.9, row.source)
        for cell in (row.cells.get("content", ""), row.cells.get("reports", "")):
            for part in re.split(rf"\s*;\s+(?=[-+•{CAPITAL}])", cell) if not says_nothing(cell) else ():
                for sentence in _sentences(part.strip(" -+•")):
                    _add_clauses(one, sentence, row.source, reading)
        found.append(one)
    kept = [one for one in found if one.duties and one.agency]
    for number, one in enumerate(kept, 1):
        for index, duty in enumerate(one.duties, 1):
            duty.id = f"D{number}.{index}"
    return kept


def _take(block: Block, found: list[Responsibility], heads: dict[int, Responsibility], reading: Reading) -> None:
    """A paragraph is a duty of the agency above it; else it names an agency, with or without a duty of it."""
    above = next((heads[id(one)] for one in block.ancestors if id(one) in heads), None)
    if above is not None and block.style == "body" and _behind_list(block) and parted(_sentences(block.text)[0])[0]:
        above, block_is_own = None, True
    elif above is None and block.parent is not None and block.style in ("body", "dash") and block.kind == "duties":
        above = next((heads[id(one)] for one in reversed(block.parent.children) if id(one) in heads), None)
        block_is_own = True
    else:
        block_is_own = above is None or (block.style == "body" and bool(above.duties) and _told_inline(block))
    if block.style == HEAD and block.children and above is not None and not block_is_own:
        return
    text = squeeze(block.text).removesuffix(closing_of(block.text)).strip()
    for sentence in _sentences(text) if block_is_own or block.style == "body" else [text]:
        name, duty = parted(sentence) if block_is_own and block.kind == "duties" else (None, sentence)
        if name:
            above = Responsibility(name, block.section, [], reading.confidence(0.92, block.source), block.source)
            found.append(above)
            heads[id(block)] = above
        if above is not None and duty:
            _add_duty(above, block, duty, reading)


def _sentences(text: str) -> list[str]:
    return [part for part in re.split(rf"(?<=[^\d.]\.)\s+(?=[{CAPITAL}])", text) if part.strip()]


def _behind_list(block: Block) -> bool:
    """Whether a paragraph stands behind a list of an agency's duties and so is none of them."""
    return block.parent is not None and block.parent.style in LISTED


def _told_inline(block: Block) -> bool:
    """Whether the paragraph above names its agency and its duty in one: what follows may speak of another agency."""
    return block.parent is not None and bool(parted(block.parent.text)[1]) and bool(parted(block.parent.text)[0])


def parted(text: str) -> tuple[str | None, str]:
    """(agency, what it shall do) of a paragraph that names an agency; (None, the text) of another.

    The second is empty where the paragraph only names it.
    """
    bare = _OVER.sub("", text.strip(" *"))
    names, rest = who_acts(bare)
    if names and rest and bare[-1:] not in ".;" and ":" not in bare[:-1] and not acts_anywhere(rest):
        names, rest = re.sub(r"^(?:Đề nghị|Giao|Yêu cầu)\s+", "", bare), ""
    named, colon, told = rest.partition(":")
    if names and colon and told and named and len(named) < _REST_OF_NAME and _goes_on(named):
        names, rest = f"{names} {named}", told
    rest = re.sub(r"^\([^()]*\)\s*", "", rest).lstrip(" :-–,")
    if not names or (rest and not (rest[0].islower() or rest[0].isdigit() or ":" in text[: len(text) - len(rest)])):
        return None, text
    rest = re.sub(r"^(?:và|thì)\s+", "", rest).strip(" .;") and rest
    names = names.strip(" :*")
    return names[:1].upper() + names[1:], rest[:1].upper() + rest[1:]


_REST_OF_NAME = 30  # letters of a name behind the words that names are known to have: "Các đội | xung kích số:"


def _goes_on(named: str) -> bool:
    """Whether words before a colon are the rest of a name: small letters, no verb, nothing set apart."""
    return named[0].islower() and not re.search(r"[,;.()]", named) and not acts_anywhere(named)


_TIME_LABEL = re.compile(r"^(?:thoi gian|thoi han|tien do)(?: thuc hien| hoan thanh)?\s*:")
_TIMED = (
    r"(?:\d{1,2}/\d{1,2}(?:/\d{4})?|(?:thang|quy|nam) (?:\d{1,4}|[ivx]+)(?:/\d{4})?|"
    r"(?:hang|moi|trong|tung|cuoi) (?:ngay|tuan|thang|quy|nam))"
)
_ENDS_TIMED = re.compile(rf"\S+ \S+ .*{_TIMED}$")
_WITH = re.compile(r"phối hợp(?: chặt chẽ)?(?: cùng| với)*\s+(?=[^;]*$)")
_PAPER = re.compile(r"(?:Thông tư|Nghị định|Nghị quyết|Quyết định|Luật|Kế hoạch|Chỉ thị|Công văn)\b")
_NO_CLAUSE = re.compile(
    r"(?:trong do|rieng|gom|bao gom|du kien|cu the|tu|voi|nhat la|dac biet|kinh phi|san pham|ket qua|thoi (?:gian|han)|"
    r"tien do|(?:phai )?(?:hoan thanh|xong))\b|\W*\d|[^ ]+ ?[^ ]*$"
)


def _clauses(text: str) -> list[str]:
    """The parts of a duty that can be followed apart: behind ";" a clause of its own, behind a day and "," a verb."""
    parts: list[str] = []
    for part in re.split(r";\s+(?![^(]*\))", text):
        if parts and (":" in parts[-1] or _belongs(part, parts[-1])):
            parts[-1] += f"; {part}"
        elif part.strip():
            parts.append(part.strip())
    return [clause for part in parts for clause in _behind_days(part)]


def _belongs(part: str, before: str) -> bool:
    """Whether words behind ";" only add to what stands before: when, how much, or with whom it is led."""
    words = fold(part)
    helped = words.startswith("phoi hop") and "chu tri" in fold(before)
    names = _WITH.search(before)
    listed = bool(names) and name_end(before, names.end() if names else 0) == len(before)
    return helped or listed or bool(_PAPER.match(part)) or bool(_NO_CLAUSE.match(words) and not who_acts(part)[0])


def _behind_days(text: str) -> list[str]:
    """ "trình phân bổ trước ngày 20/01/2026, hướng dẫn …": a day ends a clause where a verb follows the comma."""
    for found in re.finditer(r",\s+(?![^(]*\))", text):
        left, right = text[: found.start()], text[found.end() :]
        if begins_to_act(right) and _ENDS_TIMED.match(fold(left)) and acts_anywhere(left.lower()):
            return [left, *_behind_days(right)]
    return [text]


def _add_duty(one: Responsibility, block: Block, text: str, reading: Reading) -> None:
    deadline = deadline_in(text, default_year=reading.year, period=reading.period)
    if one.duties and _TIME_LABEL.match(fold(text)):
        one.duties[-1].deadline = deadline
        return
    if one.duties and block.style == "plus" and block.parent is not None and block.parent.style in ("dash", "letter"):
        one.duties[-1].text = squeeze(f"{one.duties[-1].text} {text}")
        return
    _add_clauses(one, text, block.source, reading)


def _add_clauses(one: Responsibility, text: str, source: Source, reading: Reading) -> None:
    for clause in _clauses(text):
        deadline = deadline_in(clause, default_year=reading.year, period=reading.period)
        kept = deadline if deadline.type not in ("none", "regular") else None
        said = squeeze(clause[:1].upper() + clause[1:]).removesuffix("/.")
        one.duties.append(Duty("", said, kept, reading.confidence(0.88, source), source))
