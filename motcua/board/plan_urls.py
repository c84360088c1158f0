"""Addresses of the pages of plans; part of `board.urls`."""

from __future__ import annotations

from django.urls import path

from motcua.board.views.plans import confirming, listing, tasks, whole

urlpatterns = [
    path("ke-hoach/", listing.plans, name="plans"),
    path("ke-hoach/dua-vao/", listing.bring, name="plan_bring"),
    path("ke-hoach/viec/", listing.mine, name="plan_mine"),
    path("ke-hoach/viec/<slug:public_id>/", tasks.task, name="plan_task"),
    path("ke-hoach/so-lieu/<slug:public_id>/", whole.figure, name="plan_figure"),
    path("ke-hoach/muc/<slug:kind>/<slug:public_id>/", confirming.judge, name="plan_judge"),
    path("ke-hoach/<slug:public_id>/", whole.whole, name="plan"),
    path("ke-hoach/<slug:public_id>/xac-nhan/", confirming.confirm, name="plan_confirm"),
    path("ke-hoach/<slug:public_id>/tep-goc/", whole.source, name="plan_source"),
    path("ke-hoach/<slug:public_id>/tai-ve.<slug:shape>", whole.out, name="plan_out"),
]
