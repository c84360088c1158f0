"""Which members of staff can still keep a promise, and who must hear when it was not kept."""

from __future__ import annotations

from collections.abc import Sequence

from motcua.directory.api import Agency, Staff, Unit, staff_with_role, who_may_sign
from motcua.dossiers.meant_for import colleague_meant
from motcua.dossiers.models import Apology, Dossier
from motcua.dossiers.models.apology import UNSIGNED
from motcua.dossiers.policies import unit_for
from motcua.rules.codes import Role
from motcua.rules.lifecycle import SETTLING


def in_line(held: Dossier) -> list[int]:
    """Ids of the staff who can still keep the promise: whoever has it in hand or it waits for by name, else
    everybody who may take it; and who may sign its apology, where one is written."""
    signers = ids(who_sign_apology(held)) if apology_to_sign(held) else []
    return list(dict.fromkeys([*_at_work(held), *signers]))


def apology_to_sign(held: Dossier) -> Apology | None:
    """The apology that was written and not signed yet, while the dossier is being settled. No query where it was read
    with the dossier."""
    if held.status not in SETTLING:
        return None
    found: Apology | None = getattr(held, "apology", None)
    return found if found is not None and found.state in UNSIGNED else None


def who_sign_apology(held: Dossier) -> list[Staff]:
    """Everybody who may sign for the agency that decides, by themselves or for somebody."""
    return [each.staff for each in who_may_sign(held.competent_agency)]


def _at_work(held: Dossier) -> list[int]:
    step = held.current_step
    if held.holder_id:
        return [held.holder_id]
    if step is not None:
        slip = colleague_meant(step)
        if slip is not None and slip.to_staff_id:
            return [slip.to_staff_id]
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
