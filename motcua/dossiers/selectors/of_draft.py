"""From a draft to the dossier it became."""

from __future__ import annotations

from motcua.base.kept_query import KeptQuery
from motcua.dossiers.models import Dossier

_of_draft: KeptQuery[Dossier] = KeptQuery(lambda draft: Dossier.objects.filter(draft_id=draft).order_by("pk")[:1], int)


def dossier_of_draft(draft_id: int) -> Dossier | None:
    """The dossier made of the draft; the caller has checked that the draft is the viewer's."""
    return _of_draft.one(draft_id)
