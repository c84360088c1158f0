"""Which members of staff can still keep a promise, and who must hear when it was not kept."""

from __future__ import annotations

from collections.abc import Sequence

from motcua.directory.api import Agency, Staff, Unit, staff_with_role
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import unit_for
from motcua.rules.codes import Role


def in_line(held: Dossier) -> list[int]:
    """Ids of the staff who can still keep the promise: whoever has it in hand, else everybody who may take it."""
    step = held.current_step
    if held.holder_id:
        return [held.holder_id]
    if step is not None:
        return ids(with_roles(step.agency, (step.role,), step.unit))
    return ids(with_roles(held.holding_agency, (Role.CLERK,), unit_for(held, Role.CLERK)))


def heads_of(agency: Agency, unit: str = "") -> list[Staff]:
    """The staff who must hear of lateness in an agency, or in one unit (code) of it: heads, then leaders."""
    return with_roles(agency, (Role.DIVISION_HEAD, Role.LEADER), unit)


def with_roles(agency: Agency, roles: Sequence[str], unit: str) -> list[Staff]:
    """Who holds one of the roles in an agency, or in one unit (code) of it; each once, in the order of `roles`."""
    where = Unit.objects.filter(agency=agency, code=unit).values_list("pk", flat=True).first() if unit else None
    found = [each for role in roles for each in staff_with_role(agency, role, unit_id=where)]
    return list({each.pk: each for each in found}.values())


def ids(people: Sequence[Staff]) -> list[int]:
    """How events name them."""
    return [each.pk for each in people]
