"""The door of the signing room: sign, seal and verify any PDF; seal and verify XML."""

from motcua.signing.actions.bind_certificate import bind_certificate
from motcua.signing.actions.enrol import enrol, register
from motcua.signing.actions.request_certificate import request_certificate
from motcua.signing.actions.revoke_credential import REASONS, revoke_credential
from motcua.signing.actions.sign import credential_for, seal, seal_xml, sign
from motcua.signing.commands import as_json, verify_command
from motcua.signing.errors import (
    AuthorityUnavailable,
    CannotSign,
    NoCertificate,
    SigningError,
    TimestampUnavailable,
    WrongCertificate,
)
from motcua.signing.models import CertificateRequest, Credential
from motcua.signing.policies import may_keep_certificates
from motcua.signing.selectors import (
    Standing,
    certificate_to_keep,
    certificates_of,
    request_to_keep,
    requests_of,
    signatures_over,
)
from motcua.signing.stamp import Place
from motcua.signing.trust import fetch_lists, trust_certificates, trust_folder
from motcua.signing.verification import SignatureFinding, Verification, verify

__all__ = [
    "REASONS",
    "AuthorityUnavailable",
    "CannotSign",
    "CertificateRequest",
    "Credential",
    "NoCertificate",
    "Place",
    "SignatureFinding",
    "SigningError",
    "Standing",
    "TimestampUnavailable",
    "Verification",
    "WrongCertificate",
    "as_json",
    "bind_certificate",
    "certificate_to_keep",
    "certificates_of",
    "credential_for",
    "enrol",
    "fetch_lists",
    "may_keep_certificates",
    "register",
    "request_certificate",
    "request_to_keep",
    "requests_of",
    "revoke_credential",
    "seal",
    "seal_xml",
    "sign",
    "signatures_over",
    "trust_certificates",
    "trust_folder",
    "verify",
    "verify_command",
]
