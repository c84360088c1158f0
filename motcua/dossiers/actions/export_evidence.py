"""Hand out the evidence of a dossier, and write down that it was handed out."""

from __future__ import annotations

import hashlib

from django.db import transaction

from motcua.base.verdict import require
from motcua.directory.api import Viewer
from motcua.dossiers.events import EvidenceExported
from motcua.dossiers.evidence import package
from motcua.dossiers.facts import common, tell
from motcua.dossiers.models import Dossier
from motcua.dossiers.moving import locked
from motcua.dossiers.policies import may_export_evidence


def export_evidence(*, dossier: Dossier, by: Viewer) -> bytes:
    """The package as a zip file; its hash stands in the journal from then on. Raises `Forbidden`."""
    require(may_export_evidence(by, dossier))
    content = package(dossier)
    with transaction.atomic():
        held = locked(dossier)
        tell(EvidenceExported(**common(held), sha256=hashlib.sha256(content).hexdigest()), held, by)
    return content
