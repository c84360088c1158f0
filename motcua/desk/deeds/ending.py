"""Sign, hand over the result, promise a new date, stop."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from motcua.base.clock import HO_CHI_MINH
from motcua.base.errors import Refusal
from motcua.base.kit.field_view import FieldView
from motcua.catalogue.api import say_paper
from motcua.desk.deeds.case import Case, Deed, Fields
from motcua.dossiers import api
from motcua.rules.codes import Delivery

HOWS = (
    (Delivery.ELECTRONIC.value, _("Bản điện tử, vào kho giấy tờ của người nộp")),
    (Delivery.COUNTER.value, _("Trao tại quầy")),
    (Delivery.POST.value, _("Gửi bưu chính")),
)


def _sign(case: Case) -> object:
    return api.sign_result(dossier=case.dossier, by=case.viewer)


def _how_fields(case: Case) -> Fields:
    return [
        case.choose("how", _("Trả bằng cách nào?"), HOWS, first=str(case.dossier.delivery)),
        case.text(
            "to",
            _("Người nhận tại quầy"),
            hint=str(_("Họ tên người đã nhận; bắt buộc khi trao tại quầy.")),
        ),
        case.text("evidence", _("Số phiếu ký nhận hoặc mã bưu gửi"), hint=str(_("Bắt buộc khi gửi bưu chính."))),
        *(_serial_field(case, each) for each in api.to_hand_out(case.dossier)),
    ]


def _serial_field(case: Case, result: api.Result) -> FieldView:
    words = {"title": say_paper(result.title)}
    hint = _("%(title)s. Chỉ ghi khi bản giấy in trên phôi có số sê-ri, ví dụ AB 123456.") % words
    return case.text(f"serial-{result.key}", _("Số sê-ri của phôi, nếu có"), hint=hint)


def _return(case: Case) -> object:
    how = case.said("how")
    if how not in {str(code) for code, _words in HOWS}:
        raise Refusal(_("Xin chọn cách trả kết quả."), fields={"how": _("Chưa chọn.")})
    return api.return_result(
        dossier=case.dossier,
        how=Delivery(int(how)),
        to=case.said("to"),
        evidence=case.said("evidence"),
        serials={each.key: case.said(f"serial-{each.key}") for each in api.to_hand_out(case.dossier)},
        by=case.viewer,
    )


def _spoil_fields(case: Case) -> Fields:
    results = [(each.key, say_paper(each.title)) for each in api.in_place(case.dossier)]
    which = [case.choose("key", _("Phôi của giấy tờ nào?"), results, first=results[0][0])] if len(results) > 1 else []
    return [
        *which,
        case.text("serial", _("Số sê-ri của phôi"), hint=str(_("Như in trên phôi, ví dụ AB 123456."))),
        case.text("reason", _("Lý do hỏng, hủy"), hint=str(_("Ví dụ: in lệch, rách, đã thu hồi."))),
    ]


def _spoil(case: Case) -> object:
    return api.spoil_blank(
        dossier=case.dossier,
        serial=case.said("serial"),
        reason=case.said("reason"),
        key=case.said("key"),
        by=case.viewer,
    )


def _replace_fields(case: Case) -> Fields:
    blanks = api.blanks_to_replace(case.dossier)
    given = [(each.serial, f"{each.serial}, {say_paper(each.result.title)}") for each in blanks]
    return [
        case.choose("old", _("Phôi nào đã trao mà hỏng, mất?"), given, first=given[0][0] if given else ""),
        case.text("serial", _("Số sê-ri của phôi trao thay"), hint=str(_("Như in trên phôi, ví dụ AB 123456."))),
        case.text("reason", _("Lý do hủy phôi cũ"), hint=str(_("Ví dụ: người dân làm mất, đã nộp lại bản rách."))),
    ]


def _replace(case: Case) -> object:
    return api.replace_blank(
        dossier=case.dossier,
        old=case.said("old"),
        serial=case.said("serial"),
        reason=case.said("reason"),
        by=case.viewer,
    )


def _revoke_fields(case: Case) -> Fields:
    results = [(each.key, say_paper(each.title)) for each in api.results_in_force(case.dossier)]
    which = [case.choose("key", _("Thu hồi kết quả nào?"), results)] if len(results) > 1 else []
    return [
        *which,
        case.text(
            "decision",
            _("Quyết định thu hồi"),
            hint=str(_("Ghi số và ngày, ví dụ: Quyết định 45/QĐ-UBND ngày 23/11/2026.")),
        ),
        case.text(
            "reason",
            _("Lý do thu hồi, người nộp sẽ đọc"),
            widget="long_text",
            hint=str(_("Ai kiểm tra mã in trên giấy cũng đọc được, nên không ghi thông tin riêng của ai.")),
        ),
    ]


def _revoke(case: Case) -> object:
    return api.revoke_result(
        dossier=case.dossier,
        decision=case.said("decision"),
        reason=case.said("reason"),
        key=_revoked_key(case),
        by=case.viewer,
    )


def _revoked_key(case: Case) -> str:
    """What was chosen; nothing is asked where one result alone still counts."""
    left = [each.key for each in api.results_in_force(case.dossier)]
    return left[0] if len(left) == 1 and not case.said("key") else case.said("key")


def _new_date_fields(case: Case) -> Fields:
    opened = case if case.typed else replace(case, typed=_written_before(case.dossier))
    parts = {part: opened.said(f"due-{part}") for part in ("day", "month", "year")}
    return [
        FieldView("due", str(_("Ngày hẹn mới")), widget="date", parts=parts, hint=str(_("Chỉ được hẹn lại một lần."))),
        opened.text("reason", _("Lý do chậm, người nộp sẽ đọc"), widget="long_text"),
    ]


def _written_before(dossier: api.Dossier) -> dict[str, str]:
    """What waits for a signature, to be changed."""
    written = api.apology_to_sign(dossier)
    if written is None:
        return {}
    day = written.new_due_at.astimezone(HO_CHI_MINH)
    return {
        "due-day": str(day.day), "due-month": str(day.month), "due-year": str(day.year), "reason": written.reason
    }  # fmt: skip


def _apologise(case: Case) -> object:
    due = _end_of_day(case)
    if not case.said("reason"):
        raise Refusal(_("Xin ghi lý do chậm."), fields={"reason": _("Chưa có lý do.")})
    return api.ask_apology(dossier=case.dossier, new_due=due, reason=case.said("reason"), by=case.viewer)


def _sign_apology(case: Case) -> object:
    return api.sign_apology(dossier=case.dossier, by=case.viewer)


def _not_fields(case: Case) -> Fields:
    return [case.text("reason", _("Vì sao không ký, người trình sẽ đọc"), widget="long_text")]


def _decline(case: Case) -> object:
    return api.decline_apology(dossier=case.dossier, reason=case.said("reason"), by=case.viewer)


def _end_of_day(case: Case) -> datetime:
    words = [case.said(f"due-{part}") for part in ("year", "month", "day")]
    try:
        day = date(*(int(each) for each in words))
    except ValueError:
        raise Refusal(
            _("Ngày hẹn mới chưa đúng."), fields={"due": _("Ghi ngày, tháng, năm, ví dụ 26 08 2026.")}
        ) from None
    clock = api.clock_of(case.dossier.competent_agency)
    if not clock.calendar.is_working(day):
        raise Refusal(_("Ngày hẹn mới là ngày nghỉ."), fields={"due": _("Xin chọn một ngày làm việc.")})
    return clock.close_of(day)


def _why_fields(case: Case) -> Fields:
    return [case.text("reason", _("Lý do dừng, người nộp sẽ đọc"), widget="long_text")]


def _stop(case: Case) -> object:
    return api.stop(dossier=case.dossier, reason=case.said("reason"), by=case.viewer)


SIGN = Deed(
    "ky", "sign_result", _("Ký và ban hành"), "k", _sign, _("Đang ký. Kết quả hiện ra khi ký xong."), tone="main"
)
RETURN = Deed(
    "tra-ket-qua", "return_result", _("Trả kết quả"), "r", _return, _("Đã trả kết quả."), _how_fields,
    _("Bản điện tử luôn vào kho giấy tờ của người nộp; ở đây ghi thêm cách người nộp nhận được."), tone="main",
)  # fmt: skip
SPOIL = Deed(
    "phoi-hong", "spoil_blank", _("Ghi phôi hỏng, hủy"), "", _spoil, _("Đã ghi phôi hỏng, hủy."), _spoil_fields,
    _("Số sê-ri đã ghi ở đây không dùng lại được cho phôi cùng loại của cơ quan."),
)  # fmt: skip
REPLACE = Deed(
    "thay-phoi", "replace_blank", _("Trao phôi thay thế"), "", _replace, _("Đã hủy phôi cũ, ghi phôi trao thay."),
    _replace_fields,
    _("Kết quả, số và bản điện tử giữ nguyên. Ai kiểm tra mã in trên giấy sẽ thấy phôi nào còn giá trị."),
)  # fmt: skip
REVOKE = Deed(
    "thu-hoi", "revoke_result", _("Thu hồi kết quả"), "", _revoke, _("Đã thu hồi kết quả."), _revoke_fields,
    _("Kết quả mất hiệu lực ngay, không lấy lại được. Người nộp được báo, trang kiểm tra giấy tờ cho biết đã thu hồi."),
    tone="grave",
)  # fmt: skip
APOLOGISE = Deed(
    "hen-lai", "apologise", _("Xin lỗi và hẹn lại"), "h", _apologise, _("Đã trình ký văn bản xin lỗi và ngày hẹn mới."),
    _new_date_fields,
    _("Lãnh đạo ký văn bản mẫu 04 rồi gửi; ngày hẹn mới tính từ lúc ký. Phải gửi chậm nhất một ngày trước hạn."),
)  # fmt: skip
SIGN_APOLOGY = Deed(
    "ky-hen-lai", "sign_apology", _("Ký văn bản xin lỗi, hẹn lại"), "", _sign_apology,
    _("Đang ký. Ngày hẹn mới tính khi ký xong."), tone="main",
)  # fmt: skip
DECLINE_APOLOGY = Deed(
    "khong-ky-hen-lai", "decline_apology", _("Không ký hẹn lại"), "", _decline, _("Đã trả lại, ngày hẹn cũ vẫn tính."),
    _not_fields, _("Ngày hẹn cũ vẫn tính. Người trình đọc được lý do và có thể trình lại."),
)  # fmt: skip
STOP = Deed(
    "dung", "stop", _("Dừng giải quyết"), "", _stop, _("Đã dừng giải quyết."), _why_fields,
    _("Người nộp nhận được thông báo mẫu 05 với lý do này và cách khiếu nại."), tone="grave",
)  # fmt: skip
