"""What is set for one request is seen by no other thread."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.cache import caches
from django.db import connections
from django.test import override_settings
from django.urls import base as addresses
from django.urls import get_script_prefix, set_script_prefix
from django.utils import timezone, translation
from django.utils.translation import trans_real

from motcua.base.by_thread import keep_by_thread


def test_django_keeps_them_by_thread() -> None:
    for kept in (trans_real._active, timezone._active, addresses._prefixes, addresses._urlconfs):  # type: ignore[attr-defined]
        assert isinstance(kept, threading.local)


def test_a_language_is_that_of_its_thread_alone() -> None:
    with ThreadPoolExecutor(1) as pool, translation.override("en"), timezone.override(ZoneInfo("Asia/Tokyo")):
        assert pool.submit(translation.get_language).result() == "vi"
        assert pool.submit(timezone.get_current_timezone_name).result() == "Asia/Ho_Chi_Minh"
        assert translation.get_language() == "en"
        assert timezone.get_current_timezone_name() == "Asia/Tokyo"
        assert str(translation.gettext_lazy("Quay lại")) == "Back"
    assert translation.get_language() == "vi"


def test_what_was_set_before_stays_set() -> None:
    set_script_prefix("/cong/")
    try:
        with translation.override("en"):
            keep_by_thread()
            assert get_script_prefix() == "/cong/"
            assert translation.get_language() == "en"
    finally:
        set_script_prefix("/")


def test_a_connection_is_that_of_its_thread_alone() -> None:
    assert isinstance(connections._connections, threading.local)  # type: ignore[attr-defined]
    assert isinstance(caches._connections, threading.local)  # type: ignore[attr-defined]
    here = connections["default"]
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(lambda: connections["default"]).result() is not here
    keep_by_thread()
    assert connections["default"] is here


def test_a_setting_that_was_read_can_be_changed() -> None:
    before = settings.LANGUAGE_CODE
    with override_settings(LANGUAGE_CODE="xx"):
        assert settings.LANGUAGE_CODE == "xx"
    assert before == settings.LANGUAGE_CODE
