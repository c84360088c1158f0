from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.actor import Actor
from motcua.base.errors import Refusal
from motcua.base.events import record
from motcua.base.verdict import require
from motcua.directory.events import AgencyChanged
from motcua.directory.models import Agency
from motcua.directory.policies import actor_of, may_administer
from motcua.directory.viewer import Viewer

CONTACTS = ("name", "short_name", "address", "phone", "email", "introduction")
NO_NAME = _("Xin ghi tên cơ quan và tên gọn.")
NO_EMAIL = _("Địa chỉ thư điện tử chưa đúng.")
WRONG_HOURS = _("Ghi giờ mở và giờ đóng như 07:00 và 11:30; buổi sau bắt đầu khi buổi trước đã xong.")
NO_HOURS = _("Xin ghi ít nhất một buổi làm việc.")


@transaction.atomic
def change_agency(*, agency: Agency, by: Viewer | Actor, **contacts: str) -> Agency:
    """Write name, short_name, address, phone, email, introduction; those left out stay. Raises `Refusal`."""
    require(may_administer(by, agency))
    wanted = {field: contacts[field].strip() for field in CONTACTS if field in contacts}
    if not wanted.get("name", agency.name) or not wanted.get("short_name", agency.short_name):
        raise Refusal(NO_NAME, fields={"name": NO_NAME})
    if wanted.get("email"):
        try:
            validate_email(wanted["email"])
        except ValidationError as error:
            raise Refusal(NO_EMAIL, fields={"email": NO_EMAIL}) from error
    changed = tuple(field for field, value in wanted.items() if getattr(agency, field) != value)
    if changed:
        Agency.objects.filter(pk=agency.pk).update(**wanted)
        happened = AgencyChanged(agency=agency.code, fields=changed)
        record(happened, stream=f"agency:{agency.code}", by=actor_of(by))
    return Agency.objects.get(pk=agency.pk)


@transaction.atomic
def set_work_sessions(*, agency: Agency, sessions: Sequence[tuple[str, str]], by: Viewer | Actor) -> Agency:
    """The sessions of a working day as ("07:00", "11:30"), in order, Asia/Ho_Chi_Minh time.

    Due times already promised stay; what is promised or resumed from now on is counted by the new hours.
    Raises `Refusal` where they overlap or cannot be read.
    """
    require(may_administer(by, agency))
    read = _read(sessions)
    if [list(each) for each in read] == agency.work_sessions:
        return agency
    Agency.objects.filter(pk=agency.pk).update(work_sessions=[list(each) for each in read])
    happened = AgencyChanged(agency=agency.code, fields=("work_sessions",), work_sessions=tuple(read))
    record(happened, stream=f"agency:{agency.code}", by=actor_of(by))
    return Agency.objects.get(pk=agency.pk)


def _read(sessions: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    if not sessions:
        raise Refusal(NO_HOURS, fields={"hours": NO_HOURS})
    try:
        moments = [time.fromisoformat(each.strip().zfill(5)) for pair in sessions for each in pair]
    except ValueError as error:
        raise Refusal(WRONG_HOURS, fields={"hours": WRONG_HOURS}) from error
    if any(later <= earlier for earlier, later in pairwise(moments)):
        raise Refusal(WRONG_HOURS, fields={"hours": WRONG_HOURS})
    written = [each.strftime("%H:%M") for each in moments]
    return list(zip(written[::2], written[1::2], strict=True))
