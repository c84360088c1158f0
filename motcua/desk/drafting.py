"""From the declaration to the draft of a result: boxes already filled, changed by the officer, read as plain data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from ruamel.yaml import YAML

from motcua.base.errors import Refusal
from motcua.catalogue.api import pack_of, result_data
from motcua.dossiers.api import Dossier
from motcua.eforms.api import shown

TABLE = Path(__file__).parent / "data" / "drafts.yaml"
BETWEEN = " | "
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAY = re.compile(r"(?:(\d{1,2})[/.\- ])?(?:(\d{1,2})[/.\- ])?(\d{4})")


@dataclass(frozen=True)
class Box:
    """One box of a draft. `kind`: text, long, date, number, rows or list; see data/drafts.yaml for the rest."""

    path: str
    label: str
    kind: str = "text"
    optional: bool = False
    row: Mapping[str, Any] | None = None

    @property
    def id(self) -> str:
        """Its name in the page."""
        return "d-" + self.path.replace(".", "-")


@cache
def boxes(template: str) -> tuple[Box, ...]:
    """The boxes of a document template, in order; none for a template nobody has described."""
    table = YAML(typ="safe").load(TABLE)
    return tuple(
        Box(each["path"], each["label"], each.get("as", "text"), bool(each.get("optional")), each)
        for each in table.get(template, ())
    )


def declared_values(dossier: Dossier) -> dict[str, Any]:
    """Field → value as declared; rows of repeat sections as lists."""
    return dossier.answers


@override("vi")
def first_words(dossier: Dossier, key: str) -> dict[str, str]:
    """What stands in the boxes (by id) of result `key` when the officer opens it for the first time: in Vietnamese,
    whatever language the officer reads, for it is what the paper will say.

    Answers the table knows by name go first (it knows that a typed answer counts more than "other"), then what the
    pack prints, then fixed words, then who filed it. Raises `LookupError` for an unknown result.
    """
    pack = pack_of(dossier.procedure_version_id)
    printed = _whole(result_data(pack, key, declared_values(dossier)))
    template = next((each.template for each in pack.results if each.id == key), None) or ""
    return {
        box.id: _from_answers(dossier, box) or words_of(printed, box) or _fixed(box) or _filed_by(dossier, box)
        for box in boxes(template)
    }


def _whole(printed: Mapping[str, Any]) -> dict[str, Any]:
    """Without lines whose label the pack wrote and whose answer nobody knows."""
    sections = [
        {**each, "rows": [row for row in each.get("rows", ()) if row.get("value") not in (None, "")]}
        for each in printed.get("sections", ())
    ]
    return {**printed, "sections": sections} if sections else dict(printed)


def _fixed(box: Box) -> str:
    row = box.row or {}
    return "\n".join(row.get("lines", ())) if box.kind == "list" else str(row.get("fixed", ""))


def _filed_by(dossier: Dossier, box: Box) -> str:
    """Who filed it, where a form that asks nothing about them leaves their place on the paper empty."""
    return dossier.applicant.full_name if (box.row or {}).get("else") == "applicant" and dossier.applicant else ""


def _from_answers(dossier: Dossier, box: Box) -> str:
    row, say = box.row or {}, _Saying(dossier)
    if box.kind == "rows":
        return "\n".join(_first_rows(row, say))
    said = [each for each in map(say.of, row.get("from", ())) if each]
    if not said:
        return ""
    words = str(row["join"]).join(said) if "join" in row else said[0]
    return f"{row.get('before', '')}{words}{row.get('after', '')}"


def words_of(data: Mapping[str, Any], box: Box) -> str:
    """What a kept draft says in the box."""
    value: Any = data
    for part in box.path.split("."):
        if isinstance(value, list):
            value = value[int(part)] if int(part) < len(value) else ""
        else:
            value = value.get(part, "") if isinstance(value, Mapping) else ""
    if box.kind == "rows" and isinstance(value, list):
        return "\n".join(BETWEEN.join(_said(box, name, each) for name in _columns(box)) for each in value)
    if box.kind == "list" and isinstance(value, list):
        return "\n".join(str(each) for each in value)
    return _shown_day(str(value)) if box.kind == "date" else str(value)


def read_draft(template: str, typed: Mapping[str, str]) -> dict[str, Any]:
    """The data of the document from what stands in the boxes. Raises `Refusal` with `fields` for what is missing."""
    data: dict[str, Any] = {}
    wrong: dict[str, object] = {}
    for box in boxes(template):
        words = typed.get(box.id, "").strip()
        if not words:
            if not box.optional:
                wrong[box.id] = _("Chưa có nội dung.")
            continue
        try:
            _put(data, box.path.split("."), _read(box, words))
        except ValueError:
            wrong[box.id] = _("Ghi ngày, tháng, năm, ví dụ 26/08/2026.") if box.kind == "date" else _("Chỉ ghi chữ số.")
    if wrong:
        raise Refusal(_("Dự thảo còn chỗ chưa đủ."), fields=wrong)
    return data


class _Saying:
    """The declared values in the words of a document."""

    def __init__(self, dossier: Dossier) -> None:
        form = pack_of(dossier.procedure_version_id).form
        self.fields = {field.id: field for field in (form.fields() if form else [])}
        self.values = declared_values(dossier)

    def of(self, name: str) -> str:
        return self.value(name, self.values.get(name))

    def value(self, name: str, value: Any) -> str:
        field = self.fields.get(name)
        return shown(field, value) if field is not None else str(value or "")


def _first_rows(row: Mapping[str, Any], say: _Saying) -> Iterable[str]:
    for label, name in row.get("lines", ()):
        if say.of(name):
            yield f"{label}{BETWEEN}{say.of(name)}"
    for name in row.get("first", ()):
        if say.of(name):
            yield say.of(name)
            break
    for each in say.values.get(row.get("section", ""), ()) or ():
        yield BETWEEN.join(say.value(name, each.get(name)) for name in row.get("of", ()))


def _columns(box: Box) -> list[str]:
    return list((box.row or {}).get("columns", ()))


def _said(box: Box, name: str, row: Mapping[str, Any]) -> str:
    value = str(row.get(name, ""))
    return _shown_day(value) if name == "birth" or _ISO_DAY.fullmatch(value) else value


def _read(box: Box, words: str) -> Any:
    if box.kind == "date":
        return _iso(words)
    if box.kind == "number":
        return int(re.sub(r"[.\sđ]", "", words))
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    if box.kind == "list":
        return lines
    if box.kind == "rows":
        return [_row(box, line) for line in lines]
    return words


def _row(box: Box, line: str) -> dict[str, str]:
    names = _columns(box)
    parts = [each.strip() for each in line.split(BETWEEN.strip(), len(names) - 1)]
    found = {name: part for name, part in zip(names, parts, strict=False) if part}
    if "birth" in found:
        found["birth"] = _iso(found["birth"])
    return found


def _iso(words: str) -> str:
    found = _DAY.fullmatch(words.strip())
    if found is None or (found[1] and not found[2]):
        raise ValueError(words)
    if found[2]:
        return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
    return f"{found[3]}-{int(found[1]):02}" if found[1] else found[3]


def _shown_day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))


def _put(data: dict[str, Any], path: list[str], value: Any) -> None:
    here: Any = data
    for name, following in zip(path, [*path[1:], ""], strict=True):
        last = following == ""
        if isinstance(here, list):
            place = int(name)
            while len(here) <= place:
                here.append({})
            if last:
                here[place] = value
            here = here[place]
        elif last:
            here[name] = value
        else:
            here = here.setdefault(name, [] if following.isdecimal() else {})
