"""Who is to hear of what happens to a dossier: internal ids only."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from motcua.directory.api import Agency, organisation_by_code, person_by_number, staff_with_role
from motcua.dossiers.models import Dossier
from motcua.rules.codes import Role

HEADS = (Role.DIVISION_HEAD, Role.LEADER)
COLUMNS = (
    "code", "agency__short_name", "holder_id", "holding_agency_id", "applicant_id", "applicant__personal_id",
    "subject_kind", "subject_key",
)  # fmt: skip


@dataclass(frozen=True)
class Addressees:
    """`applicants`: who filed, and the person or organisation filed for; `holders`: who has it; `heads`: who answers
    for it."""

    code: str
    agency: str
    applicants: tuple[str, ...]
    holders: tuple[str, ...]
    place_id: int

    @cached_property
    def heads(self) -> tuple[str, ...]:
        """Heads of division, then leaders, of the agency that holds it; looked up only where somebody is late."""
        place = Agency.objects.get(pk=self.place_id)
        found = [staff for role in HEADS for staff in staff_with_role(place, role)]
        return tuple(dict.fromkeys(f"staff:{staff.pk}" for staff in found))


def addressees(public_id: str, in_hand: object = None) -> Addressees:
    """Everybody concerned by the dossier. `Dossier.DoesNotExist` for an unknown id. Usually one query.

    `in_hand`: the dossier itself, where the caller has just written it; then usually no query at all.
    """
    code, agency, holder, place, applicant, number, kind, key = (
        _told_of(in_hand)
        if isinstance(in_hand, Dossier) and in_hand.public_id == public_id
        else Dossier.objects.values_list(*COLUMNS).get(public_id=public_id)
    )
    holders = (f"staff:{holder}",) if holder else ()
    whom = [f"person:{applicant}"] if applicant else []
    if number != key or kind != "person":
        whom += _subject(kind, key)
    return Addressees(code, agency, tuple(dict.fromkeys(whom)), holders, place)


def _told_of(dossier: Dossier) -> tuple[Any, ...]:
    """`COLUMNS` of a dossier."""
    number = dossier.applicant.personal_id if dossier.applicant else None
    return (
        dossier.code, dossier.agency.short_name, dossier.holder_id, dossier.holding_agency_id, dossier.applicant_id,
        number, dossier.subject_kind, dossier.subject_key,
    )  # fmt: skip


def _subject(kind: str, key: str) -> list[str]:
    if kind == "organisation":
        organisation = organisation_by_code(key)
        return [f"organisation:{organisation.pk}"] if organisation else []
    person = person_by_number(key)
    return [f"person:{person.pk}"] if person else []
