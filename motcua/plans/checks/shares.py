"""Percentages beside the counts they come from, wherever they stand: prose, brackets, cells, columns of a table.

A fraction that is printed ("24/30 tổ (75%)", "712 trong tổng số 4.310 hồ sơ, đạt 17%") must give its percentage as it
is rounded. Where only the part is printed ("30 tổ dân phố thì 24 tổ có … (75%)") its whole is a count of the same thing
said before; one whole that fits clears the percentage, and no smaller slip than one of its last place is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from motcua.base.kit.figures import in_vietnamese
from motcua.plans.checks.parts import finding
from motcua.plans.reader.block import LISTED
from motcua.plans.reader.deadlines import undated
from motcua.plans.reader.figures import worth
from motcua.plans.reader.fold import fold
from motcua.plans.reader.model import Anomaly, Plan, Source
from motcua.plans.reader.quantities import SLIP
from motcua.plans.reader.reading import Reading
from motcua.plans.reader.tables import Row, Table

_N = r"\d{1,3}(?:[.,]\d{3})+(?!\d)|\d+(?:,\d+)?"
_NUMBER = re.compile(rf"(?<![\d.,/\w-])({_N})(?![\d/]|[.,]\d)")
_CITED = "quyet dinh|ke hoach|nghi dinh|nghi quyet|thong tu|cong van|chi thi|thong bao|muc|dieu|khoan|quy"
# Digits that count nothing: of a document cited, and of what is counted ("bản có ít nhất 01 tổ").
_NO_COUNT = re.compile(
    rf"\b(?:{_CITED})\s+(?:so\s+)?\d+(?:/[\w/&-]+)?|\d+/[a-z\d]*[a-z][\w/&-]*|\bco (?:it nhat|tu) (?:0?1|mot)\b"
)
_OF = r"\b(?:tren|trong)(?: tong)?(?: so)?(?: la)?\s+(?:tong so\s+)?"
_JOINED = re.compile(
    rf"(?<![\d.,/\w])(?P<part>{_N})(?:\s?/\s?|\s+[^\d%;:()]{{0,60}}?{_OF})(?P<whole>{_N})(?!\s?/|\s?%|\d)"
)
_RATED = re.compile(
    r"(?:[,(=:–-]|\b(?:dat|chiem|bang|tuong duong|tuong ung|tuc|ty le|la|ung voi)\b)"
    r"(?:\s*(?:la|dat|chiem|bang|tuong duong|tuong ung|tuc|ty le|muc|voi))*[\s(:=]*$"
)
_OTHER_THING = re.compile(
    r"\b(?:tang|giam|vuot|so voi|muc tieu|chi tieu|ke hoach giao|phan dau|toi thieu|it nhat|thap hon|cao hon)\b"
)
_ROUGH = re.compile(r"\b(?:khoang|gan|hon|tren|xap xi|duoi|ngot)\s*$")
_CLOSES = re.compile(r"\s*(?:[),.;:]|$|(?:tong so|so|cua|va|trong|tren|nhung|so voi|ke hoach|tang|giam)\b)")
_PERCENT = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d+)?)\s?%")
_BEHIND = re.compile(
    rf"(?<![\d.,])(?P<said>\d{{1,3}}(?:,\d+)?)\s?%\s*\(\s*(?:tuc|tuong ung|gom|voi|dat|=)?\s*(?P<part>{_N})\s?"
    rf"(?:/\s?|[^\d%;:()]{{0,40}}?\b(?:tren|trong)(?: tong)?(?: so)?\s+)(?P<whole>{_N})"
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?!Trong (?:số )?đó)(?=[A-ZĐÀ-Ỹ])")
_PARTED = re.compile(r"\b(?:trong (?:so )?do|bao gom|gom|chia ra|cu the)\b")


# Of fewer, one more or less moves the share by two points: a near miss does not tell that a whole was meant.
_LARGE = 50


@dataclass(frozen=True)
class _Count:
    """A printed count: its value, where it stands, and the thing counted (first word, folded)."""

    value: float
    start: int
    end: int
    thing: str


def check_said_shares(plan: Plan, reading: Reading) -> list[Anomaly]:
    """Percentages that do not follow from the counts beside them."""
    found: list[Anomaly] = []
    told: set[str] = set()
    for text, section, source in _places(reading):
        if "%" not in text:
            continue
        earlier: list[_Count] = []
        for sentence in _SENTENCE.split(text):
            words = _NO_COUNT.sub(_blanked, undated(fold(sentence)))
            for message in _wrong_in(words, earlier):
                if message not in told:
                    told.add(message)
                    found.append(finding("share_wrong", message, section, source, reading, 0.9))
            counts = _counts_of(words)
            ends = [*(one.start for one in counts), len(words)][1:]
            earlier += [one for one, end in zip(counts, ends, strict=False) if "%" not in words[one.end : end]]
    for one in reading.tables:
        found += _in_columns(one, reading)
    return found


def _places(reading: Reading) -> Iterator[tuple[str, str, Source]]:
    """Every text with its place; what is listed beneath "2.000 hồ sơ, trong đó:" is read behind it."""
    opening = ""
    for block in reading.blocks:
        if block.zone != "body":
            continue
        opening = block.text if block.text.endswith(":") else opening if block.style in LISTED else ""
        yield f"{opening} {block.text}" if block.style in LISTED else block.text, block.section, block.source
    for one in reading.tables:
        for row in one.rows:
            for cell in row.cells.values():
                yield cell, f"PL {row.ordinal}", row.source


def _blanked(said: re.Match[str]) -> str:
    return "_" * len(said.group())


def _wrong_in(words: str, earlier: list[_Count]) -> Iterator[str]:
    """What is wrong in a folded sentence; `earlier` are the counts of the sentences before it."""
    for behind in _BEHIND.finditer(words):
        yield from _judged(_count_of(behind["part"]), _count_of(behind["whole"]), behind["said"])
    for percent in _PERCENT.finditer(words):
        yield from _of_percent(words, percent, earlier)


def _of_percent(words: str, percent: re.Match[str], earlier: list[_Count]) -> Iterator[str]:
    """What is wrong with one percentage, judged by the fraction or the part that stands before it."""
    said, before = percent.group(1), words[: percent.start()]
    if not _CLOSES.match(words, percent.end()):
        return
    joined = [one for one in _JOINED.finditer(before) if _leads_to(before[one.end() :])]
    if joined:
        yield from _judged(_count_of(joined[-1]["part"]), _count_of(joined[-1]["whole"]), said)
        return
    counts = _counts_of(before)
    if not counts or not _leads_to(before[counts[-1].end :]) or _ROUGH.search(before):
        return
    part = counts[-1]
    wholes = _wholes(counts[:-1], part, before)
    if len(wholes) == 1 and _PARTED.search(before, wholes[0].end, part.start):
        yield from _judged(part.value, wholes[0].value, said)
    elif not wholes:
        yield from _of_earlier(
            part, [one for one in earlier if one.value >= part.value and _same_thing(one, part)], said
        )
    elif not any(_near(part.value, whole.value, said) for whole in wholes):
        yield _message(part.value, wholes[0].value, said)


def _of_earlier(part: _Count, wholes: list[_Count], said: str) -> Iterator[str]:
    """A share of a whole that a sentence before told: only a small miss of the greatest, and of no other, is a slip."""
    whole = max((one.value for one in wholes), default=0.0)
    if whole < _LARGE or any(_near(part.value, one.value, said) for one in wholes):
        return
    if abs(100 * part.value / whole - worth(said)) <= SLIP:
        yield _message(part.value, whole, said)


def _leads_to(between: str) -> bool:
    """Whether the words between a count and a percentage say that one rates the other."""
    if len(between) > 130 or "%" in between or ";" in between or _OTHER_THING.search(between):
        return False
    return bool(_RATED.search(between)) and not re.search(r"\d", between)


def _counts_of(words: str) -> list[_Count]:
    found = []
    for one in _NUMBER.finditer(words):
        after = words[one.end() :]
        thing = re.match(r"\s+(?:luot |bo |cac )?([a-z]+(?: [a-z]+)?)", after)
        if thing and not after.lstrip().startswith("%"):
            found.append(_Count(_count_of(one.group(1)), one.start(), one.end(), thing.group(1)))
    return found


def _wholes(counts: list[_Count], part: _Count, words: str) -> list[_Count]:
    """Counts of the same thing that a part can be of: those before "trong đó", else those not rated themselves."""
    same = [one for one in counts if one.value >= part.value and one.value >= 5 and _same_thing(one, part)]
    parted = [one.start() for one in _PARTED.finditer(words, 0, part.start)]
    if parted:
        return [one for one in same if any(one.end <= mark for mark in parted) and not _is_rated(one, words, part)] or [
            one for one in same if one.end <= parted[-1]
        ]
    return [one for one in same if not _is_rated(one, words, part)] or same


def _same_thing(one: _Count, other: _Count) -> bool:
    first, second = one.thing.split(), other.thing.split()
    if first[0] == "ho" and (first[1:] == ["so"]) != (second[1:] == ["so"]):  # "hộ" and "hồ sơ" are alike without marks
        return False
    return first[0] == second[0] and (len(first[0]) > 2 or first == second or first[0] in ("to", "ho", "xa", "ap"))


def _is_rated(one: _Count, words: str, part: _Count) -> bool:
    """Whether a count has a percentage of its own, before the next count."""
    following = next((n for n in _counts_of(words[: part.start]) if n.start > one.start), part)
    return "%" in words[one.end : following.start]


def _near(part: float, whole: float, said: str) -> bool:
    decimals = len(said.partition(",")[2])
    return bool(abs(100 * part / whole - worth(said)) <= 10**-decimals)


def _judged(part: float, whole: float, said: str) -> Iterator[str]:
    if not 0 < part <= whole or whole < 5:
        return
    decimals = len(said.partition(",")[2])
    if abs(round(100 * part / whole + 1e-9, decimals) - worth(said)) > 10**-decimals / 10:
        yield _message(part, whole, said)


def _count_of(text: str) -> float:
    """A printed count; "3,104" is a scanner's 3.104."""
    return worth(re.sub(r",(?=\d{3}$)", ".", text))


