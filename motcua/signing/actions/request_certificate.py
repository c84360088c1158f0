from __future__ import annotations

from django.db import transaction

from motcua.base.clock import now
from motcua.base.events import record
from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.signing.events import CertificateRequested
from motcua.signing.keystore import keystore
from motcua.signing.models import CertificateRequest
from motcua.signing.policies import may_keep_certificates, name_of_holder


def request_certificate(*, holder: str, by: Viewer) -> CertificateRequest:
    """Make a key in the key store and the request (PKCS#10) that an authority certifies. Raises `Forbidden`.

    The key store may be far away: it is asked outside any transaction.
    """
    require(may_keep_certificates(by, holder))
    store = keystore()
    reference = store.make()
    return _keep(holder, reference, store.request(reference, common_name=name_of_holder(holder)), by)


@transaction.atomic
def _keep(holder: str, reference: str, request_pem: str, by: Viewer) -> CertificateRequest:
    made = CertificateRequest.objects.create(
        holder=holder, key_reference=reference, request_pem=request_pem, made_at=now()
    )
    record(CertificateRequested(request=made.public_id), stream=f"certificate_request:{made.public_id}", by=by.actor)
    return made
