"""From a field of the form to what the field component shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from motcua.base.kit.field_view import ChoiceView
from motcua.base.kit.field_view import FieldView as Shown
from motcua.directory.api import places
from motcua.eforms.api import FieldView

MOST_RADIOS = 7
INPUT_MODES = {"number": "numeric", "money": "numeric", "phone": "tel", "email": "email", "personal_id": "numeric"}
SIZES = {"time": "tiny", "number": "short", "money": "short"}
WIDGETS = {"long_text": "long_text", "date": "date", "time": "time", "address": "address", "place": "address"}


def question(
    field: FieldView,
    *,
    heading: bool = False,
    title: str = "",
    hint: str = "",
    province: str = "",
    tried: bool = False,
    typed: Any = None,
) -> Shown:
    """The box for one field. `heading`: its label is the h1 of the page, in the words of `title` where given, with the
    page's `hint`; `province`: whose communes to offer first; `typed`: what was sent and not kept yet.
    """
    if typed is not None:  # what was found wrong was in the answer kept before
        field = replace(field, problems=(), box=typed, value={"yes": True, "no": False}.get(str(typed), typed))
    widget = WIDGETS.get(field.type, "text")
    choices = _choices(field)
    if choices:
        widget = "radio" if len(choices) <= MOST_RADIOS or field.choose else "select"
    parts = _parts(field, province)
    if field.type in ("address", "place"):
        parts["with_detail"] = field.type == "address"
    return Shown(
        id=field.name,
        label=field.label if field.choose else title or field.label,
        widget=widget,
        value="" if isinstance(field.box, Mapping) else str(field.box or ""),
        hint=" ".join(each for each in (*_why_asked(field), hint, field.hint) if each),
        problem=_problem(field, tried),
        optional=not field.required,
        heading=heading,
        input_mode=INPUT_MODES.get(field.type, ""),
        autocomplete={"phone": "tel", "email": "email"}.get(field.type, "off"),
        size=SIZES.get(field.type, ""),
        choices=choices,
        provinces=_provinces(parts) if widget == "address" else (),
        communes=_communes(parts) if widget == "address" else (),
        parts=parts,
    )


def _why_asked(field: FieldView) -> list[str]:
    """Why a thing that a source told is asked all the same."""
    if field.choose:
        return [_("Hai nguồn của nhà nước ghi khác nhau. Xin chọn điều đúng, cán bộ sẽ kiểm tra.")]
    if field.likely:
        return [_("Điền sẵn %(source)s. Xin xem có đúng không.") % {"source": field.source}]
    return []


def _problem(field: FieldView, tried: bool) -> str:
    """What is wrong with something typed; an empty box is no mistake before the person has pressed on."""
    if (field.box in ("", None, {}) or field.choose) and not tried:
        return ""
    return " ".join(each.message for each in field.problems if each.level == "error")


def _choices(field: FieldView) -> list[ChoiceView]:
    if field.choose:
        return [ChoiceView(value, label, source) for value, label, source in field.choose]
    if field.type == "yes_no":
        given = {True: "yes", False: "no"}.get(field.value, "")
        return [
            ChoiceView("yes", _("Có"), chosen=given == "yes"),
            ChoiceView("no", _("Không"), chosen=given == "no"),
        ]
    given = str(field.value or "")
    return [ChoiceView(value, label, hint, chosen=given == value) for value, label, hint in field.options]


def _parts(field: FieldView, province: str) -> dict[str, Any]:
    if field.type == "date":
        return _date_parts(field)
    if field.type not in ("address", "place"):
        return {}
    box = dict(field.box) if isinstance(field.box, Mapping) else {}
    box.setdefault("province", province if places.province(province) else "")
    return box


def _date_parts(field: FieldView) -> dict[str, Any]:
    if isinstance(field.box, Mapping):
        return dict(field.box)
    pieces = str(field.box or "").split("/")
    return dict(zip(("year", "month", "day"), reversed(pieces), strict=False)) if pieces != [""] else {}


def _provinces(parts: Mapping[str, Any]) -> list[ChoiceView]:
    chosen = str(parts.get("province") or "")
    listed = [ChoiceView(each.code, each.full_name, chosen=each.code == chosen) for each in places.provinces()]
    return _with_unlisted(listed, chosen, str(parts.get("province_name") or ""))


def _communes(parts: Mapping[str, Any]) -> list[ChoiceView]:
    province, chosen = str(parts.get("province") or ""), str(parts.get("commune") or "")
    if not province:
        return []
    listed = commune_choices(province, chosen)
    # A commune of the province that was chosen before says nothing about this one.
    named = chosen if places.commune(chosen) is None else ""
    return _with_unlisted(listed, named, str(parts.get("commune_name") or ""))


def commune_choices(province: str, chosen: str = "") -> list[ChoiceView]:
    """The communes of a province as lines of a list; none where there is no such province."""
    return [ChoiceView(each.code, each.full_name, chosen=each.code == chosen) for each in places.communes_of(province)]


def _with_unlisted(listed: list[ChoiceView], chosen: str, name: str) -> list[ChoiceView]:
    """A place that a source named and the list does not have stays as it is until somebody chooses another."""
    if not chosen or any(each.chosen for each in listed):
        return listed
    return [ChoiceView(chosen, name or chosen, chosen=True), *listed]


def keep_names_of_places(values: dict[str, Any], current: Mapping[str, Any]) -> dict[str, Any]:
    """Boxes send the codes of a place; while these stay, the names that a source gave stay with them."""
    for name, sent in values.items():
        before = current.get(name)
        if not isinstance(sent, Mapping) or not isinstance(before, Mapping):
            continue
        kept = {
            f"{part}_name": before[f"{part}_name"]
            for part in ("province", "commune")
            if before.get(f"{part}_name") and before.get(part) == sent.get(part)
        }
        values[name] = {**sent, **kept}
    return values
