"""Addresses of coming in and going out."""

from __future__ import annotations

from django.urls import path

from motcua.directory import demo_views
from motcua.directory.signin import acting_views, citizen_views, staff_views

urlpatterns = [
    path("dang-nhap/", citizen_views.sign_in, name="sign_in"),
    path("dang-nhap/vneid", citizen_views.start, name="sign_in_start"),
    path("dang-nhap/vneid/xong", citizen_views.done, name="sign_in_done"),
    path("dang-xuat", citizen_views.leave, name="sign_out"),
    path("dang-xuat/moi-noi", citizen_views.leave_everywhere, name="sign_out_everywhere"),
    path("dung-thu/", demo_views.what_to_try_here, name="what_to_try"),
    path("lam-thay/", acting_views.acting_for, name="acting_for"),
    path("can-bo/dang-nhap", staff_views.staff_sign_in, name="staff_sign_in"),
    path("can-bo/ma-xac-thuc", staff_views.enrol, name="staff_enrol"),
    path("can-bo/mat-khau-moi", staff_views.new_password, name="staff_new_password"),
]
