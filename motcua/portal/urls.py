"""Addresses of the portal, in Vietnamese: people read them aloud over the phone."""

from __future__ import annotations

from django.urls import path

from motcua.portal.views import home, language, procedures, results, tracking

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("tim/", procedures.find, name="find"),
    path("thu-tuc/", procedures.by_field, name="procedures"),
    path("thu-tuc/<slug:slug>/", procedures.procedure, name="procedure"),
    path("viec/<slug:event>/", procedures.life_event, name="life_event"),
    path("tra-cuu/", tracking.track, name="track"),
    path("kiem-tra/", results.check, name="check_result"),
    path("kiem-tra/<slug:code>/", results.check, name="check_result_code"),
    path("ngon-ngu/", language.choose, name="language"),
]
