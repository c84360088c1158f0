"""Lay out the reports a plan asks for; draw one up, or note how else it was sent."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.events import record
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.plans.actions.draft_report import draft_report
from motcua.plans.events import OwedReportSettled
from motcua.plans.models import OwedReport, Plan, Report
from motcua.plans.policies import is_followed, may_report
from motcua.plans.reporting import periods_to_report, report_lines

SETTLED_ALREADY = _("Báo cáo kỳ này đã gửi hoặc đã có bản thảo.")


@transaction.atomic
def make_owed_reports(*, plan: Plan, day: date) -> int:
    """Owe the reports on every period that began by `day`, and how many are new. May be repeated.

    A line begins with the first day it is laid out: what was due before the plan was followed here is not owed here.
    """
    made = []
    known = list(plan.owed_reports.all())
    for line in report_lines(plan):
        have = {each.period: each for each in known if each.line == line.place and line.covers(each.period, each.since)}
        since = min((each.since for each in have.values()), default=None)
        made += [
            OwedReport(
                plan=plan, line=line.place, period=each.name, since=each.first, until=each.last, due=line.due(each)
            )
            for each in periods_to_report(plan, line, since, day)
            if each.name not in have
        ]
    OwedReport.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


@transaction.atomic
def draft_owed(*, owed: OwedReport, by: Viewer) -> Report:
    """Draw up the report of its period from the figures of today. It is settled when that is signed.

    Raises `Forbidden`, `Refusal`.
    """
    require(may_report(by, owed.plan))
    require(is_followed(owed.plan))
    held = OwedReport.objects.select_for_update().get(pk=owed.pk)
    if not held.is_open or held.report_id is not None:
        raise Refusal(SETTLED_ALREADY)
    made = draft_report(plan=owed.plan, kind=Report.Kind.PERIODIC, since=held.since, until=held.until, by=by)
    OwedReport.objects.filter(pk=owed.pk).update(report=made)
    owed.refresh_from_db()
    return made


@transaction.atomic
def settle_owed(*, owed: OwedReport, note: str, by: Viewer) -> OwedReport:
    """It was sent in another way, or is not this agency's to send: `note` says which paper, or why.

    Raises `Forbidden`, `Refusal`.
    """
    require(may_report(by, owed.plan))
    require(is_followed(owed.plan))
    if not note.strip():
        raise Refusal(_("Xin ghi số, ngày của báo cáo hoặc lý do không lập."))
    found = OwedReport.objects.filter(pk=owed.pk, settled_at=None)
    if not found.update(settled_at=now(), settled_by=str(by.actor), note=note.strip()[:300]):
        raise Refusal(SETTLED_ALREADY)
    owed.refresh_from_db()
    plan = owed.plan.public_id
    record(OwedReportSettled(plan, owed.public_id, owed.period, ""), stream=f"plan:{plan}", by=by.actor)
    return owed
