"""Is this PDF, or sealed XML, what it says it is? Every defect in a sentence of its own; never an exception."""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO

from django.utils.translation import gettext as _
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from motcua.base.clock import HO_CHI_MINH
from motcua.signing.examination import Examined, examine
from motcua.signing.trust import Trust, trust
from motcua.signing.xml_examination import examine_xml
from motcua.signing.xml_seal import Altered, NotSealed

MAXIMUM = 100 << 20
MAXIMUM_XML = 5 << 20
AGENCY = "agency"
OFFICIAL = "official"

# pyHanko tells its log what we tell the reader in words.
logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)


@dataclass(frozen=True)
class SignatureFinding:
    """One signature: who, with what kind of certificate, when (aware, from the timestamp), and what is wrong."""

    signer: str
    kind: str
    kind_name: str
    agency: str
    time: datetime | None
    covers_whole_file: bool
    valid: bool
    reasons: list[str]
    field: str


@dataclass(frozen=True)
class Verification:
    """`valid` only when nothing is wrong; `reasons` says what is, `notes` what a careful reader should know."""

    valid: bool
    reasons: list[str]
    notes: list[str] = field(default_factory=list)
    signatures: list[SignatureFinding] = field(default_factory=list)


def verify(pdf: bytes, *, needs: Collection[str] = (AGENCY,)) -> Verification:
    """Check every signature of `pdf`, or the seal of an XML document; nothing outside is asked.

    `needs` names the kinds of certificates that must have signed: an official paper carries its agency's seal; pass
    nothing for a citizen's declaration. The last signature must cover the whole file.
    """
    if pdf[:512].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _verify_xml(pdf, trust(), needs)
    refused = _unreadable(pdf)
    if refused:
        return Verification(False, [refused])
    try:
        return _verify(pdf, trust(), needs)
    except Exception:  # noqa: BLE001 - a damaged file may break the parser anywhere; the answer is the same
        return Verification(False, [_damaged()])


def _unreadable(pdf: bytes) -> str:
    if not pdf:
        return _("Tệp rỗng, không có nội dung để kiểm tra.")
    if len(pdf) > MAXIMUM:
        return _("Tệp lớn hơn 100 MB nên không kiểm tra được.")
    if b"%PDF-" not in pdf[:1024]:
        return _("Đây không phải tệp PDF. Xin chọn đúng tệp kết quả đã tải về (đuôi .pdf).")
    return ""


def _damaged() -> str:
    return _("Không đọc được tệp: tệp bị hỏng hoặc đã bị sửa. Xin tải lại bản gốc từ nơi cấp.")


def _unsigned() -> str:
    return _("Tệp này không có chữ ký số nào.")


def _no_roots() -> str:
    return _("Máy này chưa được cài chứng thư gốc đáng tin cậy nên chưa kiểm tra được.")


def _verify(pdf: bytes, trusted: Trust, needs: Collection[str]) -> Verification:
    reader = PdfFileReader(BytesIO(pdf))
    if reader.encrypted:
        return Verification(False, [_("Tệp bị khóa bằng mật khẩu nên không kiểm tra được chữ ký.")])
    embedded: list[EmbeddedPdfSignature] = list(reader.embedded_regular_signatures)
    if not embedded:
        return Verification(False, [_unsigned()])
    if not trusted.roots:
        return Verification(False, [_no_roots()])
    last = len(embedded) - 1
    return _judged([examine(each, pdf, trusted, last=place == last) for place, each in enumerate(embedded)], needs)


def _verify_xml(xml: bytes, trusted: Trust, needs: Collection[str]) -> Verification:
    if len(xml) > MAXIMUM_XML:
        return Verification(False, [_("Tệp XML lớn hơn 5 MB nên không kiểm tra được.")])
    if not trusted.roots:
        return Verification(False, [_no_roots()])
    try:
        return _judged([examine_xml(xml, trusted)], needs)
    except NotSealed:
        return Verification(False, [_unsigned()])
    except Altered:
        return Verification(False, [_("Nội dung tệp đã bị thay đổi sau khi ký, hoặc chữ ký số đã bị sửa.")])
    except Exception:  # noqa: BLE001 - as for a damaged PDF
        return Verification(False, [_damaged()])


def _judged(examined: list[Examined], needs: Collection[str]) -> Verification:
    findings = [_finding(each) for each in examined]
    reasons = [reason for each in findings for reason in each.reasons]
    reasons += _missing(findings, needs)
    notes = [note for each in examined for note in each.notes]
    return Verification(not reasons, _once(reasons), _once(notes), findings)


def _finding(seen: Examined) -> SignatureFinding:
    return SignatureFinding(
        signer=seen.signer,
        kind=seen.profile.kind,
        kind_name=seen.profile.name,
        agency=seen.agency,
        time=seen.time.astimezone(HO_CHI_MINH) if seen.time else None,
        covers_whole_file=seen.covers_whole_file,
        valid=not seen.reasons,
        reasons=seen.reasons,
        field=seen.field,
    )


def _missing(findings: list[SignatureFinding], needs: Collection[str]) -> list[str]:
    have = {each.kind for each in findings}
    reasons = []
    if AGENCY in needs and AGENCY not in have:
        reasons.append(_("Thiếu chữ ký số của cơ quan (con dấu): văn bản chưa được cơ quan nhà nước đóng dấu điện tử."))
        reasons += [
            _("%(signer)s đã ký bằng %(kind)s; chứng thư loại này không thay được con dấu của cơ quan.")
            % {"signer": each.signer, "kind": each.kind_name}
            for each in findings
            if each.kind != OFFICIAL
        ]
    elif AGENCY in needs and findings[-1].kind != AGENCY:
        # The mark of a later signature may cover what the seal stands for: the seal must be the last word.
        reasons.append(
            _("%(signer)s đã ký thêm sau khi cơ quan đóng dấu; con dấu không xác nhận phần thêm vào này.")
            % {"signer": findings[-1].signer}
        )
    if OFFICIAL in needs and OFFICIAL not in have:
        reasons.append(_("Thiếu chữ ký số của người có thẩm quyền ký văn bản."))
    return reasons


def _once(sentences: list[str]) -> list[str]:
    return list(dict.fromkeys(sentences))
