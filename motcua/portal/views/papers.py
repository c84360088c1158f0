"""Papers of a draft: those the person has already are offered first, then a photograph or a file."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.errors import Refusal
from motcua.base.files import NoPicture, read_file
from motcua.base.files.serving import locked_up
from motcua.catalogue.api import pack_of, say
from motcua.directory.doors import citizen, viewer_of
from motcua.eforms.api import (
    Draft,
    asks_for,
    attach,
    detach,
    draft_for,
    paper_attached,
    papers_attached,
    papers_lapsed,
    papers_needed,
    papers_to_offer,
    picture_of,
    use_paper,
)
from motcua.portal.thumbs import thumbs_of
from motcua.portal.way import back_from, go_on
from motcua.vault.api import paper_for


@citizen(filing=True)
@require_http_methods(["GET", "HEAD", "POST"])
def papers(request: HttpRequest, public_id: str, component: str) -> HttpResponse:
    """One component: use what I have, or send files; each is shown back."""
    viewer = viewer_of(request)
    found = draft_for(public_id, viewer)
    if not asks_for(found, component):
        raise Http404
    problems: list[str] = []
    if request.method == "POST":
        problems = _do(request, found, component)
        if not problems:
            taken_out = "remove" in request.POST
            return redirect("portal:papers", public_id, component) if taken_out else go_on(found)
    need = next(each for each in papers_needed(found) if each.component.id == component)
    context = {
        "draft": found,
        "title": say(pack_of(found.procedure_version_id).short_name),
        "need": need,
        "name": say(need.component.name),
        "help": say(need.component.help) or say(need.component.condition_text),
        "attached": thumbs_of(papers_attached(found, component)),
        "lapsed": papers_lapsed(found, component),
        "offers": papers_to_offer(found, component, viewer),
        "problems": problems,
        "back_to": back_from(found) if need.state == "wanted" else reverse("portal:check", args=[public_id]),
    }
    return render(request, "portal/papers.html", context)


def _do(request: HttpRequest, found: Draft, component: str) -> list[str]:
    """Carry out the press; what could not be done, in sentences. Every other file of the same press is kept."""
    viewer, problems = viewer_of(request), []
    if "use" in request.POST:
        use_paper(draft=found, component=component, paper=paper_for(request.POST["use"], viewer), by=viewer)
    if "remove" in request.POST:
        detach(draft=found, public_id=request.POST["remove"], by=viewer)
    for upload in request.FILES.getlist("files"):
        try:
            attach(draft=found, component=component, upload=upload, by=viewer)
        except Refusal as refusal:
            problems.append(f"{upload.name}: {refusal}")
    if "send" in request.POST and not request.FILES:
        problems.append(_("Chưa chọn tệp nào. Xin chụp ảnh hoặc chọn tệp, rồi bấm gửi."))
    return problems


@citizen(filing=True)
@require_safe
def picture(request: HttpRequest, public_id: str, paper_id: str) -> HttpResponseBase:
    """The first page of a file of the draft, large enough to read, for its owner alone."""
    found = draft_for(public_id, viewer_of(request))
    paper = paper_attached(found, paper_id)
    if paper is None:
        raise Http404
    try:
        drawn = read_file(picture_of(paper.file))
    except (NoPicture, OSError) as undrawn:
        raise Http404 from undrawn
    return locked_up(HttpResponse(drawn, content_type="image/jpeg"))
