"""Questions about papers. Checking is open to anybody and therefore tells nothing of the person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO

import pikepdf
from django.utils.translation import gettext as _

from motcua.base.clock import HO_CHI_MINH, today
from motcua.papers.check_codes import tidy_code
from motcua.papers.models import IssuedPaper

VALID, EXPIRED, NOT_YET, UNKNOWN = "valid", "expired", "not_yet", "unknown"
MARK = "kiem-tra:"


@dataclass(frozen=True)
class PaperCheck:
    """What a stranger may know of a paper: `state` is valid, expired, not_yet, revoked, replaced or unknown."""

    state: str
    sentence: str
    title: str = ""
    kind: str = ""
    number: str = ""
    agency: str = ""
    agency_name: str = ""
    issued_on: date | None = None
    valid_to: date | None = None
    holder_initials: str = ""
    signed_by: str = ""
    reason: str = ""
    state_on: date | None = None
    replaced_by: str = ""
    sha256: str = ""

    @property
    def in_force(self) -> bool:
        """Does it count today?"""
        return self.state == VALID


def check(code: str) -> PaperCheck:
    """What was issued under the code somebody typed or scanned."""
    tidy = tidy_code(code)
    paper = IssuedPaper.objects.select_related("replaced_by").filter(check_code=tidy).first() if tidy else None
    if paper is None:
        sentence = _("Không tìm thấy văn bản nào có mã này. Xin xem lại từng chữ, từng số của mã.")
        return PaperCheck(UNKNOWN, sentence)
    return check_of(paper)


def check_of(paper: IssuedPaper) -> PaperCheck:
    """What a stranger may know of `paper` today."""
    state = _state(paper)
    return PaperCheck(
        state=state,
        sentence=_sentence(paper, state),
        title=paper.title,
        kind=paper.kind,
        number=paper.number_text,
        agency=paper.agency,
        agency_name=paper.agency_name,
        issued_on=_day(paper.issued_at),
        valid_to=paper.valid_to,
        holder_initials=paper.holder_initials,
        signed_by=paper.signed_by,
        reason=paper.reason,
        state_on=_day(paper.state_at) if paper.state_at else None,
        replaced_by=paper.replaced_by.number_text if paper.replaced_by else "",
        sha256=paper.sha256,
    )


def check_file(sha256: str) -> IssuedPaper | None:
    """The paper whose very bytes these are."""
    return IssuedPaper.objects.filter(sha256=sha256).first()


def files_not_in_force(digests: Iterable[str]) -> dict[str, IssuedPaper]:
    """SHA-256 → the paper, of those files that are papers of ours and were revoked or replaced."""
    found = IssuedPaper.objects.select_related("replaced_by").filter(sha256__in=set(digests))
    return {each.sha256: each for each in found.exclude(state=IssuedPaper.State.VALID)}


def paper_named(public_id: str) -> IssuedPaper | None:
    """The paper with this public id; whoever serves it checks first who asks."""
    return IssuedPaper.objects.select_related("file").filter(public_id=public_id).first()


def papers_for(reference: str) -> list[IssuedPaper]:
    """What was issued for "dossier:…", oldest first."""
    return list(IssuedPaper.objects.select_related("file").filter(reference=reference).order_by("issued_at", "id"))


def printed_code(pdf: bytes) -> str:
    """The check code written into a PDF of ours; "" where there is none or the file cannot be read."""
    try:
        with pikepdf.open(BytesIO(pdf)) as document:
            words = str(document.docinfo.get("/Keywords", ""))
    except (pikepdf.PdfError, ValueError, KeyError, TypeError):
        return ""
    found = next((each for each in words.replace(",", " ").split() if each.startswith(MARK)), "")
    return tidy_code(found.removeprefix(MARK))


def _state(paper: IssuedPaper) -> str:
    if paper.state != IssuedPaper.State.VALID:
        return str(paper.state)
    if paper.valid_to is not None and paper.valid_to < today():
        return EXPIRED
    return NOT_YET if paper.valid_from > today() else VALID


def _sentence(paper: IssuedPaper, state: str) -> str:
    facts = {
        "title": paper.title,
        "agency": paper.agency_name or paper.agency,
        "day": f"{_day(paper.issued_at):%d/%m/%Y}",
        "to": f"{paper.valid_to:%d/%m/%Y}" if paper.valid_to else "",
        "from": f"{paper.valid_from:%d/%m/%Y}",
        "on": f"{_day(paper.state_at):%d/%m/%Y}" if paper.state_at else "",
        "other": paper.replaced_by.number_text if paper.replaced_by else "",
    }
    sentences = {
        VALID: _("%(title)s này do %(agency)s cấp ngày %(day)s, còn hiệu lực."),
        EXPIRED: _("%(title)s này do %(agency)s cấp ngày %(day)s, đã hết hiệu lực từ sau ngày %(to)s."),
        NOT_YET: _("%(title)s này do %(agency)s cấp ngày %(day)s, có hiệu lực từ ngày %(from)s."),
        "revoked": _("%(title)s này do %(agency)s cấp ngày %(day)s, đã bị thu hồi ngày %(on)s."),
        "corrected": _(
            "%(title)s này do %(agency)s cấp ngày %(day)s, đã bị thu hồi ngày %(on)s, nay dùng văn bản %(other)s."
        ),
        "replaced": _("%(title)s này do %(agency)s cấp ngày %(day)s, đã được thay bằng văn bản %(other)s ngày %(on)s."),
    }
    if state == IssuedPaper.State.REVOKED and paper.replaced_by is not None:
        state = "corrected"
    return sentences[state] % facts


def _day(moment: datetime) -> date:
    return moment.astimezone(HO_CHI_MINH).date()
