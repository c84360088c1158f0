"""What a text says of percentages, sentence by sentence: which measure, which year, reached already or promised.

Items of the plan come first; these statements serve the checks where the same thing is said elsewhere, in whatever part
and wording, and nobody reads it as an item of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from motcua.plans.data import table
from motcua.plans.reader.asides import without_past
from motcua.plans.reader.block import Block
from motcua.plans.reader.fold import fold, plain, squeeze
from motcua.plans.reader.metrics import OTHER, best_metric
from motcua.plans.reader.model import Source, Target
from motcua.plans.reader.quantities import clauses, quantities, reached, rises_from
from motcua.plans.reader.reading import Reading, sentences
from motcua.plans.reader.stances import REACHED


@dataclass(frozen=True)
class Said:
    """A percentage with the words that belong to it; `cuts` are the narrower scopes it speaks of."""

    metric: str
    comparator: str
    value: float
    words: str
    year: int | None
    past: bool
    cuts: frozenset[str]
    section: str
    source: Source


@cache
def _figures() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(rf"\b(?:{words})\b") for name, words in table("checks")["figures"].items()}


def cuts_of(words: str) -> frozenset[str]:
    """The narrower scopes a folded wording speaks of: fields, kinds of places, groups of people, "riêng"."""
    return frozenset(squeeze(one) for one in _figures()["scopes"].findall(words))


def said_shares(reading: Reading) -> list[Said]:
    """Every percentage of the body of the text that is either reached or promised."""
    found: list[Said] = []
    told: dict[int, str] = {}
    for part in reading.parts:
        if part.stance == REACHED:
            told[id(part.of)] = f"{told.get(id(part.of), '')} {part.block.text}"
    for block in reading.blocks:
        if block.zone == "body" and "%" in block.text:
            for sentence in sentences(block.text):
                found += _in_sentence(sentence, block, reading, sentence in told.get(id(block), ""))
    return found


def _in_sentence(sentence: str, block: Block, reading: Reading, told: bool) -> list[Said]:
    figures = [one for one in quantities(sentence) if one.share]
    folded = fold(sentence)
    present = without_past(sentence, reading.begins)
    found: list[Said] = []
    for figure, start, end in clauses(sentence, figures):
        words = plain(sentence[start:end])
        risen = rises_from(folded, figure.start, figure.end)
        passed = present[figure.start].isspace() or reached(folded, figure.start)
        past = told or risen or passed or _is_past(folded, figure.start, block, reading)
        if not past and not _is_promise(folded, figure.marked, block):
            continue
        one, _ = best_metric(words, share=True)
        if one is None and len(figures) == 1:
            one, _ = best_metric(plain(sentence), share=True)
        found.append(
            Said(one.slug if one else OTHER, figure.comparator, float(figure.value), words,
                 _year(words, folded, past, reading), past, cuts_of(words), block.section, block.source)
        )  # fmt: skip
    return found


def _is_past(folded: str, at: int, block: Block, reading: Reading) -> bool:
    """Whether a sentence reports: it names an earlier year, or "now", and promises nothing before the figure."""
    before = folded[:at]
    if _figures()["aims"].search(before):
        return False
    now = reading.year or reading.period[0]
    years = [int(year) for year in re.findall(r"\bnam (20[12]\d)\b", before)]
    if years and now:
        return max(years) < now or (max(years) == now and bool(_figures()["reports"].search(before)))
    return block.kind in ("baseline", "problems") or bool(_figures()["reports"].search(before))


def _is_promise(folded: str, marked: bool, block: Block) -> bool:
    return marked or block.kind in ("targets", "aims") or bool(_figures()["aims"].search(folded))


def _year(words: str, folded: str, past: bool, reading: Reading) -> int | None:
    """The year of a statement: its own, its sentence's where there is one, else that of a plan for one year."""
    for text in (words, folded):
        years = {int(year) for year in re.findall(r"\b(20[1-4]\d)\b", text)}
        if len(years) == 1:
            return years.pop()
        if years:
            return None
    first, last = reading.period
    if past:
        return None
    return first if first == last or last is None else None


PART_OF_YEAR = re.compile(r"\bquy (?:iv|i{1,3}|[1-4])\b|\bthang \d{1,2}\b|\b\d{1,2}/\d{1,2}(?:/20\d\d)?\b")
_QUARTER_ENDS = {"i": "03-31", "1": "03-31", "ii": "06-30", "2": "06-30", "iii": "09-30", "3": "09-30"}


def within_year(words: str) -> str | None:
    """The last day (month-day) of a quarter before the year's end that folded words name; None for the whole year."""
    found = re.search(r"\bquy (i{1,3}|[1-3])\b(?!\s?[-,]|\s+(?:va|den)\b)", words)
    return _QUARTER_ENDS[found.group(1)] if found else None


def ends_early(target: Target) -> str | None:
    """The last day (month-day) by which a target is to be met, where that is before the end of its year."""
    if target.until and not target.until.endswith("12-31"):
        return target.until[-5:]
    return within_year(words_of_target(target))


def words_of_target(target: Target) -> str:
    """The words of a target that belong to its own figure (folded), where its text holds several."""
    for text in (target.as_written or "", target.text):
        shares = [one for one in quantities(text) if one.share]
        fitting = [(start, end) for one, start, end in clauses(text, shares) if one.value == target.value]
        if len(fitting) == 1:
            return plain(text[fitting[0][0] : fitting[0][1]])
    return plain(target.text)
