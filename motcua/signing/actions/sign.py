"""Sign and seal: choose the certificate, draw the mark, ask for the time, keep the evidence."""

from __future__ import annotations

import hashlib
from datetime import datetime

from cryptography import x509
from django.db import transaction

from motcua.base.actor import Actor, system
from motcua.base.clock import now
from motcua.base.events import record
from motcua.signing.errors import NoCertificate, WrongCertificate
from motcua.signing.events import Signed
from motcua.signing.keystore import keystore
from motcua.signing.models import Credential, SignatureRecord
from motcua.signing.pades import Wish, certificates, field_names, put_signature
from motcua.signing.profiles import profile_named, require_kind
from motcua.signing.stamp import Place, place_for_seal, place_for_signature, seal_stamp, signature_stamp
from motcua.signing.timestamping import time_stamper
from motcua.signing.trust import trust
from motcua.signing.xml_seal import put_seal

SIGN = "result_signature"
SEAL = "agency_seal"


def sign(
    pdf: bytes,
    *,
    holder: str,
    purpose: str = SIGN,
    place: Place | None = None,
    reason: str = "",
    location: str = "",
    reference: str = "",
    by: Actor | None = None,
) -> bytes:
    """`pdf` signed by `holder` ("staff:<id>"): PAdES B-T, or B-LT where lists of the revoked are at hand.

    The mark is the blue box of Decree 30/2020 Annex I item 7, drawn where the template asks for it unless `place`
    says otherwise. Asks the timestamp authority: never inside a transaction that must be short. Raises
    `NoCertificate`, `WrongCertificate`, `TimestampUnavailable` (try again later), `CannotSign`.
    """
    credential = credential_for(holder, purpose)
    at, where = now(), place or place_for_signature(pdf)
    wish = Wish(
        field=_free_field(pdf, "ChuKy"),
        place=where,
        stamp=signature_stamp(where, signer=credential.name, agency=credential.agency_name, at=at),
        name=credential.name,
        reason=reason,
        location=location,
    )
    return _put(pdf, wish, credential, purpose, reference=reference, at=at, by=by or system("signing"))


def seal(
    pdf: bytes,
    *,
    agency: str,
    purpose: str = SEAL,
    place: Place | None = None,
    reason: str = "",
    location: str = "",
    reference: str = "",
    by: Actor | None = None,
) -> bytes:
    """`pdf` sealed by the agency (its code): the agency's own signature, added after whatever is there already.

    The mark is the red seal of Decree 30/2020 Annex I item 8. Only a certificate of the agency kind may do it.
    Raises as `sign`.
    """
    credential = credential_for(f"agency:{agency}", purpose)
    at, where = now(), place or place_for_seal(pdf)
    wish = Wish(
        field=_free_field(pdf, "ConDau"),
        place=where,
        stamp=seal_stamp(where, agency=credential.name, at=at),
        name=credential.name,
        reason=reason,
        location=location,
    )
    return _put(pdf, wish, credential, purpose, reference=reference, at=at, by=by or system("signing"))


def seal_xml(xml: bytes, *, agency: str, purpose: str = SEAL, reference: str = "", by: Actor | None = None) -> bytes:
    """`xml` sealed by the agency (its code): XML Signature with the time of now. Asks nobody outside.

    Raises `NoCertificate`, `WrongCertificate`.
    """
    credential, at = credential_for(f"agency:{agency}", purpose), now()
    made = put_seal(
        xml,
        chain=x509.load_pem_x509_certificates(credential.chain_pem.encode()),
        at=at,
        sign=lambda data: keystore().sign(credential.key_reference, data, "sha256"),
    )
    _remember(credential, purpose, reference=reference, reason="", both=(xml, made), at=at, by=by or system("signing"))
    return made


def credential_for(holder: str, purpose: str) -> Credential:
    """The holder's newest certificate in force that may be used for `purpose`.

    Raises `WrongCertificate` where there are only others, `NoCertificate` where there is none in force.
    """
    moment = now()
    found = list(
        Credential.objects.filter(holder=holder, revoked_at=None, valid_from__lte=moment, valid_to__gt=moment).order_by(
            "-valid_from", "-id"
        )
    )
    listed = listed_certificates()
    found = [each for each in found if certificate_of(each) not in listed]
    if not found:
        raise NoCertificate(holder)
    refused: Exception | None = None
    for each in found:
        try:
            require_kind(profile_named(each.kind), purpose)
        except WrongCertificate as error:  # perhaps the next one may
            refused = error
        else:
            return each
    raise refused or NoCertificate(holder)


def listed_certificates() -> set[tuple[bytes, int]]:
    """Issuer and number of the certificates that the authorities' lists, as last fetched, call revoked: two authorities
    may give the same number."""
    return {
        (each.issuer.dump(), entry["user_certificate"].native)
        for each in trust().lists
        for entry in each["tbs_cert_list"]["revoked_certificates"]
    }


def certificate_of(credential: Credential) -> tuple[bytes, int]:
    """Issuer and number of the certificate, as lists of the revoked name it."""
    own = certificates(credential.chain_pem)[0]
    return own.issuer.dump(), own.serial_number


def _put(
    pdf: bytes, wish: Wish, credential: Credential, purpose: str, *, reference: str, at: datetime, by: Actor
) -> bytes:
    made = put_signature(
        pdf,
        wish,
        chain_pem=credential.chain_pem,
        key_reference=credential.key_reference,
        stamper=time_stamper(),
        trust=trust(),
    )
    _remember(credential, purpose, reference=reference, reason=wish.reason, both=(pdf, made), at=at, by=by)
    return made


def _remember(
    credential: Credential,
    purpose: str,
    *,
    reference: str,
    reason: str,
    both: tuple[bytes, bytes],
    at: datetime,
    by: Actor,
) -> None:
    """The evidence: who, when, for what, over which bytes (before and after)."""
    before, after = (hashlib.sha256(each).hexdigest() for each in both)
    told = Signed(
        credential=credential.public_id,
        purpose=purpose,
        reference=reference,
        sha256_before=before,
        sha256_after=after,
    )
    with transaction.atomic():
        SignatureRecord.objects.create(
            credential=credential,
            purpose=purpose,
            reference=reference,
            reason=reason[:300],
            sha256_before=before,
            sha256_after=after,
            signed_at=at,
        )
        record(told, stream=f"credential:{credential.public_id}", by=by)


def _free_field(pdf: bytes, stem: str) -> str:
    taken = set(field_names(pdf))
    return next(name for number in range(1, 1000) if (name := f"{stem}{number}") not in taken)
