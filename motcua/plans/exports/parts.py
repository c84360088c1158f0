"""The parts of a plan's body as it is printed: aims, where things stand, what is wrong, targets, duties, reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.base.kit.moments import show_day
from motcua.plans.comparing import words
from motcua.plans.exports.goals import is_as_read, promised_words, stated, without_cell
from motcua.plans.models import ItemState, Plan
from motcua.plans.reader.fold import fold, squeeze

_NUMBERS = ("I", "II", "III", "IV", "V", "VI")
Part = dict[str, Any]


def parts_of(plan: Plan) -> list[Part]:
    """What the plan says, part by part; a part of which nothing was read is left out, but for the targets."""
    read = plan.as_read
    duties = list(_duties(read))
    found: list[tuple[str, list[Any]]] = [
        (_("Mục đích, yêu cầu"), _dashed(_once(each["text"] for each in read.get("objectives", ())))),
        (_("Thực trạng"), _dashed(_once(map(_standing, read.get("baseline", ()))))),
        (_("Tồn tại, hạn chế"), list(_problems(read))),
        (_("Mục tiêu cụ thể"), _targets(plan)),
        (_("Tổ chức thực hiện"), duties),
        (_("Chế độ báo cáo"), _dashed(_reports(read))),
    ]
    return list(_numbered([(title, body) for title, body in found if body]))


def _numbered(found: list[tuple[str, list[Any]]]) -> Iterator[Part]:
    for number, (title, body) in zip(_NUMBERS, found, strict=False):
        below = [each for each in body if isinstance(each, dict)]
        yield {"title": f"{number}. {title}", "lines": [each for each in body if isinstance(each, str)]}
        yield from below


def _dashed(lines: Iterable[str]) -> list[str]:
    return [f"- {each}" for each in lines]


def _once(lines: Iterable[str]) -> list[str]:
    """Each sentence once, in order: two figures may have been read of one."""
    return list(dict.fromkeys(squeeze(each) for each in lines if each.strip()))


def _standing(each: dict[str, Any]) -> str:
    """A measured value in its own words, with the time they leave to their heading."""
    figure = f"đạt {words(each['value']).replace('.', ',')} {each['unit']}"
    text, at = each.get("text", "").strip().rstrip(" .;"), str(each.get("as_of") or "")
    when = f"Đến ngày {show_day(date.fromisoformat(at))}" if at.count("-") == 2 else f"Năm {at[:4]}"
    bare = without_cell(text, each["value"])
    said = stated(bare, each["metric"], figure if bare != text or not text else "", "")
    return f"{said}." if not at or at[:4] in said else f"{when}: {said}."


def _problems(read: dict[str, Any]) -> Iterator[str]:
    """What is wrong: first what nobody named a cause of, then each of the others with its causes behind it."""
    for each in sorted(read.get("problems", ()), key=lambda each: bool(each["causes"])):
        text = each["text"].strip().rstrip(" .;")
        if each["causes"]:
            yield f"Hạn chế: {text}."
            yield f"Nguyên nhân: {'; '.join(each['causes'])}."
        else:
            yield f"- {text}."


def _targets(plan: Plan) -> list[str]:
    """The targets, but for those that are said in a row of the annex and that nobody put right."""
    rows = {each.source_line: squeeze(f"{each.text} {each.deadline_raw} {each.product}") for each in _kept(plan.tasks)}
    said = [
        each
        for each in _kept(plan.targets)
        if not is_as_read(each) or squeeze(each.text) not in rows.get(each.source_line, "")
    ]
    return [f"{at}. {promised_words(each)}." for at, each in enumerate(said, start=1)] or [_("Không có.")]


def _kept(items: Any) -> Any:
    return items.exclude(state=ItemState.DROPPED).order_by("position")


def _duties(read: dict[str, Any]) -> Iterator[Part]:
    for number, each in enumerate(read.get("responsibilities", ()), start=1):
        yield {"title": f"{number}. {each['agency']}", "lines": [f"- {duty['text']}" for duty in each["duties"]]}


def _reports(read: dict[str, Any]) -> list[str]:
    """The reports that no duty printed above asks for."""
    said = [squeeze(duty["text"]) for each in read.get("responsibilities", ()) for duty in each["duties"]]
    lines = (each for each in read.get("reporting", ()) if not any(squeeze(each["what"]) in one for one in said))
    return _once(map(_report, lines))


def _report(each: dict[str, Any]) -> str:
    """A report in its own words, with who sends and who receives it where another sentence said so."""
    text, sender, receiver = each["what"].strip().rstrip(" .;"), each["from"] or "", each["to"] or ""
    if fold(sender) not in fold(text):
        text = f"{sender[:1].upper()}{sender[1:]} {text[:1].lower()}{text[1:]}"
    return f"{text}." if fold(receiver) in fold(text) else f"{text}, gửi {receiver}."
