"""How the claims get into the tokens of django-oauth-toolkit."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from oauth2_provider.oauth2_validators import OAuth2Validator

from simulators.vneid.claims import claims_of

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class VneidValidator(OAuth2Validator):  # type: ignore[misc]
    """Puts the claims into the id token and the user info; lets any address of this machine be the way back."""

    oidc_claim_scope = None

    def get_additional_claims(self, request: Any) -> dict[str, Any]:
        """Claims of the account that signed in."""
        return claims_of(request.user.get_username())

    def validate_redirect_uri(
        self, client_id: str, redirect_uri: str, request: Any, *args: object, **kwargs: object
    ) -> bool:
        """Loopback only: the port of the portal is not known beforehand."""
        return urlsplit(redirect_uri).hostname in LOOPBACK
