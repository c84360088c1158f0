from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import Settings

from motcua.directory.api import places
from motcua.directory.tryout import what_to_try
from tests.support.kept_words import MARK, reading_english

pytestmark = pytest.mark.django_db


def test_the_page_of_the_demo_names_whom_to_be_for_what(client: Client, settings: Settings) -> None:
    assert client.get("/dung-thu/").status_code == 404
    settings.DEMO = True
    shown = client.get("/dung-thu/").content.decode()
    for row in what_to_try():
        assert row["who"] in shown
        assert f'href="/thu-tuc/{row["procedure"]}/"' in shown
    assert "phochutich.anhoa" in shown
    assert shown.count("tiepnhan.anhoa") == 1


def test_the_page_of_the_demo_is_read_in_english(client: Client, settings: Settings) -> None:
    settings.DEMO = True
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    with reading_english():
        shown = client.get("/dung-thu/").text
    for row in what_to_try():
        assert f"{MARK}{row['title']}<" in shown
        assert f"{MARK}{row['why']}<" in shown
    assert f"{MARK}Cán bộ tiếp nhận" in shown


def test_the_demos_province_can_be_chosen_in_the_demo_only(client: Client, settings: Settings) -> None:
    assert "99" not in {each.code for each in places.provinces()}
    assert client.get("/xa-phuong/99/").status_code == 404
    settings.DEMO = True
    assert (len(places.provinces()), places.provinces()[-1].full_name) == (35, "Tỉnh Sơn Hà (DEMO)")
    shown = client.get("/xa-phuong/99/").content.decode()
    assert "Xã An Hòa (DEMO)" in shown
    assert "Phường Tân Sơn (DEMO)" in shown
    commune = places.commune("99002")
    assert commune is not None
    assert (commune.full_name, commune.province_code) == ("Xã Thanh Lâm (DEMO)", "99")
    assert places.commune("24175") is not None
    assert places.commune("99009") is None
