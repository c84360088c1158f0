"""Filters of the pages of plans."""

from __future__ import annotations

from decimal import Decimal

from django import template

register = template.Library()


@register.filter
def figure(value: Decimal | float | str | None) -> str:
    """82,5 or 1200: no zeros at the end; words stay as they are, nothing for None."""
    if isinstance(value, Decimal | float | int):
        return f"{Decimal(str(value)).normalize():f}".replace(".", ",")
    return value or ""
