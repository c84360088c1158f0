from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.actor import Actor
from motcua.base.clock import now, today
from motcua.base.errors import Refusal
from motcua.base.events import record
from motcua.base.verdict import require
from motcua.directory.events import Delegated, DelegationRevoked
from motcua.directory.models import Delegation, Staff
from motcua.directory.policies import actor_of, may_delegate
from motcua.directory.selectors import held_roles
from motcua.directory.viewer import Viewer
from motcua.directory.words import BACKWARDS, IN_THE_PAST, NO_REASON, NOT_HELD
from motcua.rules.codes import Role

NOT_THEIRS = _("Người giao không giữ vai trò này nên không giao lại được.")
ELSEWHERE = _("Chỉ giao được cho người cùng cơ quan đang làm việc.")


@transaction.atomic
def delegate(
    *,
    from_staff: Staff,
    to_staff: Staff,
    role: Role,
    valid_from: date,
    valid_to: date,
    decision: str,
    by: Viewer | Actor,
) -> Delegation:
    """Lend a role for some days by a numbered decision (ký thay), within the unit the giver holds it in.

    A lent role cannot be lent on, and nobody lends to themself what is another's. Raises `Refusal`.
    """
    require(may_delegate(by, from_staff, to_staff))
    if not decision.strip():
        raise Refusal(NO_REASON)
    if valid_to < valid_from:
        raise Refusal(BACKWARDS)
    if valid_from < today() and isinstance(by, Viewer):
        raise Refusal(IN_THE_PAST)
    own = [held for held in held_roles(from_staff, on=valid_from) if held.on_behalf_of is None]
    if role.value not in [held.role for held in own]:
        raise Refusal(NOT_THEIRS)
    if to_staff.agency_id != from_staff.agency_id or not to_staff.active or to_staff.pk == from_staff.pk:
        raise Refusal(ELSEWHERE)
    made = Delegation.objects.create(
        from_staff=from_staff,
        to_staff=to_staff,
        role=role.value,
        valid_from=valid_from,
        valid_to=valid_to,
        decision=decision.strip(),
    )
    happened = Delegated(
        delegation=made.pk,
        from_staff=from_staff.pk,
        to_staff=to_staff.pk,
        role=role.value,
        agency=from_staff.agency.code,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    record(happened, stream=f"staff:{to_staff.pk}", by=actor_of(by))
    return made


@transaction.atomic
def revoke_delegation(*, delegation: Delegation, by: Viewer | Actor) -> Delegation:
    """Take a lent role back at once. Raises `Refusal` where it was taken back before."""
    require(may_delegate(by, delegation.from_staff))
    moment = now()
    if not Delegation.objects.filter(pk=delegation.pk, revoked_at__isnull=True).update(revoked_at=moment):
        raise Refusal(NOT_HELD)
    delegation.revoked_at = moment
    record(DelegationRevoked(delegation=delegation.pk), stream=f"staff:{delegation.to_staff_id}", by=actor_of(by))
    return delegation
