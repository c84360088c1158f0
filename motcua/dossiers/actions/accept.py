"""Accept a dossier: the promise is made and frozen here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.verdict import require
from motcua.catalogue.api import Pack, pack_of
from motcua.directory.api import Viewer
from motcua.dossiers.actions.pass_on import pass_on
from motcua.dossiers.asking import ask_for_form, ask_to_keep_facts
from motcua.dossiers.codes import FeeState, FormCode
from motcua.dossiers.errors import NotNow
from motcua.dossiers.events import Accepted
from motcua.dossiers.facts import clock_of, common, limit_of, tell
from motcua.dossiers.models import Dossier
from motcua.dossiers.moving import locked, pass_to
from motcua.dossiers.policies import may_receive
from motcua.dossiers.steps import RECEIVE, close_step, lay_out
from motcua.rules.clock import TimeLimit, WorkingClock, due_at, working_minutes
from motcua.rules.codes import Channel


@transaction.atomic
def accept(*, dossier: Dossier, by: Viewer, pass_on_now: bool = True) -> Dossier:
    """Status 1 to 2, and on to 4 unless `pass_on_now` is False: due date by channel, route laid out, form 01 asked for.

    The limit, the calendar's fingerprint and the first promise are written once and never change.
    Raises `Forbidden`, or `NotNow` while the fee of filing is unpaid.
    """
    held = locked(dossier)
    require(may_receive(by, held))
    if held.fee_state == FeeState.DUE:
        raise NotNow(_("Phí, lệ phí của hồ sơ chưa được nộp. Xin yêu cầu nộp trước khi tiếp nhận."))
    at = now()
    pack = pack_of(held.procedure_version_id)
    clock = clock_of(held.competent_agency)
    limit = limit_of(pack, Channel(held.channel), clock.local(at).date(), held.answers)
    promised = due_at(at, limit, clock) if limit is not None else None
    before = pass_to(
        held,
        "accept",
        at=at,
        accepted_at=at,
        first_answered_at=at,
        due_at=promised,
        first_due_at=promised,
        limit=_frozen(limit, clock),
        holder=by.staff,
        due_soon_told_at=None,
        overdue_told_at=None,
    )
    _tell_accepted(held, before, limit, clock, at, by)
    _close_reception(held, pack, at, by)
    ask_for_form(held, FormCode.RECEIPT)
    ask_to_keep_facts(held)
    return pass_on(dossier=held, by=by) if pass_on_now else held


def _frozen(limit: TimeLimit | None, clock: WorkingClock) -> dict[str, Any]:
    if limit is None:
        return {}
    return {
        "value": limit.value,
        "unit": limit.unit.value,
        "same_day": limit.same_day,
        "words": limit.label_vi,
        "calendar": clock.calendar.fingerprint,
    }


def _tell_accepted(
    held: Dossier, before: int, limit: TimeLimit | None, clock: WorkingClock, at: datetime, by: Viewer
) -> None:
    answer_due = held.first_answer_due
    tell(
        Accepted(
            **common(held, before=before),
            first_due_at=held.first_due_at,
            limit_value=limit.value if limit else None,
            limit_unit=limit.unit.value if limit else None,
            limit_minutes=working_minutes(limit) if limit else None,
            first_answer_due=answer_due,
            first_answer_late=answer_due is not None and at > answer_due,
            calendar=clock.calendar.fingerprint,
        ),
        held,
        by,
        at=at,
    )


def _close_reception(held: Dossier, pack: Pack, at: datetime, by: Viewer) -> None:
    for step in lay_out(held, pack, at=at):
        if step.kind == RECEIVE:
            step.opened_at, step.claimed_at = held.arrived_at, at
            step.save(update_fields=["opened_at", "claimed_at"])
            close_step(held, step, outcome="accepted", at=at, by=by)
