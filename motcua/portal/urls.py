"""Addresses of the portal, in Vietnamese: people read them aloud over the phone."""

from __future__ import annotations

from django.urls import include, path

from motcua.portal.views import (
    account,
    checking,
    dossiers,
    filing,
    home,
    language,
    offline,
    papers,
    paying,
    places,
    procedures,
    rating,
    results,
    tracking,
)

app_name = "portal"
_draft = [
    path("", filing.draft, name="draft"),
    path("hoi/<slug:page_id>/", filing.ask, name="ask"),
    path("luu/<slug:page_id>/", filing.autosave, name="autosave"),
    path("noi-nop/", filing.change_agency, name="agency"),
    path("giay-to/<slug:component>/", papers.papers, name="papers"),
    path("anh/<slug:paper_id>/", papers.picture, name="picture"),
    path("xem-lai/", checking.check, name="check"),
    path("hoi-lai-nguon/", checking.ask_again, name="ask_again"),
    path("sua/<str:name>/", checking.change, name="change"),
    path("nop/", checking.file, name="file"),
    path("da-nop/", checking.filed, name="filed"),
    path("bo/", filing.give_up, name="give_up"),
]
urlpatterns = [
    path("khai/<slug:public_id>/", include(_draft)),
    path("", home.home, name="home"),
    path("tim/", procedures.find, name="find"),
    path("thu-tuc/", procedures.by_field, name="procedures"),
    path("thu-tuc/<slug:slug>/", procedures.procedure, name="procedure"),
    path("viec/<slug:event>/", procedures.life_event, name="life_event"),
    path("xa-phuong/<slug:province>/", places.communes, name="communes"),
    path("tra-cuu/", tracking.track, name="track"),
    path("kiem-tra/", results.check, name="check_result"),
    path("kiem-tra/<slug:code>/", results.check, name="check_result_code"),
    path("mat-mang/", offline.page, name="offline"),
    path("mat-mang.js", offline.worker, name="offline_worker"),
    path("ngon-ngu/", language.choose, name="language"),
    path("du-lieu-cua-toi/", account.privacy, name="privacy"),
    path("danh-gia/<slug:token>/", rating.rate, name="rate"),
    path("nop/<slug:slug>/", filing.start, name="start"),
    path("ho-so/", dossiers.mine, name="my_dossiers"),
    path("ho-so/<slug:public_id>/", dossiers.dossier, name="dossier"),
    path("ho-so/<slug:public_id>/bo-sung/", dossiers.supplement, name="supplement"),
    path("ho-so/<slug:public_id>/rut/", dossiers.take_back, name="withdraw"),
    path("ho-so/<slug:public_id>/nop-phi/", paying.pay, name="pay"),
    path("ho-so/<slug:public_id>/phieu/<slug:code>/<int:ref>/", dossiers.form, name="form"),
    path("ho-so/<slug:public_id>/giay-bao/", dossiers.slip, name="slip"),
    path("ho-so/<slug:public_id>/tep/<int:position>/", dossiers.part, name="part"),
    path("ho-so/<slug:public_id>/ket-qua/<int:result_id>/", dossiers.result, name="result"),
    path("giay-to/", account.my_papers, name="my_papers"),
    path("giay-to/<slug:public_id>/", account.my_paper, name="my_paper"),
    path("hop-thu/", account.inbox, name="inbox"),
    path("hop-thu/<slug:public_id>/", account.notice, name="notice"),
    path("toi/", account.me, name="me"),
]
