from motcua.signing.models.credential import Credential
from motcua.signing.models.signature_record import SignatureRecord

__all__ = ["Credential", "SignatureRecord"]
