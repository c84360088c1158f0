"""The measure a figure is of: by its own words, its sentence, what was spoken of before, the whole text."""

from __future__ import annotations

import re

from motcua.plans.reader.metrics import Metric, best_metric, metric
from motcua.plans.reader.places import State
from motcua.plans.reader.quantities import Quantity


def fits(
    words: str, wider: str, widest: str, figure: Quantity, state: State, topic: str
) -> tuple[Metric | None, float]:
    """(measure, sureness) of a figure: by its clause, sentence, paragraph under its heading, the plan's topic."""
    own = _measure(words, figure)
    if own is not None:
        return own, 0.93
    words = words if figure.share else _WHOSE.sub("", words)
    bare = _measure(f"ty le ho so {words}", figure) if figure.share and len(_bare(words)) < 6 else None
    if bare is not None:
        return bare, 0.75
    before = _spoken_of(state, figure)
    part = _measure(wider[: wider.find(words) + len(words)], figure) if "trong do" in words else None
    if part is not None and part != before:
        return part, 0.75
    if before is not None and _elliptic(words):
        return before, 0.8
    if own_subject(figure) and (wider.count("%") > 1 or _measure(wider, figure) is None):
        return None, 0.6
    around = _measure(wider, figure)
    if around is not None:
        return around, 0.8
    return _far(words, widest, figure, topic), 0.6


# "100% xã, phường đạt từ 85 điểm": of whom the points are asked, not what they are given for.
_WHOSE = re.compile(r"^\W*100 ?% [^.;%\d]{2,60}(?=\bdat\b)")


def _far(words: str, widest: str, figure: Quantity, topic: str) -> Metric | None:
    """What a clause without a subject is said of: the paragraph and its heading, for points the plan's topic."""
    if _elliptic(words) and (found := _measure(widest, figure)) is not None:
        return found
    bare = re.sub(r"\bdiem\b|[,;].*$", " ", words)
    return _measure(topic, figure) if not figure.share and _elliptic(bare) else None


def _measure(words: str, figure: Quantity) -> Metric | None:
    return best_metric(words, share=figure.share, counted=figure.noun)[0] if words else None


def own_subject(figure: Quantity) -> bool:
    """ "60% hồ sơ được giải quyết tự động": the words behind the figure say of what it is, and it is nothing known."""
    return figure.share and bool(
        re.match(r"(?:[a-z0-9]+ ){2,}(?:duoc|co|su dung|thuc hien|tham gia|biet)\b", figure.noun)
    )


def _spoken_of(state: State, figure: Quantity) -> Metric | None:
    """The measure spoken of before, where it is counted as this figure is."""
    one = metric(state.slug) if state.slug else None
    if one is None or (one.unit_like and not figure.share and not one.unit_like.search(figure.noun)):
        return None
    return one if one.is_share == figure.share or one.unit == "điểm" else None


def _bare(words: str) -> list[str]:
    """The words of a clause that name a subject: without figures, years, comparisons and verbs of reaching."""
    return _NO_SUBJECT.sub(" ", words).split()


_NO_SUBJECT = re.compile(
    r"\b(?:(?:trong do|rieng|doi voi),? )*linh vuc [^\d;]{3,50}?(?=\b(?:dat|tu|toi thieu|it nhat|tren|khong)\b|\d)|"
    r"\b(?:phan dau|den|nam|20\d\d|quy (?:i{1,3}|iv|[1-4])|thang \d{1,2}|dat|ty le|tang|len|xuong|muc|tro len|"
    r"tu(?= \d)|toi thieu|it nhat|toi da|tren|duoi|khong (?:qua|duoi|thap hon|vuot qua)|va|vao|trong|het|se|"
    r"thi|\d+(?:,\d+)?|theo|quy dinh|phap luat|cua|dat duoc)\b|[^\w]"
)


def _elliptic(words: str) -> bool:
    """ "phấn đấu đến năm 2030 đạt 80%": a clause that names no subject of its own."""
    return len(_bare(words)) <= 3


def told_late(found: Metric | None, words: str, value: float) -> bool:
    """Whether a share of cases on time is told by those that were late ("dưới 1% hồ sơ trễ hạn")."""
    late = re.search(r"qua han|tre han|tre hen|cham muon", words)
    return found is not None and "on_time" in found.slug and late is not None and value < 50
