"""Pages for what went wrong: no such page, a form too old to be trusted, our own mistake. Each says what to do next."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from motcua.base.files import StorageFull, is_storage_full
from motcua.directory.api import public
from motcua.directory.signin.pages import own_address
from motcua.directory.typed import fields_to_send_again

LOG = logging.getLogger(__name__)
AWAY = (OperationalError, InterfaceError)  # the database's own trouble, not that of what it was asked (PEP 249)
AWAY_SECONDS = 60
# What is left where not even a template can be set: in both languages, for the one chosen may not be known.
BARE = """<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Máy chủ gặp lỗi</title><h1>Máy chủ gặp lỗi</h1><p>Lỗi này của chúng tôi, không phải của ông/bà. Những gì đã lưu
vẫn còn. Xin thử lại sau ít phút.</p><p><a href="/">Về trang đầu</a></p><div lang="en"><h2>Our server failed</h2>
<p>This is our mistake, not yours. What was saved is still there. Please try again in a few minutes.</p>
<p><a href="/">To the first page</a></p></div></html>"""


@public
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what came cannot be read, or is more than we take."""
    words = _("Máy chủ không đọc được những gì vừa gửi. Xin quay lại và gửi lần nữa, mỗi lần ít tệp hơn.")
    return _page(request, 400, _("Chưa nhận được"), words)


@public
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not for this person."""
    words = _("Trang này dành cho người khác. Nếu đây là việc của ông/bà, xin đăng nhập đúng tài khoản.")
    return _page(request, 403, _("Không mở được trang này"), words)


@public
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page, or not one this person may know of."""
    words = _("Địa chỉ này không có trang nào, hoặc trang không phải của tài khoản đang dùng. Xin tìm từ trang đầu.")
    return _page(request, 404, _("Không tìm thấy trang"), words)


@public
def our_mistake(request: HttpRequest) -> HttpResponse:
    """500: nothing that was saved is lost. 503: the database is away or too busy, which passes. 507: it is the disk
    that is full, wherever that was noticed first."""
    trouble = sys.exc_info()[1]
    status = 507 if is_storage_full(trouble) else 503 if isinstance(trouble, AWAY) else 500
    try:
        answer = _page_about[status](request)
    except Exception:
        # Whatever failed may fail again in the page about it. This one needs nothing.
        LOG.exception("the page about a mistake failed itself")
        answer = HttpResponse(BARE, status=status)
    if status == 503:
        answer["Retry-After"] = str(AWAY_SECONDS)
    return answer


def _mistaken(request: HttpRequest) -> HttpResponse:
    words = _("Lỗi này của chúng tôi, không phải của ông/bà. Những gì đã lưu vẫn còn. Xin thử lại sau ít phút.")
    return _page(request, 500, _("Máy chủ gặp lỗi"), words, try_again=True)


def _away(request: HttpRequest) -> HttpResponse:
    words = _(
        "Máy chủ tạm thời chưa làm việc được; lỗi này không phải của ông/bà. Những gì đã lưu vẫn còn. Xin thử lại sau "
        "ít phút."
    )
    return _page(request, 503, _("Máy chủ đang tạm nghỉ"), words, try_again=True)


def _full(request: HttpRequest) -> HttpResponse:
    return _page(request, StorageFull.status, _("Chưa nhận được"), str(StorageFull()), try_again=True)


_page_about = {500: _mistaken, 503: _away, StorageFull.status: _full}


def _press_again(request: HttpRequest) -> dict[str, Any] | None:
    fields = fields_to_send_again(request)
    return {"to": request.get_full_path(), "fields": fields} if fields else None


@public
def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the token of the form is missing or from before a sign-in. The way back is the page the form stands on."""
    words = _("Trang vừa gửi đã mở từ trước lần đăng nhập này nên chưa được nhận. Mở lại trang rồi gửi là được.")
    page = own_address(request, request.headers.get("Referer", ""))
    return _page(request, 403, _("Xin mở lại trang"), words, again=page)


class PressedOnly:
    """Middleware: the address of a press, opened as a page (a tab restored, a reload after signing out), is a page too.

    Django answers 405 with nothing in it, which a browser shows as a fault of its own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        answer = self.get_response(request)
        empty = isinstance(answer, HttpResponse) and not answer.content
        if answer.status_code != 405 or request.method != "GET" or not empty:
            return answer
        words = _("Địa chỉ này chỉ nhận khi bấm nút trên trang. Những gì đã gửi, đã lưu vẫn còn. Xin đi từ trang đầu.")
        page = _page(request, 405, _("Không có gì để xem ở đây"), words)
        page["Allow"] = answer["Allow"]
        return page


def _page(
    request: HttpRequest, status: int, title: str, words: str, *, again: str = "", try_again: bool = False
) -> HttpResponse:
    """`again`: the page to open anew. `try_again`: the same once more, a page by its address, a press by its words."""
    viewer = getattr(request, "viewer", None)  # there is none where even signing in was not reached
    context = {
        "title": title,
        "words": words,
        "again": request.path if try_again and request.method == "GET" else again,
        "press": _press_again(request) if try_again else None,
        "staff": viewer is not None and viewer.staff is not None,
    }
    return render(request, "kit/trouble.html", context, status=status)
