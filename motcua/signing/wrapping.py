"""The bytes around a signature that it does not cover itself: there must be nothing in them but the signature.

A PDF signature covers the file except the place where it lies. That place is padded with zeros, and carries
certificates that are signed by their issuers but not by the signer. Whoever changes a byte there has changed the
file, even if the signature still adds up.
"""

from __future__ import annotations

import re

from asn1crypto import cms
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from pyhanko.sign.validation.generic_cms import extract_certs_for_validation, extract_tst_data_iter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from motcua.signing.trust import Trust

LOWER = re.compile(rb"<[0-9a-f]*>")
UPPER = re.compile(rb"<[0-9A-F]*>")
CONSTRUCTED, LONG_TAG, LONG_LENGTH = 0x20, 0x1F, 0x80  # bits of ASN.1's basic encoding


def tidy(embedded: EmbeddedPdfSignature, pdf: bytes, trusted: Trust) -> bool:
    """Is the place of the signature as a signer leaves it: hex of one case, zeros behind, honest certificates?"""
    _, end, start, _length = (int(each) for each in embedded.byte_range)
    written = pdf[end:start]
    if not (LOWER.fullmatch(written) or UPPER.fullmatch(written)):
        return False
    content = bytes.fromhex(written[1:-1].decode("ascii"))
    parsed = cms.ContentInfo.load(content)
    wrapped = parsed.dump()
    return (
        not content[len(wrapped) :].strip(b"\x00")
        and _minimal(wrapped)
        and _consistent(embedded.signed_data, embedded.signer_cert)
        and _vouched(embedded.signed_data, trusted)
        and _stamp_tidy(embedded, trusted)
    )


def timestamp_of(embedded: EmbeddedPdfSignature) -> cms.SignedData | None:
    """The timestamp token over the signature, if there is one."""
    return next(iter(extract_tst_data_iter(embedded.signer_info, signed=False)), None)


def _stamp_tidy(embedded: EmbeddedPdfSignature, trusted: Trust) -> bool:
    stamp = timestamp_of(embedded)
    if stamp is None:
        return True
    return _consistent(stamp, extract_certs_for_validation(stamp).signer_cert) and _vouched(stamp, trusted)


def _consistent(signed: cms.SignedData, certificate: asn1_x509.Certificate) -> bool:
    """Do the parts that nobody signed say the same as those that are signed? One signer, his digest, his name."""
    (signer,) = signed["signer_infos"]
    digest = signer["digest_algorithm"].dump()
    named = signer["sid"].chosen
    if isinstance(named, cms.IssuerAndSerialNumber):
        same = named["issuer"].dump() == certificate.issuer.dump()
        same = same and named["serial_number"].native == certificate.serial_number
        form = "v1"
    else:
        same, form = named.native == certificate.key_identifier, "v3"
    plain = form == "v1" and signed["encap_content_info"]["content_type"].native == "data"
    same = same and signer["version"].native == form  # RFC 5652, 5.1 and 5.3
    same = same and signed["version"].native == ("v1" if plain else "v3")
    return same and [each.dump() for each in signed["digest_algorithms"]] == [digest]


def _minimal(encoded: bytes) -> bool:
    """Is every element of this DER written with a definite length in its shortest form, to the last byte?"""
    position = 0
    while position < len(encoded):
        header = _header(encoded, position)
        if header is None:
            return False
        begin, length = header
        inside = encoded[begin : begin + length]
        if len(inside) != length or (encoded[position] & CONSTRUCTED and not _minimal(inside)):
            return False
        position = begin + length
    return True


def _header(encoded: bytes, position: int) -> tuple[int, int] | None:
    """Where the content begins and how long it is; none where the header is not minimal."""
    tag = encoded[position]
    if tag == 0 or tag & LONG_TAG == LONG_TAG or position + 1 >= len(encoded):
        return None
    first = encoded[position + 1]
    if first < LONG_LENGTH:
        return position + 2, first
    count = first - LONG_LENGTH
    length = int.from_bytes(encoded[position + 2 : position + 2 + count], "big")
    minimal = 0 < count <= 4 and length >= max(LONG_LENGTH, 1 << 8 * (count - 1))
    return (position + 2 + count, length) if minimal else None


def _vouched(signed: cms.SignedData, trusted: Trust) -> bool:
    """Every certificate carried along is signed by another one carried along or known."""
    carried = [each.chosen for each in signed["certificates"] if isinstance(each.chosen, asn1_x509.Certificate)]
    known = [_load(each) for each in [*trusted.roots, *trusted.others, *carried]]
    return all(_signed_by_any(_load(each), known) for each in carried)


def _signed_by_any(certificate: x509.Certificate, issuers: list[x509.Certificate]) -> bool:
    for issuer in issuers:
        try:
            certificate.verify_directly_issued_by(issuer)
        except (ValueError, TypeError, InvalidSignature):
            continue
        return True
    return False


def _load(certificate: asn1_x509.Certificate) -> x509.Certificate:
    return x509.load_der_x509_certificate(certificate.dump())
