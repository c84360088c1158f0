"""Promises told by a place among others or by nothing being left: their figure counts nothing beside it."""

from __future__ import annotations

import re

from motcua.plans.reader.fold import fold, plain, squeeze
from motcua.plans.reader.metrics import OTHER, best_metric
from motcua.plans.reader.model import Target
from motcua.plans.reader.places import Place, condition_of, scope_of
from motcua.plans.reader.reading import Reading
from motcua.plans.reader.years import When, said_in

_AMONG_FIRST = re.compile(
    r"\b(?:nhom|top|tot|trong (?:so )?)\s*(?:co )?(\d{1,2}) (?:[a-z,]+ ){1,6}?(?:dan dau|dung dau|cao nhat)\b"
)
NONE_OVER = re.compile(
    r"\bkhong (?:con|co|de|phat sinh|de xay ra)(?: xay ra)? ([a-z, ]{3,40}?) "
    r"(?:bi )?(?:qua han|tre han|tre hen|cham tra|cham)[a-z ]{0,20}(?:tren|qua|hon|tu) \d+ (?:ngay|thang|gio)[a-z ]*"
)


def told_otherwise(sentence: str, before: When | None, place: Place, reading: Reading) -> list[tuple[int, int, Target]]:
    """(from, to, target) of each "vào nhóm 05 sở dẫn đầu" and "không còn hồ sơ quá hạn trên 15 ngày" of a goal."""
    folded = fold(sentence)
    if not place.goal:
        return []
    found = []
    for said in _AMONG_FIRST.finditer(folded):
        one = best_metric(plain(sentence[: said.start()]), share=False, counted="diem")[0]
        slug = "service_index_766_rank" if one and one.slug == "service_index_766" else OTHER
        target = _target(sentence, slug, "<=", int(said.group(1)), "thứ hạng", "numeric", before, place, reading)
        found.append((said.start(), said.end(), target))
    for said in NONE_OVER.finditer(folded):
        thing = sentence[said.start(1) : said.end(1)].strip()
        target = _target(sentence, OTHER, "=", 0, thing, "implied", before, place, reading)
        found.append((said.start(), said.end(), target))
    return found


def _target(
    sentence: str, slug: str, sign: str, value: int, unit: str, kind: str, before: When | None, place: Place,
    reading: Reading,
) -> Target:  # fmt: skip
    when = said_in(sentence) or (When(year=place.year, until=place.until) if place.year else before) or When()
    return Target(
        "", place.section, squeeze(sentence)[:400], slug, sign, value, unit, when.year, scope_of(sentence),
        condition_of(sentence), kind, reading.confidence(0.75, place.source), place.source,
        from_year=when.from_year, until_year=when.until_year, until=when.until,
    )  # fmt: skip
