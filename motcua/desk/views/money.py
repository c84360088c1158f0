"""Questions about money, for accountants."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.base.errors import Refusal
from motcua.desk.pages.head import with_head
from motcua.desk.pages.purse import answer_question, ask_the_bank, decide_refund, money_page
from motcua.directory.api import staff, viewer_of
from motcua.directory.typed import keep_typed
from motcua.rules.codes import Role


@never_cache
@require_safe
@staff(Role.ACCOUNTANT)
def money(request: HttpRequest) -> HttpResponse:
    """What must be looked at, and payments the bank knows nothing of."""
    return render(request, "desk/money.html", with_head(request, **money_page(viewer_of(request))))


@never_cache
@require_POST
@staff(Role.ACCOUNTANT)
def settle(request: HttpRequest, movement: str, answer: str) -> HttpResponse:
    """Assign money of unknown purpose, or order what is too much to go back."""
    return _done(request, lambda: answer_question(viewer_of(request), movement, answer, request.POST.dict()))


@never_cache
@require_POST
@staff(Role.ACCOUNTANT)
def refund(request: HttpRequest, refund: str, answer: str) -> HttpResponse:
    """Decide about money paid for a dossier that ended, or say that it went back."""
    return _done(request, lambda: decide_refund(viewer_of(request), refund, answer, request.POST.dict()))


@never_cache
@require_POST
@staff(Role.ACCOUNTANT)
def ask_bank(request: HttpRequest, attempt: str) -> HttpResponse:
    """Ask the bank now."""
    return _done(request, lambda: ask_the_bank(viewer_of(request), attempt))


def _done(request: HttpRequest, work: Callable[[], str]) -> HttpResponse:
    try:
        messages.success(request, work(), extra_tags="done")
    except Refusal as refusal:
        messages.warning(request, str(refusal.message or _("Chưa làm được việc này.")), extra_tags="wait")
        keep_typed(request, by=viewer_of(request).actor, ended=False)
    return HttpResponseRedirect(reverse("desk:money"))
