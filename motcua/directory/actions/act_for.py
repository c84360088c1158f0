from __future__ import annotations

from django.db import transaction

from motcua.base.errors import Forbidden
from motcua.base.events import record
from motcua.directory.events import ActingForEnded, ActingForStarted
from motcua.directory.representing import MayActFor, acts_for
from motcua.directory.selectors import organisation_by_code, person_by_number
from motcua.directory.subject import Subject
from motcua.directory.viewer import Viewer
from motcua.directory.words import NOT_YOURS_TO_ACT_FOR, ONLY_PEOPLE_ACT_FOR


@transaction.atomic
def start_acting_for(*, subject: Subject, by: Viewer) -> MayActFor:
    """From now on the person acts for a child or an organisation; the caller keeps it in the session.

    Raises `Forbidden` where nobody recorded that they may.
    """
    if by.person is None:
        raise Forbidden(ONLY_PEOPLE_ACT_FOR)
    chosen = acts_for(by.person, subject)
    if chosen is None:
        raise Forbidden(NOT_YOURS_TO_ACT_FOR)
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
