"""Slips of the pen in clean text: one place spelt two ways, syllables that do not exist, a word dropped or mistaken."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from motcua.plans.checks.parts import finding
from motcua.plans.data import table
from motcua.plans.reader.fold import fold, squeeze
from motcua.plans.reader.lexicon import Lexicon, lexicon
from motcua.plans.reader.model import Anomaly, Plan, Source
from motcua.plans.reader.reading import Reading

_PLACE = re.compile(r"\b(?:xã|phường|huyện|tỉnh|thị trấn|thành phố) ((?:[A-ZĐÀ-Ỹ][\wà-ỹ]+)(?: [A-ZĐÀ-Ỹ][\wà-ỹ]+){0,3})")
_WORD = re.compile(r"[^\W\d_]+")


def check_spelling(plan: Plan, reading: Reading) -> list[Anomaly]:
    """At most two findings: names spelt two ways, and likely slips, each with its examples."""
    if reading.pages.quality != "clean" or reading.pages.way == "ocr":  # what reads scans makes slips of its own
        return []
    found: list[Anomaly] = []
    names = _names_two_ways(reading)
    if names:
        (right, wrong), source = names[0]
        found.append(
            finding(
                "name_differs",
                f"Tên viết hai cách: “{wrong}” và “{right}”; có thể là lỗi gõ",
                "toàn văn bản",
                source,
                reading,
                0.75,
            )
        )
    slips = _slips(reading, reading.words or lexicon())
    if slips:
        shown = "; ".join(f"“{was}”" + (f" (có thể là “{meant}”)" if meant else "") for was, meant, _ in slips[:6])
        found.append(finding("spelling", f"Có thể có lỗi gõ: {shown}", "toàn văn bản", slips[0][2], reading, 0.55))
    return found


def _names_two_ways(reading: Reading) -> list[tuple[tuple[str, str], Source]]:
    spelt: dict[str, Counter[str]] = {}
    where: dict[str, Source] = {}
    for block in reading.blocks:
        for match in _PLACE.finditer(block.text):
            name = match.group(1)
            spelt.setdefault(fold(name), Counter())[name] += 1
            where.setdefault(name, block.source)
    found = []
    for ways in spelt.values():
        marked = [(name, number) for name, number in ways.most_common() if len(name.split()) > 1]
        if len(marked) > 1 and marked[0][1] >= 2 * marked[1][1] and fold(marked[0][0]) != marked[0][0].lower():
            found.append(((marked[0][0], marked[1][0]), where[marked[1][0]]))
    return found


def _slips(reading: Reading, words: Lexicon) -> list[tuple[str, str | None, Source]]:
    found: dict[str, tuple[str, str | None, Source]] = {}
    for block in reading.blocks:
        if block.zone == "signature":
            continue
        for part in re.split(r"[.;:!?()\"“”,]", block.text):
            tokens = _WORD.findall(part)
            for index, token in enumerate(tokens):
                slip = _slip(tokens, index, token, words)
                if slip and slip[0].lower() not in found:
                    found[slip[0].lower()] = (*slip, block.source)
    return list(found.values())


def _slip(tokens: list[str], index: int, token: str, words: Lexicon) -> tuple[str, str | None] | None:
    low = token.lower()
    before = tokens[index - 1].lower() if index else "."
    after = tokens[index + 1].lower() if index + 1 < len(tokens) else "."
    if _foreign(token, tokens, index, words):
        return squeeze(f"{token} {tokens[index + 1] if index + 1 < len(tokens) else ''}"), None
    dropped = words.bridge(before, low) if before not in table("checks")["spelling"]["free"] else None
    if dropped and index:
        return f"{tokens[index - 1]} {token}", f"{tokens[index - 1]} {dropped} {token}"
    if token[:1].isupper() or not words.knows(low):
        meant = _meant(low, before, after, words) if not words.knows(low) and token.islower() else None
        return (f"{before} {token}", f"{before} {meant}") if meant else None
    meant = _other_word(low, before, "." if after != "." and tokens[index + 1][:1].isupper() else after, words)
    return (f"{before} {token}", f"{before} {meant}") if meant else None


def _other_word(low: str, before: str, after: str, words: Lexicon) -> str | None:
    """A slip that made another good word ("địa bàn tình"): only where both neighbours call for the word it was."""
    if before == ".":
        return None
    meant = _meant(low, before, after, words)
    if meant is None:
        return None
    share = words.share_after(before, meant)
    both = after != "." and words.pairs(meant, after) >= _SURE
    return meant if share >= (_LIKELY if both else 2 * _LIKELY) else None


def _foreign(token: str, tokens: list[str], index: int, words: Lexicon) -> bool:
    """A word of another language before a Vietnamese word in small letters ("Bureau điện")."""
    follows = tokens[index + 1] if index + 1 < len(tokens) else ""
    return (
        index == 0
        and len(token) > 4
        and token.istitle()
        and fold(token) == token.lower()
        and not words.by_skeleton.get(token.lower())
        and words.knows(follows)
        and follows.islower()
    )


_SURE, _LIKELY = 6, 0.1


def _same_letters(one: str, two: str) -> bool:
    """Whether only the place of the tone mark differs (hóa, hoá): both spellings are in use."""
    return sorted(unicodedata.normalize("NFD", one)) == sorted(unicodedata.normalize("NFD", two))


def _meant(low: str, before: str, after: str, words: Lexicon) -> str | None:
    """A word of the same letters that fits far better between its neighbours."""
    if before == "." and after == ".":
        return None
    own = words.pairs(before, low) + words.pairs(low, after)
    if own > 0:
        return None
    best, strength = None, 0
    for other in words.by_skeleton.get(fold(low), ()):
        both = words.pairs(before, other) + words.pairs(other, after)
        if before != "." and not words.pairs(before, other):
            continue
        if other != low and both > strength and not _same_letters(other, low):
            best, strength = other, both
    return best if strength >= _SURE else None
