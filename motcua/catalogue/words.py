"""What a pack says, in words people read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext, ngettext

from motcua.base.kit.language import in_english
from motcua.catalogue.pack import Limit, Pack, Text
from motcua.catalogue.selectors import known_packs
from motcua.rules.conditions import holds
from motcua.rules.tables import in_force


def say(value: Text | None) -> str:
    """A text of a pack in the reader's language, Vietnamese where there is no other."""
    if value is None:
        return ""
    return value.en if value.en and in_english() else value.vi


def say_kept(pack: Pack, kept: str) -> str:
    """The name of a fee, a relief or a paper as it is kept, in Vietnamese, in the reader's language. Words that are not
    of the pack stay as they were written.
    """
    of_money = [fee.name for fee in pack.fees] + [relief.name for relief in pack.exemptions]
    names = of_money + [component.name for component in pack.components]
    return next((say(each) for each in names if each.vi == kept), kept)


def say_short_name(kept: str) -> str:
    """The short name of a procedure as it is kept, in Vietnamese, in the reader's language; as it stands where nothing
    is called so any more."""
    return next((say(pack.short_name) for pack in known_packs() if pack.short_name.vi == kept), kept)


def say_paper(kept: str) -> str:
    """The name of a result as it is kept and printed, in Vietnamese; before it what it is called in the reader's
    language, where a procedure gives a paper of this name."""
    if not in_english():
        return kept
    named = (result.name for pack in known_packs() for result in pack.results if result.name.vi == kept)
    english = next((name.en for name in named if name.en), None)
    return f"{english} ({kept})" if english else kept


def say_lines(pack: Pack, lines: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Lines of a bill to be read on a page: `name` and `reason` in the reader's language, the rest untouched."""
    return [
        {**line, "name": say_kept(pack, line["name"]), "reason": say_kept(pack, line.get("reason", ""))}
        for line in lines
    ]


def limit_for(
    pack: Pack, channel: str, answers: Mapping[str, Any] | None = None, on: date | None = None
) -> Limit | None:
    """The limit that holds for `channel`: its own lines before those for any; of these the first whose case holds.

    answers: what the form says, for limits that differ by case; without answers the first line counts. on: only lines
    valid on that day. None where the pack has no limit for it.
    """
    for line in (*_lines_of(pack, channel), *_lines_of(pack, "any")):
        if (answers is None or holds(line.condition, answers)) and in_force(
            on or line.valid_from or date.min, line.valid_from, line.valid_to
        ):
            return line
    return None


def _lines_of(pack: Pack, channel: str) -> list[Limit]:
    return [line for line in pack.limits if line.channel == channel]


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
