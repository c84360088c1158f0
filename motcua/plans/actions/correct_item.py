"""Put right what was understood wrongly; every change is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.kit.figures import read_number
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.plans.binding import CRITERION_OF, deadline_fields, unit_named, units_of
from motcua.plans.drafting import hold_draft
from motcua.plans.events import ItemCorrected
from motcua.plans.journal import journal
from motcua.plans.models import Correction, ItemState, Target, Task
from motcua.plans.policies import may_confirm
from motcua.plans.reader.deadlines import deadline_of

TARGET_FIELDS = ("text", "metric", "comparator", "value", "measure_unit", "year", "scope", "condition")
TASK_FIELDS = ("text", "product", "lead", "coordinating", "deadline_raw")
YEARLY = "year"
COMPARATORS = (">=", ">", "<=", "<", "=", "increase", "decrease")
_MOST = Decimal(10) ** 14
CHANGED_MEANWHILE = _("Mục này vừa được người khác sửa. Xin tải lại trang để xem bản mới rồi sửa tiếp.")


@transaction.atomic
def correct_item(*, item: Target | Task, values: Mapping[str, str], revision: int, by: Viewer) -> list[str]:
    """Write the fields of `values` that differ, and answer which. `revision` is the one the person was looking at.

    A corrected item counts as looked at (confirmed). Raises `Forbidden`; `Refusal` where the plan is no draft any
    more, a value makes no sense, or somebody else was quicker.
    """
    require(may_confirm(by, item.plan))
    hold_draft(item.plan)
    changed = _changes(item, values)
    if not changed:
        return []
    told = {field: (_said(getattr(item, field)), _said(after)) for field, after in changed.items()}
    _write(item, changed | _following(item, changed), revision)
    moment = now()
    Correction.objects.bulk_create(
        Correction(
            plan=item.plan, item=item.public_id, field=field, before=before, after=after, by=str(by.actor), at=moment
        )
        for field, (before, after) in told.items()
    )
    journal(ItemCorrected(item.plan.public_id, item.public_id, sorted(changed)), by)
    return sorted(changed)


def _changes(item: Target | Task, values: Mapping[str, str]) -> dict[str, Any]:
    fields = TARGET_FIELDS if isinstance(item, Target) else TASK_FIELDS
    meant = {field: _meant(field, _as_typed(values[field])) for field in fields if field in values}
    if isinstance(item, Target) and "every" in values:
        meant["period"] = _repeated(item.period, _as_typed(values["every"]))
    return {field: after for field, after in meant.items() if after != getattr(item, field)}


def _repeated(period: dict[str, Any], every: str) -> dict[str, Any]:
    """The period with what is said of how often: once (empty), or each year. Another rhythm that was read stays."""
    if every not in ("", YEARLY, period.get("every")):
        raise Refusal(_("Xin chọn một lần hoặc hằng năm."))
    rest = {key: value for key, value in period.items() if key != "every"}
    return rest | {"every": every} if every else rest


def _as_typed(text: str) -> str:
    """Without the carriage returns that browsers put before every end of a line: those are nobody's correction."""
    return text.replace("\r\n", "\n").strip()


def _meant(field: str, text: str) -> Any:
    if field == "value":
        return _number(text)
    if field == "year":
        return _year(text)
    if field == "text" and not text:
        raise Refusal(_("Nội dung không được để trống. Nếu mục này không có thật, xin bấm Bỏ mục này."))
    if field == "comparator" and text not in COMPARATORS:
        raise Refusal(_("Xin chọn cách so sánh trong danh sách."))
    return text[:400] if field == "deadline_raw" else text[:80] if field == "metric" else text


def _number(text: str) -> Decimal | None:
    if not text:
        return None
    try:
        found = read_number(text)
    except ValueError:
        found = _MOST
    if abs(found) >= _MOST:
        raise Refusal(_("Giá trị phải là một con số, ví dụ 85 hoặc 82,5."))
    return found


def _year(text: str) -> int | None:
    if not text:
        return None
    if not (text.isdecimal() and 2000 <= int(text) <= 2100):
        raise Refusal(_("Năm gồm bốn chữ số, ví dụ 2026."))
    return int(text)


def _following(item: Target | Task, changed: dict[str, Any]) -> dict[str, Any]:
    """What else follows from a change: the last day from its words, the unit from its name, the criterion."""
    if isinstance(item, Target):
        more: dict[str, Any] = {"indicator": CRITERION_OF.get(changed["metric"], "")} if "metric" in changed else {}
        return more | ({"value_text": ""} if "value" in changed else {})
    more = {}
    if "deadline_raw" in changed:
        year = item.plan.date.year if item.plan.date else None
        found = deadline_of(changed["deadline_raw"], default_year=year)
        if found.impossible:
            raise Refusal(_("Ngày %(day)s không có trong lịch. Xin xem lại.") % {"day": found.impossible})
        more = deadline_fields(asdict(found), item.plan.date)
        more.pop("deadline_raw")
    if "lead" in changed:
        more["unit"] = unit_named(changed["lead"].split(";"), units_of(item.plan.agency))
    return more


def _write(item: Target | Task, values: dict[str, Any], revision: int) -> None:
    written = (
        type(item)
        ._default_manager.filter(pk=item.pk, revision=revision)
        .update(**values, state=ItemState.CONFIRMED, revision=F("revision") + 1)
    )
    if not written:
        raise Refusal(CHANGED_MEANWHILE)
    item.refresh_from_db()


def _said(value: Any) -> str:
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, dict):
        return ", ".join(f"{key}: {each}" for key, each in sorted(value.items()))
    return "" if value is None else str(value)
