"""Headings of columns: what each says its column holds, in one line, one a line, or with cells of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from rapidfuzz import fuzz, process

from motcua.plans.data import table
from motcua.plans.reader.fold import plain


@cache
def _columns() -> list[tuple[str, re.Pattern[str]]]:
    return [(role, re.compile(pattern)) for role, pattern in table("columns")["roles"]]


def role_of(head: str) -> str | None:
    """The role of a column by its heading: ordinal, content, product, lead, coordinating, deadline …"""
    words = plain(head).strip(" .:")
    if not words or len(words) > 70:
        return None
    named = next((role for role, pattern in _columns() if pattern.search(words)), None)
    if named or len(words) < 6:
        return named
    usual = _usual()
    near = process.extractOne(words, list(usual), scorer=fuzz.ratio, score_cutoff=84)
    return usual[near[0]] if near else None


@cache
def _usual() -> dict[str, str]:
    return {plain(head): role for head, role in table("columns")["usual"].items()}


def header_roles(cells: Sequence[str]) -> list[str] | None:
    """Roles of a row of column headings; None where the row is no heading."""
    roles = [role_of(cell) for cell in cells]
    named = [role for role in roles if role]
    filled = [cell for cell in cells if cell.strip()]
    telling = set(named) & {
        "ordinal",
        "content",
        "lead",
        "owners",
        "deadline",
        "product",
        "value",
        "coordinating",
        "owner",
    }
    if len(telling) < 2 or len(named) < max(2, len(filled) * 0.6) or len(filled) < 2:
        return None
    if any(len(cell) > 70 for cell in filled):
        return None
    seen: set[str] = set()
    unique = []
    roles = units_of_measure(roles, cells)
    for index, role in enumerate(roles):
        name = role or f"other{index}"
        if name in seen and name != "value":
            name = f"{name}{index}"
        if name == "value":
            name = f"value{index}" if "value" in seen else "value"
        seen.add(name)
        unique.append(name)
    return unique


def units_of_measure(roles: list[str | None], heads: Sequence[str]) -> list[str | None]:
    """ "Đơn vị" between the measures and their figures is the unit they are counted in, not who answers for them."""
    figures = [n for n, role in enumerate(roles) if role in ("value", "baseline")]
    settled = list(roles)
    for n, head in enumerate(heads):
        alone = roles[n] == "lead" and plain(head).strip(" .:") == "don vi"
        if alone and "content" in roles[:n] and figures and n < figures[-1] and "unit" not in roles:
            settled[n] = "unit"
    return settled


def joined_heads(heads: list[str]) -> list[str]:
    """Headings broken over lines put together: a second line starts in lower case or is no heading by itself."""
    joined: list[str] = []
    for head in heads:
        if joined and (head[:1].islower() or (role_of(head) is None and role_of(joined[-1]) is not None)):
            joined[-1] += " " + head
        else:
            joined.append(head)
    return joined


_LEAST = 3  # columns whose headings a line of words may hold


def parted_heads(line: str, width: int) -> list[str] | None:
    """A line of words as the headings of so many columns ("TT Chỉ tiêu Đơn vị Năm 2026"); None where it holds none."""
    words = line.split()
    if width < _LEAST or not width <= len(words) <= 12 * width or role_of(words[0]) != "ordinal":
        return None
    best: dict[int, tuple[int, list[str]]] = {0: (0, [])}
    for _ in range(width):
        best = _one_more(words, best)
    named, heads = best.get(len(words), (0, []))
    return heads if named >= max(_LEAST, width - 1) else None


def _one_more(words: list[str], best: dict[int, tuple[int, list[str]]]) -> dict[int, tuple[int, list[str]]]:
    """The best headings by the word they end before, each one heading longer; a heading begins with a capital."""
    longer: dict[int, tuple[int, list[str]]] = {}
    for start, (named, heads) in best.items():
        for end in range(start + 1, min(len(words), start + 12) + 1):
            if end < len(words) and not words[end][:1].isupper():
                continue
            head = " ".join(words[start:end])
            now = named + (role_of(head) is not None)
            if now > longer.get(end, (-1, []))[0]:
                longer[end] = (now, [*heads, head])
    return longer
