"""Units of an agency: entering one, naming it anew, closing it and opening it again."""

from __future__ import annotations

import re

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.actor import Actor
from motcua.base.errors import Refusal
from motcua.base.events import record
from motcua.base.verdict import require
from motcua.directory.events import UnitChanged, UnitCreated
from motcua.directory.models import Agency, Staff, Unit
from motcua.directory.policies import actor_of, may_administer
from motcua.directory.viewer import Viewer

CODE = re.compile(r"[a-z][a-z0-9_]{1,19}")
WRONG_CODE = _("Mã đơn vị gồm chữ thường không dấu, chữ số, gạch dưới; từ 2 đến 20 ký tự.")
CODE_TAKEN = _("Mã đơn vị này đã có trong cơ quan.")
NO_NAME = _("Xin ghi tên đơn vị.")
WRONG_KIND = _("Xin chọn loại đơn vị.")
STILL_PEOPLE = _("Đơn vị còn cán bộ đang làm việc. Xin chuyển họ sang đơn vị khác trước.")


@transaction.atomic
def create_unit(*, agency: Agency, code: str, name: str, kind: str, by: Viewer | Actor) -> Unit:
    """A unit; `code` is what routes of procedures name (desk, justice, …). Raises `Refusal`, `Forbidden`."""
    require(may_administer(by, agency))
    wrong: dict[str, object] = {}
    if not CODE.fullmatch(code):
        wrong["code"] = WRONG_CODE
    elif Unit.objects.filter(agency=agency, code=code).exists():
        wrong["code"] = CODE_TAKEN
    if not name.strip():
        wrong["name"] = NO_NAME
    if kind not in Unit.Kind.values:
        wrong["kind"] = WRONG_KIND
    if wrong:
        raise Refusal.of_fields(wrong)
    made = Unit.objects.create(agency=agency, code=code, name=name.strip(), kind=kind)
    happened = UnitCreated(unit=made.pk, agency=agency.code, code=code)
    record(happened, stream=f"agency:{agency.code}", by=actor_of(by))
    return made


@transaction.atomic
def change_unit(*, unit: Unit, name: str, active: bool, by: Viewer | Actor) -> Unit:
    """Name it anew, close it (only when nobody works there) or open it again. Raises `Refusal`, `Forbidden`."""
    require(may_administer(by, unit.agency))
    if not name.strip():
        raise Refusal(NO_NAME, fields={"name": NO_NAME})
    if not active and Staff.objects.filter(unit=unit, active=True).exists():
        raise Refusal(STILL_PEOPLE, fields={"active": STILL_PEOPLE})
    if (unit.name, unit.active) == (name.strip(), active):
        return unit
    unit.name, unit.active = name.strip(), active
    unit.save(update_fields=["name", "active"])
    happened = UnitChanged(unit=unit.pk, agency=unit.agency.code, active=active)
    record(happened, stream=f"agency:{unit.agency.code}", by=actor_of(by))
    return unit
