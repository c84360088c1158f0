"""Which door answers which address."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from motcua.directory.doors import public
from motcua.house.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", public(healthz), name="healthz"),
    path("", include("motcua.directory.urls")),
]
