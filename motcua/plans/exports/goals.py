"""What a plan promises, in words: short beside a measure, and as a sentence of the plan itself."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.base.kit.moments import show_day
from motcua.plans.comparing import words
from motcua.plans.judging import is_yes_no
from motcua.plans.models import Target
from motcua.plans.reader.figures import worth
from motcua.plans.reader.fold import plain
from motcua.plans.reader.metrics import metric

_COMPARED = {
    ">=": gettext_noop("tối thiểu"),
    ">": gettext_noop("trên"),
    "<=": gettext_noop("không quá"),
    "<": gettext_noop("dưới"),
    "increase": gettext_noop("tăng"),
    "decrease": gettext_noop("giảm"),
}
_EVERY = {
    "year": gettext_noop("hằng năm"),
    "quarter": gettext_noop("hằng quý"),
    "month": gettext_noop("hằng tháng"),
    "week": gettext_noop("hằng tuần"),
    "day": gettext_noop("hằng ngày"),
}
_RATES = {"year": "năm", "quarter": "quý", "month": "tháng", "week": "tuần", "day": "ngày"}


def goal_words(target: Target) -> str:
    """What has to be reached, in words: "tối thiểu 90 % (năm 2026)"."""
    if is_yes_no(target) and not target.value_text:
        return _("có") + (f" ({_('năm')} {target.year})" if target.year else "")
    figure = words(target.value) or target.value_text
    compared = _(_COMPARED[target.comparator]) if target.comparator in _COMPARED else ""
    said = " ".join(each for each in (compared, figure, target.measure_unit if figure else "") if each)
    every = target.period.get("every")
    # "2 lần/tuần" says how often by its unit.
    if every and f"/{_RATES.get(every)}" not in target.measure_unit:
        said = f"{said} {_(_EVERY[every]) if every in _EVERY else every}"
    return f"{said} ({_('năm')} {target.year})" if target.year else said


def promised_words(target: Target) -> str:
    """A target as a sentence of the plan: as it was written where nobody put it right, with what only its place in
    the plan said added (its measure, its unit, its year)."""
    text = target.text.strip().rstrip(" .;")
    bare = without_cell(text, target.value)
    if bare == text and (is_as_read(target) or _says(text, target.value)):
        return stated(text, target.metric, "", _when(target, text))
    known = metric(target.metric)
    # The words of a level that was put right beside them say the old one: its measure is named instead.
    bare = known.name if known and bare == text == target.as_read.get("text", "").strip().rstrip(" .;") else bare
    return stated(bare, target.metric, goal_words(target), _when(target, text))


def stated(text: str, slug: str, level: str, when: str) -> str:
    """A sentence that says a figure of a measure: in its own words, or by the `level` told behind them.

    A clause that leaves its measure to the words around it ("riêng hồ sơ chứng thực ít nhất 60%") is given its name.
    """
    said = f"{text}: {level}" if level else text
    known = metric(slug)
    if known and not known.score(plain(text)):
        said = f"{known.name}: {said}"
    return f"{said} ({when})" if when and when not in said else said


def _says(text: str, value: Decimal | None) -> bool:
    return value is not None and any(worth(figure) == value for figure in _FIGURE.findall(text))


def without_cell(text: str, value: object) -> str:
    """The words of a table's row without the figure of its cell, that was put behind them: "Số ấp chưa có sóng ≤ 2"."""
    found = _CELL.search(text)
    return text[: found.start()] if found and value is not None and worth(found.group(1)) == float(str(value)) else text


_FIGURE = re.compile(r"\d{1,3}(?:\.\d{3})+|\d+(?:,\d+)?")
_CELL = re.compile(rf"\s+[<>≤≥=]{{0,2}}\s*({_FIGURE.pattern})$")


def is_as_read(target: Target) -> bool:
    """Whether the words of a target say its level: they do as long as nobody changed it beside them."""
    read: dict[str, Any] = target.as_read
    value = read.get("value")
    number = Decimal(str(value)) if isinstance(value, int | float) else None
    said = (read.get("text"), number, read.get("comparator"), read.get("unit") or "")
    return said == (target.text, target.value, target.comparator, target.measure_unit)


def _when(target: Target, text: str) -> str:
    """Last day, year or span of years that the words leave to the heading they stood under."""
    start, until = target.period.get("from"), target.period.get("until")
    if isinstance(until, str) and len(until) == len("2026-12-31"):
        return f"{_('đến ngày')} {show_day(date.fromisoformat(until))}"
    if target.year:
        return "" if str(target.year) in text else f"{_('năm')} {target.year}"
    years = re.findall(r"20\d\d", text)
    if start and until and start != until and not {str(start), str(until)} & set(years) and not _whole(target):
        return _("giai đoạn %(start)s - %(until)s") % {"start": start, "until": until}
    return ""


def _whole(target: Target) -> bool:
    """Whether its years are those of the whole plan, which its title says."""
    years = target.plan.as_read.get("meta", {}).get("period") or {}
    return bool((years.get("from"), years.get("until")) == (target.period.get("from"), target.period.get("until")))
