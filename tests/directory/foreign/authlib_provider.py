"""Another OpenID provider that nobody here wrote (Authlib's), whose answers can be spoilt as a bad one's would be.

`python -m tests.directory.foreign.authlib_provider` prints its address and serves until ended. `POST /spoil` with
`how=…` sets what is wrong from now on: nonce, issuer, expired, other_person, no_claims, few_claims, userinfo_only,
in_lists, both_ways, code; `rotate` changes the key at once; empty: nothing. `instead` says `body` at the address `at`
and `late` waits `seconds` there. Its discovery document says nothing of PKCE.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from authlib.integrations.django_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import grants
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import UserInfo
from authlib.oidc.core.grants import OpenIDCode
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from joserfc.jwk import RSAKey

CLIENT_ID, SECRET = "portal", "a secret of the two"
BACK = "http://127.0.0.1:8000/dang-nhap/vneid/xong"

PERSON = {
    "sub": "person-77",
    "ten": {"day_du": "Hoàng Văn Lạ"},
    "giay_to": {"can_cuoc": {"so": "079079001122"}},
    "ngay_sinh": "30/04/1979",
    "muc": "cao",
}
state: dict[str, Any] = {"how": "", "issuer": "", "key": RSAKey.generate_key(2048, {"kid": "1"}), "number": 1}
codes: dict[str, Code] = {}
tokens: set[str] = set()


class Portal:
    """The one client."""

    client_id = CLIENT_ID

    def get_client_id(self) -> str:
        return CLIENT_ID

    def get_default_redirect_uri(self) -> str:
        return BACK

    def get_allowed_scope(self, scope: str) -> str:
        return " ".join(each for each in scope.split() if each in ("openid", "ho_so"))

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        return redirect_uri == BACK

    def check_client_secret(self, client_secret: str) -> bool:
        return client_secret == SECRET

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        return method == "client_secret_basic"

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@dataclass
class Person:
    pk: int = 77


@dataclass
class Code:
    """An authorization code, kept in memory."""

    code: str
    scope: str
    nonce: str
    code_challenge: str
    code_challenge_method: str
    user: Person

    def get_redirect_uri(self) -> str:
        return BACK

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str:
        return "of somebody else" if state["how"] == "nonce" else self.nonce

    def get_auth_time(self) -> int:
        return int(time.time())

    def get_acr(self) -> None:
        return None

    def get_amr(self) -> None:
        return None


class Grant(grants.AuthorizationCodeGrant):  # type: ignore[misc]
    TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic",)

    def save_authorization_code(self, code: str, request: Any) -> None:
        asked = request.payload.data
        codes[code] = Code(
            code, request.payload.scope, asked["nonce"], asked["code_challenge"], asked["code_challenge_method"],
            request.user,
        )  # fmt: skip

    def query_authorization_code(self, code: str, client: Any) -> Code | None:
        return None if state["how"] == "code" else codes.get(code)

    def delete_authorization_code(self, authorization_code: Code) -> None:
        codes.pop(authorization_code.code)

    def authenticate_user(self, authorization_code: Code) -> Person:
        return authorization_code.user


class Token(OpenIDCode):  # type: ignore[misc]
    def exists_nonce(self, nonce: str, request: Any) -> bool:
        return any(each.nonce == nonce for each in codes.values())

    def get_client_algorithm(self, client: Any) -> str:
        return "RS256"

    def get_encode_header(self, client: Any) -> dict[str, str]:
        return {"alg": "RS256", "kid": state["key"].kid}

    def resolve_client_private_key(self, client: Any) -> RSAKey:
        key: RSAKey = state["key"]
        return key

    def get_compatible_claims(self, request: Any) -> dict[str, Any]:
        made = int(time.time()) - (7200 if state["how"] == "expired" else 0)
        issuer = "https://elsewhere.example" if state["how"] == "issuer" else state["issuer"]
        return {"iss": issuer, "aud": [CLIENT_ID], "iat": made, "exp": made + 3600}

    def generate_user_info(self, user: Person, scope: str) -> UserInfo:
        return UserInfo({"sub": PERSON["sub"]} if state["how"] == "userinfo_only" else told())


class Server(AuthorizationServer):  # type: ignore[misc]
    def __init__(self) -> None:
        super().__init__(None, None)

    def query_client(self, client_id: str) -> Portal | None:
        return Portal() if client_id == CLIENT_ID else None

    def save_token(self, token: dict[str, Any], request: Any) -> None:
        tokens.add(token["access_token"])


def told() -> dict[str, Any]:
    """What the provider says of the person."""
    if state["how"] == "no_claims":
        return {"sub": PERSON["sub"]}
    if state["how"] == "few_claims":
        return {name: value for name, value in PERSON.items() if name not in ("ngay_sinh", "muc")}
    if state["how"] == "in_lists":
        papers = [{"loai": "CMND", "so": "012345678"}, {"loai": "CCCD", "so": "079079001122"}]
        return {"sub": PERSON["sub"], "ten": [{"day_du": "Hoàng Văn Lạ"}], "giay_to": papers, "muc": ["thap", "cao"]}
    return dict(PERSON)


def discovery(request: HttpRequest) -> JsonResponse:
    here = state["issuer"]
    ways = {"token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"]}
    return JsonResponse(
        (ways if state["how"] == "both_ways" else {})
        | {
            "issuer": here,
            "authorization_endpoint": f"{here}/authorize",
            "token_endpoint": f"{here}/token",
            "userinfo_endpoint": f"{here}/userinfo",
            "jwks_uri": f"{here}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }
    )


def keys(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"keys": [state["key"].as_dict(private=False)]})


def authorize(request: HttpRequest) -> HttpResponse:
    grant = server().get_consent_grant(request, end_user=Person())
    answer: HttpResponse = server().create_authorization_response(request, grant_user=Person(), grant=grant)
    return answer


def token(request: HttpRequest) -> HttpResponse:
    answer: HttpResponse = server().create_token_response(request)
    return answer


def userinfo(request: HttpRequest) -> HttpResponse:
    if request.headers.get("Authorization", "").removeprefix("Bearer ") not in tokens:
        return HttpResponse(status=401)
    return JsonResponse(told() | ({"sub": "person-78"} if state["how"] == "other_person" else {}))


class Spoilt:
    """Middleware: one address that says something else, or says it late."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path != state.get("at"):
            return self.get_response(request)
        if state["how"] == "late":
            time.sleep(float(state["seconds"]))
            return self.get_response(request)
        return HttpResponse(state["body"], content_type="application/json")


def spoil(request: HttpRequest) -> HttpResponse:
    how = request.POST.get("how", "")
    state.update({name: request.POST.get(name, "") for name in ("at", "body", "seconds")})
    if how == "rotate":
        state["number"] += 1
        state["key"] = RSAKey.generate_key(2048, {"kid": str(state["number"])})
        how = ""
    state["how"] = how
    return HttpResponse(json.dumps(how))


@cache
def server() -> Server:
    made = Server()
    made.register_grant(Grant, [Token(require_nonce=True), CodeChallenge(required=True)])
    return made


urlpatterns = [
    path(".well-known/openid-configuration", discovery),
    path("keys", keys),
    path("authorize", authorize),
    path("token", token),
    path("userinfo", userinfo),
    path("spoil", spoil),
]


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


if __name__ == "__main__":
    settings.configure(
        SECRET_KEY="only for this test", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, MIDDLEWARE=[f"{__name__}.Spoilt"]
    )
    django.setup()
    http = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet)
    state["issuer"] = f"http://127.0.0.1:{http.server_port}"
    sys.stdout.write(state["issuer"] + "\n")
    sys.stdout.flush()
    http.serve_forever()
