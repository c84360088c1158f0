"""One PAdES signature into a PDF, as an incremental update: what was there before stays byte for byte."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError as PyHankoSigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, SigDSSPlacementPreference
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError
from pyhanko_certvalidator.registry import SimpleCertificateStore

from motcua.signing.errors import CannotSign, TimestampUnavailable
from motcua.signing.keystore import KeyStore, keystore
from motcua.signing.stamp import Place
from motcua.signing.trust import Trust

DIGEST = "sha256"
RSA_BYTES = 512


class StoredKeySigner(Signer):
    """pyHanko's signer over our key store: the key itself is never seen here."""

    def __init__(self, chain: tuple[asn1_x509.Certificate, ...], reference: str, keys: KeyStore) -> None:
        registry = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        registry.register_multiple(chain[1:])
        super().__init__(signing_cert=chain[0], cert_registry=registry, embed_roots=False)
        self._reference, self._keys = reference, keys

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """The raw signature; a dry run only needs its length."""
        if dry_run:
            return bytes(RSA_BYTES)
        return self._keys.sign(self._reference, data, digest_algorithm)


@dataclass(frozen=True, slots=True)
class Wish:
    """What to write into the signature: field, place, looks, and the words that PDF readers show."""

    field: str
    place: Place
    stamp: StaticStampStyle
    name: str
    reason: str
    location: str


def put_signature(
    pdf: bytes, wish: Wish, *, chain_pem: str, key_reference: str, stamper: TimeStamper, trust: Trust
) -> bytes:
    """`pdf` with one more signature, B-T; B-LT where lists of the revoked are at hand.

    Raises `TimestampUnavailable` and `CannotSign`; `KeyError` where the key store has lost the key.
    """
    signer = StoredKeySigner(certificates(chain_pem), key_reference, keystore())
    if trust.roots and trust.lists:
        # Lists out of date or of other authorities: a signature with a time is worth more than none.
        with suppress(CannotSign, PathError, ValidationError):
            return _put(pdf, wish, signer, stamper, _settings(wish, trust))
    return _put(pdf, wish, signer, stamper, _settings(wish, None))


def _put(pdf: bytes, wish: Wish, signer: Signer, stamper: TimeStamper, settings: PdfSignatureMetadata) -> bytes:
    try:
        writer = IncrementalPdfFileWriter(BytesIO(pdf))
        if writer.prev.encrypted:
            raise CannotSign
        made = PdfSigner(
            settings,
            signer,
            timestamper=stamper,
            stamp_style=wish.stamp,
            new_field_spec=SigFieldSpec(wish.field, on_page=wish.place.page, box=wish.place.box),
        ).sign_pdf(writer)
    except TimestampRequestError as error:
        raise TimestampUnavailable(str(error)) from error
    except (PdfError, PyHankoSigningError) as error:
        raise CannotSign from error
    return bytes(made.getvalue())


def field_names(pdf: bytes) -> list[str]:
    """Names of the signatures a PDF already has. Raises `CannotSign`."""
    try:
        reader = IncrementalPdfFileWriter(BytesIO(pdf)).prev
        return [each.field_name for each in reader.embedded_signatures]
    except (PdfError, ValueError) as error:
        raise CannotSign from error


@lru_cache(maxsize=256)
def certificates(chain_pem: str) -> tuple[asn1_x509.Certificate, ...]:
    """The certificates of a PEM text."""
    found = x509.load_pem_x509_certificates(chain_pem.encode())
    return tuple(asn1_x509.Certificate.load(each.public_bytes(Encoding.DER)) for each in found)


def _settings(wish: Wish, trust: Trust | None) -> PdfSignatureMetadata:
    context = None
    if trust is not None:
        context = ValidationContext(
            trust_roots=list(trust.roots), other_certs=list(trust.others), crls=list(trust.lists), allow_fetching=False
        )
    return PdfSignatureMetadata(
        field_name=wish.field,
        md_algorithm=DIGEST,
        subfilter=SigSeedSubFilter.PADES,
        name=wish.name,
        reason=wish.reason or None,
        location=wish.location or None,
        embed_validation_info=context is not None,
        validation_context=context,
        # In the same revision, so that the last signature covers the whole file.
        dss_settings=DSSContentSettings(include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE),
    )
