"""The evidence of a dossier to take along, for those who check."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from motcua.base.files.serving import locked_up
from motcua.desk.looking import dossier_looked_at
from motcua.directory.api import staff, viewer_of
from motcua.dossiers.api import export_evidence
from motcua.rules.codes import Role


@never_cache
@require_POST
@staff(Role.CONTROLLER, Role.AUDITOR)
def evidence(request: HttpRequest, public_id: str) -> HttpResponseBase:
    """One zip file: journal, form, files, signatures, report. That it was taken is written down."""
    found = dossier_looked_at(request, public_id)
    answer = HttpResponse(export_evidence(dossier=found, by=viewer_of(request)), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="chung-cu-{found.code}.zip"'
    return locked_up(answer)
