from __future__ import annotations

from django.urls import include, path

from tests.directory.foreign.provider import press

urlpatterns = [path("press", press), path("", include("allauth.idp.urls"))]
