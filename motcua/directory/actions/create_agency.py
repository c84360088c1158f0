from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.actor import Actor
from motcua.base.clock import today
from motcua.base.errors import Refusal
from motcua.base.events import record
from motcua.base.verdict import require
from motcua.directory.actions.keep_unit import create_unit
from motcua.directory.events import AgencyCreated
from motcua.directory.models import Agency
from motcua.directory.policies import actor_of, may_create_agency
from motcua.directory.usual_units import USUAL_UNITS
from motcua.directory.viewer import Viewer
from motcua.rules import places

CODE_TAKEN = _("Mã cơ quan này đã có.")
NO_NAME = _("Xin ghi tên cơ quan và tên gọn.")
NO_PLACE = _("Không có nơi nào mang mã này theo Quyết định 19/2025/QĐ-TTg.")


@transaction.atomic
def create_agency(
    *,
    code: str,
    name: str,
    short_name: str,
    kind: Agency.Kind,
    place_code: str,
    by: Viewer | Actor,
    parent: Agency | None = None,
    valid_from: date | None = None,
) -> Agency:
    """An agency with its code (Decision 20/2020/QĐ-TTg) and place; a commune gets the units that routes name.

    By the program (installation), or by an admin of the agency above it. Raises `Refusal` with `fields`, `Forbidden`.
    """
    require(may_create_agency(by, parent))
    made = Agency(
        code=code.strip(), name=name.strip(), short_name=short_name.strip(), kind=kind, parent=parent,
        place_code=place_code.strip(), valid_from=valid_from or today(),
    )  # fmt: skip
    _check(made)
    made.save()
    happened = AgencyCreated(agency=made.code, parent=parent.code if parent else "")
    record(happened, stream=f"agency:{made.code}", by=actor_of(by))
    if made.kind == Agency.Kind.COMMUNE:
        for unit in USUAL_UNITS:
            create_unit(agency=made, code=unit.code, name=str(unit.name), kind=unit.kind, by=by)
    return made


def _check(made: Agency) -> None:
    wrong: dict[str, object] = {}
    if not made.name or not made.short_name:
        wrong["name"] = NO_NAME
    if Agency.objects.filter(code=made.code).exists():
        wrong["code"] = CODE_TAKEN
    try:
        made.validate_constraints(exclude=["name"])
    except ValidationError as error:
        wrong.setdefault("code", error.messages[0])
    known = places.commune(made.place_code) if len(made.place_code) == 5 else places.province(made.place_code)
    if known is None:
        wrong["place"] = NO_PLACE
    if wrong:
        raise Refusal.of_fields(wrong)
