"""Which door answers which address."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from motcua.house.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
]
