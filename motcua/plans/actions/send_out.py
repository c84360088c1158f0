"""A plan or a signed report goes to those it is for, who say that they have it; a plan may be opened to everybody."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.verdict import require
from motcua.directory.api import Agency, Viewer, staff_with_role
from motcua.notices.api import tell
from motcua.plans.events import Acknowledged, Published, Sent
from motcua.plans.journal import journal
from motcua.plans.models import Plan, Report, Sending
from motcua.plans.policies import KEEPERS, is_followed, may_acknowledge, may_report

SENT_ALREADY = _("Nơi này đã được gửi rồi.")


@transaction.atomic
def send_out(
    *, plan: Plan, way: str, by: Viewer, report: Report | None = None, to: Agency | None = None, name: str = "",
    note: str = "",
) -> Sending:  # fmt: skip
    """Send the plan as it was brought, or a signed report on it, and write it into the log.

    `to`: an agency of this house, whose keepers of plans are told. Anybody else (`name`) gets it outside, by `way`,
    with `note` (number and day of the covering letter). Raises `Forbidden`, `Refusal`.
    """
    require(may_report(by, plan))
    if report is None:
        require(is_followed(plan))
    elif report.state != Report.State.SIGNED:
        raise Refusal(_("Báo cáo chưa ký nên chưa gửi được."))
    if to is not None:
        way, name = Sending.Way.HERE, to.name
    elif way not in Sending.Way.values or way == Sending.Way.HERE or not name.strip():
        raise Refusal(_("Xin ghi nơi nhận và cách gửi."))
    Plan.objects.select_for_update().get(pk=plan.pk)  # pressed twice, the second press sees what the first one wrote
    same = Sending.objects.filter(plan=plan, report=report)
    if same.filter(agency=to).exists() if to is not None else same.filter(name=name.strip(), way=way).exists():
        raise Refusal(SENT_ALREADY)
    made = Sending.objects.create(
        plan=plan, report=report, agency=to, name=name.strip()[:300], way=way, note=note.strip()[:300],
        sent_by=str(by.actor), sent_at=now(),
    )  # fmt: skip
    shown = report.public_id if report else ""
    journal(Sent(plan.public_id, shown, made.public_id, to.code if to else "", way), by)
    if to is not None:
        _tell(made, to)
    return made


@transaction.atomic
def acknowledge(*, sending: Sending, by: Viewer) -> Sending:
    """Say that it came. Once; a second press changes nothing. Raises `Forbidden`."""
    require(may_acknowledge(by, sending))
    first = Sending.objects.filter(pk=sending.pk, acknowledged_at=None).update(
        acknowledged_at=now(), acknowledged_by=str(by.actor)
    )
    if first:
        plan = sending.plan.public_id
        shown = sending.report.public_id if sending.report else ""
        journal(Acknowledged(plan, shown, sending.public_id), by)
    sending.refresh_from_db()
    return sending


@transaction.atomic
def publish_plan(*, plan: Plan, public: bool, by: Viewer) -> Plan:
    """Let everybody read the plan and how it goes, or no longer. Raises `Forbidden`, `Refusal`."""
    require(may_report(by, plan))
    require(is_followed(plan))
    changed = Plan.objects.filter(pk=plan.pk, published_at__isnull=public).update(
        published_at=now() if public else None
    )
    if changed:
        journal(Published(plan.public_id, public), by)
    plan.refresh_from_db()
    return plan


def _tell(sending: Sending, agency: Agency) -> None:
    found = {staff.pk for role in KEEPERS for staff in staff_with_role(agency, role)}
    for staff in sorted(found):
        tell(
            to=f"staff:{staff}",
            kind="plan_received",
            words={"what": sending.plan.number or sending.plan.title[:120], "from": sending.plan.agency.name},
            about=f"plan_received:{sending.public_id}",
            key=f"plan_received:{sending.public_id}:{staff}",
        )
