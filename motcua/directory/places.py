"""Provinces and communes as lists offer them: the country's, and in the demo its invented province too."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from motcua.directory.demo import demo_data
from motcua.rules import places
from motcua.rules.places import Commune, PlaceKind, Province

_KINDS = {"xã": PlaceKind.XA, "phường": PlaceKind.PHUONG, "Tỉnh": PlaceKind.TINH}


def provinces() -> tuple[Province, ...]:
    """All provinces, by code; the demo's own last."""
    return places.provinces() + (_demo_provinces() if settings.DEMO else ())


def province(code: str) -> Province | None:
    """The province with this two-digit code."""
    return places.province(code) or next((each for each in provinces() if each.code == code), None)


def communes_of(province_code: str) -> tuple[Commune, ...]:
    """The communes of a province, by code; empty for an unknown province."""
    if settings.DEMO and any(each.code == province_code for each in _demo_provinces()):
        return _demo_communes()
    return places.communes_of(province_code)


def commune(code: str) -> Commune | None:
    """The commune with this five-digit code."""
    demo = _demo_communes() if settings.DEMO else ()
    return places.commune(code) or next((each for each in demo if each.code == code), None)


@cache
def _demo_provinces() -> tuple[Province, ...]:
    rows = [each for each in demo_data()["agencies"] if each["kind"] == "province"]
    since = demo_data()["valid_from"]
    return tuple(Province(each["place"], *_called(each["short"]), since, ()) for each in rows)


@cache
def _demo_communes() -> tuple[Commune, ...]:
    rows = [each for each in demo_data()["agencies"] if each["kind"] == "commune"]
    since = demo_data()["valid_from"]
    return tuple(
        Commune(each["place"], *_called(each["short"].removeprefix("UBND ")), each["place"][:2], since) for each in rows
    )


def _called(words: str) -> tuple[str, PlaceKind]:
    kind, _space, name = words.partition(" ")
    return name, _KINDS[kind]