def _message(part: float, whole: float, said: str) -> str:
    true = in_vietnamese(100 * part / whole)
    return f"{in_vietnamese(part)}/{in_vietnamese(whole)} = {true}% nhưng ghi {said}%"


# --- columns: total, part, share ---------------------------------------------------------------------------------


def _in_columns(one: Table, reading: Reading) -> list[Anomaly]:
    """A column of percentages that most rows make of two others: the rows that do not."""
    broken = list(_in_cells(one, reading))
    if broken:
        return broken
    rows = [(row, {role: _figure(cell) for role, cell in row.cells.items()}) for row in one.rows]
    heads = dict(zip(one.roles, one.heads, strict=False))
    rates = [role for role, head in heads.items() if re.search(r"%|ty le", fold(head))]
    counted = [role for role, head in heads.items() if role not in rates and role != "ordinal"]
    for rate in rates:
        for whole in counted:
            for part in counted:
                wrong = _unlike(rows, part, whole, rate)
                if wrong is None:
                    continue
                return [
                    finding("share_wrong", message, f"PL {rows[n][0].ordinal}", rows[n][0].source, reading, 0.85)
                    for n, message in wrong
                ]
    return []


_FRACTION = re.compile(rf"\s*({_N})\s?/\s?({_N})(?:\s[^\W\d].*)?")


