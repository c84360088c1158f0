"""The seal of an XML document under the glass: its bytes, its time, its certificate."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from django.utils.translation import gettext as _
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathBuildingError, ValidationError

from motcua.base.clock import HO_CHI_MINH, now
from motcua.signing.examination import Examined, has_fresh_list, lists_of
from motcua.signing.profiles import STRANGE, UNKNOWN, kind_of, text_of
from motcua.signing.trust import Trust
from motcua.signing.xml_seal import XmlSeal, read_seal

CLOCKS_DIFFER = timedelta(minutes=5)


def examine_xml(xml: bytes, trusted: Trust) -> Examined:
    """Look at the seal of `xml`. Raises as `read_seal` where it does not hold or there is none."""
    seal = read_seal(xml)
    certificate = seal.certificate
    seen = Examined(
        field="",
        signer=text_of(certificate.subject, NameOID.COMMON_NAME),
        agency=text_of(certificate.subject, NameOID.ORGANIZATION_NAME),
        profile=kind_of(certificate),
        time=seal.stated_at,
        covers_whole_file=True,
        notes=[_("Tệp XML không có dấu thời gian của bên thứ ba; giờ ký là giờ cơ quan ghi.")],
    )
    who = {"signer": seen.signer, "day": seal.stated_at.astimezone(HO_CHI_MINH).strftime("%d/%m/%Y")}
    if seal.stated_at > now() + CLOCKS_DIFFER:
        seen.reasons.append(_("Giờ ký ghi trong tệp (%(day)s) ở sau lúc này.") % who)
    if not has_fresh_list(certificate, trusted):
        seen.notes.append(_("Chưa có danh sách thu hồi mới để kiểm tra chứng thư số của %(signer)s.") % who)
    _judge_certificate(seen, seal, trusted, who)
    return seen


def _judge_certificate(seen: Examined, seal: XmlSeal, trusted: Trust, who: dict[str, str]) -> None:
    """Was the certificate good at the time the seal states?"""
    leaf, at = seal.certificate, seal.stated_at
    if not leaf.not_valid_before_utc <= at <= leaf.not_valid_after_utc:
        seen.reasons.append(_("Chứng thư số của %(signer)s không có hiệu lực vào ngày ký (%(day)s).") % who)
        return
    try:
        path = asyncio.run(_validator(seal, trusted, at).async_validate_usage({"non_repudiation"}))  # type: ignore[no-untyped-call]
    except PathBuildingError:
        # An unknown issuer may write anything into a certificate: what it claims to be counts for nothing.
        seen.profile = STRANGE
        seen.reasons.append(_("Chứng thư số của %(signer)s do nơi cấp không rõ, không đáng tin cậy.") % who)
    except ValidationError:
        seen.profile = STRANGE
        seen.reasons.append(_("Chứng thư số của %(signer)s không kiểm tra được hoặc không dùng để ký văn bản.") % who)
    else:
        if any(_is_listed(each, trusted) for each in path.iter_certs(include_root=False)):
            seen.reasons.append(_("Chứng thư số của %(signer)s đã bị thu hồi.") % who)
        elif seen.profile.kind == UNKNOWN:
            seen.reasons.append(_("Chứng thư số của %(signer)s không thuộc loại nào được dùng để ký văn bản.") % who)


def _is_listed(carried: asn1_x509.Certificate, trusted: Trust) -> bool:
    # Nobody but the signer vouches for the time: a certificate that was revoked counts as revoked whenever it signed.
    certificate = x509.load_der_x509_certificate(carried.dump())
    return any(
        entry["user_certificate"].native == certificate.serial_number
        for each in lists_of(certificate, trusted)
        for entry in each["tbs_cert_list"]["revoked_certificates"]
    )


def _validator(seal: XmlSeal, trusted: Trust, at: datetime) -> CertificateValidator:
    # The lists were read already, each entry whatever its date; here only the path from the root counts.
    carried = [asn1_x509.Certificate.load(each.public_bytes(Encoding.DER)) for each in (seal.certificate, *seal.chain)]
    context = ValidationContext(
        trust_roots=list(trusted.roots),
        other_certs=[*trusted.others, *carried[1:]],
        moment=at,
        allow_fetching=False,
        revocation_mode="soft-fail",
        time_tolerance=timedelta(minutes=1),
    )
    return CertificateValidator(carried[0], carried[1:], validation_context=context)
