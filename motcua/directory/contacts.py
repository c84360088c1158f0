"""How somebody can be reached."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.base.actor import PERSON, STAFF, Actor
from motcua.base.kept_query import KeptQuery
from motcua.directory.models import Organisation, Person, Staff

_person: KeptQuery[Person] = KeptQuery(lambda number: Person.objects.filter(pk=number), int)


@dataclass(frozen=True, slots=True)
class Contacts:
    """Empty where not known."""

    email: str = ""
    phone: str = ""


def contacts_of(actor: Actor) -> Contacts:
    """E-mail and phone of a person, an organisation or a member of staff, by internal id."""
    if actor.kind == PERSON:
        person = _person.one(int(actor.ref))
        found = (person.email, person.phone) if person else None
    elif actor.kind == STAFF:
        found = Staff.objects.filter(pk=actor.ref).values_list("user__email", "phone").first()
    elif actor.kind == "organisation":
        phone = Organisation.objects.filter(pk=actor.ref).values_list("phone", flat=True).first()
        found = ("", phone) if phone is not None else None
    else:
        found = None
    return Contacts(*(value or "" for value in found)) if found else Contacts()
