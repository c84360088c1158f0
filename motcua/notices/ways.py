"""Where a notice leads: to its line in the inbox, or where the room that told it says."""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse

from motcua.notices.models import Notice

Way = Callable[[str], str]

_ways: dict[str, Way] = {}


def leads_to(kind: str, way: Way) -> None:
    """Let notices of `kind` lead to `way(about)`, an address on the portal; called once when the apps are ready.

    The address is made when it is needed: a secret in it is never stored with the notice.
    """
    _ways[kind] = way


def own_way(notice: Notice) -> str:
    """The address its room plugged in; empty where it has none."""
    way = _ways.get(notice.kind)
    return way(notice.about) if way else ""


def address_of(notice: Notice) -> str:
    """The address an e-mail names."""
    return own_way(notice) or reverse("portal:notice", args=[notice.public_id])
