"""The papers of a dossier, component by component, and the files the desk may serve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from motcua.base.errors import NotFound
from motcua.base.models import StoredFile
from motcua.catalogue.api import pack_of, say, say_paper
from motcua.dossiers.api import Dossier, DossierForm, FormCode, Part, PartCheck, Result
from motcua.eforms.api import name_of_source
from motcua.papers.api import IssuedPaper, files_not_in_force

DATA = "data:"


@dataclass(frozen=True)
class Sheet:
    """One file handed in. `gone`: the paper of ours that it is, where that was revoked or replaced."""

    part: Part
    file: str
    round: int
    tone: str
    verdict: str
    gone: IssuedPaper | None


@dataclass(frozen=True)
class Component:
    """One component of the dossier: its files, or what stands in for them."""

    id: str
    name: str
    need: str
    stands_in: str
    sheets: tuple[Sheet, ...]

    @property
    def empty(self) -> bool:
        """Nothing here at all?"""
        return not self.sheets and not self.stands_in

    @property
    def passed_over(self) -> bool:
        """Nothing here, and nothing had to be?"""
        return self.empty and bool(self.need)


@dataclass(frozen=True)
class Made:
    """A paper we made: a form or a result. `is_data`: for machines (XML), nothing to look at."""

    file: str
    title: str
    at: Any
    is_data: bool = False


def components_of(dossier: Dossier) -> list[Component]:
    """Every component of the procedure with what came for it, in the order of the procedure. Two queries."""
    pack = pack_of(dossier.procedure_version_id)
    found = Part.objects.select_related("file", "checked_by").filter(dossier=dossier, file__isnull=False)
    parts = list(found.order_by("round", "position"))
    replaced = _stand_ins(dossier)
    gone = files_not_in_force(part.sha256 for part in parts) if parts else {}
    sheets = [_sheet(part, gone.get(part.sha256)) for part in parts]
    listed = [
        Component(
            each.id,
            say(each.name),
            _need(each),
            _("chính là tờ khai điện tử này") if each.mode == "form" else replaced.get(each.id, ""),
            tuple(sheet for sheet in sheets if sheet.part.component == each.id),
        )
        for each in pack.components
    ]
    known = {each.id for each in pack.components}
    others = sorted({part.component for part in parts} - known)
    return listed + [
        Component(name, _("Giấy tờ khác"), "", "", tuple(sheet for sheet in sheets if sheet.part.component == name))
        for name in others
    ]


def made_papers(dossier: Dossier) -> list[Made]:
    """Forms 00–06, fee receipts and signed results, oldest first. Two queries."""
    forms = DossierForm.objects.select_related("file").filter(dossier=dossier)
    results = Result.objects.select_related("file").filter(dossier=dossier, file__isnull=False)
    made = [
        Made(each.file.public_id, str(FormCode(each.form).label), each.made_at, each.form == FormCode.FEE_RECEIPT_XML)
        for each in forms
    ]
    made += [
        Made(each.file.public_id, f"{say_paper(each.title)} {each.number}".strip(), each.signed_at)
        for each in results
        if each.file
    ]
    return sorted(made, key=lambda each: each.at)


def file_of(dossier: Dossier, public_id: str) -> StoredFile:
    """A file that belongs to this dossier. Raises `NotFound` for any other, whoever may see it elsewhere."""
    found = StoredFile.objects.filter(public_id=public_id).first()
    if found is None or not _belongs(dossier, found):
        raise NotFound(_("Hồ sơ này không có tệp đó."))
    return found


def title_of(dossier: Dossier, file: StoredFile) -> str:
    """What the file is: the paper that was made, or the papers it was handed in as; its own name where neither."""
    made = next((each.title for each in made_papers(dossier) if each.file == file.public_id), "")
    if made:
        return made
    handed_in = set(Part.objects.filter(dossier=dossier, file=file).values_list("component", flat=True))
    pack = pack_of(dossier.procedure_version_id)
    return next((say(each.name) for each in pack.components if each.id in handed_in), file.name)


def _belongs(dossier: Dossier, file: StoredFile) -> bool:
    return (
        Part.objects.filter(dossier=dossier, file=file).exists()
        or DossierForm.objects.filter(dossier=dossier, file=file).exists()
        or Result.objects.filter(dossier=dossier, file=file).exists()
    )


def _sheet(part: Part, gone: IssuedPaper | None) -> Sheet:
    tones = {PartCheck.GOOD.value: "done", PartCheck.BAD.value: "bad"}
    return Sheet(
        part,
        part.file.public_id if part.file else "",
        part.round,
        tones.get(part.checked, ""),
        part.get_checked_display(),
        gone,
    )


def _need(component: Any) -> str:
    words = {"always": "", "optional": _("không bắt buộc"), "conditional": _("theo trường hợp")}
    return words[component.required]


def _stand_ins(dossier: Dossier) -> dict[str, str]:
    """Component → the source that made its paper unnecessary."""
    found: dict[str, str] = {}
    for each in dossier.sealed.get("parts", []):
        source = str(each.get("source", ""))
        if source.startswith(DATA):
            found[each["component"]] = _("đã có dữ liệu từ %(source)s") % {
                "source": name_of_source(source.removeprefix(DATA))
            }
    return found
