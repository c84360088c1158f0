"""Wholes and their parts in running text: money, points and counts that do not add up, shares that do not follow."""

from __future__ import annotations

import re
from functools import cache

from motcua.base.kit.figures import in_vietnamese
from motcua.plans.checks.parts import finding
from motcua.plans.data import table
from motcua.plans.reader.figures import worth
from motcua.plans.reader.fold import fold
from motcua.plans.reader.model import Anomaly, Plan
from motcua.plans.reader.reading import Reading

_N = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZĐÀ-Ỹ])")
_PARTS = re.compile(r"\b(?:trong do|bao gom|gom|cu the|chia ra)\b")
_WHOLLY = re.compile(r"\b(?:bao gom|gom|chia ra)\b")


def check_sums(plan: Plan, reading: Reading) -> list[Anomaly]:
    """Money, points and counts whose parts do not make the whole that is printed before them."""
    found: list[Anomaly] = []
    for block in reading.blocks:
        if block.zone != "body" or not any(letter.isdigit() for letter in block.text):
            continue
        for sentence in _SENTENCE.split(block.text):
            wrong = _money(sentence) or _counted(sentence)
            if wrong:
                found.append(finding("sum_wrong", wrong, block.section, block.source, reading, 0.85))
        points = _points(block.text)
        if points:
            found.append(finding("sum_wrong", points, block.section, block.source, reading, 0.9))
    return found


_MONEY = re.compile(rf"(?<![\d.,/])({_N})\s*(trieu|ty|nghin|ngan)?\s*dong\b")


def _money(sentence: str) -> str | None:
    """A sum of money and, behind "trong đó" or "gồm", two or more in the same unit."""
    words = fold(sentence)
    parted = _PARTS.search(words)
    wholes = list(_MONEY.finditer(words, 0, parted.start())) if parted else []
    if not parted or not wholes:
        return None
    whole = wholes[-1]
    parts = [one for one in _MONEY.finditer(words, parted.end()) if one.group(2) == whole.group(2)]
    every = len(list(_MONEY.finditer(words, parted.end())))
    if len(parts) < 2 or len(parts) != every or _PARTS.search(words, parted.end()):
        return None
    unit = f"{ {'trieu': 'triệu ', 'ty': 'tỷ ', 'nghin': 'nghìn ', 'ngan': 'ngàn '}.get(whole.group(2) or '', '') }đồng"
    return _unequal("Kinh phí", worth(whole.group(1)), [worth(one.group(1)) for one in parts], unit)


def _unequal(what: str, whole: float, parts: list[float], unit: str) -> str | None:
    total = round(sum(parts), 6)
    if abs(total - whole) < 1e-6:
        return None
    written = " + ".join(map(in_vietnamese, parts))
    return f"{what} {in_vietnamese(whole)} {unit} không bằng {written} = {in_vietnamese(total)} {unit}"


@cache
def _counts() -> re.Pattern[str]:
    return re.compile(rf"(?<![\d.,/%])({_N})\s+({table('checks')['counted']})\b")


def _counted(sentence: str) -> str | None:
    """ "640 hồ sơ, gồm 512 hồ sơ trực tuyến và 120 hồ sơ trực tiếp": every part names the same thing."""
    words = fold(sentence)
    parted = _WHOLLY.search(words)
    wholes = list(_counts().finditer(words, 0, parted.start())) if parted else []
    if not parted or not wholes or re.search(r"trong do", words):
        return None
    whole = wholes[-1]
    parts = [one for one in _counts().finditer(words, parted.end()) if one.group(2) == whole.group(2)]
    if len(parts) < 2 or words[parted.end() :].strip(" :").find(parts[0].group(1)) > 4:
        return None
    noun = sentence[whole.start(2) : whole.end(2)]
    return _unequal("Số", worth(whole.group(1)), [worth(one.group(1)) for one in parts], noun)


_POINTS = re.compile(rf"(?<![\d.,/])({_N})\s?/\s?({_N})\s*(?:diem)?")


def _points(text: str) -> str | None:
    """ "71/100 điểm … công khai 14/18 điểm; …": where the highest points add up, the points must."""
    words = fold(text)
    if "diem" not in words:
        return None
    pairs = [(worth(one.group(1)), worth(one.group(2))) for one in _POINTS.finditer(words)]
    for index, (whole, most) in enumerate(pairs):
        parts = [one for one in pairs[index + 1 :] if one[1] < most]
        for stop in range(3, len(parts) + 1):
            if abs(sum(one[1] for one in parts[:stop]) - most) < 1e-6:
                return _unequal("Tổng điểm", whole, [one[0] for one in parts[:stop]], "điểm")
    return None
