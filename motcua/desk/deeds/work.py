"""Holding and moving the work: take, give back, next step, step back, another unit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.base.errors import Refusal
from motcua.desk.deeds.case import Case, Deed, Fields
from motcua.directory.api import Staff, agencies, people_of, units_of
from motcua.dossiers import api


def _take(case: Case) -> object:
    return api.take(dossier=case.dossier, by=case.viewer)


def _release(case: Case) -> object:
    return api.release(dossier=case.dossier, by=case.viewer)


def _ask_note(case: Case) -> Fields:
    return [
        case.text(
            "note", _("Ý kiến xử lý"), widget="long_text", optional=True,
            hint=str(_("Chỉ cán bộ đọc được, lưu cùng hồ sơ.")),
        )
    ]  # fmt: skip


def _finish(case: Case) -> object:
    return api.finish_step(dossier=case.dossier, note=case.said("note"), by=case.viewer)


def _ask_why_back(case: Case) -> Fields:
    hint = _("Ghi đúng chỗ cần sửa để người làm trước không phải đoán.")
    return [case.text("note", _("Vì sao trả lại?"), widget="long_text", hint=str(hint))]


def _step_back(case: Case) -> object:
    return api.return_step(dossier=case.dossier, note=case.said("note"), by=case.viewer)


def _ask_where(case: Case) -> Fields:
    here = case.dossier.holding_agency
    units = units_of(here)
    people = people_of(here)
    others = [(f"agency:{each.code}", each.name) for each in agencies() if each.pk != here.pk]
    inside = [(f"unit:{each.code}", each.name) for each in units]
    return [
        case.choose("to", _("Chuyển đến đâu?"), [*inside, *others], widget="select"),
        case.choose(
            "staff", _("Người nhận"), [(each.public_id, str(each)) for each in people], widget="select", optional=True,
            hint=str(_("Để trống thì ai ở nơi nhận cũng nhận được. Chỉ chọn người trong cơ quan mình.")),
        ),
        case.text("note", _("Lời nhắn"), optional=True),
    ]  # fmt: skip


def _hand_over(case: Case) -> object:
    kind, _sep, code = case.said("to").partition(":")
    staff = Staff.objects.filter(public_id=case.said("staff")).first() if case.said("staff") else None
    if kind not in ("unit", "agency"):
        raise Refusal(_("Xin chọn nơi nhận."), fields={"to": _("Chưa chọn nơi nhận.")})
    others = {each.code: each for each in agencies()}
    agency = others.get(code) if kind == "agency" else case.dossier.holding_agency
    if agency is None:
        raise Refusal(_("Xin chọn nơi nhận."), fields={"to": _("Không có cơ quan này.")})
    unit = code if kind == "unit" else ""
    return api.hand_over(
        dossier=case.dossier, to_agency=agency, to_unit=unit, to_staff=staff, note=case.said("note"), by=case.viewer
    )


def _receive(case: Case) -> object:
    slip = api.hand_over_to_confirm(case.dossier, case.viewer)
    if slip is None:
        raise Refusal(_("Không còn bàn giao nào chờ nhận."))
    return api.receive_hand_over(slip=slip, by=case.viewer)


TAKE = Deed("nhan-viec", "take", _("Nhận việc"), "t", _take, _("Việc này của ông/bà."), tone="main")
RELEASE = Deed("tra-viec", "release", _("Trả việc cho người khác nhận"), "", _release, _("Đã trả việc."))
RECEIVE = Deed(
    "nhan-ban-giao", "receive_hand_over", _("Xác nhận đã nhận bàn giao"), "", _receive, _("Đã ký nhận bàn giao.")
)
FINISH = Deed(
    "chuyen-buoc", "finish_step", _("Xong bước này, chuyển tiếp"), "n", _finish, _("Đã chuyển sang bước sau."),
    _ask_note,
    tone="main",
)  # fmt: skip
STEP_BACK = Deed(
    "tra-lai-buoc", "return_step", _("Trả lại bước trước"), "b", _step_back, _("Đã trả lại bước trước."), _ask_why_back,
    _("Hạn trả cho người dân không đổi."),
)  # fmt: skip
HAND_OVER = Deed(
    "chuyen-don-vi", "hand_over", _("Chuyển đơn vị khác"), "", _hand_over, _("Đã bàn giao."), _ask_where,
    _("Bàn giao được ghi vào phiếu kiểm soát mẫu 06. Hạn trả cho người dân không đổi."),
)  # fmt: skip
