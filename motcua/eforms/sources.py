"""Sources as people read them: "từ CSDL dân cư, 22/11/2026"."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.eforms.held import Held

NAMES = {
    "vneid": gettext_lazy("VNeID"),
    "population": gettext_lazy("CSDL dân cư"),
    "residence": gettext_lazy("CSDL cư trú"),
    "civil_status": gettext_lazy("CSDL hộ tịch"),
    "birth_notice": gettext_lazy("giấy chứng sinh điện tử"),
    "death_notice": gettext_lazy("giấy báo tử điện tử"),
    "insurance": gettext_lazy("CSDL bảo hiểm"),
    "poverty": gettext_lazy("CSDL hộ nghèo"),
    "land": gettext_lazy("CSDL đất đai"),
    "business": gettext_lazy("CSDL đăng ký kinh doanh"),
    "vault": gettext_lazy("kho giấy tờ của ông/bà"),
    "earlier": gettext_lazy("hồ sơ trước của ông/bà"),
    # Named by packs as what stands in for a paper; not connected yet.
    "identity": gettext_lazy("CSDL căn cước"),
    "social_protection": gettext_lazy("CSDL trợ giúp xã hội"),
    "tax": gettext_lazy("CSDL thuế"),
    "specialised": gettext_lazy("CSDL chuyên ngành"),
    "education": gettext_lazy("CSDL giáo dục"),
    "health": gettext_lazy("CSDL y tế"),
    "health_record": gettext_lazy("sổ sức khỏe điện tử"),
    "permit": gettext_lazy("kho giấy phép xây dựng của địa phương"),
    "construction": gettext_lazy("CSDL hoạt động xây dựng"),
    "housing": gettext_lazy("CSDL nhà ở"),
    "driving_licence": gettext_lazy("CSDL giấy phép lái xe"),
    "vehicle": gettext_lazy("CSDL đăng ký phương tiện"),
    "vehicle_quality": gettext_lazy("CSDL đăng kiểm và hải quan"),
    "criminal_record": gettext_lazy("CSDL lý lịch tư pháp"),
}
WORKED_OUT = {
    "computed": gettext_lazy("tính từ câu trả lời khác"),
    "session": gettext_lazy("theo phiên làm việc này"),
    "const": gettext_lazy("điền sẵn"),
}


def name_of_source(source: str) -> str:
    """The source in words, as they stand after "từ"."""
    return str(NAMES.get(source) or WORKED_OUT.get(source) or source)


def day(value: date | None) -> str:
    """22/11/2026."""
    return f"{value:%d/%m/%Y}" if value else ""


def sentence(answer: Held | None) -> str:
    """Where an answer comes from, in a few words; empty for what the person typed."""
    if answer is None or not answer.from_source:
        return ""
    if answer.source in WORKED_OUT:
        return str(WORKED_OUT[answer.source])
    words = {"source": name_of_source(answer.source), "day": day(answer.source_date)}
    return _("từ %(source)s, %(day)s") % words if answer.source_date else _("từ %(source)s") % words
