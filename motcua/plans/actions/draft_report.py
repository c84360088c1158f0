"""Draw up a report on a plan: its figures are taken, its words are written."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now, today
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.plans.actions.correct_item import CHANGED_MEANWHILE
from motcua.plans.events import ReportDrafted
from motcua.plans.exports.report import take_figures
from motcua.plans.extracts import WHOLE, extracts
from motcua.plans.journal import journal
from motcua.plans.models import Plan, Report
from motcua.plans.policies import may_report

LONGEST = 20_000
NOT_A_DRAFT = _("Báo cáo này đã ký hoặc đang ký nên không sửa được nữa.")


@transaction.atomic
def draft_report(*, plan: Plan, kind: str, since: date, until: date, by: Viewer, extract: str = WHOLE) -> Report:
    """A report on `since` to `until` (Asia/Ho_Chi_Minh days), with the figures as they are today.

    `extract`: one of `extracts()`, for another report this plan feeds. Raises `Forbidden`, `Refusal`.
    """
    require(may_report(by, plan))
    if plan.state == Plan.State.DRAFT:
        raise Refusal(_("Kế hoạch chưa được xác nhận nên chưa có gì để báo cáo."))
    if kind not in Report.Kind.values or (extract and extract not in extracts()):
        raise Refusal(_("Xin chọn loại báo cáo."))
    if since > until:
        raise Refusal(_("Ngày bắt đầu phải trước ngày kết thúc."))
    if since > today():
        raise Refusal(_("Kỳ báo cáo chưa bắt đầu."))
    made = Report.objects.create(
        plan=plan,
        kind=kind,
        extract=extract,
        since=since,
        until=until,
        figures=take_figures(plan, today(), extract=extract, kind=kind),
        taken_at=now(),
        made_by=str(by.actor),
        made_at=now(),
    )
    _told(made, by)
    return made


@transaction.atomic
def take_figures_again(*, report: Report, by: Viewer) -> Report:
    """The figures as they are today; the words stay. Raises `Forbidden`, `Refusal` once it is signed."""
    require(may_report(by, report.plan))
    figures = take_figures(report.plan, today(), extract=report.extract, kind=report.kind)
    _change(report, figures=figures, taken_at=now())
    _told(report, by)
    return report


@transaction.atomic
def write_report(
    *, report: Report, assessment: str, next_steps: str, proposals: str, revision: int, by: Viewer
) -> Report:
    """The words beside the figures. `revision` is the one the writer was looking at. Raises `Forbidden`, `Refusal`."""
    require(may_report(by, report.plan))
    if report.revision != revision:
        raise Refusal(CHANGED_MEANWHILE)
    words = {"assessment": assessment, "next_steps": next_steps, "proposals": proposals}
    _change(report, revision=revision, **{name: text.strip()[:LONGEST] for name, text in words.items()})
    return report


def _change(report: Report, **what: object) -> None:
    """Write to a draft; with `revision` only to that one."""
    wanted = {"revision": what.pop("revision")} if "revision" in what else {}
    found = Report.objects.filter(pk=report.pk, state=Report.State.DRAFT, **wanted)
    if not found.update(revision=F("revision") + 1, **what):
        raise Refusal(NOT_A_DRAFT)
    report.refresh_from_db()


def _told(report: Report, by: Viewer) -> None:
    plan = report.plan.public_id
    journal(ReportDrafted(plan, report.public_id, report.kind, report.extract, report.since, report.until), by)
