"""What every process would otherwise load for itself at its first visitor: loaded once, before processes are forked."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError
from django.template.loader import get_template

from motcua.catalogue.api import published_packs
from motcua.guide.api import search
from motcua.rules import places

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
PAGES = ("/", "/tim/?q=khai sinh", "/thu-tuc/", "/tra-cuu/", "/kiem-tra/")
CITIZENS = ("base", "directory", "portal")  # rooms whose templates every process will need


def warm(application: Application) -> None:
    """Load templates, places, procedures, the search and both languages, by opening public pages as a stranger would.

    A database that is not there yet is no reason not to start: the pages then fail here as they would for anybody.
    The index of the search is built first: what building it leaves behind is room for what is loaded after it.
    """
    search("khai sinh")
    for name in _templates():
        get_template(name)
    for each in places.provinces():
        places.communes_of(each.code)
    for language, _name in settings.LANGUAGES:
        for page in (*PAGES, *_procedure_pages()):
            _open(application, page, language)


def _procedure_pages() -> list[str]:
    try:
        return [f"/thu-tuc/{pack.id}/" for pack in published_packs() if pack.end_to_end]
    except DatabaseError:
        return []


def _templates() -> Iterable[str]:
    for room in CITIZENS:
        folder = Path(apps.get_app_config(room).path) / "templates"
        yield from (str(path.relative_to(folder)) for path in sorted(folder.rglob("*.html")))


def _open(application: Application, address: str, language: str) -> None:
    path, _mark, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": settings.ALLOWED_HOSTS[0].lstrip(".*") or "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_ACCEPT_ENCODING": "gzip",
        "HTTP_COOKIE": f"{settings.LANGUAGE_COOKIE_NAME}={language}",
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "https" if settings.BEHIND_TLS else "http",
    }
    answer = application(environ, lambda status, headers, trouble=None: None)
    for _part in answer:
        pass
    close = getattr(answer, "close", None)
    if close is not None:
        close()
