"""Addresses of one's own account."""

from __future__ import annotations

from django.urls import path

from motcua.desk.administration.views import own

app_name = "account"
urlpatterns = [
    path("", own.account, name="account"),
    path("mat-khau", own.password, name="password"),
    path("ma-du-phong", own.recovery_codes, name="recovery_codes"),
    path("phien/<int:session>/dong", own.end, name="end"),
    path("giao-quyen", own.lend, name="lend"),
    path("giao-quyen/<int:number>/thu", own.take_back, name="take_back"),
]
