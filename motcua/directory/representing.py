"""Who may act for whom. One place decides it: what has ended or has not begun counts nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from motcua.base.clock import today
from motcua.base.kept_query import KeptQuery
from motcua.directory.models import Organisation, Person, Representation
from motcua.directory.subject import Subject

OF_AGE = 18
Kind = Representation.Kind

# Asked at every press of somebody who acts for another (docs/decisions/0014); days are looked at among the few found.
_of_person: KeptQuery[Representation] = KeptQuery(
    lambda number: (
        Representation.objects.select_related("child", "organisation").filter(person_id=number).order_by("pk")
    ),
    int,
)


@dataclass(frozen=True, slots=True)
class MayActFor:
    """A subject the person may act for, with the words for the page and the kind of representation.

    `key` names the subject on a page or in an address, and tells nobody a number.
    """

    subject: Subject
    key: str
    name: str
    kind: str
    label: str
    source: str


def may_act_for(person: Person, *, on: date | None = None) -> list[MayActFor]:
    """Children and organisations this person may act for on a day; a child only until the 18th birthday. One query."""
    day = on or today()
    return [_act_for(each) for each in _of_person.all(person.pk) if holds(each, day)]


def acts_for(person: Person, subject: Subject | None, *, on: date | None = None) -> MayActFor | None:
    """As what this person may act for `subject` on a day; None where they may not. One query."""
    return next((each for each in may_act_for(person, on=on) if each.subject == subject), None)


def representatives_of(subject: Subject, *, on: date | None = None) -> list[Person]:
    """Who may act for a subject on a day: parents and guardians, or those who represent an organisation."""
    day = on or today()
    return list(dict.fromkeys(each.person for each in _of_subject(subject) if holds(each, day)))


def representations_held(subject: Subject, *, on: date | None = None) -> list[Representation]:
    """As `representatives_of`, with since when and by what paper."""
    return [each for each in _of_subject(subject) if holds(each, on or today())]


def holds(each: Representation, day: date) -> bool:
    """Does it count on `day`: begun, not ended, and a child not yet of age in whose name a parent acts?"""
    return is_in_force(each, day) and (
        each.child is None or each.kind == Kind.GUARDIAN or not is_adult(each.child, day)
    )


def is_in_force(each: Representation, day: date) -> bool:
    """Is `day` among its days?"""
    return each.valid_from <= day and (each.valid_to is None or each.valid_to >= day)


def is_adult(person: Person, day: date) -> bool:
    """Eighteen or older on `day`, as exactly as the birth is known; False where it is not known at all."""
    born = person.birth_date
    return born is not None and day.year - born.year - ((day.month, day.day) < (born.month, born.day)) >= OF_AGE


def of_subject(subject: Subject) -> Q:
    """The rows about somebody who is represented."""
    return Q(child__personal_id=subject.key) if subject.is_person else Q(organisation__tax_code=subject.key)


def internal(each: Representation) -> str:
    """Who is represented, for the journal."""
    return f"person:{each.child_id}" if each.child_id is not None else f"organisation:{each.organisation_id}"


def key_of(found: Person | Organisation) -> str:
    """The name of a subject on a page or in an address."""
    return f"{'person' if isinstance(found, Person) else 'organisation'}-{found.public_id}"


def _of_subject(subject: Subject) -> QuerySet[Representation]:
    rows = Representation.objects.select_related("person", "child", "organisation")
    return rows.filter(of_subject(subject)).order_by("pk")


def _act_for(each: Representation) -> MayActFor:
    return MayActFor(each.subject, key_of(each.represented), each.name, each.kind, each.get_kind_display(), each.ground)
