"""A report is signed: the signer decides, a job does it, because it calls the outside."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.jobs import enqueue
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.papers.api import IssuedPaper
from motcua.plans.events import OwedReportSettled, ReportSignAsked, ReportSigned, ReportSignFailed
from motcua.plans.journal import journal
from motcua.plans.models import OwedReport, Report
from motcua.plans.policies import may_sign_report

SIGN_REPORT = "plans.sign_report"


@transaction.atomic
def sign_report(*, report: Report, revision: int, by: Viewer) -> Report:
    """Ask for the signature on what the signer saw (`revision`); after a failure once more.

    Raises `Forbidden`; `Refusal` where it is signed already or was changed meanwhile.
    """
    require(may_sign_report(by, report.plan))
    held = Report.objects.select_for_update().get(pk=report.pk)
    waits = held.state == Report.State.SIGNING and not held.failure
    if held.state == Report.State.SIGNED or waits:
        raise Refusal(_("Báo cáo này đã ký hoặc đang ký."))
    if held.revision != revision:
        raise Refusal(_("Báo cáo vừa được sửa. Xin đọc lại trước khi ký."))
    held.state, held.signer, held.failure = Report.State.SIGNING, by.staff, ""
    held.sign_tries += 1
    held.save(update_fields=["state", "signer", "failure", "sign_tries"])
    journal(ReportSignAsked(report.plan.public_id, held.public_id, held.sign_tries), by)
    payload = {"report": held.pk, "attempt": held.sign_tries}
    enqueue(SIGN_REPORT, key=f"{SIGN_REPORT}:{held.public_id}:{held.sign_tries}", payload=payload)
    report.refresh_from_db()
    return report


@transaction.atomic
def close_signing(*, report: Report, attempt: int, paper: IssuedPaper, by: Actor) -> None:
    """The signed and sealed report is in the register. For the job only."""
    waiting = Report.objects.filter(pk=report.pk, state=Report.State.SIGNING, sign_tries=attempt)
    if waiting.update(state=Report.State.SIGNED, paper=paper, failure=""):
        journal(ReportSigned(report.plan.public_id, report.public_id, paper.public_id, paper.sha256), by)
        _settle(report, by)


def _settle(report: Report, by: Actor) -> None:
    """What the plan asked for on this period is done."""
    plan = report.plan.public_id
    for owed in report.owed.filter(settled_at=None):
        OwedReport.objects.filter(pk=owed.pk).update(settled_at=now(), settled_by=str(by))
        journal(OwedReportSettled(plan, owed.public_id, owed.period, report.public_id), by)


@transaction.atomic
def fail_signing(*, report: Report, attempt: int, reason: str, final: bool, by: Actor) -> None:
    """Keep why it failed. `final`: it is a draft again, and the signer must act."""
    state = Report.State.DRAFT if final else Report.State.SIGNING
    waiting = Report.objects.filter(pk=report.pk, state=Report.State.SIGNING, sign_tries=attempt)
    if waiting.update(state=state, failure=reason[:500]) and final:
        journal(ReportSignFailed(report.plan.public_id, report.public_id, attempt), by)
