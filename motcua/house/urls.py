"""Which door answers which address."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from motcua.directory.api import public
from motcua.house.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", public(healthz), name="healthz"),
    path("", include("motcua.directory.urls")),
    path("", include("motcua.api.urls")),
    path("", include("motcua.board.urls")),
    path("ban-lam-viec/", include("motcua.desk.urls")),
    path("", include("motcua.portal.urls")),
]
