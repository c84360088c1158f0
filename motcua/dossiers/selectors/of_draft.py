"""From a draft to the dossier it became, and what its receipt page shows."""

from __future__ import annotations

from motcua.base.errors import NotFound
from motcua.base.kept_query import KeptQuery
from motcua.directory.api import Viewer
from motcua.dossiers.codes import FormCode
from motcua.dossiers.models import Dossier, DossierForm, Part
from motcua.dossiers.policies import may_see
from motcua.dossiers.words import NO_SUCH_DOSSIER

# The receipt page names nobody but the agency; joining all that stands around a dossier costs more than the page.
_of_draft: KeptQuery[Dossier] = KeptQuery(
    lambda draft: (
        Dossier.objects.select_related("agency").defer("sealed_json").filter(draft_id=draft).order_by("pk")[:1]
    ),
    int,
)
_with_files: KeptQuery[Part] = KeptQuery(
    lambda dossier: Part.objects.filter(dossier_id=dossier, file__isnull=False), int
)
_made: KeptQuery[DossierForm] = KeptQuery(
    lambda dossier, form: DossierForm.objects.filter(dossier_id=dossier, form=form).order_by("-ref")[:1], int, str
)

_all_made: KeptQuery[DossierForm] = KeptQuery(
    lambda dossier, form: DossierForm.objects.select_related("file").filter(dossier_id=dossier, form=form), int, str
)


def dossier_of_draft(draft_id: int, viewer: Viewer) -> Dossier | None:
    """The dossier made of the draft; None where none was. Raises `NotFound` where the viewer may not see it."""
    found = _of_draft.one(draft_id)
    if found is not None and not may_see(viewer, found):
        raise NotFound(NO_SUCH_DOSSIER)
    return found


def parts_with_files(dossier: Dossier) -> list[Part]:
    """What was handed in as files, in order."""
    return _with_files.all(dossier.pk)


def latest_form(dossier: Dossier, form: FormCode) -> DossierForm | None:
    """The form of this kind that was made last."""
    return _made.one(dossier.pk, form.value)


def form_with_file(dossier: Dossier, form: str, ref: int) -> DossierForm | None:
    """One form of the dossier and its file; none where `ref` is a number no form can have."""
    return next((each for each in _all_made.all(dossier.pk, form) if each.ref == ref), None)
