"""Who is to hear of what happens to a dossier: internal ids only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from motcua.directory.api import Subject, organisation_by_code, person_by_number
from motcua.dossiers.models import Dossier, HandOver
from motcua.rules.codes import Delivery

COLUMNS = (
    "code", "agency__short_name", "holder_id", "applicant_id", "applicant__personal_id", "subject_kind", "subject_key",
    "delivery",
)  # fmt: skip


def handed_to(public_id: str, number: int) -> int | None:
    """The member of staff a hand-over names, by id; None where it names nobody."""
    slips = HandOver.objects.filter(dossier__public_id=public_id, number=number)
    return slips.values_list("to_staff_id", flat=True).first()


@dataclass(frozen=True)
class Addressees:
    """`applicants`: who filed, and the person or organisation filed for; `holders`: who has it.

    `electronic`: the result goes to them by itself as soon as it is signed and nothing is owed.
    """

    code: str
    agency: str
    applicants: tuple[str, ...]
    holders: tuple[str, ...]
    electronic: bool


def addressees(public_id: str, in_hand: object = None) -> Addressees:
    """Everybody concerned by the dossier. `Dossier.DoesNotExist` for an unknown id. Usually one query.

    `in_hand`: the dossier itself, where the caller has just written it; then usually no query at all.
    """
    code, agency, holder, applicant, number, kind, key, delivery = (
        _told_of(in_hand)
        if isinstance(in_hand, Dossier) and in_hand.public_id == public_id
        else Dossier.objects.values_list(*COLUMNS).get(public_id=public_id)
    )
    holders = (f"staff:{holder}",) if holder else ()
    whom = [f"person:{applicant}"] if applicant else []
    if number != key or kind != "person":
        whom += account_of(Subject(kind, key))
    return Addressees(code, agency, tuple(dict.fromkeys(whom)), holders, delivery == Delivery.ELECTRONIC)


def _told_of(dossier: Dossier) -> tuple[Any, ...]:
    """`COLUMNS` of a dossier."""
    number = dossier.applicant.personal_id if dossier.applicant else None
    return (
        dossier.code, dossier.agency.short_name, dossier.holder_id, dossier.applicant_id, number,
        dossier.subject_kind, dossier.subject_key, dossier.delivery,
    )  # fmt: skip


def account_of(subject: Subject) -> list[str]:
    """The account of a person or organisation we have met, as an inbox names it; empty where we have not."""
    if subject.kind == "organisation":
        organisation = organisation_by_code(subject.key)
        return [f"organisation:{organisation.pk}"] if organisation else []
    person = person_by_number(subject.key)
    return [f"person:{person.pk}"] if person else []
