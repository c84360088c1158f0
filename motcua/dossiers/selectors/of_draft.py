"""From a draft to the dossier it became."""

from __future__ import annotations

from motcua.dossiers.models import Dossier


def dossier_of_draft(draft_id: int) -> Dossier | None:
    """The dossier made of the draft; the caller has checked that the draft is the viewer's."""
    return Dossier.objects.filter(draft_id=draft_id).first()
