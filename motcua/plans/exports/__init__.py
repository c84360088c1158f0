"""A plan out again: for Excel, for Word, for programs."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import override

from motcua.base.late import late
from motcua.plans.exports.as_json import json_bytes
from motcua.plans.models import Collection, Input, Plan

Maker = Callable[[Plan], bytes]
_OFFICE = "application/vnd.openxmlformats-officedocument"
_MAKERS: dict[str, tuple[str, Maker]] = {
    "xlsx": (f"{_OFFICE}.spreadsheetml.sheet", late("motcua.plans.exports.as_xlsx.plan_as_xlsx")),
    "docx": (f"{_OFFICE}.wordprocessingml.document", late("motcua.plans.exports.as_docx.plan_as_docx")),
    "json": ("application/json", json_bytes),
}
FORMATS = tuple(_MAKERS)
_answers: Callable[[Collection, list[Input]], bytes] = late("motcua.plans.exports.as_answers.answers_as_xlsx")


def export_plan(plan: Plan, shape: str) -> tuple[bytes, str]:
    """The bytes of a plan in one of `FORMATS` and their media type; `KeyError` for another.

    In Vietnamese whoever asks: it is the agency's document, and it is read back by its words.
    """
    media_type, make = _MAKERS[shape]
    with override("vi"):
        return make(plan), media_type


def export_answers(collection: Collection, inputs: list[Input]) -> tuple[bytes, str]:
    """What units answered to a collection, as .xlsx, and its media type; in Vietnamese, as `export_plan`."""
    with override("vi"):
        return _answers(collection, inputs), _MAKERS["xlsx"][0]
