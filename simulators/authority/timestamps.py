"""The timestamp responder: RFC 3161, written on asn1crypto alone."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from simulators.authority.kinds import TIMESTAMP_POLICY

LENGTHS = {"sha256": 32, "sha384": 48, "sha512": 64}


class BadRequest(ValueError):
    """The query is none, or asks for something we do not do."""


def answer(query: bytes, *, key: rsa.RSAPrivateKey, chain: list[x509.Certificate], at: datetime | None = None) -> bytes:
    """The DER of a TimeStampResp for the DER of a TimeStampReq; raises `BadRequest`. `chain[0]` is our certificate.

    `at` (aware) is what the stamp says; now where it is None.
    """
    request = _parse(query)
    own = asn1_x509.Certificate.load(chain[0].public_bytes(Encoding.DER))
    stamp = _stamp(request, at or datetime.now(UTC))
    signed = _signed_attributes(stamp.dump(), own)
    signature = key.sign(signed.dump(), padding.PKCS1v15(), hashes.SHA256())
    token = cms.ContentInfo(
        {
            "content_type": "signed_data",
            "content": cms.SignedData(
                {
                    "version": "v3",
                    "digest_algorithms": [algos.DigestAlgorithm({"algorithm": "sha256"})],
                    "encap_content_info": {
                        "content_type": "tst_info",
                        "content": core.ParsableOctetString(stamp.dump()),
                    },
                    "certificates": _embedded(chain) if request["cert_req"].native else None,
                    "signer_infos": [_signer(own, signed, signature)],
                }
            ),
        }
    )
    return bytes(tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token}).dump())


def rejection(reason: str) -> bytes:
    """The DER of a refusal, as RFC 3161 wants it: an answer, not an HTTP error."""
    status = tsp.PKIStatusInfo({"status": "rejection", "status_string": [reason], "fail_info": {"bad_data_format"}})
    # asn1crypto wants a token even in a refusal, where RFC 3161 forbids one: the outer sequence is written by hand.
    inside = status.dump()
    return bytes(core.Sequence(contents=inside).dump())


def _parse(query: bytes) -> tsp.TimeStampReq:
    try:
        request = tsp.TimeStampReq.load(query, strict=True)
        imprint = request["message_imprint"]
        algorithm, digest = imprint["hash_algorithm"]["algorithm"].native, imprint["hashed_message"].native
    except (ValueError, TypeError) as error:
        raise BadRequest("not a timestamp query") from error
    if LENGTHS.get(algorithm) != len(digest):
        raise BadRequest("unknown digest algorithm, or a digest of the wrong length")
    return request


def _stamp(request: tsp.TimeStampReq, at: datetime) -> tsp.TSTInfo:
    fields = {
        "version": "v1",
        "policy": TIMESTAMP_POLICY,
        "message_imprint": request["message_imprint"],
        "serial_number": secrets.randbits(63),
        "gen_time": at.astimezone(UTC).replace(microsecond=0),
        "accuracy": {"seconds": 1},
    }
    if request["nonce"].native is not None:
        fields["nonce"] = request["nonce"]
    return tsp.TSTInfo(fields)


def _signed_attributes(content: bytes, own: asn1_x509.Certificate) -> cms.CMSAttributes:
    named = tsp.SigningCertificateV2({"certs": [{"cert_hash": hashlib.sha256(own.dump()).digest()}]})
    return cms.CMSAttributes(
        [
            {"type": "content_type", "values": ["tst_info"]},
            {"type": "message_digest", "values": [hashlib.sha256(content).digest()]},
            {"type": "signing_certificate_v2", "values": [named]},
        ]
    )


def _signer(own: asn1_x509.Certificate, signed: cms.CMSAttributes, signature: bytes) -> cms.SignerInfo:
    return cms.SignerInfo(
        {
            "version": "v1",
            "sid": {"issuer_and_serial_number": {"issuer": own.issuer, "serial_number": own.serial_number}},
            "digest_algorithm": {"algorithm": "sha256"},
            "signed_attrs": signed,
            "signature_algorithm": {"algorithm": "sha256_rsa"},
            "signature": signature,
        }
    )


def _embedded(chain: list[x509.Certificate]) -> list[asn1_x509.Certificate]:
    return [asn1_x509.Certificate.load(each.public_bytes(Encoding.DER)) for each in chain]
