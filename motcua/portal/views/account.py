"""What is mine: papers, inbox, who looked at my data."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.clock import today
from motcua.directory.api import representations_held
from motcua.directory.doors import citizen, public, viewer_of
from motcua.dossiers.api import open_result, result_in_vault
from motcua.notices.api import inbox as inbox_of
from motcua.notices.api import read
from motcua.portal.giving import given
from motcua.portal.kept_papers import paper_cards
from motcua.portal.mine import titles_of
from motcua.vault.api import consents_of, paper_for, papers_of, uses_of, withdraw_consent


@citizen
@require_safe
def my_papers(request: HttpRequest) -> HttpResponse:
    """Papers in my vault (or the child's, the organisation's I act for), newest first."""
    viewer = viewer_of(request)
    found = papers_of(viewer.subject, viewer) if viewer.subject else []
    return render(request, "portal/my_papers.html", {"cards": paper_cards(found, today())})


@citizen
@require_safe
def my_paper(request: HttpRequest, public_id: str) -> FileResponse:
    """One paper as it was issued."""
    viewer = viewer_of(request)
    paper = paper_for(public_id, viewer)
    if paper.file is None:
        raise Http404
    name = f"{paper.title}.pdf" if paper.file.media_type == "application/pdf" else ""
    answer = given(paper.file, name=name)  # first: what cannot be handed out was not opened
    result = result_in_vault(paper.origin, paper.sha256)
    if result is not None:
        open_result(dossier=result.dossier, result=result, by=viewer)
    return answer


@citizen
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Everything we told this person, newest first."""
    viewer = viewer_of(request)
    notices = inbox_of(viewer)
    titles = titles_of(viewer, [each.about.partition(":")[2] for each in notices])
    shown = [(each, titles.get(each.about.partition(":")[2], "")) for each in notices]
    return render(request, "portal/inbox.html", {"notices": shown})


@citizen
@require_safe
def notice(request: HttpRequest, public_id: str) -> HttpResponse:
    """Mark it read and go to what it is about."""
    found = read(viewer_of(request), public_id)
    if found.way:
        return redirect(found.way)
    kind, _colon, ref = found.about.partition(":")
    return redirect("portal:dossier", ref) if kind == "dossier" else redirect("portal:inbox")


@citizen
@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """Who I am here, who acts for whom, what I said yes to (and may take back), and who looked at my data."""
    viewer = viewer_of(request)
    subject = viewer.own_subject
    if request.method == "POST":
        if subject and "withdraw" in request.POST:
            withdraw_consent(subject=subject, purpose=request.POST["withdraw"], by=viewer)
        return redirect("portal:me")
    uses = list(uses_of(subject, viewer)[:100]) if subject else []
    consents = consents_of(subject, viewer) if subject else []
    acted_for = representations_held(subject) if subject else []
    context = {"viewer": viewer, "uses": uses, "consents": consents, "acted_for": acted_for}
    return render(request, "portal/me.html", context)


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What we do with personal data, in plain words."""
    return render(request, "portal/privacy.html")
