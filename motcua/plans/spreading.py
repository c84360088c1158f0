"""Whether the shares of a target that was handed down are together what the target asks for."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from decimal import Decimal

from django.utils.translation import gettext as _

from motcua.base.kit.figures import show_number
from motcua.plans.judging import comparison_of
from motcua.plans.models import Share, Target
from motcua.plans.moving import INCREASE, moves
from motcua.plans.owners import share_name

# Of these nothing adds up: each share has to be good by itself.
BY_ITSELF = ("%", "điểm %", "điểm", "phút", "giây", "giờ", "ngày", "ngày làm việc", "nhóm", "nhóm xếp loại", "cấp độ")
POINTS = "điểm"
_KEPT: dict[str, Callable[[Decimal, Decimal], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
    "=": operator.eq,
}


def spread_of(target: Target, shares: Iterable[Share]) -> str:
    """What is wrong with the shares; empty where nothing is, or where there are none.

    A bare figure (`=`) is meant as its measure is (`comparison_of`): "= 100 %" is broken by a share of 90, "= 8 phút"
    by one of 10 and not by one of 6. Figures that are counted must add up, all others hold for each share. Where the
    target says by how much a figure rises or falls, so do the shares: together as far, or each of them.
    """
    given = list(shares)
    if not given or target.value is None:
        return ""
    if moves(target):
        return _moved(target, target.value, given)
    meant = comparison_of(target)
    if target.measure_unit in BY_ITSELF:
        names = [share_name(each) for each in given if not _KEPT[meant](each.value, target.value)]
        return _each(meant) % {"names": ", ".join(names)} if names else ""
    total = sum((each.value for each in _once(given)), Decimal(0))
    if _KEPT[meant](total, target.value):
        return ""
    said = {"total": show_number(float(total)), "goal": show_number(float(target.value)), "unit": target.measure_unit}
    return _together(total, target.value, meant) % said


def _moved(target: Target, goal: Decimal, given: list[Share]) -> str:
    """A fall may be written as -5 or as 5."""
    up = target.comparator == INCREASE

    def far(share: Share) -> Decimal:
        return share.value if up else abs(share.value)

    if target.measure_unit in BY_ITSELF or target.measure_unit.startswith(POINTS):
        names = ", ".join(share_name(each) for each in given if far(each) < goal)
        more, less = (
            _("Mức tăng được giao ít hơn chỉ tiêu: %(names)s."),
            _("Mức giảm được giao ít hơn chỉ tiêu: %(names)s."),
        )
        return (more if up else less) % {"names": names} if names else ""
    total = sum((far(each) for each in _once(given)), Decimal(0))
    if total >= goal:
        return ""
    words = (
        _("Các phần cộng lại tăng %(total)s, chỉ tiêu cần tăng %(goal)s %(unit)s.")
        if up
        else _("Các phần cộng lại giảm %(total)s, chỉ tiêu cần giảm %(goal)s %(unit)s.")
    )
    return words % {"total": show_number(float(total)), "goal": show_number(float(goal)), "unit": target.measure_unit}


def _once(given: list[Share]) -> list[Share]:
    """Without what people owe within a unit that has a share itself: it is in there already."""
    units = {each.unit_id for each in given if each.unit_id}
    return [each for each in given if each.staff is None or each.staff.unit_id not in units]


def _each(meant: str) -> str:
    words = {
        ">=": _("Mức giao thấp hơn chỉ tiêu: %(names)s."),
        ">": _("Mức giao chưa cao hơn chỉ tiêu: %(names)s."),
        "<=": _("Mức giao vượt quá chỉ tiêu: %(names)s."),
        "<": _("Mức giao chưa thấp hơn chỉ tiêu: %(names)s."),
        "=": _("Mức giao khác chỉ tiêu: %(names)s."),
    }
    return words[meant]


def _together(total: Decimal, goal: Decimal, meant: str) -> str:
    if total < goal:
        return _("Các phần cộng lại là %(total)s, thấp hơn chỉ tiêu %(goal)s %(unit)s.")
    if total > goal:
        return _("Các phần cộng lại là %(total)s, vượt quá chỉ tiêu %(goal)s %(unit)s.")
    return (
        _("Các phần cộng lại đúng bằng %(goal)s %(unit)s, chỉ tiêu cần nhiều hơn.")
        if meant == ">"
        else _("Các phần cộng lại đúng bằng %(goal)s %(unit)s, chỉ tiêu cần ít hơn.")
    )
