"""Seal an XML document with the agency's certificate, and read such a seal: XML Signature (W3C), enveloped.

The whole document is signed without the signature itself, with the time the agency states (XAdES `SigningTime`). There
is no timestamp of an authority: the seal counts as long as its certificate was in force at that time and is on no list
of the revoked. Decree 123/2020/NĐ-CP asks for the collecting body's digital signature on a receipt in XML.
"""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

DS = "http://www.w3.org/2000/09/xmldsig#"
XADES = "http://uri.etsi.org/01903/v1.3.2#"
EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
ENVELOPED = f"{DS}enveloped-signature"
RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
SIGNED_PROPERTIES = "http://uri.etsi.org/01903#SignedProperties"
SIGNATURE_ID, TIME_ID = "chu-ky", "chu-ky-luc"
Element = Any  # lxml tells no types


class NotSealed(ValueError):
    """There is no seal in the document."""


class Altered(ValueError):
    """What was sealed, or the seal, is not what it was."""


@dataclass(frozen=True)
class XmlSeal:
    """A seal whose bytes are whole: who made it and when they say they did; the certificate is judged elsewhere."""

    certificate: x509.Certificate
    chain: tuple[x509.Certificate, ...]
    stated_at: datetime


def put_seal(xml: bytes, *, chain: Sequence[x509.Certificate], at: datetime, sign: Callable[[bytes], bytes]) -> bytes:
    """`xml` with the seal as the last child of its root; `sign` gives RSASSA-PKCS1-v1_5 with SHA-256, `chain` starts
    with the signer's certificate."""
    root = etree.fromstring(xml, _parser())
    _add_seal(root, chain, at, sign)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def read_seal(xml: bytes) -> XmlSeal:
    """The seal of `xml`. It is taken off and put on again with the certificates, the time and the value it carries, and
    what comes out must be what was brought: so nothing lies in the document or in the seal that the value does not
    cover, but the certificates, which are judged by their path.

    Raises `NotSealed`; `Altered` where it is not the same; `etree.XMLSyntaxError` where it is no XML.
    """
    root = etree.fromstring(xml, _parser())
    signature = root.find(f".//{_ds('Signature')}")
    if signature is None:
        raise NotSealed
    _require(root[-1] is signature)
    _require(not root.getroottree().docinfo.doctype and root.getprevious() is None and root.getnext() is None)
    _require(all(isinstance(each.tag, str) for each in root.iter()))  # neither comments nor instructions
    brought = _canonical(root)
    chain, stated_at, value = _chain(signature), _stated_time(signature), _value(signature)
    root.remove(signature)
    _add_seal(root, chain, stated_at, lambda data: _checked(value, data, chain[0]))
    _require(_canonical(root) == brought)
    return XmlSeal(chain[0], tuple(chain[1:]), stated_at)


def _add_seal(root: Element, chain: Sequence[x509.Certificate], at: datetime, sign: Callable[[bytes], bytes]) -> None:
    whole = _digest(root)
    signature = etree.SubElement(root, _ds("Signature"), {"Id": SIGNATURE_ID}, nsmap={"ds": DS})
    signed_info = etree.SubElement(signature, _ds("SignedInfo"))
    value = etree.SubElement(signature, _ds("SignatureValue"))
    data = etree.SubElement(etree.SubElement(signature, _ds("KeyInfo")), _ds("X509Data"))
    for each in chain:
        etree.SubElement(data, _ds("X509Certificate")).text = b64encode(each.public_bytes(Encoding.DER)).decode()
    properties = _properties(etree.SubElement(signature, _ds("Object")), at)
    etree.SubElement(signed_info, _ds("CanonicalizationMethod"), {"Algorithm": EXCLUSIVE})
    etree.SubElement(signed_info, _ds("SignatureMethod"), {"Algorithm": RSA_SHA256})
    _refer(signed_info, "", (ENVELOPED, EXCLUSIVE), whole)
    _refer(signed_info, f"#{TIME_ID}", (EXCLUSIVE,), _digest(properties), {"Type": SIGNED_PROPERTIES})
    value.text = b64encode(sign(_canonical(signed_info))).decode()


def _checked(value: bytes, data: bytes, certificate: x509.Certificate) -> bytes:
    """`value`, where it is the signature of the certificate's holder over `data`."""
    key = certificate.public_key()
    if not isinstance(key, rsa.RSAPublicKey):
        raise Altered
    try:
        key.verify(value, data, padding.PKCS1v15(), hashes.SHA256())
    except InvalidSignature as error:
        raise Altered from error
    return value


def _value(signature: Element) -> bytes:
    try:
        return b64decode(signature.findtext(_ds("SignatureValue")) or "")
    except ValueError as error:
        raise Altered from error


def _chain(signature: Element) -> list[x509.Certificate]:
    carried = signature.findall(f"{_ds('KeyInfo')}/{_ds('X509Data')}/{_ds('X509Certificate')}")
    try:
        found = [x509.load_der_x509_certificate(b64decode(each.text or "")) for each in carried]
    except ValueError as error:
        raise Altered from error
    _require(bool(found))
    return found


def _stated_time(signature: Element) -> datetime:
    try:
        return datetime.fromisoformat(signature.findtext(f".//{{{XADES}}}SigningTime") or "")
    except ValueError as error:
        raise Altered from error


def _properties(holder: Element, at: datetime) -> Element:
    names = {"xades": XADES}
    qualifying = etree.SubElement(
        holder, f"{{{XADES}}}QualifyingProperties", {"Target": f"#{SIGNATURE_ID}"}, nsmap=names
    )
    signed = etree.SubElement(qualifying, f"{{{XADES}}}SignedProperties", {"Id": TIME_ID})
    about = etree.SubElement(signed, f"{{{XADES}}}SignedSignatureProperties")
    etree.SubElement(about, f"{{{XADES}}}SigningTime").text = at.astimezone(UTC).isoformat(timespec="seconds")
    return signed


def _refer(
    signed_info: Element, uri: str, transforms: Sequence[str], digest: str, more: dict[str, str] | None = None
) -> None:
    reference = etree.SubElement(signed_info, _ds("Reference"), {"URI": uri} | (more or {}))
    listed = etree.SubElement(reference, _ds("Transforms"))
    for each in transforms:
        etree.SubElement(listed, _ds("Transform"), {"Algorithm": each})
    etree.SubElement(reference, _ds("DigestMethod"), {"Algorithm": SHA256})
    etree.SubElement(reference, _ds("DigestValue")).text = digest


def _digest(element: Element) -> str:
    return b64encode(hashlib.sha256(_canonical(element)).digest()).decode()


def _canonical(element: Element) -> bytes:
    return bytes(etree.tostring(element, method="c14n", exclusive=True, with_comments=False, with_tail=False))


def _parser() -> etree.XMLParser:
    # A file somebody brings may neither fetch anything nor grow when it is read.
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _ds(name: str) -> str:
    return f"{{{DS}}}{name}"


def _require(true: bool) -> None:
    if not true:
        raise Altered
