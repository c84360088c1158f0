"""The product of a task, or of one of its periods: what closing writes and what sending it back takes away."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.models import StoredFile
from motcua.directory.api import Viewer
from motcua.notices.api import tell
from motcua.plans.models import Part, Progress, Task

TAKEN_BACK: dict[str, Any] = {
    "evidence_text": "", "evidence": None, "closed_at": None, "closed_by": "", "checked_at": None, "checked_by": "",
}  # fmt: skip


def product_of(owed: Task | Part, words: str, file: StoredFile | None, by: Viewer) -> dict[str, Any]:
    """What `by` delivers, as closing writes it: words, a file or the last one sent before; `Refusal` without any."""
    words = words.strip()[:2000]
    last = owed.evidence_files.select_related("file").order_by("-at", "-pk").first()
    shown = file or (last.file if last else None)
    if not words and shown is None:
        raise Refusal(_("Chưa có sản phẩm nên chưa đóng được. Xin ghi số, ngày văn bản hoặc gửi kèm tệp sản phẩm."))
    return {"evidence_text": words, "evidence": shown, "closed_at": now(), "closed_by": str(by.actor)}


def send_back(task: Task, note: str, deliverer: str, by: Viewer) -> None:
    """Keep what was delivered and why it came back as a note, and let whoever delivered know, unless it is `by`."""
    Progress.objects.create(task=task, note=note, by=str(by.actor), at=now())
    if not deliverer.startswith("staff:") or deliverer == str(by.actor):
        return
    tell(
        to=deliverer,
        kind="plan_sent_back",
        words={"number": task.number, "plan": task.plan.number or task.plan.public_id},
        about=f"plan_task:{task.public_id}",
        key=f"plan_sent_back:{task.public_id}:{now().isoformat()}",
    )
