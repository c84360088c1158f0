"""A pack file somebody brings: what the linter says of it, and how it differs from the version in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.pack import Pack
from motcua.catalogue.packs.finding import Finding
from motcua.catalogue.packs.lint import check_document
from motcua.catalogue.packs.reading import read_document
from motcua.catalogue.selectors import current_version, owners_of_codes, pack_of

NAMES = ("id", "code", "key", "value", "channel")  # what a member of a list is known by, in this order


@dataclass(frozen=True)
class Change:
    """One place of the pack: what stands there in the version in force, and in the file; "" where nothing does."""

    place: str
    before: str
    after: str


@dataclass(frozen=True)
class Brought:
    """A file as it was read. `pack` only where nothing is wrong with it; `in_force`: the version of today, if any."""

    findings: tuple[Finding, ...]
    pack: Pack | None = None
    in_force: ProcedureVersion | None = None
    changes: tuple[Change, ...] = ()


def look_at_pack(name: str, content: bytes) -> Brought:
    """What would be said of the file on its way in; reads, and changes nothing."""
    pack, lines, findings = check_document(name, read_document(content))
    if pack is not None and (taken := code_taken(pack)):
        findings = [*findings, Finding(name, lines.at(("code",)), "code_duplicate", taken)]
    if pack is None or findings:
        return Brought(tuple(sorted(set(findings))))
    try:
        in_force = current_version(pack.id)
    except LookupError:
        return Brought((), pack)
    return Brought((), pack, in_force, tuple(_differences(_plain(pack_of(in_force.pk)), _plain(pack))))


def code_taken(pack: Pack) -> str:
    """A sentence where the code of `pack` belongs to another procedure that is loaded; else nothing."""
    owner = owners_of_codes([pack.code]).get(pack.code, pack.id) if pack.code else pack.id
    if owner == pack.id:
        return ""
    text = _("Mã thủ tục “%(code)s” đang thuộc về thủ tục “%(owner)s”. Sửa mã.")
    return text % {"code": pack.code, "owner": owner}


def _plain(pack: Pack) -> dict[str, str]:
    # The day is asked for beside the file.
    data = pack.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"valid_from"})
    return dict(_leaves(data, ""))


def _differences(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    for place in dict.fromkeys([*after, *before]):
        if before.get(place) != after.get(place):
            yield Change(place, before.get(place, ""), after.get(place, ""))


def _leaves(value: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _leaves(inner, f"{place}.{name}" if place else str(name))
    elif isinstance(value, list):
        for number, inner in enumerate(value, start=1):
            yield from _leaves(inner, f"{place}[{_name_of(inner) or number}]")
    else:
        yield place, str(value)


def _name_of(member: Any) -> str:
    if not isinstance(member, Mapping):
        return ""
    return next((str(member[name]) for name in NAMES if member.get(name)), "")
