from __future__ import annotations

from django.db import transaction

from motcua.base.events import record
from motcua.base.verdict import require
from motcua.directory.events import ActingForEnded, ActingForStarted
from motcua.directory.models import Person
from motcua.directory.policies import may_start_acting_for
from motcua.directory.selectors import MayActFor, may_act_for, organisation_by_code, person_by_number
from motcua.directory.subject import Subject
from motcua.directory.viewer import Viewer


@transaction.atomic
def start_acting_for(*, subject: Subject, by: Viewer) -> MayActFor:
    """From now on the person acts for a child or an organisation; the caller keeps it in the session.

    Raises `Forbidden` where nobody recorded that they may.
    """
    require(may_start_acting_for(by, subject))
    person: Person = by.person  # type: ignore[assignment] # the policy has seen to it
    chosen = next(each for each in may_act_for(person) if each.subject == subject)
    record(ActingForStarted(kind=chosen.kind, subject=_internal(subject)), stream=str(by.actor), by=by.actor)
    return chosen


@transaction.atomic
def stop_acting_for(*, by: Viewer) -> None:
    """The person acts for themself again."""
    if by.acting_for is not None:
        record(ActingForEnded(subject=_internal(by.acting_for)), stream=str(by.actor), by=by.actor)


def _internal(subject: Subject) -> str:
    found = person_by_number(subject.key) if subject.is_person else organisation_by_code(subject.key)
    return f"{subject.kind}:{found.pk if found else 0}"
