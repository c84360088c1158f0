from __future__ import annotations

from typing import Any

from allauth.idp.oidc.adapter import DefaultOIDCAdapter


class OtherNames(DefaultOIDCAdapter):
    """Tells who somebody is in words of its own."""

    def get_claims(self, purpose: str, user: Any, client: Any, scopes: Any, **kwargs: Any) -> dict[str, Any]:
        claims = super().get_claims(purpose, user, client, scopes, **kwargs)
        if "profile" in scopes:
            claims |= {
                "name": "Hoàng Văn Lạ",
                "birthdate": "1979-04-30",
                "identity": {"national_number": "079079001122"},
                "acr": "urn:example:loa:substantial",
            }
        return claims
