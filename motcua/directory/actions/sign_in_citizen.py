from __future__ import annotations

from datetime import datetime

from django.db import transaction

from motcua.base.actor import Actor
from motcua.base.clock import now, today
from motcua.base.events import record
from motcua.base.jobs import enqueue
from motcua.directory.events import SignedIn
from motcua.directory.models import Organisation, Person, User
from motcua.directory.signin.errors import SignInProblem
from motcua.directory.signin.identity import Identity
from motcua.rules.codes import AccountKind


@transaction.atomic
def sign_in_citizen(*, identity: Identity, started_at: datetime, device: str, language: str = "") -> User:
    """The account of whoever the provider vouches for, met again or for the first time; the sign-in is journalled.

    Persons are known by personal number, organisations by tax code, never by e-mail or the provider's own name, so a
    changed account at the provider is still the same person. Raises `SignInProblem` where the account is switched
    off. `language`: chosen on the device, for letters.
    """
    if identity.kind is AccountKind.ORGANISATION:
        organisation, first_time = _organisation(identity)
        user, _made = User.objects.get_or_create(
            organisation=organisation, defaults={"username": f"organisation:{organisation.public_id}", "password": "!"}
        )
        by = Actor("organisation", str(organisation.pk))
    else:
        person, first_time = _person(identity)
        user, _made = User.objects.get_or_create(
            person=person, defaults={"username": f"person:{person.public_id}", "password": "!"}
        )
        by = Actor("person", str(person.pk))
        enqueue(
            "directory.refresh_person",
            key=f"directory.refresh_person:{person.pk}:{today().isoformat()}",
            payload={"person_id": person.pk},
        )
    if not user.is_active:
        raise SignInProblem("not_active")
    happened = SignedIn(
        kind=by.kind,
        method="oidc",
        level=identity.level,
        device=device,
        started_at=started_at,
        first_time=first_time,
        language=language,
    )
    record(happened, stream=str(by), by=by)
    return user


def _person(identity: Identity) -> tuple[Person, bool]:
    person, first_time = Person.objects.select_for_update().get_or_create(
        personal_id=identity.personal_id, defaults={"full_name": identity.full_name}
    )
    person.full_name = identity.full_name
    if identity.birth_date is not None:
        person.birth_date, person.birth_precision = identity.birth_date, identity.birth_precision
    person.oidc_subject, person.tech_id = identity.subject, identity.tech_id
    person.phone = person.phone or identity.phone
    person.email = person.email or identity.email
    person.assurance_level = identity.level
    person.verified_source, person.verified_at = "vneid", now()
    person.save()
    return person, first_time


def _organisation(identity: Identity) -> tuple[Organisation, bool]:
    organisation, first_time = Organisation.objects.get_or_create(
        tax_code=identity.tax_code, defaults={"name": identity.full_name}
    )
    organisation.name = identity.full_name
    organisation.oidc_subject, organisation.tech_id = identity.subject, identity.tech_id
    organisation.verified_source, organisation.verified_at = "vneid", now()
    organisation.save()
    return organisation, first_time
