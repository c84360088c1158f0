"""What the counter does with a dossier that has arrived: accept, refuse, pass on, withdraw at the person's wish."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.desk.deeds.case import Case, Deed, Fields
from motcua.dossiers import api


def _accept(case: Case) -> object:
    return api.accept(dossier=case.dossier, by=case.viewer)


def _pass_on(case: Case) -> object:
    return api.pass_on(dossier=case.dossier, by=case.viewer)


def _ask_why(case: Case) -> Fields:
    return [
        case.choose("reason", _("Vì sao không tiếp nhận?"), api.RefusalReason.choices),
        case.text(
            "words",
            _("Lời giải thích cho người nộp"),
            widget="long_text",
            hint=str(_("Viết để người nộp hiểu vì sao và biết phải làm gì tiếp, nộp ở đâu.")),
        ),
    ]


def _refuse(case: Case) -> object:
    return api.refuse(dossier=case.dossier, reason=case.said("reason"), words=case.said("words"), by=case.viewer)


def _ask_wish(case: Case) -> Fields:
    return [
        case.text(
            "reason", _("Lý do người nộp nêu"), widget="long_text", optional=True,
            hint=str(_("Người nộp không bắt buộc phải nêu lý do.")),
        )
    ]  # fmt: skip


def _withdraw(case: Case) -> object:
    return api.withdraw(dossier=case.dossier, reason=case.said("reason"), by=case.viewer)


ACCEPT = Deed("tiep-nhan", "accept", _("Tiếp nhận"), "a", _accept, _("Đã tiếp nhận và chuyển xử lý."), tone="main")
PASS_ON = Deed("chuyen-xu-ly", "pass_on", _("Chuyển xử lý"), "c", _pass_on, _("Đã chuyển xử lý."), tone="main")
REFUSE = Deed(
    "tu-choi", "refuse", _("Không tiếp nhận"), "x", _refuse, _("Đã từ chối tiếp nhận, phiếu đang được lập."), _ask_why,
    _(
        "Người nộp nhận được phiếu mẫu 03 với lời giải thích này và cách khiếu nại: "
        "tới thủ trưởng cơ quan hoặc khởi kiện tại Tòa án."
    ),
    tone="grave",
)  # fmt: skip
WITHDRAW = Deed(
    "rut-ho-so", "withdraw", _("Rút hồ sơ theo ý người nộp"), "", _withdraw, _("Đã rút hồ sơ."), _ask_wish,
    _("Chỉ làm khi chính người nộp yêu cầu. Người nộp nhận được thông báo mẫu 05."), tone="grave",
)  # fmt: skip
