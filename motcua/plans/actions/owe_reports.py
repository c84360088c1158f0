"""Lay out the reports a plan asks for; draw one up, or note how else it was sent."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.plans.actions.draft_report import draft_report
from motcua.plans.events import OwedReportSettled
from motcua.plans.journal import journal
from motcua.plans.learnt_days import learnt
from motcua.plans.models import OwedReport, Plan, Report
from motcua.plans.owed_together import up_to
from motcua.plans.periods import Period
from motcua.plans.policies import is_followed, may_report
from motcua.plans.reader.fold import plain
from motcua.plans.reporting import Line, periods_to_report, report_lines

SETTLED_ALREADY = _("Báo cáo kỳ này đã gửi hoặc đã có bản thảo.")


@transaction.atomic
def make_owed_reports(*, plan: Plan, day: date) -> int:
    """Owe the reports on every period that began by `day`, and how many are new. May be repeated.

    A line begins with the first day it is laid out: what was due before the plan was followed here is not owed here.
    """
    made: list[OwedReport] = []
    known = list(plan.owed_reports.all())
    for line in report_lines(plan):
        have = {each.period: each for each in known if each.line == line.place and each.span.rhythm == line.rhythm}
        since = min((each.since for each in have.values()), default=None)
        wanted = [each for each in periods_to_report(plan, line, since, day) if each.name not in have]
        made += [_owed(plan, line, each, list(have.values())) for each in wanted]
    OwedReport.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def _owed(plan: Plan, line: Line, period: Period, known: list[OwedReport]) -> OwedReport:
    due = learnt(plan, known, period) or line.due(period)
    return OwedReport(plan=plan, line=line.place, period=period.name, since=period.first, until=period.last, due=due)


@transaction.atomic
def draft_owed(*, owed: OwedReport, by: Viewer) -> Report:
    """Draw up the report of its period from the figures of today. It is settled when that is signed.

    One of a week or a day takes in those of its line that wait from before. Raises `Forbidden`, `Refusal`.
    """
    require(may_report(by, owed.plan))
    require(is_followed(owed.plan))
    held = OwedReport.objects.select_for_update().get(pk=owed.pk)
    if not held.is_open or held.report_id is not None:
        raise Refusal(SETTLED_ALREADY)
    alike = up_to(held)
    since, until = alike[0].since, alike[-1].until
    made = draft_report(plan=owed.plan, kind=_kind(owed), since=since, until=until, by=by)
    OwedReport.objects.filter(pk__in=[each.pk for each in alike]).update(report=made)
    owed.refresh_from_db()
    return made


@transaction.atomic
def settle_owed(*, owed: OwedReport, note: str, by: Viewer) -> OwedReport:
    """It was sent in another way, or is not this agency's to send: `note` says which paper, or why.

    With one of a week or a day those of its line that wait from before. Raises `Forbidden`, `Refusal`.
    """
    require(may_report(by, owed.plan))
    require(is_followed(owed.plan))
    if not note.strip():
        raise Refusal(_("Xin ghi số, ngày của báo cáo hoặc lý do không lập."))
    held = OwedReport.objects.select_for_update().get(pk=owed.pk)
    if not held.is_open:
        raise Refusal(SETTLED_ALREADY)
    plan, done = owed.plan.public_id, up_to(held)
    OwedReport.objects.filter(pk__in=[each.pk for each in done], settled_at=None).update(
        settled_at=now(), settled_by=str(by.actor), note=note.strip()[:300]
    )
    for each in done:
        journal(OwedReportSettled(plan, each.public_id, each.period, ""), by)
    owed.refresh_from_db()
    return owed


def _kind(owed: OwedReport) -> str:
    """What is asked for once at the end or in between is a review; all else is one of many."""
    said = owed.plan.as_read.get("reporting", ())
    if owed.recurs or owed.line >= len(said):
        return Report.Kind.PERIODIC
    words = plain(str(said[owed.line].get("what") or ""))
    if "tong ket" in words:
        return Report.Kind.FINAL
    return Report.Kind.INTERIM if "so ket" in words else Report.Kind.PERIODIC
