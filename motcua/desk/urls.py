"""Addresses of the desk."""

from __future__ import annotations

from django.urls import path

from motcua.desk.views import (
    deeds,
    dossier,
    evidence,
    failures,
    fees,
    files,
    inbox,
    money,
    packs,
    register,
    representing,
    signing,
    work,
)

app_name = "desk"
urlpatterns = [
    path("", work.work, name="work"),
    path("phim-tat/", work.keys, name="keys"),
    path("ho-so/<str:public_id>/", dossier.dossier, name="dossier"),
    path("ho-so/<str:public_id>/muc-dich", dossier.purpose, name="purpose"),
    path("ho-so/<str:public_id>/du-thao/<slug:key>.pdf", files.draft_pdf, name="draft_pdf"),
    path("ho-so/<str:public_id>/tep/<str:file_id>", files.download, name="file"),
    path("ho-so/<str:public_id>/tep/<str:file_id>/trong-trang", files.within, name="within"),
    path("ho-so/<str:public_id>/tep/<str:file_id>/xem", files.look, name="look"),
    path("ho-so/<str:public_id>/tep/<str:file_id>/trang-<int:page>.jpg", files.picture, name="picture"),
    path("ho-so/<str:public_id>/goi-chung-cu", evidence.evidence, name="evidence"),
    path("ho-so/<str:public_id>/<slug:deed>", deeds.deed, name="deed"),
    path("ky/", signing.sign, name="sign"),
    path("tien/", money.money, name="money"),
    path("tien/tra-lai/<str:refund>/<slug:answer>", money.refund, name="money_refund"),
    path("tien/<str:movement>/<slug:answer>", money.settle, name="money_settle"),
    path("tien/hoi/<str:attempt>", money.ask_bank, name="money_ask"),
    path("muc-thu/", fees.fees, name="fees"),
    path("muc-thu/<slug:procedure>/<slug:code>", fees.fee, name="fee"),
    path("thu-tuc/", packs.packs, name="packs"),
    path("thu-tuc/<slug:procedure>/thoi-cong-bo", packs.withdraw, name="withdraw_procedure"),
    path("so-theo-doi/", register.register, name="register"),
    path("dai-dien/", representing.find, name="representations"),
    path("dai-dien/moi", representing.begin, name="represent"),
    path("dai-dien/<slug:whose>/", representing.of, name="represented"),
    path("dai-dien/<int:number>/thoi", representing.end, name="represent_no_more"),
    path("dai-dien/<int:number>/ban-chup", representing.scan, name="representation_scan"),
    path("su-co/", failures.failures, name="failures"),
    path("su-co/<int:item>/thu-lai", failures.retry, name="retry"),
    path("hop-thu/", inbox.inbox, name="inbox"),
    path("hop-thu/<str:notice>", inbox.notice, name="notice"),
]
