"""A notice in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.base.kit.figures import show_vnd
from motcua.base.kit.moments import show_day, show_moment
from motcua.notices.kinds import KINDS
from motcua.notices.models import Notice
from motcua.notices.ways import own_way


@dataclass(frozen=True)
class Shown:
    """What an inbox shows. `way`: an address of its own it leads to, else empty."""

    public_id: str
    title: str
    sentence: str
    about: str
    made_at: datetime
    is_new: bool
    urgent: bool
    way: str = ""


def show(notice: Notice) -> Shown:
    """Fill the text of its kind in the active language."""
    kind = KINDS[notice.kind]
    words = {key: _said(key, value) for key, value in notice.words.items()}
    return Shown(
        notice.public_id,
        str(kind.title),
        kind.said(words),
        notice.about,
        notice.made_at,
        notice.read_at is None,
        kind.urgent,
        own_way(notice),
    )


def _said(key: str, value: object) -> str:
    if key in ("due", "answer_due") and isinstance(value, str) and value:
        moment = datetime.fromisoformat(value)
        return show_moment(moment) if moment.tzinfo else show_day(moment)
    if key == "amount" and isinstance(value, int):
        return show_vnd(value)
    return str(value)
