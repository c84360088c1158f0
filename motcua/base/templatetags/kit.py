"""Tags and filters of the page kit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from motcua.base.kit import drawings, icons, moments
from motcua.base.kit.station import Station
from motcua.base.kit.style import sheet

register = template.Library()

register.filter("day", moments.show_day)
register.filter("moment", moments.show_moment)
register.filter("weekday", moments.show_weekday)
register.filter("hhmm", moments.show_time)
register.filter("vnd", moments.show_vnd)
register.simple_tag(icons.icon, name="icon")
register.simple_tag(drawings.clock_bar, name="clock_bar")
register.simple_tag(drawings.gauge, name="gauge")


@register.simple_tag
def kit_style(name: str) -> SafeString:
    """The whole style sheet, inside the page."""
    return format_html("<style>{}</style>", mark_safe(sheet(name)))  # noqa: S308 - our own files


@register.inclusion_tag("kit/line.html")
def line(stations: Sequence[Station], flat: bool = False) -> dict[str, Any]:
    """The way of a dossier as stations; `flat` lays it across a wide page."""
    return {"stations": stations, "flat": flat}


@register.inclusion_tag("kit/errors.html")
def errors(problems: Sequence[Any]) -> dict[str, Any]:
    """The error summary: each problem has `field` (or an anchor) and `message`."""
    return {"problems": problems}
