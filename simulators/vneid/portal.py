"""The one client the simulated VNeID knows. Imported only after Django is set up."""

from __future__ import annotations

from typing import Any

from oauth2_provider.models import get_application_model

CLIENT_ID = "motcua"
CLIENT_SECRET = "mo-phong"


def know_the_portal() -> None:
    """Register the portal, once; any loopback address is its way back (see `VneidValidator`)."""
    application: Any = get_application_model()
    application.objects.get_or_create(
        client_id=CLIENT_ID,
        defaults={
            "name": "motcua",
            "client_secret": CLIENT_SECRET,
            "hash_client_secret": False,
            "client_type": application.CLIENT_CONFIDENTIAL,
            "authorization_grant_type": application.GRANT_AUTHORIZATION_CODE,
            "algorithm": application.RS256_ALGORITHM,
            "skip_authorization": True,
            "redirect_uris": "http://127.0.0.1/",
        },
    )
