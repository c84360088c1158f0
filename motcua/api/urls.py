"""Addresses of the API and of notices from outside."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from motcua.api.bank import bank_notice
from motcua.api.service import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
    path("thong-bao/ngan-hang/", bank_notice, name="bank_notice"),
]
