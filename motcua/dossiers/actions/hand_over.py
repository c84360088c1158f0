"""Hand a dossier over to another department or agency, and confirm that it arrived (form 06)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Agency, Staff, Unit, Viewer, viewer_of_staff
from motcua.dossiers.asking import ask_for_form
from motcua.dossiers.codes import FormCode, StepState
from motcua.dossiers.errors import NotNow, Stale
from motcua.dossiers.events import HandedOver, HandOverReceived
from motcua.dossiers.facts import common, tell
from motcua.dossiers.models import Dossier, HandOver, Step
from motcua.dossiers.moving import locked, write
from motcua.dossiers.policies import is_for, may_manage, may_receive_hand_over, may_work
from motcua.dossiers.steps import AT_THE_DESK, active_step
from motcua.dossiers.words import NO_STEP, ONLY_STAFF

NOT_THERE = _("Nơi nhận không có đơn vị này. Xin chọn lại.")
NOT_THEIRS = _("Người này không làm bước này ở nơi nhận. Xin chọn người khác, hoặc để trống.")


@transaction.atomic
def hand_over(
    *, dossier: Dossier, to_agency: Agency, to_unit: str = "", to_staff: Staff | None = None, note: str = "", by: Viewer
) -> HandOver:
    """Give the active step to another unit or agency. To another agency goes the whole settlement: every step still to
    be done there and the right to decide; receiving and returning stay where the person filed. With `to_staff` it waits
    for them, see `policies.meant_for_another`.

    By the holder of the step, somebody of its role while it is open, or a head.
    Raises `Forbidden`, `NotNow`, `Refusal`.
    """
    held = locked(dossier)
    step = active_step(held)
    if step is None:
        raise NotNow(NO_STEP)
    if not may_manage(by, held):
        require(may_work(by, step))
    if by.staff is None:
        raise NotNow(ONLY_STAFF)
    if to_unit and not Unit.objects.filter(agency=to_agency, code=to_unit, active=True).exists():
        raise Refusal(NOT_THERE, fields={"to": NOT_THERE})  # nobody would find the dossier there
    if to_staff is not None and not _could_do(to_staff, step, to_agency, to_unit):
        raise Refusal(NOT_THEIRS, fields={"staff": NOT_THEIRS})
    if to_agency.pk == step.agency_id and to_unit == step.unit and to_staff is None:
        raise Refusal(_("Hồ sơ đang ở chính nơi này."))
    at, origin = now(), step.agency
    slip = HandOver.objects.create(
        dossier=held,
        number=HandOver.objects.filter(dossier=held).count() + 1,
        from_agency=origin,
        from_unit=step.unit,
        from_staff=by.staff,
        to_agency=to_agency,
        to_unit=to_unit,
        to_staff=to_staff,
        given_at=at,
        due_at=step.due_at,
        note=note.strip(),
    )
    _move_steps(held, step, to_agency, to_unit)
    happened = HandedOver(**common(held), number=slip.number, from_agency=origin.code, to_agency=to_agency.code)
    tell(happened, held, by, at=at)
    ask_for_form(held, FormCode.CONTROL, slip.number)
    return slip


def _could_do(staff: Staff, step: Step, agency: Agency, unit: str) -> bool:
    there = Step(kind=step.kind, role=step.role, agency=agency, unit=unit)
    return staff.active and is_for(viewer_of_staff(staff), there)


def _move_steps(held: Dossier, step: Step, to_agency: Agency, to_unit: str) -> None:
    Step.objects.filter(pk=step.pk).update(
        state=StepState.OPEN, holder=None, claimed_at=None, agency=to_agency, unit=to_unit
    )
    if to_agency.pk == step.agency_id:
        write(held, holder=None)
        return
    Step.objects.filter(dossier=held, state=StepState.WAITING).exclude(kind__in=AT_THE_DESK).update(agency=to_agency)
    write(held, holder=None, holding_agency=to_agency, competent_agency=to_agency)


@transaction.atomic
def receive_hand_over(*, slip: HandOver, by: Viewer) -> HandOver:
    """Confirm that the dossier arrived. Raises `Forbidden`, `Stale` when somebody confirmed before."""
    held = locked(slip.dossier)
    slip = HandOver.objects.select_related("to_agency").get(pk=slip.pk)
    if slip.received_at is not None:
        raise Stale
    require(may_receive_hand_over(by, slip))
    at = now()
    if not HandOver.objects.filter(pk=slip.pk, received_at__isnull=True).update(received_at=at, received_by=by.staff):
        raise Stale
    slip.received_at, slip.received_by = at, by.staff
    tell(HandOverReceived(**common(held), number=slip.number), held, by, at=at)
    return slip
