"""Addresses of administration."""

from __future__ import annotations

from django.urls import path

from motcua.desk.administration.views import accounts, agency, certificates, collection, people, roles, succession

app_name = "administration"
urlpatterns = [
    path("", people.home, name="home"),
    path("can-bo/<str:public_id>/", people.person, name="person"),
    path("can-bo/<str:public_id>/sua", people.change, name="change"),
    *(path(f"can-bo/<str:public_id>/{each.slug}", accounts.page(each), name=each.name) for each in accounts.ACTS),
    path("can-bo/<str:public_id>/vai-tro", roles.grant, name="grant"),
    path("can-bo/<str:public_id>/vai-tro/<int:number>/thu", roles.revoke, name="revoke"),
    path("<str:code>/", people.people, name="people"),
    path("<str:code>/them-can-bo", people.add, name="add"),
    path("<str:code>/so-thay-doi/", people.changes, name="changes"),
    path("<str:code>/giao-quyen/", roles.delegations, name="delegations"),
    path("<str:code>/giao-quyen/moi", roles.lend, name="lend"),
    path("<str:code>/giao-quyen/<int:number>/thu", roles.take_back, name="take_back"),
    path("<str:code>/chung-thu/", certificates.certificates, name="certificates"),
    path("<str:code>/chung-thu/moi", certificates.ask, name="ask_certificate"),
    path("<str:code>/chung-thu/yeu-cau/<str:public_id>.csr", certificates.request_file, name="request_file"),
    path("<str:code>/chung-thu/yeu-cau/<str:public_id>/nhap", certificates.bind, name="bind_certificate"),
    path("<str:code>/chung-thu/<str:public_id>/ngung", certificates.stop, name="stop_certificate"),
    path("<str:code>/co-quan/", agency.agency, name="agency"),
    path("<str:code>/co-quan/sua", agency.contacts, name="contacts"),
    path("<str:code>/co-quan/gio-lam-viec", agency.hours, name="hours"),
    path("<str:code>/co-quan/thu-phi", collection.collection, name="collection"),
    path("<str:code>/co-quan/moi", agency.add_agency, name="add_agency"),
    path("<str:code>/co-quan/ket-thuc", succession.end, name="end_agency"),
    path("<str:code>/co-quan/ket-thuc/bo", succession.call_off, name="call_off_end"),
    path("<str:code>/don-vi/moi", agency.add_unit, name="add_unit"),
    path("<str:code>/don-vi/<slug:unit>", agency.unit, name="unit"),
]
