"""Who is to hear of what happens to a dossier: internal ids only."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from motcua.directory.api import Agency, organisation_by_code, person_by_number, staff_with_role
from motcua.dossiers.models import Dossier
from motcua.rules.codes import Role

HEADS = (Role.DIVISION_HEAD, Role.LEADER)


@dataclass(frozen=True)
class Addressees:
    """`applicants`: who filed, and the organisation filed for; `holders`: who has it; `heads`: who answers for it."""

    code: str
    agency: str
    applicants: tuple[str, ...]
    holders: tuple[str, ...]
    place: Agency

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """Heads of division, then leaders, of the agency that holds it; asked for only when somebody is late."""
        found = [staff for role in HEADS for staff in staff_with_role(self.place, role)]
        return tuple(f"staff:{staff.pk}" for staff in found)


def addressees(public_id: str) -> Addressees:
    """Everybody concerned by the dossier. `Dossier.DoesNotExist` for an unknown id."""
    found = Dossier.objects.select_related("agency", "holding_agency").get(public_id=public_id)
    holders = (f"staff:{found.holder_id}",) if found.holder_id else ()
    return Addressees(found.code, found.agency.short_name, tuple(_applicants(found)), holders, found.holding_agency)


def _applicants(found: Dossier) -> list[str]:
    whom = [f"person:{found.applicant_id}"] if found.applicant_id else []
    if found.subject_kind == "organisation":
        organisation = organisation_by_code(found.subject_key)
        whom += [f"organisation:{organisation.pk}"] if organisation else []
    elif (subject := person_by_number(found.subject_key)) is not None:
        whom.append(f"person:{subject.pk}")
    return list(dict.fromkeys(whom))
