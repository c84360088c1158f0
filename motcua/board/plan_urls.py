"""Addresses of the pages of plans; part of `board.urls`."""

from __future__ import annotations

from django.urls import path

from motcua.board.views.plans import (
    above,
    agency,
    bringing,
    calendars,
    changing,
    confirming,
    evidence,
    files,
    listing,
    models,
    money,
    obstacles,
    targets,
    tasks,
    whole,
)

urlpatterns = [
    path("ke-hoach/", listing.plans, name="plans"),
    path("ke-hoach/dua-vao/", bringing.bring, name="plan_bring"),
    path("ke-hoach/dang-doc/<slug:public_id>/", bringing.reading, name="plan_reading"),
    path("ke-hoach/viec/", listing.mine, name="plan_mine"),
    path("ke-hoach/viec-tre/", listing.late, name="plan_late"),
    path("ke-hoach/co-quan/", agency.agency, name="plan_agency"),
    path("ke-hoach/lich/", calendars.month, name="plan_calendar"),
    path("ke-hoach/lich/<slug:key>.ics", calendars.subscribed, name="plan_feed"),
    path("ke-hoach/vuong-mac/", obstacles.listed, name="plan_obstacles"),
    path("ke-hoach/vuong-mac/<slug:public_id>/", obstacles.one, name="plan_obstacle"),
    path("ke-hoach/mo-hinh/", models.listed, name="plan_models"),
    path("ke-hoach/mo-hinh/<slug:public_id>/", models.one, name="plan_model"),
    path("ke-hoach/viec/<slug:public_id>/", tasks.task, name="plan_task"),
    path("ke-hoach/ky/<slug:public_id>/", evidence.part, name="plan_part"),
    path("ke-hoach/minh-chung/<slug:public_id>/", evidence.one, name="plan_evidence"),
    path("ke-hoach/chi-tieu/<slug:public_id>/", targets.target, name="plan_target"),
    path("ke-hoach/so-lieu/<slug:public_id>/", targets.figure, name="plan_figure"),
    path("ke-hoach/kinh-phi/<slug:public_id>/", money.spend, name="plan_spend"),
    path("ke-hoach/muc/<slug:kind>/<slug:public_id>/", confirming.judge, name="plan_judge"),
    path("ke-hoach/<slug:public_id>/", whole.whole, name="plan"),
    path("ke-hoach/<slug:public_id>/xac-nhan/", confirming.confirm, name="plan_confirm"),
    path("ke-hoach/<slug:public_id>/dau-van-ban/", confirming.head, name="plan_head"),
    path("ke-hoach/<slug:public_id>/them-muc/", confirming.add, name="plan_add"),
    path("ke-hoach/<slug:public_id>/so-sanh/", changing.compared, name="plan_compare"),
    path("ke-hoach/<slug:public_id>/rut/", changing.withdraw, name="plan_withdraw"),
    path("ke-hoach/<slug:public_id>/cap-tren/", above.above, name="plan_above"),
    path("ke-hoach/<slug:public_id>/trach-nhiem/", agency.duties, name="plan_duties"),
    path("ke-hoach/<slug:public_id>/kinh-phi/", money.budget, name="plan_budget"),
    path("ke-hoach/<slug:public_id>/tep-goc/", files.source, name="plan_source"),
    path("ke-hoach/<slug:public_id>/<slug:paper>.pdf", files.printed, name="plan_print"),
    path("ke-hoach/<slug:public_id>/tai-ve.<slug:shape>", files.out, name="plan_out"),
]
