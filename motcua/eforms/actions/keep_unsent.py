"""Keep what is being typed beside a form until it is sent: the one home of words that belong to no draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.eforms.errors import TooMuch
from motcua.eforms.models import Unsent

MOST_LETTERS = 20_000
FORGOTTEN_AFTER = timedelta(days=90)  # as an untouched draft
Words = Mapping[str, Sequence[str]]


def keep_unsent(*, writer: str, place: str, words: Words) -> bool:
    """What stands in the boxes of `place` now, in the place of what stood there; False where that is nothing.

    No event: nothing has happened yet. Raises `TooMuch`.
    """
    if sum(len(each) for values in words.values() for each in values) > MOST_LETTERS:
        raise TooMuch(_("Nhiều chữ quá nên chưa lưu được. Xin viết ngắn hơn."))
    if not any(each.strip() for values in words.values() for each in values):
        drop_unsent(writer=writer, place=place)
        return False
    kept = {name: list(values) for name, values in words.items()}
    Unsent.objects.update_or_create(writer=writer, place=place, defaults={"words": kept, "saved_at": now()})
    return True


def drop_unsent(*, writer: str, place: str) -> None:
    """It was sent, or given up."""
    Unsent.objects.filter(writer=writer, place=place).delete()


def unsent(writer: str, place: str) -> dict[str, list[str]]:
    """What `writer` had typed there and not sent, by box."""
    found = Unsent.objects.filter(writer=writer, place=place).values_list("words", flat=True).first()
    return dict(found) if found else {}


def forget_unsent() -> int:
    """How many were left for ninety days and are deleted."""
    count: int = Unsent.objects.filter(saved_at__lt=now() - FORGOTTEN_AFTER).delete()[0]
    return count
