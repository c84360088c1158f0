"""A draft as it will be printed."""

from __future__ import annotations

from motcua.base.errors import NotFound
from motcua.catalogue.api import pack_of
from motcua.directory.api import Viewer, who_may_sign
from motcua.dossiers.api import Dossier, Result, issuer_of_result, replaced_words
from motcua.papers.api import render


def draft_preview(dossier: Dossier, key: str, viewer: Viewer) -> bytes:
    """The PDF of a drafted result, marked as a draft: no number, no signature, no check code. Raises `NotFound`."""
    result = Result.objects.select_related("dossier__competent_agency").filter(dossier=dossier, key=key).last()
    kind = next((each for each in pack_of(dossier.procedure_version_id).results if each.id == key), None)
    if result is None or kind is None or not kind.template:
        raise NotFound("")
    agency = issuer_of_result(result)
    signers = who_may_sign(agency)
    signer = signers[0].staff if signers else viewer.staff
    data = {
        **result.data,
        "agency": {"name": agency.name, "parent": agency.parent.name if agency.parent else ""},
        "number": "…",
        "dossier_code": dossier.code,
        "signer": {"name": signer.full_name, "title": signer.title} if signer else {},
    }
    if result.corrects is not None:
        data["replaces"] = replaced_words(result.corrects)
    data.setdefault("requester", {"name": dossier.applicant.full_name if dossier.applicant else ""})
    return render(kind.template, data)
