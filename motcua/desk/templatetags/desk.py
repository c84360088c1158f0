"""Tags of the desk's pages."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.base.clock import now
from motcua.catalogue.api import say_paper

register = template.Library()
register.filter("called", say_paper)
HOUR, DAY = 3600, 86_400


@register.filter
def age(since: datetime | None) -> str:
    """How long ago, in one part: 3 ngày, 5 giờ, 10 phút."""
    if since is None:
        return ""
    seconds = int((now() - since).total_seconds())
    if seconds >= DAY:
        days = seconds // DAY
        return ngettext("%(n)s ngày", "%(n)s ngày", days) % {"n": days}
    if seconds >= HOUR:
        return _("%(n)s giờ") % {"n": seconds // HOUR}
    return _("%(n)s phút") % {"n": max(1, seconds // 60)}


@register.filter
def serial(number: str) -> str:
    """The serial of a certificate as certificate viewers show it: hexadecimal, four figures a group."""
    figures = f"{int(number):X}" if number.isdecimal() else number
    start = len(figures) % 4
    groups = [figures[:start], *(figures[at : at + 4] for at in range(start, len(figures), 4))]
    return " ".join(filter(None, groups))
