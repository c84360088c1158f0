"""What the applicant may have of their own dossier; the caller has checked that it is theirs."""

from __future__ import annotations

from motcua.dossiers.codes import FeeState
from motcua.dossiers.fees import bill_references
from motcua.dossiers.models import Dossier, Result
from motcua.papers.api import IssuedPaper
from motcua.payments.api import Refund, refunds_of, surplus_looked_at

REVOKED = IssuedPaper.State.REVOKED


def results_given(dossier: Dossier) -> list[Result]:
    """Signed results, those that were replaced behind the others; none while a fee due on return is unpaid."""
    if dossier.fee_state == FeeState.DUE:
        return []
    signed = Result.objects.select_related("file", "issued_paper__replaced_by").filter(dossier=dossier)
    return sorted(signed.exclude(file=None), key=lambda each: bool(each.issued_paper and each.issued_paper.replaced_by))


def revoked_among(results: list[Result]) -> list[Result]:
    """Those of `results` that were taken out of force, with nothing in their place."""
    papers = [(each, each.issued_paper) for each in results]
    return [each for each, paper in papers if paper and paper.state == REVOKED and paper.replaced_by is None]


def refunds_of_dossier(dossier: Dossier) -> list[Refund]:
    """Money paid for it that goes back, or is asked about; oldest first."""
    return refunds_of(bill_references(dossier))


def surplus_of_dossier(dossier: Dossier) -> int:
    """VND that came for it and was not owed: too much, twice, or after it ended; an accountant is looking at it."""
    return surplus_looked_at(bill_references(dossier)) if dossier.bill else 0
