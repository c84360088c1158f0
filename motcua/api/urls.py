"""Addresses of the API and of notices from outside."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from motcua.api.bank import bank_notice
from motcua.api.service import api
from motcua.directory.api import mark_all, public

_patterns, _app, _namespace = api.urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", (mark_all(_patterns, public), _app, _namespace)),
    path("thong-bao/ngan-hang/", bank_notice, name="bank_notice"),
]
