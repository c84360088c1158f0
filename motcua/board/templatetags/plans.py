"""Filters of the pages of plans."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.translation import gettext

from motcua.plans.api import measure_name

register = template.Library()


@register.filter
def figure(value: Decimal | float | str | None) -> str:
    """82,5 or 1200: no zeros at the end; words stay as they are, nothing for None."""
    if isinstance(value, Decimal | float | int):
        return f"{Decimal(str(value)).normalize():f}".replace(".", ",")
    return value or ""


@register.filter
def compared(comparator: str) -> str:
    """What a sign of comparison means."""
    words = {
        ">=": gettext("tối thiểu"),
        "=": gettext("đạt"),
        ">": gettext("trên"),
        "<=": gettext("không quá"),
        "<": gettext("dưới"),
        "increase": gettext("tăng"),
        "decrease": gettext("giảm"),
    }
    return words.get(comparator, comparator)


register.filter("measure", measure_name)
