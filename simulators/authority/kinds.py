"""What the two houses issue. The numbers under 2.25 are this demo's own: free for anyone to make from a UUID."""

from __future__ import annotations

from dataclasses import dataclass

ARC = "2.25.206473018552914870311706420355191284367"
DOCUMENT_SIGNING = "1.3.6.1.5.5.7.3.36"  # RFC 9336
EMAIL_PROTECTION = "1.3.6.1.5.5.7.3.4"
TIME_STAMPING = "1.3.6.1.5.5.7.3.8"

GOVERNMENT = "government"
PUBLIC = "public"
ROOT = "root"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of certificate: which house issues it, under which policy, with what written before the number."""

    name: str
    house: str
    policy: str
    usage: str
    prefix: str  # of the UID: CCCD:001… for a person, MST:… for an organisation, MDD:H15.50 for an agency


KINDS = {
    each.name: each
    for each in (
        Kind("official", GOVERNMENT, f"{ARC}.1.1", DOCUMENT_SIGNING, "CCVC"),
        Kind("agency", GOVERNMENT, f"{ARC}.1.2", DOCUMENT_SIGNING, "MDD"),
        Kind("timestamp", GOVERNMENT, f"{ARC}.1.9", TIME_STAMPING, "TSA"),
        Kind("person", PUBLIC, f"{ARC}.2.1", EMAIL_PROTECTION, "CCCD"),
        Kind("organisation", PUBLIC, f"{ARC}.2.2", EMAIL_PROTECTION, "MST"),
    )
}
TIMESTAMP_POLICY = f"{ARC}.9"
