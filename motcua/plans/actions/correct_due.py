"""Put right by which day a report is owed, where the plan was read wrongly; every change is kept."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.plans.events import ItemCorrected
from motcua.plans.journal import journal
from motcua.plans.learnt_days import DUE, DUES, kept
from motcua.plans.models import Correction, OwedReport
from motcua.plans.policies import is_followed, may_confirm
from motcua.plans.report_days import moved_alike

_LATEST = timedelta(days=366)


@transaction.atomic
def correct_due(*, owed: OwedReport, due: date, later: bool, by: Viewer) -> OwedReport:
    """The last day of a report that is still owed is `due`; `later`: the periods after it follow, those laid out and
    those to come, as long as the plan says it in the same words. The old days are kept.

    Raises `Forbidden`; `Refusal` for one that is done, and for a day before the period or more than a year after it.
    """
    require(may_confirm(by, owed.plan))
    require(is_followed(owed.plan))
    held = OwedReport.objects.select_for_update().get(pk=owed.pk)
    if not held.is_open:
        raise Refusal(_("Báo cáo kỳ này đã xong nên không sửa hạn nữa."))
    if not held.since <= due <= held.until + _LATEST:
        raise Refusal(_("Hạn báo cáo phải từ ngày đầu kỳ đến một năm sau kỳ. Xin xem lại ngày."))
    goes_on = later and held.recurs
    if due == held.due and not goes_on:
        return owed
    _write(held, due, DUES if goes_on else DUE, by)
    for each in _after(held) if goes_on else ():
        meant = moved_alike(held.span, due, each.span)
        if meant != each.due:
            _write(each, meant, DUE, by)
    owed.refresh_from_db()
    return owed


def _after(owed: OwedReport) -> list[OwedReport]:
    rows = OwedReport.objects.filter(plan=owed.plan_id, line=owed.line, settled_at=None, since__gt=owed.since)
    return [each for each in rows.order_by("since") if each.span.rhythm == owed.span.rhythm]


def _write(owed: OwedReport, due: date, field: str, by: Viewer) -> None:
    plan = owed.plan
    Correction.objects.create(
        plan=plan, item=owed.public_id, field=field, before=kept(owed.due), after=kept(due),
        by=str(by.actor), at=now(),
    )  # fmt: skip
    OwedReport.objects.filter(pk=owed.pk).update(due=due)
    journal(ItemCorrected(plan.public_id, owed.public_id, [field]), by)
