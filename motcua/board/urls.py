"""Addresses of the figures."""

from __future__ import annotations

from django.urls import path

from motcua.board import plan_urls
from motcua.board.views import behind, download, officers, overview, public

app_name = "board"
urlpatterns = [
    path("so-lieu/", public.public_figures, name="public"),
    path("so-lieu/<slug:agency>/", public.agency_figures, name="public_agency"),
    path("so-lieu/<slug:agency>/tai-ve.json", download.as_json, name="download"),
    path("so-lieu/<slug:agency>/ke-hoach/<slug:public_id>/", public.public_plan, name="public_plan"),
    path("bang-dieu-hanh/", overview.overview, name="overview"),
    path("bang-dieu-hanh/can-bo/", officers.officers, name="officers"),
    path("bang-dieu-hanh/<slug:criterion>/", behind.behind, name="behind"),
    *plan_urls.urlpatterns,
]
