"""What the worker does for this room."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q

from motcua.base.actor import system
from motcua.base.clock import now, today
from motcua.base.jobs import every, task
from motcua.directory.actions.deactivate_staff import IDLE, deactivate_staff
from motcua.directory.actions.take_over_agency import take_over_agency
from motcua.directory.admins import is_last_admin
from motcua.directory.models import Agency, OpenSession, Person, Staff
from motcua.directory.signin.attempts import forget_old
from motcua.gateways.api import SourceDown, is_connected, verify_citizen

log = logging.getLogger(__name__)

IDLE_DAYS = 45  # TCVN 14423:2026, 5.6.2.3


@task("directory.refresh_person", attempts=3)
def refresh_person(person_id: int) -> None:
    """Once a day after a sign-in: ask the population database and keep its snapshot of the person."""
    person = Person.objects.get(pk=person_id)
    if not is_connected("population") or person.birth_date is None:
        return
    try:
        record = verify_citizen(
            personal_id=person.personal_id,
            full_name=person.full_name,
            birth_date=person.birth_date,
            birth_precision=person.birth_precision,
            or_year=True,
            purpose="sign_in",
            reference=f"person:{person.pk}:{today().isoformat()}",
            by=system("directory"),
        )
    except SourceDown:
        return  # the next sign-in asks again; forms ask for themselves
    if record is None:
        return
    told = {
        "sex": record.sex,
        "residence": record.permanent_address.text[:300],
        "commune_code": record.permanent_address.commune,
        "phone": person.phone or record.phone,
        "email": person.email or record.email,
    }
    with transaction.atomic():
        Person.objects.filter(pk=person.pk).update(**_fitting(told), verified_source="population", verified_at=now())


def _fitting(told: dict[str, str]) -> dict[str, str]:
    """What a register writes as one would expect it; what has no room in its field is nonsense, and is left out."""
    room = {name: Person._meta.get_field(name).max_length or 0 for name in told}  # type: ignore[union-attr]  # all are texts
    fitting = {name: value for name, value in told.items() if len(value) <= room[name]}
    for name in told.keys() - fitting.keys():
        log.warning("the population database writes %s longer than it can be", name)
    return fitting


@every(minutes=15, name="directory.take_over_agencies")
def take_over_agencies() -> None:
    """Agencies whose last day is over pass on to their successors."""
    for agency in Agency.objects.filter(valid_to__lt=today(), successor__isnull=False).order_by("pk"):
        take_over_agency(agency=agency, by=system("directory"))


@every(minutes=24 * 60, name="directory.nightly")
def nightly() -> None:
    """Switch off staff accounts that nobody used for 45 days; forget old wrong attempts and ended sessions.

    The last admin of an agency stays: without one nobody could let the others in again.
    """
    limit = now() - timedelta(days=IDLE_DAYS)
    idle = Q(user__last_login__lt=limit) | Q(user__last_login__isnull=True, user__made_at__lt=limit)
    for staff in Staff.objects.filter(idle, active=True).select_related("agency", "user").order_by("pk"):
        if not is_last_admin(staff, on=today()):
            deactivate_staff(staff=staff, by=system("directory"), why=IDLE)
    forget_old()
    Session.objects.filter(expire_date__lt=now()).delete()
    OpenSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
