"""A result that was wrong and the one that stands in its place: what still counts, what is begun, who is to act."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.base.clock import HO_CHI_MINH
from motcua.directory.api import Agency, agency_now
from motcua.dossiers.codes import SIGNED, UNSIGNED, ResultState
from motcua.dossiers.models import Dossier, Result
from motcua.papers.api import IssuedPaper
from motcua.rules.lifecycle import SETTLED, Status

_later = Result.objects.filter(corrects=OuterRef("pk"), state__in=SIGNED).order_by()
_begun = Result.objects.filter(corrects__isnull=False, state__in=UNSIGNED).order_by()
# As the partial index of results has them, so that few rows are read however many were issued.
_open = Result.objects.filter(
    Q(state__in=UNSIGNED) | ~Exists(_later),
    corrects__isnull=False,
    state__in=[*UNSIGNED, ResultState.ISSUED],
).order_by()
# A failed try that waits for its next turn may be asked for again at once: the older job then does nothing.
SIGNABLE = Q(state__in=[ResultState.DRAFTED, ResultState.FAILED]) | (Q(state=ResultState.SIGNING) & ~Q(failure=""))
# Of dossiers: a correction is begun; one waits for its signature; one lies ready on paper after the first hand-over.
CORRECTING = Exists(_begun.filter(dossier=OuterRef("pk")))
TO_SIGN = Exists(_begun.filter(SIGNABLE, dossier=OuterRef("pk")))
PAPER_READY = Q(status=Status.RETURNED) & Exists(
    Result.objects.filter(~Exists(_later), dossier=OuterRef("pk"), state=ResultState.ISSUED).order_by()
)


def in_place(dossier: Dossier) -> QuerySet[Result]:
    """Signed results of which no signed one is a correction; in force or revoked."""
    return Result.objects.filter(~Exists(_later), dossier=dossier, state__in=SIGNED)


def to_hand_out(dossier: Dossier) -> QuerySet[Result]:
    """Those of them that were not handed over yet, at least not on paper."""
    return in_place(dossier).filter(state=ResultState.ISSUED)


def being_corrected(dossier: Dossier) -> QuerySet[Result]:
    """Corrections that were begun and are not signed."""
    return _begun.filter(dossier=dossier)


def is_signable(begun: Result) -> bool:
    """`SIGNABLE`, of one that was begun and is not signed."""
    return begun.state != ResultState.SIGNING or bool(begun.failure)


def under_correction(dossiers: Iterable[Dossier]) -> dict[int, bool]:
    """Those among `dossiers` (by key) with a correction that is begun (true), or waits to be given on paper after a
    hand-over (false). One query, none where nothing is settled."""
    settled = {each.pk: each.status for each in dossiers if each.status in SETTLED}
    if not settled:
        return {}
    found = _open.filter(dossier__in=settled).values_list("dossier", "state")
    ready = {key: False for key, state in found if state not in UNSIGNED and settled[key] == Status.RETURNED}
    return ready | {key: True for key, state in found if state in UNSIGNED}


def returned_with_work() -> list[int]:
    """Keys of dossiers that were handed over and have somebody's work again: to sign, or to give on paper."""
    return list(_open.filter(dossier__status=Status.RETURNED).values_list("dossier", flat=True).distinct())


def corrections_signed_by(staff: int) -> list[int]:
    """Keys of dossiers with a correction that waits for a signature, or is being signed for this member of staff."""
    waits = _begun.filter(SIGNABLE | Q(signer=staff))
    return list(waits.values_list("dossier", flat=True).distinct())


def result_meant(dossier: Dossier, key: str) -> Result | None:
    """The signed result that counts and has this key, with no key the only one; None where that is no single one."""
    found = [each for each in in_place(dossier).select_related("issued_paper") if not key or each.key == key]
    return found[0] if len(found) == 1 else None


def issuer_of_result(result: Result) -> Agency:
    """Whose document it is: the agency that decides; of a correction whoever stands in for that agency now."""
    decides = result.dossier.competent_agency
    return agency_now(decides) if result.corrects_id else decides


def corrects_what_was_revoked(dossier: Dossier) -> bool:
    """Is a result of it the correction of one that was taken out of force, whose fee went before the accountant?"""
    state = IssuedPaper.State.REVOKED
    return Result.objects.filter(dossier=dossier, corrects__issued_paper__state=state, state__in=SIGNED).exists()


def replaced_words(old: Result) -> dict[str, str]:
    """What the new document says of the one in whose place it stands."""
    day = old.signed_at.astimezone(HO_CHI_MINH).date().isoformat() if old.signed_at else ""
    return {"number": old.number, "issued_on": day}


def stands_for(result: Result) -> Result:
    """What stands in the place of `result` now: the last signed correction, or itself."""
    later = Result.objects.filter(corrects=result, state__in=SIGNED).first()
    return result if later is None else stands_for(later)
