from __future__ import annotations

from django.db import transaction

from motcua.base.actor import Actor
from motcua.base.errors import Refusal
from motcua.base.events import record
from motcua.base.verdict import require
from motcua.directory.actions.create_staff import NO_NAME, read_number
from motcua.directory.events import StaffChanged
from motcua.directory.models import Staff, Unit, User
from motcua.directory.policies import actor_of, may_administer
from motcua.directory.viewer import Viewer
from motcua.directory.words import UNIT_ELSEWHERE


@transaction.atomic
def change_staff(
    *,
    staff: Staff,
    full_name: str,
    unit: Unit | None,
    title: str,
    phone: str,
    email: str,
    by: Viewer | Actor,
    personal_id: str = "",
) -> Staff:
    """Write what is known of a member of staff; the journal names the fields that changed, never their values.

    Roles limited to the unit they were in stay as they are. Raises `Refusal`, `Forbidden`.
    """
    require(may_administer(by, staff.agency))
    name = " ".join(full_name.split())
    if not name:
        raise Refusal(NO_NAME, fields={"full_name": NO_NAME})
    if unit is not None and unit.agency_id != staff.agency_id:
        raise Refusal(UNIT_ELSEWHERE, fields={"unit": UNIT_ELSEWHERE})
    wanted = {
        "full_name": name,
        "unit_id": unit.pk if unit else None,
        "title": title.strip(),
        "phone": phone.strip(),
        "personal_id": read_number(personal_id),
    }
    changed = [field for field, value in wanted.items() if getattr(staff, field) != value]
    if changed:
        Staff.objects.filter(pk=staff.pk).update(**wanted)
    if staff.user.email != email.strip():
        User.objects.filter(pk=staff.user_id).update(email=User.objects.normalize_email(email.strip()))
        changed.append("email")
    if changed:
        happened = StaffChanged(staff=staff.pk, agency=staff.agency.code, fields=tuple(changed))
        record(happened, stream=f"staff:{staff.pk}", by=actor_of(by))
    return Staff.objects.select_related("agency", "unit", "user").get(pk=staff.pk)
