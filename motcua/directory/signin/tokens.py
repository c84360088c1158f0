"""Is this id token real, ours, fresh, and the answer to our question? (OpenID Connect Core 3.1.3.7)

allauth trusts the line to the token endpoint and reads the token unverified, and knows no nonce; a portal of the
state checks both.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from typing import Any

import jwt

from motcua.directory.signin.errors import SignInProblem

# Only signatures made with a private key: a shared secret or "none" must never pass.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
LEEWAY_SECONDS = 60
KeySet = Mapping[str, Any]


def verified_claims(
    token: str, *, issuer: str, client_id: str, nonce: str, keys: Callable[[bool], KeySet]
) -> dict[str, Any]:
    """The claims of `token`, when everything about it is right; `SignInProblem("bad_token")` otherwise.

    `keys(fresh)` gives the provider's key set, fetched anew when `fresh`.
    """
    try:
        header = jwt.get_unverified_header(token)
        claims: dict[str, Any] = jwt.decode(
            token,
            key=_key_for(header, keys),
            algorithms=[header["alg"]],
            audience=client_id,
            issuer=issuer,
            leeway=LEEWAY_SECONDS,
            options={"require": ["exp", "iat", "iss", "aud", "sub"]},
        )
    except (jwt.PyJWTError, KeyError, ValueError, TypeError) as error:
        raise SignInProblem("bad_token", f"{type(error).__name__}: {error}") from error
    _check_party(claims, client_id)
    if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
        raise SignInProblem("bad_token", "nonce")
    return claims


def _check_party(claims: Mapping[str, Any], client_id: str) -> None:
    audience = claims["aud"]
    several = isinstance(audience, list) and len(audience) > 1
    if (several or "azp" in claims) and claims.get("azp") != client_id:
        raise SignInProblem("bad_token", "azp")


def _key_for(header: Mapping[str, Any], keys: Callable[[bool], KeySet]) -> Any:
    algorithm = header["alg"]
    if algorithm not in ALGORITHMS:
        raise SignInProblem("bad_token", f"algorithm {algorithm}")
    for fresh in (False, True):  # a provider may have changed its keys since we last looked
        fitting = [each for each in keys(fresh)["keys"] if _fits(each, header)]
        if len(fitting) == 1:
            return jwt.PyJWK.from_dict(fitting[0], algorithm=algorithm).key
    raise SignInProblem("bad_token", "no key fits")


def _fits(key: Mapping[str, Any], header: Mapping[str, Any]) -> bool:
    kinds = {"R": "RSA", "P": "RSA", "E": "OKP" if header["alg"] == "EdDSA" else "EC"}
    return (
        key.get("kty") == kinds[header["alg"][0]]
        and key.get("use", "sig") == "sig"
        and key.get("alg", header["alg"]) == header["alg"]
        and ("kid" not in header or key.get("kid") == header["kid"])
    )
