"""Figures in running text: value, unit, comparison, and the stretch of words that says what is counted."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import cache

from motcua.plans.data import table
from motcua.plans.reader.figures import worth
from motcua.plans.reader.fold import fold, plain
from motcua.plans.reader.metrics import unit_words

# Per cent by which a printed share may miss the counts beside it and still be meant to be theirs: a slip of one digit
# or of the rounding, not another thing that was counted.
SLIP = 6

_MASKS = re.compile(
    r"\b(?:so\s)?\d+(?:/(?:19|20)\d\d)?\s?[/-]\s?[a-z]{2,6}(?:\s?-\s?[a-z0-9&]+)*(?:/[a-z]+)?"
    r"|\bngay \d{1,2} thang \d{1,2} nam \d{4}|\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?\d{4}|\b\d{1,2}/\d{4}\b"
    r"|(?:giai doan|tu nam|nam|den|khoa)\s+(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?|\b(?:19|"
    r"20)\d\d\s?[-–]\s?(?:19|20)\d\d|\b20[1-4]\d\b(?!\s?(?:ho so|dich vu|thu tuc))"
    r"|\b(?:0?[369]|sau|chin) thang(?: (?:dau|cuoi) nam\b|(?= dat\b|\s?:))"
    r"|(?<!\bmoi )(?<!\bhang )(?<!\btung )(?<!\bthi )"
    r"\b(?:khoan|dieu|muc|phu luc|bieu|mau|de an|chuong|phan|diem|tong dai|quy|thang|tang|nghi dinh|"
    r"thong tu|quyet dinh|luat|muc do|giai phap|nhiem vu so)\s+(?:so\s+)?\d+(?:[./]\d+)*"
    r"(?![\d,.]*\s?(?:%|phan tram|phut\b))"
    r"|\b\d+g\b|\b\d{1,2}/\d{1,2}\b(?!\s?(?:thu tuc|ho so|dich vu|xa|thon|%))|\b24/7\b|\(\d{1,2}\)|"
    r"(?<=%)\d{1,2}\b(?![.,]\d)|\b\d+(?:,\d+)? diem (?:phan tram|%)|(?:hai|"
    r"2|02|3|03|ba) cap\b|\bcap \d\b(?!%)|\b(?:0[1-9]|\d) cua\b|\b\d{9,}\b"
)
_NUMBER = re.compile(
    r"(?<![\w.,/])(\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?)((?:\s[-–]\s|[-–]|\s?den\s)\d+(?:,\d+)?(?=\s?%|\s[a-z]))?\s?(%|"
    r"phan tram\b)?(?!\d)"
)
_COUNT = re.compile(
    r"(?<![\w.,/])(\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?)(?:\s?(?:[-–]|den)\s?\d+(?:,\d+)?)?(?!\d|[.,]\d|\s?%|\s?/\s?\d)"
)
_WORDS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10}
_WORD_NUMBER = re.compile(
    r"(?:it nhat|toi thieu|moi \w+(?: \w+){0,2} (?:co|to chuc|xay dung)(?: it nhat)?)\s(mot|hai|ba|bon|nam|sau|muoi)\b"
)

_COMPARE: list[tuple[str, re.Pattern[str]]] = [
    (">=", re.compile(
        r"(?:toi thieu|it nhat|khong (?:thap|it) hon|khong duoi|>=|≥)"
        r"\s*(?:dat\s*)?(?:tren\s*)?(?:la\s*)?(?:(?:moi|hang|tung) (?:nam|quy|thang|tuan)\s*)?$"
    )),
    ("<=", re.compile(
        r"(?:khong qua|toi da|cham nhat|khong vuot qua|<=|≤|nhieu nhat|trong vong|trong thoi han)"
        r"\s*(?:la\s*)?(?:trong\s*)?(?:vong\s*)?$"
    )),
    ("<", re.compile(r"(?:\bduoi|it hon|thap hon|<)\s*$")),
    (">", re.compile(r"(?:\btren|\bhon|\bvuot|cao hon|>)\s*(?:muc\s*)?$")),
]  # fmt: skip


@dataclass(frozen=True)
class Quantity:
    """A figure at `start`…`end` of a sentence; `noun` the folded words behind it, `thing` what it counts as written,
    `recurring` whether it is owed again and again, `loose` where no known measure is counted so,
    `promised` where the words before it make a promise of a bare count."""

    start: int
    end: int
    value: float | int
    share: bool
    comparator: str
    noun: str
    marked: bool
    thing: str = ""
    recurring: bool = False
    loose: bool = False
    promised: bool = False


_FROM = re.compile(r"(?:^\W*|[,;:.(]\s*|\b(?:dat|co|la|bao dam|dam bao) )tu\s*$")
_RANGE = re.compile(r"[^.;,%]{0,6}%?[^.;,%]{0,40}\b(?:len|xuong|den|con)\b|\s?[-–]")
_LAPSE = re.compile(r"\s*(?:ngay|gio|phut|giay)\b")


def comparator_at(folded: str, start: int, end: int) -> tuple[str, bool]:
    """(comparator, whether a word for it is printed) of a figure."""
    before = folded[max(0, start - 28) : start]
    if re.match(r"\s*(?:%|phan tram)?[^.;,]{0,25}(?<!tuoi )tro len\b", folded[end:]):
        return ">=", True
    if re.search(r"\bkhong (?!thap|it|duoi|kem)(?:[a-z]+ ){1,3}(?:qua|hon|vuot)\s*$", before):
        return "<=", True
    if _FROM.search(before) and not _RANGE.match(folded[end:]):
        return ">=", True
    for sign, pattern in _COMPARE:
        if pattern.search(before):
            return sign, True
    if before.endswith("trong ") and _LAPSE.match(folded[end:]):
        return "<=", True
    return "=", False


@cache
def _counted() -> re.Pattern[str]:
    """Things a plan may promise a number of; "/quý", "mỗi tuần" behind them belong to the unit."""
    places = "|".join(fold(name) for name in table("units")["places"])
    names = "|".join(re.escape(fold(name)) for name in sorted(table("units")["counted"], key=len, reverse=True))
    return re.compile(
        rf"^\s*((?:(?:{places})(?:, (?:{places}))+|{names})\b"
        r"(?:\s?/\s?(?:quy|thang|nam|tuan|thon|xa|ban|to|luot|ngay)\b"
        r"|\s(?:moi|mot) (?:quy|thang|tuan)\b)?)"
    )


@cache
def _recurring() -> re.Pattern[str]:
    return re.compile(table("promises")["recurring"])


def _thing(sentence: str, folded: str, end: int) -> str:
    """What a count counts, in the letters of the sentence; empty where it is no thing plans promise."""
    found = _counted().match(folded[end:])
    if not found:
        return ""
    said = sentence[end + found.start(1) : end + found.end(1)].strip().lower()
    return re.sub(r"\s?/\s?|\s(?:mỗi|một)\s(?=(?:tháng|quý|tuần)$)", "/", said)


_NUMBER_OF = re.compile(r"\bso(?: luong)? (?=[a-z])")
_COMES_TO = re.compile(r"\b(?:con|xuong|len|dat|la|qua|hon|vuot|duoi|tren|thieu|nhat|da|bang)\s$")


def _named_before(folded: str, start: int, end: int) -> int:
    """Where the thing begins that a figure at the end counts: "số thôn lõm sóng xuống còn không quá 12"; 0: nowhere."""
    if folded[end:].strip(" .;") or not _COMES_TO.search(folded[:start]):
        return 0
    return max((one.end() for one in _NUMBER_OF.finditer(folded[:start])), default=0)


@cache
def _reached() -> re.Pattern[str]:
    words = "|".join(table("situation")["reached_words"])
    return re.compile(
        rf"(?:{words})[^.;%)]{{0,40}}$"
        r"|\d\s?(?:[a-z]+ ){0,2}/\s?\d[\d.]*[^%.;]{0,60}\((?:dat|chiem|ty le)[^%]{0,12}$"
    )


def reached(folded: str, start: int) -> bool:
    """Whether the figure at `start` says what was reached already, in passing: "(năm 2024 đạt 70%)"."""
    return bool(_reached().search(folded[:start]) or re.search(r"\bket qua[^()]{0,25}\([^()]*$", folded[:start]))


_FROM_TO = re.compile(r"\btu (?:muc )?$")
_TO = re.compile(
    r"[^.;%]{0,40}?\b(?:len|xuong|den)\b"
    r"(?: muc| tren| duoi| con| khong qua| toi thieu| it nhat| toi da| khoang)*\s*\d"
)


def rises_from(folded: str, start: int, end: int) -> bool:
    """Whether a figure is the level something rises or falls from: "từ 73% lên 85%"."""
    return bool(_FROM_TO.search(folded[:start]) and _TO.match(folded[end:]))


def is_time(thing: str) -> bool:
    """Whether what is counted is time: outside the goals that is a deadline, not a promise."""
    return fold(thing) in {fold(name) for name in table("units")["times"]}


def counts(sentence: str) -> list[Quantity]:
    """Counts of things that no measure counts but that plans promise: "02 mô hình", "01 lần/quý", "800 lượt người"."""
    folded = fold(sentence)
    masked = _MASKS.sub(_blank, folded)
    found = []
    for match in _COUNT.finditer(masked):
        said = match.end()
        thing = _thing(sentence, folded, said)
        if not thing and (said := _named_before(folded, match.start(), match.end())):
            thing = _thing(sentence, folded, said)
        if not thing:
            continue
        sign, marked = comparator_at(folded, match.start(), match.end())
        noun = plain(folded[said : said + 70])
        again = "/" in thing or bool(_recurring().search(folded[: match.start()]))
        value = worth(match.group(1))
        found.append(Quantity(match.start(), match.end(), value, False, sign, noun, marked, thing, again, loose=True))
    return found


_OUT_OF = re.compile(r"(?<=\d)\s?/\s?100(?=\s?diem)")


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


_FRACTION = re.compile(
    r"(?<![\w.,/])(\d{1,4})\s?/\s?(\d{1,4})(?=\s+(?:ho so|thu tuc|ket qua|phan anh|nguoi|y kien|phieu|luot|ho|can bo|"
    r"cong chuc|vien chuc|thon|to dan pho|to|ap|ban|buon|lang|xom|khom|khu|khoi|xa|phuong|dich vu|don vi|co quan|"
    r"truong|he thong)\b)"
)


_OUT_OF_EACH = re.compile(r"\bcu (10|100) ([a-z]+ [a-z]+)\b[^.;]{0,60}?\b(\d{1,3}) \2\b")


def _fractions(folded: str) -> list[Quantity]:
    """ "95/100 hồ sơ", "30/30 tổ dân phố", "cứ 100 hồ sơ thì có 70 hồ sơ": of ten, of a hundred, or all of them."""
    found: list[Quantity] = []
    for match in _FRACTION.finditer(folded):
        part, whole = int(match.group(1)), int(match.group(2))
        if whole and (part == whole or (whole in (10, 100) and part < whole)):
            noun = plain(folded[match.end() : match.end() + 70])
            sign, marked = comparator_at(folded, match.start(), match.end())
            found.append(Quantity(match.start(), match.end(), 100 * part // whole, True, sign, noun, marked))
    for match in _OUT_OF_EACH.finditer(folded):
        sign, marked = comparator_at(folded, match.start(3), match.end(3))
        value, noun = 100 * int(match.group(3)) // int(match.group(1)), plain(folded[match.end(3) : match.end() + 70])
        found.append(Quantity(match.start(), match.end(3), value, True, sign, noun, marked))
    return found


def quantities(sentence: str, *, fractions: bool = False) -> list[Quantity]:
    """Percentages and counted figures of a sentence; numbers of documents, dates, articles and levels are none.

    With `fractions`, also shares told as so many of all, of ten or of a hundred.
    """
    folded = _OUT_OF.sub(_blank, fold(sentence))
    masked = _MASKS.sub(_blank, folded)
    found = _fractions(folded) if fractions else []
    for one in found:
        masked = masked[: one.start] + " " * (one.end - one.start) + masked[one.end :]
    for match in _NUMBER.finditer(masked):
        noun = plain(folded[match.end() : match.end() + 70])
        share = bool(match.group(3))
        if not share and not unit_words().match(noun):
            continue
        sign, marked = comparator_at(folded, match.start(), match.end())
        if match.group(2) and sign == "=":
            sign = ">="
        found.append(Quantity(match.start(), match.end(), worth(match.group(1)), share, sign, noun, marked))
    for match in _WORD_NUMBER.finditer(masked):
        noun = plain(folded[match.end() : match.end() + 70])
        if unit_words().match(noun):
            sign, marked = comparator_at(folded, match.start(1), match.end(1))
            found.append(Quantity(match.start(1), match.end(1), _WORDS[match.group(1)], False, sign, noun, marked))
    return sorted(found, key=lambda one: one.start)


_STRONG = re.compile(r"[.;:]\s|\([ivx]{1,4}\)\s|\b(?:trong do|dong thoi|ngoai ra|ben canh do)\b")
_WEAK = re.compile(r",\s|\bva\b|\bvoi\b")


# "86% trở lên [năm 2028: từ 90% trở lên]": what stands in brackets with a time of its own.
_IN_BRACKETS = re.compile(r"[\[(](?=[^\])]{0,20}\b(?:nam|quy|thang|den|rieng|doi voi|linh vuc)\b[^\])]*$)")


def _cut(sentence: str, folded: str, left: int, right: int) -> int:
    """Where between two figures the words of the first end and those of the second begin."""
    aside = _IN_BRACKETS.search(folded[left:right])
    if aside:
        return left + aside.start()
    named = re.search(r":\s*(?:[a-z]+ ?){0,3}$", folded[left:right])
    end = left + named.start() if named else right
    for pattern, text in ((_STRONG, folded), (_FRESH, sentence), (_WEAK, folded)):
        places = [left + match.start() for match in pattern.finditer(text[left:end])]
        if places:
            return places[-1]
    return end + 1 if named else end


_FRESH = re.compile(r"(?<=%)\s(?=[A-ZĐÀ-Ỹ][a-zà-ỹ])")


_ASIDE = re.compile(r"\([^()]*\d ?%[^()]*\)")


def clauses(sentence: str, found: list[Quantity]) -> list[tuple[Quantity, int, int]]:
    """Each figure with the stretch of the sentence that belongs to it."""
    starts = [one.start for one in found]
    folded = _ASIDE.sub(
        lambda said: said.group() if any(said.start() < at < said.end() for at in starts) else _blank(said),
        fold(sentence),
    )
    cuts = [0]
    for one, two in itertools.pairwise(found):
        cuts.append(_cut(sentence, folded, one.end, two.start))
    part = re.search(r"[,;]\s+(?:trong do|rieng)\b", folded[found[-1].end :]) if found else None
    cuts.append(found[-1].end + part.start() if part else len(sentence))
    return [(figure, cuts[index], cuts[index + 1]) for index, figure in enumerate(found)]
