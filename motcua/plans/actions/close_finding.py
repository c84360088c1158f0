"""Close a finding with what was done about it, or open it again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now, today
from motcua.base.errors import Refusal
from motcua.base.files import keep
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.plans.actions.add_evidence import Looked, looked_at
from motcua.plans.actions.raise_finding import tell_menders
from motcua.plans.events import FindingClosed, FindingReopened
from motcua.plans.journal import journal
from motcua.plans.models import Finding
from motcua.plans.policies import is_followed, may_inspect, may_mend


def close_finding(*, finding: Finding, by: Viewer, words: str = "", content: bytes = b"", name: str = "") -> Finding:
    """It was mended: `words` say how, `content` shows it (looked at before the transaction); one of them is needed.

    Raises `Forbidden`, `Refusal`, `FileRefused`.
    """
    require(may_mend(by, finding))
    require(is_followed(finding.inspection.plan))
    if not words.strip() and not content:
        raise Refusal(_("Xin ghi đã khắc phục thế nào hoặc gửi kèm tệp."))
    seen = looked_at(content, name) if content else None
    return _closed(finding, words.strip()[:4000], content, seen, by)


@transaction.atomic
def _closed(finding: Finding, words: str, content: bytes, seen: Looked | None, by: Viewer) -> Finding:
    late = finding.late_on(today())
    shown = {"file": keep(content, name=seen.name, media_type=seen.media_type)} if seen is not None else {}
    found = Finding.objects.filter(pk=finding.pk, closed_at=None)
    if not found.update(mended=words, closed_at=now(), closed_by=str(by.actor), **shown):
        raise Refusal(_("Kiến nghị này đã khép lại."))
    finding.refresh_from_db()
    inspection = finding.inspection
    plan = inspection.plan.public_id
    journal(FindingClosed(plan, inspection.public_id, finding.public_id, late), by)
    return finding


@transaction.atomic
def reopen_finding(*, finding: Finding, reason: str, by: Viewer) -> Finding:
    """It was not mended after all: who inspects says why. Raises `Forbidden`, `Refusal`."""
    inspection = finding.inspection
    require(may_inspect(by, inspection))
    require(is_followed(inspection.plan))
    if not reason.strip():
        raise Refusal(_("Xin ghi lý do mở lại."))
    moment = now()
    found = Finding.objects.filter(pk=finding.pk, closed_at__isnull=False)
    if not found.update(closed_at=None, closed_by="", sent_back=reason.strip()[:1000]):
        raise Refusal(_("Kiến nghị này đang mở."))
    finding.refresh_from_db()
    plan = inspection.plan.public_id
    journal(FindingReopened(plan, inspection.public_id, finding.public_id), by)
    tell_menders(finding, "plan_finding_back", again=moment.isoformat())
    return finding
