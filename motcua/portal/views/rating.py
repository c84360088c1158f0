"""One minute to say how it was; by a one-time link, later and away from the counter."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.directory.doors import public
from motcua.feedback.api import REASONS, Rating, invitation_by_token
from motcua.feedback.api import rate as take_rating


@public
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, token: str) -> HttpResponse:
    """Three levels, reasons if any, words if any."""
    invitation = invitation_by_token(token)
    problem, thanks = "", invitation.used_at is not None
    late = not thanks and invitation.expires_at <= now()
    if request.method == "POST" and not thanks and not late:
        level = request.POST.get("level", "")
        try:
            take_rating(
                token=token,
                level=int(level) if level.isdigit() else -1,
                reasons=request.POST.getlist("reason"),
                comment=request.POST.get("comment", ""),
            )
            thanks = True
        except Refusal as refusal:
            problem = str(refusal)
    context = {
        "invitation": invitation,
        "levels": Rating.Level.choices,
        "reasons": REASONS.items(),
        "problem": problem,
        "thanks": thanks,
        "late": late,
        "comment": request.POST.get("comment", ""),
    }
    return render(request, "portal/rate.html", context)
