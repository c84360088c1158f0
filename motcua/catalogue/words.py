"""What a pack says, in words people read."""

from __future__ import annotations

from django.utils.translation import get_language, gettext, ngettext

from motcua.catalogue.pack import Limit, Pack, Text


def say(value: Text | None) -> str:
    """A text of a pack in the reader's language, Vietnamese where there is no other."""
    if value is None:
        return ""
    return value.en if (get_language() or "vi").startswith("en") and value.en else value.vi


def limit_for(pack: Pack, channel: str) -> Limit | None:
    """The limit that holds for `channel`: its own line before the line for any."""
    lines = {limit.channel: limit for limit in reversed(pack.limits)}
    return lines.get(channel) or lines.get("any")  # type: ignore[call-overload]


def limit_sentence(pack: Pack, channel: str = "online") -> str:
    """How long it takes: "trong ngày", "3 ngày làm việc"."""
    limit = limit_for(pack, channel)
    if limit is None:
        return gettext("Hỏi bộ phận Một cửa")
    if limit.same_day:
        return gettext("Trong ngày (sau 15 giờ: ngày làm việc tiếp theo)")
    units = {
        "hour": ngettext("%(n)s giờ làm việc", "%(n)s giờ làm việc", limit.value),
        "working_day": ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", limit.value),
        "calendar_day": ngettext("%(n)s ngày", "%(n)s ngày", limit.value),
    }
    return units[limit.unit] % {"n": limit.value}
