"""The door of the signing room: sign, seal and verify any PDF."""

from motcua.signing.actions.enrol import enrol, register
from motcua.signing.actions.revoke_credential import revoke_credential
from motcua.signing.actions.sign import credential_for, seal, sign
from motcua.signing.commands import as_json, verify_command
from motcua.signing.errors import (
    AuthorityUnavailable,
    CannotSign,
    NoCertificate,
    SigningError,
    TimestampUnavailable,
    WrongCertificate,
)
from motcua.signing.models import Credential
from motcua.signing.stamp import Place
from motcua.signing.trust import fetch_lists, trust_certificates, trust_folder
from motcua.signing.verification import SignatureFinding, Verification, verify

__all__ = [
    "AuthorityUnavailable",
    "CannotSign",
    "Credential",
    "NoCertificate",
    "Place",
    "SignatureFinding",
    "SigningError",
    "TimestampUnavailable",
    "Verification",
    "WrongCertificate",
    "as_json",
    "credential_for",
    "enrol",
    "fetch_lists",
    "register",
    "revoke_credential",
    "seal",
    "sign",
    "trust_certificates",
    "trust_folder",
    "verify",
    "verify_command",
]
