from __future__ import annotations

import secrets
import unicodedata

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from django.db import transaction

from motcua.base.clock import now
from motcua.base.errors import NotFound, Refusal
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.signing.actions.enrol import register
from motcua.signing.keystore import keystore
from motcua.signing.models import CertificateRequest, Credential
from motcua.signing.policies import may_keep_certificates, name_of_holder
from motcua.signing.profiles import kind_of, profile_named, text_of
from motcua.signing.trust import trust
from motcua.signing.words import (
    ALREADY_ENTERED,
    NO_CERTIFICATE,
    NO_REQUEST,
    NOT_IN_FORCE,
    NOT_OUR_KEY,
    NOT_TRUSTED,
    WRONG_KIND,
    WRONG_NAME,
)

LONGEST_CHAIN = 5
WANTED = {"staff": "official", "agency": "agency"}


def bind_certificate(*, request: str, content: bytes, by: Viewer) -> Credential:
    """Enter the certificate (PEM chain or one DER) that an authority made of a request; from now on it signs.

    It must be of the right kind (Decree 23/2025/NĐ-CP), carry the holder's name, be in force, come from an authority
    we trust, and belong to our key: proven by a signature of the key store, asked outside any transaction. Raises
    `Refusal` with the field "file", `Forbidden`.
    """
    asked = CertificateRequest.objects.filter(public_id=request, credential__isnull=True).first()
    if asked is None:
        raise NotFound(NO_REQUEST)
    require(may_keep_certificates(by, asked.holder))
    chain = _read(content)
    _check(chain, asked)
    return _bind(request, chain, by)


@transaction.atomic
def _bind(request: str, chain: list[x509.Certificate], by: Viewer) -> Credential:
    asked = CertificateRequest.objects.select_for_update().filter(public_id=request, credential__isnull=True).first()
    if asked is None:  # a second press was faster
        raise NotFound(NO_REQUEST)
    if Credential.objects.filter(serial=str(chain[0].serial_number), issuer=_issuer(chain[0])).exists():
        raise _refused(ALREADY_ENTERED)
    pem = "".join(each.public_bytes(Encoding.PEM).decode() for each in chain)
    made = register(holder=asked.holder, chain_pem=pem, key_reference=asked.key_reference, by=by.actor)
    asked.credential = made
    asked.save(update_fields=["credential"])
    return made


def _read(content: bytes) -> list[x509.Certificate]:
    try:
        if b"-----BEGIN" in content:
            found = x509.load_pem_x509_certificates(content)
        else:
            found = [x509.load_der_x509_certificate(content)]
    except ValueError as error:
        raise _refused(NO_CERTIFICATE) from error
    if len(found) > LONGEST_CHAIN:
        raise _refused(NO_CERTIFICATE)
    return found


def _check(chain: list[x509.Certificate], asked: CertificateRequest) -> None:
    own, wanted = chain[0], WANTED[asked.holder.partition(":")[0]]
    kind = kind_of(own)
    if kind.kind != wanted:
        raise _refused(WRONG_KIND % {"kind": kind.name, "wanted": profile_named(wanted).name})
    written, holder = text_of(own.subject, NameOID.COMMON_NAME), name_of_holder(asked.holder)
    if _folded(written) != _folded(holder):
        raise _refused(WRONG_NAME % {"written": written, "wanted": holder})
    if not own.not_valid_before_utc <= now() < own.not_valid_after_utc:
        raise _refused(NOT_IN_FORCE)
    if not _trusted(chain):
        raise _refused(NOT_TRUSTED)
    if not _is_ours(own, asked.key_reference):
        raise _refused(NOT_OUR_KEY)


def _trusted(chain: list[x509.Certificate]) -> bool:
    """Does each vouch for the one before, up to a root we trust? What the file leaves out comes from our folder."""
    known = [x509.load_der_x509_certificate(each.dump()) for each in (*trust().others, *trust().roots)]
    roots = {each.dump() for each in trust().roots}
    here = chain[0]
    for _step in range(LONGEST_CHAIN):
        above = next((each for each in (*chain[1:], *known) if _vouches(each, here)), None)
        if above is None:
            return False
        if above.public_bytes(Encoding.DER) in roots:
            return True
        here = above
    return False


def _vouches(above: x509.Certificate, below: x509.Certificate) -> bool:
    try:
        below.verify_directly_issued_by(above)
    except (ValueError, TypeError, InvalidSignature):
        return False
    return True


def _is_ours(own: x509.Certificate, reference: str) -> bool:
    proof, key = secrets.token_bytes(32), own.public_key()
    if not isinstance(key, rsa.RSAPublicKey):
        return False
    try:
        key.verify(keystore().sign(reference, proof, "sha256"), proof, padding.PKCS1v15(), hashes.SHA256())
    except (InvalidSignature, KeyError):
        return False
    return True


def _issuer(own: x509.Certificate) -> str:
    return text_of(own.issuer, NameOID.COMMON_NAME)


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _refused(words: object) -> Refusal:
    return Refusal(words, fields={"file": words})
