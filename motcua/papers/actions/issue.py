"""Issue a document: keep its bytes, enter it, tell."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from motcua.base.actor import Actor
from motcua.base.clock import HO_CHI_MINH, now
from motcua.base.events import record
from motcua.base.files import keep
from motcua.papers.check_codes import new_check_code
from motcua.papers.errors import UnknownTemplate
from motcua.papers.events import PaperIssued
from motcua.papers.models import IssuedPaper, Number
from motcua.papers.template_list import template_named

LONGEST_INITIALS = 40
PDF, XML = "application/pdf", "application/xml"
ENDINGS = {PDF: ".pdf", XML: ".xml"}


@transaction.atomic
def issue(
    *,
    kind: str,
    agency: str,
    pdf: bytes,
    subject: object,
    by: Actor,
    title: str = "",
    number: Number | None = None,
    number_text: str = "",
    check_code: str = "",
    agency_name: str = "",
    holder_name: str = "",
    reference: str = "",
    signed_by: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
    issued_at: datetime | None = None,
    media_type: str = PDF,
) -> IssuedPaper:
    """Enter the finished (signed, sealed) `pdf` as an official document and keep it; `media_type` where it is XML.

    `subject` is whose it is ("person:001…" or a Subject). The check code is the one printed on it: the number's own,
    or `check_code` where it has no number. Of `holder_name` only the initials are kept here. `kind` is a template's
    code or the code of a result. Raises `StorageFull`; `IntegrityError` where the number or code was used already.
    """
    stored = keep(pdf, name=f"{kind}{ENDINGS[media_type]}", media_type=media_type)
    at = issued_at or now()
    name, version = _template(kind)
    paper = IssuedPaper.objects.create(
        kind=kind,
        title=title or name,
        number=number,
        number_text=number.text if number else number_text,
        agency=agency,
        agency_name=agency_name,
        subject=str(subject),
        holder_initials=initials(holder_name),
        reference=reference,
        file=stored,
        sha256=stored.sha256,
        template_sha256=version,
        check_code=check_code or (number.check_code if number else new_check_code()),
        issued_at=at,
        signed_by=signed_by,
        valid_from=valid_from or at.astimezone(HO_CHI_MINH).date(),
        valid_to=valid_to,
    )
    told = PaperIssued(
        paper=paper.public_id,
        kind=kind,
        agency=agency,
        number=paper.number_text,
        reference=reference,
        sha256=stored.sha256,
    )
    record(told, stream=f"paper:{paper.public_id}", by=by)
    return paper


def initials(name: str) -> str:
    """ "Nguyễn Thị Ánh" → "N. T. Á.": enough for the holder to know it is theirs, for nobody else to learn whose."""
    return " ".join(f"{part[0].upper()}." for part in name.split())[:LONGEST_INITIALS]


def _template(kind: str) -> tuple[str, str]:
    try:
        found = template_named(kind)
    except UnknownTemplate:
        return kind, ""
    return found.title, found.sha256
