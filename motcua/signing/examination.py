"""One signature under the glass: its bytes, its time, its certificate."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime, timedelta

from asn1crypto import crl
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.x509.oid import NameOID
from django.utils.translation import gettext as _
from pyhanko.sign.ades.report import AdESIndeterminate
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from motcua.base.clock import HO_CHI_MINH, now
from motcua.signing.profiles import STRANGE, UNKNOWN, Profile, kind_of, text_of
from motcua.signing.trust import Trust
from motcua.signing.wrapping import tidy, timestamp_of


@dataclass
class Examined:
    """What was seen of one signature."""

    field: str
    signer: str
    agency: str
    profile: Profile
    time: datetime | None = None
    covers_whole_file: bool = False
    reasons: list[str] = dataclasses.field(default_factory=list)
    notes: list[str] = dataclasses.field(default_factory=list)


def examine(embedded: EmbeddedPdfSignature, pdf: bytes, trusted: Trust, *, last: bool) -> Examined:
    """Look at one signature of `pdf`; the last one must cover the whole file."""
    certificate = x509.load_der_x509_certificate(embedded.signer_cert.dump())
    profile = kind_of(certificate)
    seen = Examined(
        field=embedded.field_name,
        signer=text_of(certificate.subject, NameOID.COMMON_NAME),
        agency=text_of(certificate.subject, NameOID.ORGANIZATION_NAME),
        profile=profile,
        time=stamped_time(embedded),
    )
    signed_at = seen.time or embedded.self_reported_timestamp or now()
    status = validate_pdf_signature(
        embedded,
        signer_validation_context=_context(embedded, trusted, signed_at),
        ts_validation_context=_context(embedded, trusted, now()),
    )
    _judge_bytes(seen, embedded, status, pdf, trusted, last=last)
    _judge_time(seen, status)
    if status.intact and status.valid:
        _judge_certificate(seen, status, certificate, signed_at)
    _note_revocation(seen, certificate, trusted, signed_at)
    return seen


def stamped_time(embedded: EmbeddedPdfSignature) -> datetime | None:
    """The time the timestamp claims; believed only once the timestamp itself is found good."""
    stamp = timestamp_of(embedded)
    if stamp is None:
        return None
    told = stamp["encap_content_info"]["content"].parsed["gen_time"].native
    return told if isinstance(told, datetime) else None


def _context(embedded: EmbeddedPdfSignature, trusted: Trust, moment: datetime) -> ValidationContext:
    certificates, lists = _carried(embedded)
    return ValidationContext(
        trust_roots=list(trusted.roots),
        other_certs=[*trusted.others, *certificates],
        crls=[*trusted.lists, *lists],
        moment=moment,
        allow_fetching=False,
        revocation_mode="soft-fail",
        retroactive_revinfo=True,
        time_tolerance=timedelta(minutes=1),
    )


def _carried(embedded: EmbeddedPdfSignature) -> tuple[list[asn1_x509.Certificate], list[bytes]]:
    try:
        store = DocumentSecurityStore.read_dss(embedded.reader)
    except NoDSSFoundError:
        return [], []
    return list(store.load_certs()), [each.get_object().data for each in store.crls]


def _judge_bytes(
    seen: Examined,
    embedded: EmbeddedPdfSignature,
    status: PdfSignatureStatus,
    pdf: bytes,
    trusted: Trust,
    *,
    last: bool,
) -> None:
    seen.covers_whole_file = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    who = {"signer": seen.signer}
    if not status.intact:
        seen.reasons.append(_("Nội dung tệp đã bị thay đổi sau khi %(signer)s ký.") % who)
    elif not status.valid or not tidy(embedded, pdf, trusted):
        seen.reasons.append(_("Chữ ký số của %(signer)s đã bị sửa hoặc bị hỏng.") % who)
    elif last and not seen.covers_whole_file:
        updated = embedded.reader.xrefs.total_revisions > embedded.signed_revision + 1
        if updated:
            seen.reasons.append(_("Tệp đã được sửa thêm sau chữ ký cuối cùng (của %(signer)s).") % who)
        else:
            seen.reasons.append(_("Có dữ liệu lạ nối vào cuối tệp, nằm ngoài phần %(signer)s đã ký.") % who)
    elif not status.docmdp_ok or status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        seen.reasons.append(_("Tệp đã bị sửa sau khi %(signer)s ký, ngoài việc ký thêm hoặc đóng dấu.") % who)


def _judge_time(seen: Examined, status: PdfSignatureStatus) -> None:
    stamp = status.timestamp_validity
    who = {"signer": seen.signer}
    if stamp is None:
        seen.time = None
        seen.reasons.append(_("Chữ ký của %(signer)s không có dấu thời gian nên không chắc đã ký lúc nào.") % who)
    elif not (stamp.intact and stamp.valid):
        seen.time = None
        seen.reasons.append(_("Dấu thời gian trên chữ ký của %(signer)s đã bị sửa hoặc bị hỏng.") % who)
    elif not stamp.trusted:
        seen.time = None
        seen.reasons.append(_("Dấu thời gian trên chữ ký của %(signer)s không do nơi đáng tin cậy cấp.") % who)


def _judge_certificate(
    seen: Examined, status: PdfSignatureStatus, certificate: x509.Certificate, signed_at: datetime
) -> None:
    who = {"signer": seen.signer, "day": signed_at.astimezone(HO_CHI_MINH).strftime("%d/%m/%Y")}
    if status.trusted:
        if seen.profile.kind == UNKNOWN:
            seen.reasons.append(_("Chứng thư số của %(signer)s không thuộc loại nào được dùng để ký văn bản.") % who)
        return
    seen.profile = seen.profile if status.revoked else _distrusted(status, certificate, signed_at, seen.profile)
    if status.revoked:
        seen.reasons.append(_("Chứng thư số của %(signer)s đã bị thu hồi trước khi ký.") % who)
    elif signed_at > certificate.not_valid_after_utc:
        seen.reasons.append(_("Chứng thư số của %(signer)s đã hết hạn khi ký (ngày %(day)s).") % who)
    elif signed_at < certificate.not_valid_before_utc:
        seen.reasons.append(_("Chứng thư số của %(signer)s chưa có hiệu lực khi ký (ngày %(day)s).") % who)
    elif status.trust_problem_indic == AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND:
        seen.reasons.append(_("Chứng thư số của %(signer)s do nơi cấp không rõ, không đáng tin cậy.") % who)
    else:
        seen.reasons.append(_("Chứng thư số của %(signer)s không kiểm tra được hoặc không dùng để ký văn bản.") % who)


def _distrusted(status: PdfSignatureStatus, certificate: x509.Certificate, at: datetime, claimed: Profile) -> Profile:
    # An unknown issuer may write anything into a certificate: what it claims to be counts for nothing.
    dated = certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc
    return STRANGE if dated and status.validation_path is None else claimed


def _note_revocation(seen: Examined, certificate: x509.Certificate, trusted: Trust, signed_at: datetime) -> None:
    lists = lists_of(certificate, trusted)
    who = {"signer": seen.signer}
    if not has_fresh_list(certificate, trusted):
        seen.notes.append(_("Chưa có danh sách thu hồi mới để kiểm tra chứng thư số của %(signer)s.") % who)
    for each in lists:
        for entry in each["tbs_cert_list"]["revoked_certificates"]:
            at = entry["revocation_date"].native
            if entry["user_certificate"].native == certificate.serial_number and at > signed_at:
                day = at.astimezone(HO_CHI_MINH).strftime("%d/%m/%Y")
                seen.notes.append(
                    _("Chứng thư số của %(signer)s bị thu hồi ngày %(day)s, sau khi ký; chữ ký này vẫn có giá trị.")
                    % (who | {"day": day})
                )


def lists_of(certificate: x509.Certificate, trusted: Trust) -> list[crl.CertificateList]:
    """The lists of the revoked that the certificate's issuer gives out."""
    issuer = certificate.issuer.public_bytes()
    return [each for each in trusted.lists if each.issuer.dump() == issuer]


def has_fresh_list(certificate: x509.Certificate, trusted: Trust) -> bool:
    """Is a list of its issuer at hand that is not out of date?"""
    return any(_fresh(each["tbs_cert_list"]["next_update"].native) for each in lists_of(certificate, trusted))


def _fresh(until: datetime | None) -> bool:
    return until is not None and until > now()
