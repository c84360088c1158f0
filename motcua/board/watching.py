"""Over whom a member of staff watches, by the roles they hold today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from motcua.directory.api import Agency, Viewer
from motcua.rules.codes import Role

WATCHERS = (Role.LEADER, Role.CONTROLLER, Role.AUDITOR, Role.DIVISION_HEAD, Role.SIGNER)
# Who watches over an agency as a whole watches over those beneath it too.
OVERSEERS = (Role.LEADER, Role.CONTROLLER, Role.AUDITOR)
# Who answers for the work of people: what each officer has in hand is shown to nobody else.
HEADS = (Role.LEADER, Role.DIVISION_HEAD)


@dataclass(frozen=True)
class Headed:
    """Whose work a viewer answers for: everybody's at `agencies`, or that of `units` (ids) there."""

    agencies: list[Agency]
    units: list[int] | None


def watched_agencies(viewer: Viewer) -> list[Agency]:
    """Agencies in which the viewer holds a watching role today, and those beneath where the role oversees; by code."""
    return _agencies(viewer, WATCHERS, OVERSEERS)


def headed(viewer: Viewer) -> list[Headed]:
    """A leader answers for the whole agency and those beneath it, a head for the unit the role is held in (the whole
    agency where it is held in none)."""
    led = _agencies(viewer, (Role.LEADER,), (Role.LEADER,))
    known = {each.pk for each in led}
    heads = [held for held in viewer.roles if held.role == str(Role.DIVISION_HEAD) and held.agency_id not in known]
    whole = {held.agency_id for held in heads if held.unit_id is None}
    units = sorted(held.unit_id for held in heads if held.unit_id is not None and held.agency_id not in whole)
    parts = [
        Headed([*led, *_by_code(whole)], None),
        Headed(_by_code({held.agency_id for held in heads} - whole), units),
    ]
    return [each for each in parts if each.agencies]


def _agencies(viewer: Viewer, roles: Iterable[Role], wide: Iterable[Role]) -> list[Agency]:
    names, over = {str(role) for role in roles}, {str(role) for role in wide}
    found = {held.agency_id for held in viewer.roles if held.role in names}
    above = {held.agency_id for held in viewer.roles if held.role in over}
    while above:
        above = set(Agency.objects.filter(parent__in=above).values_list("pk", flat=True)) - found
        found |= above
    return _by_code(found)


def _by_code(keys: Iterable[int]) -> list[Agency]:
    return list(Agency.objects.filter(pk__in=list(keys)).order_by("code"))
