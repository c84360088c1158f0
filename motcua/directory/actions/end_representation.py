from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from motcua.base.clock import now, today
from motcua.base.errors import Forbidden, Refusal
from motcua.base.events import Told, record_all
from motcua.base.verdict import require
from motcua.directory.events import RepresentationEnded
from motcua.directory.models import Representation
from motcua.directory.policies import may_keep_representations
from motcua.directory.representing import internal
from motcua.directory.viewer import Viewer
from motcua.directory.words import ENDED_BEFORE, NO_END_REASON, ONLY_THE_DESK, YOUR_OWN_REPRESENTATION

LONGEST_REASON = 300


@transaction.atomic
def end_representation(*, representation: Representation, reason: str, by: Viewer) -> Representation:
    """End it at once: from this press it counts nowhere. Pressed twice by the same one is once.

    Raises `Forbidden`; `Refusal` without a reason, for one's own, and where it was over or ended before.
    """
    require(may_keep_representations(by))
    if by.staff is None:
        raise Forbidden(ONLY_THE_DESK)
    held = Representation.objects.select_related("person", "child", "organisation").select_for_update(of=("self",))
    found = held.get(pk=representation.pk)
    if found.ended_by_id == by.staff.pk:
        return found
    if by.staff.personal_id and by.staff.personal_id in (found.person.personal_id, found.subject.key):
        raise Refusal(YOUR_OWN_REPRESENTATION, fields={"reason": YOUR_OWN_REPRESENTATION})
    if found.ended_at is not None or (found.valid_to is not None and found.valid_to < today()):
        raise Refusal(ENDED_BEFORE, fields={"reason": ENDED_BEFORE})
    if not reason.strip():
        raise Refusal(NO_END_REASON, fields={"reason": NO_END_REASON})
    was_to, found.valid_to = found.valid_to, today() - timedelta(days=1)
    found.ended_at, found.ended_by, found.end_reason = now(), by.staff, reason.strip()[:LONGEST_REASON]
    found.save(update_fields=["valid_to", "ended_at", "ended_by", "end_reason"])
    happened = RepresentationEnded(
        representation=found.pk,
        kind=found.kind,
        person=found.person_id,
        subject=internal(found),
        agency=by.staff.agency.code,
        was_to=was_to,
    )
    record_all([Told(happened, f"person:{found.person_id}", of=found)], by=by.actor)
    return found
