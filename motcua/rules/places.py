"""Provinces and communes since 1/7/2025, and what became of the wards and communes before.

Sources: Decision 19/2025/QĐ-TTg (codes), Resolution 202/2025/QH15 and the resolutions on communes. Tables are
read at the first question and kept; a name in two kinds of old text (with or without "Phường", "Quận") is found.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import islice
from sys import intern
from typing import NamedTuple

from motcua.rules.tables import read_csv
from motcua.rules.text import search_key, tone_normal


class PlaceKind(StrEnum):
    """Kinds of places of the two levels."""

    TINH = "tinh"
    THANH_PHO = "thanh_pho"
    XA = "xa"
    PHUONG = "phuong"
    DAC_KHU = "dac_khu"

    @property
    def label_vi(self) -> str:
        """The word before the name: "Xã"."""
        return _KIND_WORDS[self]


_KIND_WORDS = {
    PlaceKind.TINH: "Tỉnh",
    PlaceKind.THANH_PHO: "Thành phố",
    PlaceKind.XA: "Xã",
    PlaceKind.PHUONG: "Phường",
    PlaceKind.DAC_KHU: "Đặc khu",
}


@dataclass(frozen=True, slots=True)
class Province:
    """One of the 34 provinces; `code` two digits, `merged` the provinces before 1/7/2025 it is made of."""

    code: str
    name: str
    kind: PlaceKind
    valid_from: date
    merged: tuple[str, ...]

    @property
    def full_name(self) -> str:
        """ "Tỉnh Gia Lai", "Thành phố Huế"."""
        return f"{self.kind.label_vi} {self.name}"


@dataclass(frozen=True, slots=True)
class Commune:
    """One of the 3,321 communes, wards and special zones; `code` five digits."""

    code: str
    name: str
    kind: PlaceKind
    province_code: str
    valid_from: date

    @property
    def full_name(self) -> str:
        """ "Xã Vĩnh Thạnh"."""
        return f"{self.kind.label_vi} {self.name}"


@dataclass(frozen=True)
class Successor:
    """What an old ward or commune became. `certain` only when there is exactly one answer.

    Of a divided one every part is named, the main one first: a person must choose.
    """

    communes: tuple[Commune, ...]

    @property
    def certain(self) -> bool:
        """Whether no one has to be asked."""
        return len(self.communes) == 1


class _Old(NamedTuple):
    name: str
    district: str
    province: str  # code before the merger
    code: str  # of the commune it went into, or a part of it


@cache
def _provinces() -> Mapping[str, Province]:
    merged = defaultdict(list)
    for row in read_csv("old_provinces.csv"):
        merged[row["province_code"]].append(row["name"])
    return {
        row["code"]: Province(
            code=row["code"],
            name=row["name"],
            kind=PlaceKind(row["kind"]),
            valid_from=date.fromisoformat(row["valid_from"]),
            merged=tuple(merged[row["code"]]),
        )
        for row in read_csv("provinces.csv")
    }


@cache
def _communes() -> Mapping[str, Commune]:
    provinces = _provinces()
    days: dict[str, date] = {}
    return {
        row["code"]: Commune(
            code=row["code"],
            name=row["name"],
            kind=PlaceKind(row["kind"]),
            province_code=provinces[row["province_code"]].code,
            valid_from=days.setdefault(row["valid_from"], date.fromisoformat(row["valid_from"])),
        )
        for row in read_csv("communes.csv")
    }


def provinces() -> tuple[Province, ...]:
    """All provinces, by code."""
    return tuple(_provinces().values())


def province(code: str) -> Province | None:
    """The province with this two-digit code."""
    return _provinces().get(code)


def commune(code: str) -> Commune | None:
    """The commune with this five-digit code."""
    return _communes().get(code)


@cache
def communes_of(province_code: str) -> tuple[Commune, ...]:
    """The communes of a province, by code; empty for an unknown province."""
    return tuple(found for found in _communes().values() if found.province_code == province_code)


class _Key(NamedTuple):
    name: str
    full: str
    everything: str  # kind, name and province, each word after a space
    exact: frozenset[str]  # every way to name it that leaves no doubt
    code: str


def _key(found: Commune) -> _Key:
    home = _provinces()[found.province_code]
    name, full = search_key(found.name), search_key(found.full_name)
    near, far = search_key(home.name), search_key(home.full_name)
    exact = frozenset((name, full, *(f"{own} {place}" for own in (name, full) for place in (near, far))))
    return _Key(name, full, f" {full} {far}", exact, found.code)


@cache
def _search_rows() -> tuple[_Key, ...]:
    return tuple(_key(found) for found in _communes().values())


def _spelled(name: str, text: str) -> bool:
    """Whether `text` holds `name` with its accents: Cẩm Giàng and Cẩm Giang are two communes of one province."""
    return tone_normal(name).lower() in tone_normal(text).lower()


def _rank(query: str, key: _Key) -> int:
    if query in key.exact:
        return 0
    return 1 if key.name.startswith(query) or key.full.startswith(query) else 2


def find_communes(text: str, limit: int = 10, *, province_code: str | None = None) -> tuple[Commune, ...]:
    """Communes whose name (and province) contain every word of `text`, accents not needed, best first.

    A word may be cut short ("vinh tha"). The exact name, with or without its province, comes before names that
    begin with the text, then the others; of names alike but for accents, the one spelled so first.
    """
    query = search_key(text)
    words = [f" {word}" for word in query.split()]
    if not words:
        return ()
    found = sorted(
        (_rank(query, key), not _spelled(_communes()[key.code].name, text), key.name, key.code)
        for key in _search_rows()
        if all(word in key.everything for word in words)
    )
    best = (_communes()[code] for *_, code in found)
    return tuple(islice((place for place in best if province_code in (None, place.province_code)), limit))


_LEVELS = {
    "ward": re.compile(r"^(phuong|xa|thi tran|tt|p|x) (?=.)"),
    "district": re.compile(r"^(quan|huyen|thi xa|thanh pho|tx|tp|q|h) (?=.)"),
    "province": re.compile(r"^(tinh|thanh pho|tp|t) (?=.)"),
}
_LONG_WORDS = {"tt": "thi tran", "p": "phuong", "x": "xa", "q": "quan", "h": "huyen", "tx": "thi xa", "tp": "thanh pho"}
_PROVINCE_NAMES = {"hcm": "ho chi minh", "hcmc": "ho chi minh", "thua thien hue": "hue", "brvt": "ba ria vung tau"}


def _parts(text: str, level: str) -> tuple[str, str]:
    """(kind, name) of a place as keys: "P.01" -> ("phuong", "1"); kind is empty when not written."""
    key = re.sub(r"\b0+(?=[0-9])", "", search_key(re.sub(r"(?i)\b(tp|tx|tt|[pqh])\.?(?=[0-9]|\s*[0-9])", r"\1 ", text)))
    match = _LEVELS[level].match(key)
    kind = match.group(1) if match else ""
    name = key[match.end() :] if match else key
    if level == "province":
        name = _PROVINCE_NAMES.get(name, name)
    return _LONG_WORDS.get(kind, kind), name


@cache
def _old_provinces() -> Mapping[str, str]:
    """Code before the merger by key of the name."""
    return {_parts(row["name"], "province")[1]: row["code"] for row in read_csv("old_provinces.csv")}


@cache
def _old_rows() -> Mapping[str, tuple[_Old, ...]]:
    """Old wards by key of their name without its kind; island districts, which had none, by their own name."""
    rows: dict[str, list[_Old]] = defaultdict(list)
    for row in read_csv("commune_predecessors.csv"):
        old = _Old(row["old_name"], intern(row["old_district"]), intern(row["old_province_code"]), intern(row["code"]))
        key = _parts(old.name, "ward")[1] or _parts(old.district, "district")[1]
        rows[intern(key)].append(old)
    return {key: tuple(found) for key, found in rows.items()}


def _fits(wanted: str, actual: str, level: str) -> bool:
    kind, name = _parts(wanted, level)
    actual_kind, actual_name = _parts(actual, level)
    return name in ("", actual_name) and kind in ("", actual_kind)


def _bare(name: str, level: str) -> str:
    """A full name without its kind, accents kept."""
    kind, _ = _parts(name, level)
    return " ".join(name.split()[len(kind.split()) :])


def successor(ward: str, district: str = "", province: str = "") -> Successor | None:
    """What became of an old ward or commune, by its names as written on a paper of before 1/7/2025.

    Kinds may be left out or shortened ("P. Bến Nghé", "Q.1", "TP.HCM"). Without district or province all that
    bear the name are answered. None when no such place is known. For an island district, which had no wards,
    give its own name as `ward`.
    """
    code = _old_provinces().get(_parts(province, "province")[1])
    if province and code is None:
        return None
    named = _old_rows().get(_parts(ward, "ward")[1]) or _old_rows().get(_parts(ward, "district")[1], ())
    found = [
        old
        for old in named
        if (code is None or old.province == code)
        and (not old.name or _fits(ward, old.name, "ward"))
        and _fits(district, old.district, "district")
    ]
    spelled = [old for old in found if _spelled(_bare(old.name, "ward"), ward)]
    return _answer(old.code for old in spelled or found)


def _answer(codes: Iterable[str]) -> Successor | None:
    found = tuple(_communes()[code] for code in dict.fromkeys(codes))
    return Successor(found) if found else None
