"""The measure a figure is of: by its own words, its sentence, what was spoken of before, the whole text."""

from __future__ import annotations

import re

from motcua.plans.reader.metrics import Metric, best_metric, metric
from motcua.plans.reader.places import State
from motcua.plans.reader.quantities import Quantity


def fits(
    words: str, wider: str, widest: str, figure: Quantity, state: State, topic: str
) -> tuple[Metric | None, float]:
    """The measure of a figure: by its own words, its sentence, what was spoken of before, the whole text."""
    one, _ = best_metric(words, share=figure.share, counted=figure.noun)
    if one is not None:
        return one, 0.93
    before = _spoken_of(state, figure)
    if "trong do" in words:
        one, _ = best_metric(wider[: wider.find(words) + len(words)], share=figure.share, counted=figure.noun)
        if one is not None and one != before:
            return one, 0.75
    if before is not None and _elliptic(words):
        return before, 0.8
    if wider.count("%") > 1 and _own_subject(figure):
        return None, 0.6
    one, _ = best_metric(wider, share=figure.share, counted=figure.noun)
    if one is not None:
        return one, 0.8
    if _own_subject(figure):
        return None, 0.6
    if before is not None and len(words) < 90:
        return before, 0.65
    one, _score = best_metric(widest, share=figure.share, counted=figure.noun) if widest else (None, 0.0)
    if one is None and not figure.share and _elliptic(re.sub(r"\bdiem\b|[,;].*$", " ", words)):
        one, _score = best_metric(topic, share=False, counted=figure.noun)
    return one, 0.6


def _own_subject(figure: Quantity) -> bool:
    """ "60% hồ sơ được giải quyết tự động": the words behind the figure say of what it is, and it is nothing known."""
    return figure.share and bool(
        re.match(r"(?:[a-z0-9]+ ){2,}(?:duoc|co|su dung|thuc hien|tham gia|biet)\b", figure.noun)
    )


def _spoken_of(state: State, figure: Quantity) -> Metric | None:
    """The measure spoken of before, where it is counted as this figure is."""
    one = metric(state.slug) if state.slug else None
    return one if one is not None and (one.is_share == figure.share or one.unit == "điểm") else None


def _elliptic(words: str) -> bool:
    """ "phấn đấu đến năm 2030 đạt 80%": a clause that names no subject of its own."""
    bare = re.sub(
        r"\b(?:phan dau|den|nam|20\d\d|dat|ty le|tang|len|muc|toi thieu|it nhat|tren|va|vao|trong|het|se|"
        r"thi|\d+(?:,\d+)?|theo|quy dinh|phap luat|cua|dat duoc)\b|[^\w]",
        " ",
        words,
    )
    return len(bare.split()) <= 3
