"""How somebody can be reached."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.base.actor import PERSON, STAFF, Actor
from motcua.directory.models import Organisation, Person, Staff


@dataclass(frozen=True, slots=True)
class Contacts:
    """Empty where not known."""

    email: str = ""
    phone: str = ""


def contacts_of(actor: Actor) -> Contacts:
    """E-mail and phone of a person, an organisation or a member of staff, by internal id."""
    if actor.kind == PERSON:
        found = Person.objects.filter(pk=actor.ref).values_list("email", "phone").first()
    elif actor.kind == STAFF:
        found = Staff.objects.filter(pk=actor.ref).values_list("user__email", "phone").first()
    elif actor.kind == "organisation":
        phone = Organisation.objects.filter(pk=actor.ref).values_list("phone", flat=True).first()
        found = ("", phone) if phone is not None else None
    else:
        found = None
    return Contacts(*(value or "" for value in found)) if found else Contacts()
