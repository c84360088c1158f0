"""Which figures of a sentence are promised, and which only describe, compare, or say where things stand."""

from __future__ import annotations

import re
from dataclasses import replace

from motcua.plans.data import table as wordings
from motcua.plans.reader.fold import fold, plain
from motcua.plans.reader.metrics import best_metric
from motcua.plans.reader.places import Place
from motcua.plans.reader.quantities import Quantity, counts, is_time, quantities, reached, rises_from


def promised(sentence: str, place: Place) -> list[Quantity]:
    """The figures of `sentence` that its place promises, in their order."""
    folded = fold(sentence)
    figures = [figure for figure in _possible(sentence, place) if not _is_baseline(folded, figure)]
    figures = [figure for figure in figures if not _is_detail(folded, figure, figures)]
    return [figure for figure in figures if not _whose_points(folded, figure)]


_ONLY_TIME = re.compile(r"[\s,;()]*(?:(?:nam|quy|thang|den|va|vao|cuoi|het|20\d\d|[ivx]+|\d{1,2})\b[\s,;()/]*)*")


def marked_alike(folded: str, figures: list[Quantity]) -> list[Quantity]:
    """ "tối thiểu 75% (năm 2026), 85% (năm 2027)": what is said of the first holds for those listed after it."""
    alike: list[Quantity] = []
    for figure in figures:
        last = alike[-1] if alike else None
        bare = not figure.marked and figure.share and figure.value != 100
        if last and bare and last.share and last.comparator in (">=", "<="):
            listed = _ONLY_TIME.fullmatch(folded[last.end : figure.start])
            figure = replace(figure, comparator=last.comparator, marked=True) if listed else figure
        alike.append(figure)
    return alike


_BEFORE_COUNT = re.compile(wordings("promises")["before_count"])


def _possible(sentence: str, place: Place) -> list[Quantity]:
    """The figures of a sentence that may be promises; bare counts only where something says they are."""
    things = {figure.start: figure for figure in counts(sentence)}
    folded = fold(sentence)
    shares = any(figure.share for figure in quantities(sentence))
    hoped = "phan dau" in folded
    known = [
        replace(figure, thing=thing.thing, promised=_meant(folded, figure, place, shares))
        if (thing := things.pop(figure.start, None))
        else figure
        for figure in quantities(sentence, fractions=True)
        if place.goal or figure.marked or (figure.share and _is_all(folded, figure)) or _tried(folded, figure)
    ]
    others: list[Quantity] = []
    spans = [(one.start, one.end) for one in known]
    for figure in (one for one in things.values() if not any(start <= one.start < end for start, end in spans)):
        if others and others[-1].recurring and _goes_on_list(folded[others[-1].end : figure.start]):
            figure = replace(figure, recurring=True)
        if not place.goal and is_time(figure.thing) and not is_level(folded, figure):
            continue
        if not place.goal and _SCHEDULE.match(folded):
            continue
        if figure.marked or figure.recurring or hoped or _meant(folded, figure, place, shares):
            others.append(figure)
    return sorted([*known, *others], key=lambda one: one.start)


_SCHEDULE = re.compile(r"\W*thoi (?:gian|han)(?: thuc hien| hoan thanh| to chuc)?\s*:")
_TRIED = re.compile(r"\bthi diem(?: thuc hien| tiep nhan| ap dung)?\s*$")


_WHERE = re.compile(r"(?:thon|to|ap|ban|buon|lang|xom|khom|khu|khoi|xa|phuong|truong)\b")


def _is_all(folded: str, figure: Quantity) -> bool:
    """A percentage, or "06/06 hệ thống" of work: other fractions say where things stand, those of places only where."""
    return "/" not in folded[figure.start : figure.end] or (figure.value == 100 and not _WHERE.match(figure.noun))


def _tried(folded: str, figure: Quantity) -> bool:
    """ "Thí điểm 12 thủ tục chỉ tiếp nhận trực tuyến": so many of a thing that a known measure counts."""
    known = best_metric(plain(folded), share=False, counted=figure.noun)[0]
    return known is not None and bool(_TRIED.search(folded[: figure.start]))


