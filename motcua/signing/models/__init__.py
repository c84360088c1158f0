from motcua.signing.models.certificate_request import CertificateRequest
from motcua.signing.models.credential import Credential
from motcua.signing.models.signature_record import SignatureRecord

__all__ = ["CertificateRequest", "Credential", "SignatureRecord"]
