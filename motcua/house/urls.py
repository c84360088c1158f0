"""Which door answers which address."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from motcua.directory.api import public
from motcua.house.health import healthz

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", public(healthz), name="healthz"),
    path("", include("motcua.portal.urls")),  # most requests are for the portal: it is looked through first
    path("", include("motcua.directory.urls")),
    path("", include("motcua.api.urls")),
    path("", include("motcua.board.urls")),
    path("can-bo/quan-tri/", include("motcua.desk.administration.urls")),
    path("can-bo/tai-khoan/", include("motcua.desk.administration.account_urls")),
    path("ban-lam-viec/", include("motcua.desk.urls")),
]

_PAGES = "motcua.house.troubles"
handler400, handler403 = f"{_PAGES}.bad_request", f"{_PAGES}.forbidden"
handler404, handler500 = f"{_PAGES}.not_found", f"{_PAGES}.our_mistake"
