"""What happened to a dossier, told from its journal, and who looked at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from motcua.base.actor import STAFF, Actor
from motcua.base.models import JournalEntry
from motcua.base.verdict import require
from motcua.directory.api import Staff, Viewer
from motcua.dossiers.facts import subject_of
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import may_see_looks
from motcua.vault.api import Use, record_use

LABELS = {
    "dossiers.submitted": _("Đã nộp hồ sơ"),
    "dossiers.accepted": _("Đã tiếp nhận, hẹn ngày trả kết quả"),
    "dossiers.refused": _("Không tiếp nhận hồ sơ"),
    "dossiers.supplement_asked": _("Yêu cầu bổ sung giấy tờ"),
    "dossiers.supplement_answered": _("Đã nộp bổ sung"),
    "dossiers.supplement_closed": _("Không chờ bổ sung nữa"),
    "dossiers.fee_asked": _("Yêu cầu nộp phí, lệ phí"),
    "dossiers.fee_paid": _("Đã nhận được tiền phí, lệ phí"),
    "dossiers.fee_relieved": _("Được miễn, giảm phí, lệ phí"),
    "dossiers.refund_asked": _("Kế toán xem việc trả lại tiền đã nộp"),
    "dossiers.refund_ordered": _("Đang trả lại tiền"),
    "dossiers.refunded": _("Đã trả lại tiền"),
    "dossiers.fee_kept": _("Tiền đã nộp không trả lại theo quy định"),
    "dossiers.passed_on": _("Chuyển bộ phận chuyên môn"),
    "dossiers.step_opened": _("Đến lượt bước tiếp theo"),
    "dossiers.step_claimed": _("Cán bộ nhận việc"),
    "dossiers.step_released": _("Cán bộ trả việc để người khác nhận"),
    "dossiers.step_finished": _("Xong một bước"),
    "dossiers.step_returned": _("Trả lại bước trước"),
    "dossiers.handed_over": _("Bàn giao hồ sơ"),
    "dossiers.succeeded": _("Cơ quan kế tục tiếp tục giải quyết"),
    "dossiers.hand_over_received": _("Đã nhận bàn giao"),
    "dossiers.opinion_asked": _("Hỏi ý kiến đơn vị khác"),
    "dossiers.opinion_given": _("Đã có ý kiến trả lời"),
    "dossiers.parts_checked": _("Đã kiểm tra giấy tờ"),
    "dossiers.result_drafted": _("Đã dự thảo kết quả"),
    "dossiers.sign_asked": _("Đang ký kết quả"),
    "dossiers.sign_failed": _("Ký chưa thành công, sẽ ký lại"),
    "dossiers.result_signed": _("Kết quả đã được ký, đóng dấu"),
    "dossiers.result_returned": _("Đã trả kết quả"),
    "dossiers.blank_given": _("Đã trao trên phôi có số sê-ri"),
    "dossiers.blank_spoiled": _("Ghi phôi hỏng, hủy"),
    "dossiers.result_opened": _("Kết quả đã được mở xem"),
    "dossiers.result_revoked": _("Đã thu hồi kết quả"),
    "dossiers.correction_asked": _("Đang đính chính kết quả"),
    "dossiers.correction_declined": _("Không ký bản đính chính, kết quả giữ như cũ"),
    "dossiers.result_corrected": _("Kết quả đính chính đã được ký, đóng dấu, thay kết quả cũ"),
    "dossiers.correction_returned": _("Đã trao kết quả đính chính"),
    "dossiers.evidence_exported": _("Xuất gói chứng cứ của hồ sơ"),
    "dossiers.withdrawn": _("Đã rút hồ sơ"),
    "dossiers.stopped": _("Dừng giải quyết"),
    "dossiers.apology_asked": _("Trình ký văn bản xin lỗi, hẹn lại"),
    "dossiers.apology_sign_asked": _("Đang ký văn bản xin lỗi"),
    "dossiers.apology_sign_failed": _("Ký văn bản xin lỗi chưa thành công, sẽ ký lại"),
    "dossiers.apology_declined": _("Không ký văn bản xin lỗi"),
    "dossiers.apologised": _("Xin lỗi và hẹn lại ngày trả"),
    "dossiers.due_soon": _("Sắp đến hạn"),
    "dossiers.overdue": _("Đã quá hạn"),
    "dossiers.form_made": _("Đã lập giấy tờ của hồ sơ"),
}
INSIDE_ONLY = frozenset(
    {
        "dossiers.step_released", "dossiers.sign_failed", "dossiers.due_soon", "dossiers.form_made",
        "dossiers.sign_asked", "dossiers.blank_spoiled", "dossiers.apology_asked", "dossiers.apology_sign_asked",
        "dossiers.apology_sign_failed", "dossiers.apology_declined",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Happened:
    """One line of the history; `who` is a name for staff, empty for citizens; `data` holds codes only."""

    at: datetime
    event: str
    label: str
    who: str
    status: int
    data: dict[str, Any]


def journal_of(dossier: Dossier) -> list[JournalEntry]:
    """The entries of this room in the dossier's stream, in order; other rooms may tell there of what they did."""
    found = JournalEntry.objects.filter(stream=dossier.stream, event__startswith="dossiers.")
    return list(found.order_by("number"))


def history(dossier: Dossier, viewer: Viewer) -> list[Happened]:
    """What happened, oldest first. Inner events are for staff only. The caller has checked the right to see it."""
    inside = viewer.staff is not None
    entries = [each for each in journal_of(dossier) if inside or each.event not in INSIDE_ONLY]
    names = _names(entries) if inside else {}
    return [
        Happened(
            at=datetime.fromisoformat(each.at),
            event=each.event,
            label=str(LABELS.get(each.event, each.event)),
            who=names.get(each.actor, ""),
            status=int(each.data.get("to_status", 0)),
            data=each.data,
        )
        for each in entries
    ]


def replayed_status(dossier: Dossier) -> int | None:
    """The status the journal alone tells: what the last event says it became, if every one joins the one before."""
    status: int | None = None
    for entry in journal_of(dossier):
        if entry.data.get("from_status") != status:
            raise ValueError(f"{entry} does not join: {entry.data.get('from_status')} after {status}")
        status = entry.data["to_status"]
    return status


def record_read(dossier: Dossier, viewer: Viewer, purpose: str) -> Use | None:
    """Leave the entry that the person will read: a member of staff saw this dossier, and for what.

    Every desk door calls it; the owner's own look leaves none.
    """
    if viewer.staff is None:
        return None
    return record_use(
        subject=subject_of(dossier), what=f"dossier:{dossier.code}", purpose=purpose, dossier=dossier.code, by=viewer
    )


def who_looked(dossier: Dossier, viewer: Viewer) -> QuerySet[Use]:
    """Who looked at this dossier, newest first: for its owner (staff too, where it is their own), for whoever filed it,
    and for the staff who work on it, who see the same list. Raises `Forbidden` for everybody else.
    """
    require(may_see_looks(viewer, dossier))
    whose = subject_of(dossier)
    uses = Use.objects.select_related("agency").filter(
        subject_kind=whose.kind, subject_key=whose.key, dossier=dossier.code
    )
    return uses.order_by("-at", "-pk")


def _names(entries: list[JournalEntry]) -> dict[str, str]:
    actors = {each.actor for each in entries}
    ids = [int(actor.ref) for actor in map(Actor.parse, actors) if actor.kind == STAFF and actor.ref.isdigit()]
    return {f"{STAFF}:{each.pk}": each.full_name for each in Staff.objects.filter(pk__in=ids)}
