"""What did not work by itself."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.base.jobs.run import revive_dead
from motcua.desk.pages.head import with_head
from motcua.desk.pages.troubles import WATCHERS, outside_systems, troubles
from motcua.directory.api import staff


@never_cache
@require_safe
@staff(*WATCHERS)
def failures(request: HttpRequest) -> HttpResponse:
    """Jobs given up, the oldest first, and the outside systems as last met."""
    return render(request, "desk/failures.html", with_head(request, troubles=troubles(), outside=outside_systems()))


@never_cache
@require_POST
@staff(*WATCHERS)
def retry(request: HttpRequest, item: int) -> HttpResponse:
    """Let one be tried again from the start."""
    if revive_dead(item):
        messages.success(request, _("Đang thử lại."), extra_tags="done")
    else:
        messages.warning(request, _("Việc này đã được thử lại rồi."), extra_tags="wait")
    return HttpResponseRedirect(reverse("desk:failures"))
