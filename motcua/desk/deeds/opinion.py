"""Asking another unit, and answering when we are asked."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.errors import Refusal
from motcua.desk.deeds.case import Case, Deed, Fields
from motcua.directory.api import Agency, Unit, agencies
from motcua.dossiers import api
from motcua.rules.clock import TimeLimit, TimeUnit

LONGEST_DAYS = 30


def _ask_question(case: Case) -> Fields:
    there = agencies()
    return [
        case.choose("agency", _("Hỏi cơ quan nào?"), [(each.code, each.name) for each in there], widget="select"),
        case.choose(
            "unit",
            _("Bộ phận được hỏi"),
            _units_of(there),
            widget="select",
            optional=True,
            hint=str(_("Chỉ người của bộ phận này đọc hồ sơ và trả lời. Để trống thì cả cơ quan được hỏi.")),
        ),
        case.text("question", _("Điều cần hỏi"), widget="long_text"),
        case.text("days", _("Trả lời trong mấy ngày làm việc?"), size="tiny", input_mode="numeric"),
    ]


def _units_of(there: list[Agency]) -> list[tuple[str, str]]:
    """Code → name of the units there are; one line for those that go by the same code in several agencies."""
    open_ones = Unit.objects.filter(agency__in=there, active=True).order_by("name", "pk")
    found: dict[str, str] = {}
    for code, name in open_ones.values_list("code", "name"):
        found.setdefault(code, name)
    return list(found.items())


@transaction.atomic
def _ask(case: Case) -> object:
    agency = next((each for each in agencies() if each.code == case.said("agency")), None)
    days = case.said("days")
    wrong: dict[str, object] = {}
    if agency is None:
        wrong["agency"] = _("Xin chọn cơ quan được hỏi.")
    if not case.said("question"):
        wrong["question"] = _("Xin ghi rõ điều cần hỏi.")
    if not days.isdecimal() or not 1 <= int(days) <= LONGEST_DAYS:
        wrong["days"] = _("Ghi số ngày, từ 1 đến 30.")
    if wrong or agency is None:
        raise Refusal(_("Xin xem lại các mục được đánh dấu."), fields=wrong)
    # Pressed twice it is one question: the dossier is held, so the second press sees what the first one wrote.
    held = api.Dossier.objects.select_for_update().get(pk=case.dossier.pk)
    same = api.OpinionRequest.objects.filter(
        dossier=held,
        asked_agency=agency,
        asked_unit=case.said("unit"),
        question=case.said("question"),
        answered_at__isnull=True,
    ).first()
    return same or api.ask_opinion(
        dossier=case.dossier, agency=agency, unit=case.said("unit"), question=case.said("question"),
        limit=TimeLimit(int(days), TimeUnit.WORKING_DAY), by=case.viewer,
    )  # fmt: skip


def _shown_question(case: Case) -> dict[str, object]:
    return {"asked": api.opinion_asked_of(case.dossier, case.viewer)}


def _answer_fields(case: Case) -> Fields:
    return [
        case.choose("opinion", _("Ý kiến"), api.Opinion.choices),
        case.text(
            "answer",
            _("Nội dung"),
            widget="long_text",
            hint=str(_("Bắt buộc khi không thống nhất hoặc có ý kiến khác.")),
        ),
    ]


def _answer(case: Case) -> object:
    request = api.opinion_asked_of(case.dossier, case.viewer)
    if request is None:
        raise Refusal(_("Câu hỏi này đã được trả lời."))
    return api.give_opinion(request=request, opinion=case.said("opinion"), answer=case.said("answer"), by=case.viewer)


ASK = Deed(
    "xin-y-kien", "ask_opinion", _("Hỏi ý kiến nơi khác"), "", _ask, _("Đã gửi câu hỏi."), _ask_question,
    _("Nơi được hỏi có đồng hồ riêng; hạn trả cho người dân vẫn chạy."),
)  # fmt: skip
ANSWER = Deed(
    "cho-y-kien", "give_opinion", _("Trả lời ý kiến"), "y", _answer, _("Đã gửi ý kiến."), _answer_fields, tone="main",
    template="desk/deeds/opinion.html", context=_shown_question,
)  # fmt: skip
