"""The identity provider of citizens: where it is, and which of its claims means what."""

from __future__ import annotations

from collections.abc import Mapping
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
        """What `claims` say for our `name`, as text; empty where they say nothing. A dot walks into an object."""
        for theirs in self.names.get(name, ()):
            found = _walk(claims, theirs)
            if found not in (None, ""):
                return self.values.get(name, {}).get(str(found), str(found).strip())
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


def _walk(claims: Mapping[str, Any], path: str) -> Any:
    if path in claims:
        return claims[path]
    found: Any = claims
    for part in path.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found
