"""What the worker does for this room."""

from __future__ import annotations

from motcua.base.jobs import every
from motcua.signing.trust import fetch_lists


@every(minutes=60, name="signing.fetch_revocation_lists")
def fetch_revocation_lists() -> None:
    """Fetch the lists of revoked certificates, so that verification never has to ask the outside."""
    fetch_lists()
