"""The system's Chromium at the desk: signing in without the sign-in pages, and axe on whatever is shown."""

from __future__ import annotations

import datetime as real
from pathlib import Path
from typing import Any

import axe_core_python
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, Page

from motcua.base.clock import now
from motcua.directory.api import Session, Staff
from motcua.directory.signin.session import remember
from tests.desk.conftest import BACKEND
from tests.desk.town import MORNING
from tests.support.chromium import PATIENCE

AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
DESK, PHONE = {"width": 1366, "height": 768}, {"width": 360, "height": 740}


class Morning(real.datetime):
    """A clock that stands still, for threads that do not share the test's context."""

    @classmethod
    def now(cls, tz: Any = None) -> real.datetime:  # type: ignore[override]
        return MORNING.astimezone(tz)


def session_of(staff: Staff) -> str:
    """The cookie of a member of staff who has just signed in."""
    session = SessionStore()
    session["_auth_user_id"] = str(staff.user.pk)
    session["_auth_user_backend"] = BACKEND
    session["_auth_user_hash"] = staff.user.get_session_auth_hash()
    remember(session, Session(method="password_totp", level=2, started_at=now(), login_at=now()))
    session.save()
    return str(session.session_key)


def page_for(browser: Browser, cookie: str, address: str, size: dict[str, int] = DESK, **options: Any) -> Page:
    wishes: dict[str, Any] = {"viewport": size, "locale": "vi-VN", "service_workers": "block"}
    context = browser.new_context(**(wishes | options))
    context.set_default_timeout(PATIENCE)
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}])
    return context.new_page()


def violations(page: Page) -> list[str]:
    """What axe finds wrong on the page, every rule of WCAG 2.2 AA and the good practices."""
    page.evaluate(AXE)
    found = page.evaluate("async () => (await axe.run(document)).violations")
    return [
        f"{each['id']}: {node['html'][:160]} ({node['failureSummary']})" for each in found for node in each["nodes"]
    ]


def too_wide(page: Page) -> int:
    """Pixels by which the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
