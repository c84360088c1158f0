"""Keep a file that shows what was delivered."""

from __future__ import annotations

import io
import os
import zipfile
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.base.files import LARGEST_FILE, FileRefused, inspect, keep
from motcua.base.files.antivirus import scan
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.plans.events import EvidenceAdded
from motcua.plans.journal import journal
from motcua.plans.models import Evidence, Part, Task
from motcua.plans.policies import in_force, may_work_on

MOST_FILES = 40
_OFFICE = "application/vnd.openxmlformats-officedocument"
# What stands inside tells the kind of an office file; its name does not.
_KINDS = {
    "word/document.xml": (".docx", f"{_OFFICE}.wordprocessingml.document"),
    "xl/workbook.xml": (".xlsx", f"{_OFFICE}.spreadsheetml.sheet"),
    "ppt/presentation.xml": (".pptx", f"{_OFFICE}.presentationml.presentation"),
}


class Looked(NamedTuple):
    """Media type and safe name of a file; whether the antivirus looked at it."""

    media_type: str
    name: str
    scanned: bool


def add_evidence(
    *, task: Task, content: bytes, name: str, title: str, by: Viewer, part: Part | None = None
) -> Evidence:
    """Keep `content` as evidence of `task` (or of one `part` of it) under the product's name `title`.

    PDF, pictures, and office files without programs inside. Looked at before the transaction. Raises `Forbidden`,
    `FileRefused`; `Refusal` without the product's name or for a closed task.
    """
    require(may_work_on(by, task))
    require(in_force(task))
    if not title.strip():
        raise Refusal(_("Xin ghi tên sản phẩm, ví dụ “Báo cáo 45/BC-UBND ngày 05/10/2026”."))
    if part is not None and part.task_id != task.pk:
        raise Refusal(_("Kỳ này thuộc nhiệm vụ khác."))
    return _keep(task, part, content, looked_at(content, name), title.strip()[:300], by)


def looked_at(content: bytes, name: str) -> Looked:
    """What somebody sent along: a PDF, a picture, or an office file without programs inside. Raises `FileRefused`."""
    office = _office_kind(content) if zipfile.is_zipfile(io.BytesIO(content)) and content[:2] == b"PK" else None
    if office is None:
        seen = inspect(content, name)
        return Looked(seen.media_type, seen.name, seen.scanned)
    if len(content) > LARGEST_FILE:
        raise FileRefused("too_large", _("Tệp này quá lớn. Xin lưu thành PDF ở mức nhỏ hơn rồi gửi lại."))
    stem = os.path.splitext(os.path.basename(name.replace("\\", "/")))[0].strip(" .")[:100] or "san-pham"
    return Looked(office[1], f"{stem}{office[0]}", scan(content))


def _office_kind(content: bytes) -> tuple[str, str] | None:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        names = packed.namelist()
    found = next((kind for inside, kind in _KINDS.items() if inside in names), None)
    if found is not None and any("vbaproject" in each.lower() or "activex" in each.lower() for each in names):
        raise FileRefused("programs", _("Tệp này có macro bên trong. Xin lưu thành PDF rồi gửi tệp PDF."))
    return found


@transaction.atomic
def _keep(task: Task, part: Part | None, content: bytes, seen: Looked, title: str, by: Viewer) -> Evidence:
    held = Task.objects.select_for_update().get(pk=task.pk)
    if not held.is_open or (part is not None and not part.is_open):
        raise Refusal(_("Nhiệm vụ đã đóng. Xin mở lại trước khi gửi thêm tệp."))
    if task.evidence_files.count() >= MOST_FILES:
        raise Refusal(_("Nhiệm vụ này đã có %(n)d tệp. Xin gộp các tệp lại.") % {"n": MOST_FILES})
    stored = keep(content, name=seen.name, media_type=seen.media_type)
    made = Evidence.objects.create(
        task=task, part=part, title=title, file=stored, scanned=seen.scanned, by=str(by.actor), at=now()
    )
    journal(EvidenceAdded(task.plan.public_id, task.public_id, made.public_id, stored.sha256), by)
    return made
