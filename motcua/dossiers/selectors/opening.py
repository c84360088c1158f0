"""How far a viewer may open a dossier that a list counts."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.directory.api import Viewer
from motcua.dossiers.models import Dossier
from motcua.dossiers.policies import audits, may_see
from motcua.dossiers.selectors.find import dossier_named


@dataclass(frozen=True)
class Opening:
    """What a list tells of a dossier. `code` is empty where the viewer may not open it now, `public_id` where they may
    not open it at all; between the two stands an auditor, who says first for what.
    """

    code: str = ""
    public_id: str = ""


SHUT = Opening()


def opening_of(dossier: Dossier, viewer: Viewer) -> Opening:
    """How far the viewer may open `dossier`; nothing is opened by asking."""
    if may_see(viewer, dossier):
        return Opening(dossier.code, dossier.public_id)
    return Opening("", dossier.public_id) if audits(viewer, dossier) else SHUT


def opening(public_id: str, viewer: Viewer) -> Opening:
    """The same by public id; shut where there is none."""
    found = dossier_named(public_id)
    return SHUT if found is None else opening_of(found, viewer)
