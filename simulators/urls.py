"""Which simulated system answers where. `/authority/` and `/bank/` are mounted beside Django, see `serve`."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.urls import include, path
from oauth2_provider.urls import oidc_urlpatterns
from oauth2_provider.views import IntrospectTokenView, RevokeTokenView, TokenView

from simulators.faults import faults
from simulators.messages.views import messages
from simulators.registries.views import lookup, population
from simulators.vneid.views import SignInEachTime, sign_in

provider = [
    path("authorize/", SignInEachTime.as_view(), name="authorize"),
    path("token/", TokenView.as_view(), name="token"),
    path("revoke_token/", RevokeTokenView.as_view(), name="revoke-token"),
    path("introspect/", IntrospectTokenView.as_view(), name="introspect"),
    *oidc_urlpatterns,
]


def healthz(request: HttpRequest) -> JsonResponse:
    """All here."""
    return JsonResponse({"ok": True})


urlpatterns = [
    path("healthz", healthz),
    path("vneid/dang-nhap", sign_in),
    path("vneid/", include((provider, "oauth2_provider"))),
    path("registries/population", population),
    path("registries/<str:source>", lookup),
    path("messages/<str:channel>", messages),
    path("faults/", faults),
    path("faults/<str:system>", faults),
]
