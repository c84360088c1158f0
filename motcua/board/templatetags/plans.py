"""Filters of the pages of plans."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils.translation import gettext, pgettext

from motcua.base.clock import HO_CHI_MINH
from motcua.base.kit.figures import number_in_box, show_number
from motcua.directory.api import Staff
from motcua.plans.api import (
    ADDED,
    DUE,
    DUES,
    TIED,
    Target,
    fault_words,
    figure_unit,
    goal_words,
    is_yes_no,
    measure_name,
    period_words,
)

register = template.Library()


@register.filter
def figure(value: Decimal | float | str | None) -> str:
    """82,5 or 1.200: two decimals at most, no zeros at the end; words stay as they are, nothing for None."""
    return show_number(value) if isinstance(value, Decimal | float | int) else value or ""


@register.filter
def goal(target: Target) -> str:
    """What a target asks for, its figure and % on one line."""
    return goal_words(target).replace(" %", "\u00a0%")


@register.filter
def as_typed(value: Decimal | None) -> str:
    """A figure in a field to be changed: all its decimals, so that sending it back changes nothing."""
    return "" if value is None else number_in_box(value)


@register.filter
def answer(value: str) -> str:
    """A figure a unit answered, as people write it: 1250.5 → 1.250,5; empty stays empty."""
    return show_number(Decimal(value), None) if value else ""


@register.filter
def day_of(moment: datetime) -> date:
    """The day of a moment in Asia/Ho_Chi_Minh."""
    return moment.astimezone(HO_CHI_MINH).date()


@register.filter
def compared(comparator: str) -> str:
    """What a sign of comparison means."""
    words = {
        ">=": gettext("tối thiểu"),
        "=": pgettext("so sánh", "đạt"),
        ">": gettext("trên"),
        "<=": gettext("không quá"),
        "<": gettext("dưới"),
        "increase": gettext("tăng"),
        "decrease": gettext("giảm"),
    }
    return words.get(comparator, comparator)


@register.filter
def actor_name(actor: str) -> str:
    """Who stands behind the author of a note: the name of a member of staff, else the program."""
    kind, _sep, key = actor.partition(":")
    if kind != "staff" or not key.isdecimal():
        return gettext("hệ thống")
    found = Staff.objects.filter(pk=int(key)).only("full_name", "title").first()
    return str(found) if found else ""


@register.filter
def judged(state: str) -> str:
    """What was found of a target, in a word."""
    words = {
        "met": gettext("đạt"),
        "open": gettext("chưa đạt, còn thời gian"),
        "missed": gettext("không đạt"),
        "unknown": gettext("chưa có số liệu"),
        "followed": gettext("chỉ theo dõi"),
    }
    return words.get(state, state)


@register.filter
def checking(how: str | None) -> str:
    """Whether somebody else than who delivered has looked at it, in words."""
    words = {
        "checked": gettext("đã kiểm tra"),
        "waits": gettext("chờ kiểm tra"),
        "nobody": gettext("không có người khác để kiểm tra"),
        "ended": gettext("chưa kiểm tra"),
    }
    return words.get(how or "", "")


@register.filter
def field_name(field: str) -> str:
    """What a field of an item is called on the pages."""
    words = {
        "text": gettext("Nội dung"),
        "product": gettext("Sản phẩm"),
        "lead": gettext("Cơ quan chủ trì"),
        "coordinating": gettext("Cơ quan phối hợp"),
        "deadline_raw": gettext("Thời gian hoàn thành"),
        "metric": gettext("Mã chỉ số"),
        "comparator": gettext("So sánh"),
        "value": gettext("Giá trị"),
        "value_text": gettext("Giá trị"),
        "measure_unit": gettext("Đơn vị tính"),
        "year": gettext("Năm"),
        "period": gettext("Kỳ"),
        "scope": gettext("Phạm vi"),
        "condition": gettext("Điều kiện"),
        "title": gettext("Tên kế hoạch"),
        "number": gettext("Số, ký hiệu"),
        "date": gettext("Ngày ban hành"),
        ADDED: gettext("Mục thêm vào"),
        TIED: gettext("Gắn kết"),
        DUE: gettext("Hạn báo cáo"),
        DUES: gettext("Hạn báo cáo, cả các kỳ sau"),
    }
    return words.get(field, field)


register.filter("fault_name", fault_words)
register.filter("measure", measure_name)
register.filter("period", period_words)
register.filter("counted_in", figure_unit)
register.filter("yes_or_no", is_yes_no)
