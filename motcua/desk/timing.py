"""Working time in the few words a list has room for."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

HOUR = 60


def time_left(minutes: int, day_minutes: int = 480) -> str:
    """`minutes` of working time as "còn 2 ngày 3 giờ", or "trễ 45 phút" where negative; days of `day_minutes`."""
    words = how_long(abs(minutes), day_minutes)
    return _("trễ %(time)s") % {"time": words} if minutes < 0 else _("còn %(time)s") % {"time": words}


def how_long(minutes: int, day_minutes: int = 480) -> str:
    """The two largest parts that matter: "2 ngày 3 giờ", "3 giờ 20 phút", "45 phút"."""
    days, rest = divmod(minutes, day_minutes)
    hours, rest = divmod(rest, HOUR)
    if days:
        said = [ngettext("%(n)s ngày", "%(n)s ngày", days) % {"n": days}]
        said += [_("%(n)s giờ") % {"n": hours}] if hours else []
    elif hours:
        said = [_("%(n)s giờ") % {"n": hours}] + ([_("%(n)s phút") % {"n": rest}] if rest else [])
    else:
        said = [_("%(n)s phút") % {"n": rest}]
    return " ".join(said)