_LEVEL = re.compile(r"\bthoi gian (?:cho|giao dich|phuc vu|tiep nhan|trung binh|binh quan|nop)\b[^.;,\d]{0,60}$")


def is_level(folded: str, figure: Quantity) -> bool:
    """ "bảo đảm thời gian chờ tối đa 20 phút": how long a thing may take each time, wherever it stands."""
    return figure.marked and bool(_LEVEL.search(folded[: figure.start]))


_EACH_HAS = re.compile(r"[^.;,]{3,40}\bdeu (?:co|duoc|phai|dat)\b")


def _meant(folded: str, figure: Quantity, place: Place, shares: bool) -> bool:
    """Whether a bare count in a goal is a promise of its own ("xây dựng 03 mô hình") and not a detail of a share."""
    said = _BEFORE_COUNT.search(folded[: figure.start]) or _EACH_HAS.match(folded[figure.end :])
    return place.goal and not shares and bool(said)


def _goes_on_list(between: str) -> bool:
    """ "01 hội nghị xúc tiến, 01 hội thảo": a comma or "và" right before the next count."""
    return bool(re.search(r"(?:,|\bva)\s*$", between)) and not re.search(r"[.;:]", between)


_POINTS_OF = re.compile(
    r"%?\s*(?:so )?(?:xa|phuong|don vi|so|co quan|phong|huyen|tinh)\b[^.;%\d]{0,60}\d+(?:,\d+)? diem\b"
)


def _whose_points(folded: str, figure: Quantity) -> bool:
    """ "100% xã, phường đạt từ 85 điểm": the share only says of whom the points are asked."""
    return figure.share and figure.value == 100 and bool(_POINTS_OF.match(folded[figure.end :]))


def _is_detail(folded: str, figure: Quantity, figures: list[Quantity]) -> bool:
    """ "100% công chức được tập huấn 02 lần", "06 lớp, mỗi lớp 40 người": what only describes another figure."""
    if figure.share or len(figures) < 2:
        return False
    shares = [other.end for other in figures if other.share and other.end < figure.start]
    person = re.match(r"(?:nguoi|thanh vien)\b", figure.noun) and any(other.share for other in figures)
    member = person or (shares and not _APART.search(folded[shares[-1] : figure.start]))
    each = figure is not figures[0] and _EACH.search(folded[: figure.start])
    return bool(member or each)


_APART = re.compile(r"[.,;:]|\bva\b")
_EACH = re.compile(r"\bmoi [a-z]+ $|[(,]\s*(?:moi|binh quan|trung binh) [a-z, ]{2,30}$")


def _is_baseline(folded: str, figure: Quantity) -> bool:
    """A figure reached already, said in passing: "(năm 2024 đạt 70%)", "từ 60% lên 80%"."""
    compared = _MORE_THAN.search(folded[: figure.start]) and _AGAINST.match(folded[figure.end :])
    risen = rises_from(folded, figure.start, figure.end)
    return risen or bool(compared) or reached(folded, figure.start)


def moved_against(folded: str, figure: Quantity) -> str:
    """ "tăng 10% so với năm 2025": "increase" or "decrease" where a figure says how far from another time, else ""."""
    moved = _MOVED.search(folded[: figure.start]) if _AGAINST.match(folded[figure.end :]) else None
    return {"tang": "increase", "giam": "decrease"}[moved.group(1)] if moved else ""


_MOVED = re.compile(r"\b(tang|giam)(?: them| it nhat| toi thieu| khoang| tren)*\s*$")
_AGAINST = re.compile(
    r"\s?%?[^.;%]{0,40}\bso voi (?:muc |ket qua |thuc hien )*(?:nam|cung ky|\d+ thang|chi tieu|ke hoach|muc tieu)\b"
)
_MORE_THAN = re.compile(r"\b(?:cao hon|vuot|thap hon)(?: it nhat| toi thieu| khoang)*\s*$")
