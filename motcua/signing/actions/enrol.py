"""Give a holder a certificate: make the key, ask the authority, keep the answer."""

from __future__ import annotations

from datetime import datetime

import httpx
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from django.db import transaction

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.base.events import record
from motcua.signing.errors import AuthorityUnavailable
from motcua.signing.events import Enrolled
from motcua.signing.keystore import keystore
from motcua.signing.models import Credential
from motcua.signing.profiles import kind_of, text_of

TIMEOUT = httpx.Timeout(15, connect=5)


def enrol(
    *,
    holder: str,
    kind: str,
    common_name: str,
    organisation: str,
    number: str,
    authority: str,
    by: Actor,
    title: str = "",
    valid_from: datetime | None = None,
) -> Credential:
    """Make a key and have `authority` (address of an authority with the practice authority's /issue) certify it.

    `holder` is "staff:<id>" or "agency:<code>", `kind` one of official, agency, person, organisation. `valid_from`
    (aware) is only for a practice authority that backdates. Asks the outside: not inside a transaction. Raises
    `AuthorityUnavailable`.
    """
    store = keystore()
    reference = store.make()
    question = {
        "csr": store.request(reference, common_name=common_name),
        "kind": kind,
        "common_name": common_name,
        "organisation": organisation,
        "number": number,
        "title": title,
    }
    if valid_from is not None:
        question["valid_from"] = valid_from.isoformat()
    try:
        answer = httpx.post(f"{authority.rstrip('/')}/issue", json=question, timeout=TIMEOUT)
        answer.raise_for_status()
        chain = [str(each) for each in answer.json()["chain"]]
    except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
        raise AuthorityUnavailable(str(error)) from error
    return register(holder=holder, chain_pem="".join(chain), key_reference=reference, by=by)


@transaction.atomic
def register(*, holder: str, chain_pem: str, key_reference: str, by: Actor) -> Credential:
    """Enter a certificate (PEM, then those that vouch for it) whose key the key store already has.

    Its kind, name and dates are read from the certificate. `ValueError` where there is none.
    """
    chain = x509.load_pem_x509_certificates(chain_pem.encode())
    own = chain[0]
    made = Credential.objects.create(
        holder=holder,
        kind=kind_of(own).kind,
        name=text_of(own.subject, NameOID.COMMON_NAME),
        agency_name=text_of(own.subject, NameOID.ORGANIZATION_NAME),
        serial=str(own.serial_number),
        issuer=text_of(own.issuer, NameOID.COMMON_NAME),
        chain_pem="".join(each.public_bytes(Encoding.PEM).decode() for each in chain),
        key_reference=key_reference,
        valid_from=own.not_valid_before_utc,
        valid_to=own.not_valid_after_utc,
        made_at=now(),
    )
    told = Enrolled(credential=made.public_id, kind=made.kind, serial=made.serial)
    record(told, stream=f"credential:{made.public_id}", by=by)
    return made
