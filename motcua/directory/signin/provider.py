"""The identity provider of citizens as an allauth provider, configured by the environment alone."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import requests
import urllib3
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import statekit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from motcua.base.clock import now
from motcua.directory.signin.errors import SignInProblem
from motcua.directory.signin.tokens import verified_claims
from motcua.gateways.api import claim_map, read_json, whole_answer

PROVIDER_ID = "identity"
PATIENCE_SECONDS = 5.0
KEPT_SECONDS = 600.0
LARGEST_ANSWER = 1024 * 1024  # bytes; keys and claims are some kilobytes
PIECE = 64 * 1024
_WIRE = (requests.RequestException, OAuth2Error, KeyError, ValueError, TypeError, RecursionError)
_kept: dict[str, tuple[float, dict[str, Any]]] = {}


class IdentityAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """allauth's client, with the discovery document kept a while and held against the issuer."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """The discovery document."""
        return fetched(f"{settings.OIDC_ISSUER}/.well-known/openid-configuration", fits=_is_discovery)

    @property
    def basic_auth(self) -> bool:
        """Basic where the provider does not offer the other way; what is left out means basic (Discovery 3)."""
        return "client_secret_post" not in self._ways() and bool(settings.OIDC_CLIENT_SECRET)

    @property
    def has_another_way(self) -> bool:
        """Whether the provider offers both ways of saying the secret: which of them it wants of us it does not tell."""
        return {"client_secret_post", "client_secret_basic"} <= set(self._ways())

    def _ways(self) -> list[str]:
        ways: list[str] = self.openid_config.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        return ways

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """The way back, as registered with the provider."""
        return request.build_absolute_uri(reverse("sign_in_done"))


class IdentityProvider(OpenIDConnectProvider):  # type: ignore[misc]
    """The one provider of this house."""

    oauth2_adapter_class = IdentityAdapter


class Patient(requests.Session):
    """A session whose every answer comes whole within five seconds, and is not larger than an answer may be."""

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        """As `requests`, which bounds only each reading. Raises `requests.RequestException`."""
        ends = time.monotonic() + PATIENCE_SECONDS
        answer = super().send(request, **kwargs | {"stream": True, "timeout": PATIENCE_SECONDS})
        parts = iter(partial(answer.raw.read1, PIECE, decode_content=True), b"")
        try:
            # kept where `requests` itself keeps what it has read
            answer._content = whole_answer(parts, ends=ends, largest=LARGEST_ANSWER)
        except TimeoutError as error:
            raise requests.Timeout("the answer comes too slowly") from error
        except ValueError as error:
            raise requests.RequestException(str(error)) from error
        except urllib3.exceptions.HTTPError as error:
            raise requests.ConnectionError(str(error)) from error
        finally:
            answer.close()
        return answer


class SocialAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Tells allauth that there is one provider, without asking the database."""

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> IdentityProvider:
        """The provider from the settings; `SignInProblem` where none is set."""
        if not settings.OIDC_ISSUER:
            raise SignInProblem("not_configured")
        app = SocialApp(
            provider="openid_connect",
            provider_id=PROVIDER_ID,
            name="VNeID",
            client_id=settings.OIDC_CLIENT_ID,
            secret=settings.OIDC_CLIENT_SECRET,
            settings={"server_url": settings.OIDC_ISSUER, "oauth_pkce_enabled": True},
        )
        return IdentityProvider(request, app=app)

    def get_requests_session(self) -> requests.Session:
        """A session that never waits long, and asks no proxy for an address on this machine."""
        session = Patient()
        session.trust_env = urlsplit(settings.OIDC_ISSUER).hostname not in ("127.0.0.1", "localhost", "::1")
        return session


def leave(request: HttpRequest, *, after: str) -> HttpResponseBase:
    """The redirect to the provider: code flow with PKCE S256, state, nonce. Raises `SignInProblem`."""
    provider = SocialAdapter(request).get_provider(request, PROVIDER_ID)
    nonce = secrets.token_urlsafe(24)
    try:
        config = provider.get_oauth2_adapter(request).openid_config
        response: HttpResponseBase = provider.redirect(
            request,
            "login",
            after,
            scope=_scopes(config),
            auth_params={"nonce": nonce},
            nonce=nonce,
            started_at=now().isoformat(),
        )
    except _WIRE as error:
        raise SignInProblem("provider_down", f"{type(error).__name__}: {error}") from error
    return response


def come_back(request: HttpRequest) -> tuple[dict[str, Any], dict[str, Any], str]:
    """(claims, what was stashed when leaving, raw id token) of a return to the callback. Raises `SignInProblem`."""
    provider = SocialAdapter(request).get_provider(request, PROVIDER_ID)
    stashed = statekit.unstash_state(request, provider_id=provider.sub_id, state_id=request.GET.get("state", ""))
    if stashed is None:
        raise SignInProblem("wrong_state")
    if "error" in request.GET or "code" not in request.GET:
        told = request.GET.get("error", "")
        raise SignInProblem("cancelled" if told == "access_denied" else "provider_down", told[:80])
    try:
        claims, token = _exchange(request, provider, stashed)
    except _WIRE as error:
        raise SignInProblem("provider_down", f"{type(error).__name__}: {error}") from error
    return claims, stashed, token


def _exchange(request: HttpRequest, provider: IdentityProvider, stashed: dict[str, Any]) -> tuple[dict[str, Any], str]:
    adapter = provider.get_oauth2_adapter(request)
    config = adapter.openid_config
    if request.GET.get("iss", config["issuer"]) != config["issuer"]:
        raise SignInProblem("bad_token", "the answer names another issuer (RFC 9207)")
    tokens = _tokens(request, adapter, provider.app, stashed["pkce_code_verifier"])
    if not (isinstance(tokens, dict) and isinstance(tokens.get("id_token"), str)):
        raise SignInProblem("bad_token", "no id token")
    claims = verified_claims(
        tokens["id_token"],
        issuer=config["issuer"],
        client_id=settings.OIDC_CLIENT_ID,
        nonce=stashed["nonce"],
        keys=lambda fresh: fetched(config["jwks_uri"], fits=_is_key_set, fresh=fresh),
    )
    return _with_user_info(claims, config, tokens["access_token"]), tokens["id_token"]


def _tokens(request: HttpRequest, adapter: IdentityAdapter, app: SocialApp, verifier: str) -> Any:
    """What the code is worth. A client is registered for one way of saying its secret, whatever else the provider
    offers; refused for that, it says it the other way (RFC 6749, 2.3.1 and 5.2)."""
    client = adapter.get_client(request, app)
    try:
        return client.get_access_token(request.GET["code"], pkce_code_verifier=verifier)
    except OAuth2Error as refused:
        if not (adapter.has_another_way and app.secret and "invalid_client" in str(refused)):
            raise
    client.basic_auth = not client.basic_auth
    return client.get_access_token(request.GET["code"], pkce_code_verifier=verifier)


def _with_user_info(claims: dict[str, Any], config: dict[str, Any], access_token: str) -> dict[str, Any]:
    if not config.get("userinfo_endpoint"):
        return claims
    with SocialAdapter().get_requests_session() as session:
        answer = session.get(config["userinfo_endpoint"], headers={"Authorization": f"Bearer {access_token}"})
    answer.raise_for_status()
    told = read_json(answer.content)
    if not isinstance(told, dict) or told.get("sub") != claims["sub"]:
        raise SignInProblem("bad_token", "the user info is about somebody else (Core 5.3.2)")
    return {**told, **claims}  # what is signed wins


def _scopes(config: dict[str, Any]) -> list[str]:
    wished = claim_map().scope
    if wished:
        return ["openid", *(each for each in wished if each != "openid")]
    return ["openid"] + (["profile"] if "profile" in config.get("scopes_supported", []) else [])


def _is_discovery(found: dict[str, Any]) -> None:
    """Its issuer must be the one we were told (Discovery 4.3), and nobody is sent to an address that is none."""
    if str(found["issuer"]).rstrip("/") != settings.OIDC_ISSUER:
        raise SignInProblem("bad_token", "the discovery document names another issuer")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        parts = urlsplit(str(found[name]))
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"{name} is no address")


def _is_key_set(found: dict[str, Any]) -> None:
    if not isinstance(found["keys"], list) or not all(isinstance(each, dict) for each in found["keys"]):
        raise ValueError("not a set of keys")


def fetched(url: str, *, fits: Callable[[dict[str, Any]], None], fresh: bool = False) -> dict[str, Any]:
    """A document of the provider, kept ten minutes in this process; what does not fit (`fits` raises) is not kept."""
    at, found = _kept.get(url, (0.0, {}))
    if fresh or not found or time.monotonic() - at > KEPT_SECONDS:
        with SocialAdapter().get_requests_session() as session:
            answer = session.get(url)
        answer.raise_for_status()
        found = read_json(answer.content)
        if not isinstance(found, dict):
            raise ValueError("not a JSON object")
        fits(found)
        _kept[url] = (time.monotonic(), found)
    return found


def forget_provider() -> None:
    """Fetch the provider's documents anew; for tests."""
    _kept.clear()


def known_config() -> dict[str, Any]:
    """The discovery document when it was read before, else nothing: signing out never waits for the outside."""
    return _kept.get(f"{settings.OIDC_ISSUER}/.well-known/openid-configuration", (0.0, {}))[1]
