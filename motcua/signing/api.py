"""The door of the signing room: sign, seal and verify any PDF; seal and verify XML."""

from motcua.signing.actions.bind_certificate import bind_certificate
from motcua.signing.actions.enrol import enrol
from motcua.signing.actions.request_certificate import request_certificate
from motcua.signing.actions.revoke_credential import REASONS, revoke_credential
from motcua.signing.actions.sign import seal, seal_xml, sign
from motcua.signing.commands import as_json, verify_command
from motcua.signing.errors import CannotSign, NoCertificate, TimestampUnavailable, WrongCertificate
from motcua.signing.models import CertificateRequest, Credential
from motcua.signing.selectors import certificate_to_keep, certificates_of, request_to_keep, requests_of, signatures_over
from motcua.signing.trust import fetch_lists, trust_certificates, trust_folder
from motcua.signing.verification import MAXIMUM, Verification, verify
