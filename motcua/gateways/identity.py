"""The identity provider of citizens: where it is, and which of its claims means what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

# Claims of VNeID as a provincial system receives them (standards: sign-in).
VNEID_CLAIMS: dict[str, tuple[str, ...]] = {
    "subject": ("sub",),
    "account_kind": ("LoaiTaiKhoan",),
    "personal_id": ("SoDinhDanh",),
    "full_name": ("HoVaTen",),
    "birth_date": ("NgayThangNamSinh",),
    "tech_id": ("TechID",),
    "level": ("loAs", "IAL"),
    "tax_code": ("MaSoThue",),
    "email": ("ThuDienTu",),
    "phone": ("SoDienThoai",),
}
# A step of a path: `[key=value]` picks members of a list, `[0]` one of them, anything else is a key.
_STEP = re.compile(r"\[(?P<key>[^\]=]+)=(?P<wanted>[^\]]*)\]|\[(?P<place>\d+)\]|(?P<name>[^.\[\]]+)")
_OTHER_NAMES = {theirs: ours for ours, names in VNEID_CLAIMS.items() for theirs in names}


@dataclass(frozen=True, slots=True)
class ClaimMap:
    """Which claims hold what. `names`: our name → the provider's names, first one present wins; `values`: our name →
    (provider's value → ours); `defaults`: our name → what stands when the claim is absent; `scope`: scopes to ask for
    (empty: openid, and profile where the provider offers it)."""

    names: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: dict(VNEID_CLAIMS))
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    scope: tuple[str, ...] = ()

    def value(self, claims: Mapping[str, Any], name: str) -> str:
        """What `claims` say for our `name`, as text; empty where they say nothing.

        A dot walks into an object, and into each object of a list: `papers.number`; `papers[type=CCCD].number` walks
        only into those of that type, `papers[0].number` into the first. Of several answers the first counts that
        `values` knows, else the first.
        """
        known = self.values.get(name, {})
        for theirs in self.names.get(name, ()):
            found = [str(each).strip() for each in _found(claims, theirs)]
            for each in found:
                if each in known:
                    return known[each]
            if found:
                return found[0]
        return self.defaults.get(name, "")


def claim_map() -> ClaimMap:
    """The map of this installation; `ImproperlyConfigured` in one clear line where its file is wrong."""
    return _read(settings.OIDC_CLAIMS) if settings.OIDC_CLAIMS else ClaimMap()


@cache
def _read(path: str) -> ClaimMap:
    try:
        found = YAML(typ="safe").load(Path(path).read_text(encoding="utf-8"))
    except (OSError, YAMLError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"MOTCUA_OIDC_CLAIMS: cannot read {path}: {error}") from error
    if not isinstance(found, dict):
        raise ImproperlyConfigured(f"MOTCUA_OIDC_CLAIMS: {path} must be a map of our names to the provider's")
    return parse_map(found)


def parse_map(found: Mapping[str, Any]) -> ClaimMap:
    """A map as written in a file.

    Keys are our names (or VNeID's for the same thing) and `scope`; a value is a claim's name, a list of names,
    or `{claim, values, default}`. Names left out keep VNeID's claims.
    """
    names, values, defaults = dict(VNEID_CLAIMS), {}, {}
    for key, told in found.items():
        if key == "scope":
            continue
        ours = _OTHER_NAMES.get(str(key), str(key))
        if ours not in VNEID_CLAIMS:
            raise ImproperlyConfigured(f"MOTCUA_OIDC_CLAIMS: {key} is none of {', '.join(VNEID_CLAIMS)}")
        entry = told if isinstance(told, dict) else {"claim": told}
        if entry.get("claim") is not None:
            names[ours] = _list(entry["claim"])
        if entry.get("default") is not None:
            defaults[ours] = str(entry["default"])
        values[ours] = {str(theirs): str(our) for theirs, our in (entry.get("values") or {}).items()}
    return ClaimMap(names, values, defaults, _list(str(found.get("scope") or "").split()))


def _list(told: Any) -> tuple[str, ...]:
    return tuple(str(each) for each in told) if isinstance(told, list | tuple) else (str(told),)


def _found(claims: Mapping[str, Any], path: str) -> Iterator[Any]:
    """The plain values at `path`, in the provider's order."""
    here: list[Any] = [claims[path]] if path in claims else [claims]
    for step in () if path in claims else _STEP.finditer(path):
        here = [inner for each in here for inner in _inside(each, step)]
    for each in here:
        for leaf in each if isinstance(each, list) else [each]:
            if isinstance(leaf, str | int | float) and str(leaf).strip():
                yield leaf


def _inside(value: Any, step: re.Match[str]) -> list[Any]:
    """What one step finds in a value; nothing where it does not fit."""
    key, wanted, place, name = step.group("key", "wanted", "place", "name")
    members = value if isinstance(value, list) else [value]
    if place is not None:
        return members[int(place) : int(place) + 1]
    objects = [each for each in members if isinstance(each, Mapping)]
    if key is not None:
        return [each for each in objects if str(each.get(key)) == wanted]
    return [each[name] for each in objects if name in each]
