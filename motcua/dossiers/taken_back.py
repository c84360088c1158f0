"""Results that were taken out of force before anybody had them: nothing lies ready, and another one is needed."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q

from motcua.dossiers.codes import SIGNED
from motcua.dossiers.models import Dossier, Result
from motcua.papers.api import IssuedPaper
from motcua.rules.lifecycle import Status

_signed = Result.objects.filter(dossier=OuterRef("pk"), state__in=SIGNED).order_by()
_revoked = Q(issued_paper__state=IssuedPaper.State.REVOKED)
# What was replaced lives on in what stands in its place, which may be revoked in its turn.
_gone = _revoked | Q(issued_paper__state=IssuedPaper.State.REPLACED)
# Dossiers that are done, and of whose results every one was revoked before it was handed over.
TAKEN_BACK = Q(status=Status.DONE) & Exists(_signed.filter(_revoked)) & ~Exists(_signed.exclude(_gone))


def taken_back(dossiers: Iterable[Dossier]) -> set[int]:
    """Keys of those among `dossiers`. One query, none where nothing waits to be handed over."""
    waiting = [each.pk for each in dossiers if each.status == Status.DONE]
    return set(Dossier.objects.filter(TAKEN_BACK, pk__in=waiting).values_list("pk", flat=True)) if waiting else set()


def is_left_something(public_id: str) -> bool:
    """Does the dossier have a signed result that was neither revoked nor replaced?"""
    signed = Result.objects.filter(dossier__public_id=public_id, state__in=SIGNED)
    return signed.exclude(_gone).exists()


def is_taken_back(dossier: Dossier) -> bool:
    """Was everything that was signed for it revoked before it was handed over?"""
    return dossier.pk in taken_back([dossier])
