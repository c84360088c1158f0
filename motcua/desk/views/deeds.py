"""Doing something with a dossier: one page a deed, or one press."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.base.errors import NotFound, Refusal
from motcua.catalogue.api import pack_of, say
from motcua.desk.deeds import Case, Deed, deed_named
from motcua.desk.deeds.case import with_problems
from motcua.desk.looking import dossier_looked_at
from motcua.desk.pages.doing import allowed_deeds
from motcua.desk.pages.head import with_head
from motcua.desk.pages.rows import names_of, time_of
from motcua.directory.api import staff, viewer_of
from motcua.directory.typed import take_typed
from motcua.dossiers.api import is_taken_back

LONGEST_ANSWER = 5_000


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff()
def deed(request: HttpRequest, public_id: str, deed: str) -> HttpResponse:
    """Show the questions of a deed, or do it. Answers that cannot be taken stay where they were typed."""
    wanted, found = deed_named(deed), dossier_looked_at(request, public_id)
    sent = request.POST if request.method == "POST" else take_typed(request, by_same=True) or request.GET
    typed = {name: str(value)[:LONGEST_ANSWER] for name, value in sent.items()}
    files = {name: request.FILES.getlist(name) for name in request.FILES}
    case = Case(found, viewer_of(request), typed, sent=files)
    if request.method != "POST":
        if wanted.at_once or wanted.offer not in allowed_deeds(found, case.viewer):
            return _back(request, public_id)
        return _page(request, wanted, case)
    try:
        wanted.perform(case)
    except NotFound:
        raise
    except Refusal as refusal:
        if wanted.at_once or wanted.offer not in allowed_deeds(found, case.viewer):
            # Pressed twice, or a colleague was faster: say so on the page that shows how things stand now.
            messages.warning(request, str(refusal.message), extra_tags="wait")
            return _back(request, public_id)
        return _page(request, wanted, case, refusal)
    messages.success(request, str(wanted.done), extra_tags="done")
    return _back(request, public_id)


def _page(request: HttpRequest, wanted: Deed, case: Case, refusal: Refusal | None = None) -> HttpResponse:
    wrong = refusal.fields if refusal else {}
    asked = replace(case, wrong=wrong)
    fields = with_problems(wanted.fields(asked), wrong) if wanted.fields else []
    context = with_head(
        request,
        deed=wanted,
        dossier=case.dossier,
        name=names_of([case.dossier])[case.dossier.pk],
        short=say(pack_of(case.dossier.procedure_version_id).short_name),
        time=time_of(case.dossier, back=is_taken_back(case.dossier)),
        fields=fields,
        refusal=refusal,
        problems=[{"field": _anchor(wanted, name), "message": words} for name, words in wrong.items()],
        **wanted.context(asked),
    )
    return render(request, wanted.page, context, status=422 if refusal else 200)


def _anchor(wanted: Deed, name: str) -> str:
    return f"i-{name}" if wanted.slug == "yeu-cau-bo-sung" and name not in ("reason", "new_fact") else name


def _back(request: HttpRequest, public_id: str) -> HttpResponse:
    wished = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wished, allowed_hosts=None) and wished.startswith("/")
    return HttpResponseRedirect(wished if safe else reverse("desk:dossier", args=[public_id]))