def _in_cells(one: Table, reading: Reading) -> Iterator[Anomaly]:
    """A cell with part and whole ("1.240/3.100") beside the one cell of its row with a percentage."""
    for row in one.rows:
        fractions = [said for cell in row.cells.values() if (said := _FRACTION.fullmatch(cell))]
        rates = [said for cell in row.cells.values() if (said := re.fullmatch(r"\s*(\d{1,3}(?:,\d+)?)\s?%\s*", cell))]
        if len(fractions) == len(rates) == 1:
            part, whole = (_count_of(text) for text in fractions[0].groups())
            for message in _judged(part, whole, rates[0].group(1)):
                yield finding("share_wrong", message, f"PL {row.ordinal}", row.source, reading, 0.9)


def _figure(cell: str) -> str | None:
    bare = cell.strip().rstrip("%").strip()
    return bare if re.fullmatch(_N, bare) else None


def _unlike(
    rows: list[tuple[Row, dict[str, str | None]]], part: str, whole: str, rate: str
) -> list[tuple[int, str]] | None:
    """Rows whose percentage is not part of whole; None where the columns do not stand in that relation."""
    full = [
        (n, c[part], c[whole], c[rate]) for n, (_, c) in enumerate(rows) if c.get(part) and c.get(whole) and c.get(rate)
    ]
    judged = [(n, worth(p or "0"), worth(w or "0"), s or "0") for n, p, w, s in full if part != whole]
    judged = [one for one in judged if 0 < one[1] <= one[2]]
    right = sum(_near(p, w, s) for _, p, w, s in judged)
    if right < 2 or right * 2 <= len(judged):
        return None
    return [(n, _message(p, w, s)) for n, p, w, s in judged if not _near(p, w, s)]
