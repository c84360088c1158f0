"""Apologies that were written and wait for the head's signature (form 04)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, QuerySet

from motcua.base.clock import now
from motcua.catalogue.api import pack_of, say
from motcua.desk.pages.listing import TOGETHER
from motcua.desk.pages.rows import Time, names_of, time_of
from motcua.dossiers.api import Apology, Dossier, Seat, apology_to_sign, send_apology_by, who_sign_apology

MOST = 200


@dataclass(frozen=True)
class Written:
    """One that waits. `send_by`: the last moment at which it comes in time; `late`: that has passed."""

    apology: Apology
    send_by: datetime
    late: bool


@dataclass(frozen=True)
class ToSign:
    """One before the signer, with whose dossier it is."""

    dossier: Dossier
    name: str
    procedure: str
    time: Time
    written: Written


def written_for(dossier: Dossier) -> Written | None:
    """What waits for a signature at this dossier; None where nothing does."""
    found, send_by = apology_to_sign(dossier), send_apology_by(dossier)
    if found is None or send_by is None:
        return None
    return Written(found, send_by, now() > send_by)


def signers_of(dossier: Dossier) -> str:
    """Who may sign its apology, by name; the agency where nobody may."""
    return ", ".join(each.full_name for each in who_sign_apology(dossier)) or dossier.competent_agency.short_name


def apologies_to_sign(seat: Seat) -> list[ToSign]:
    """What waits for this seat's signature, the promise that ends first at the top."""
    here = list(_waiting(seat).prefetch_related("pauses")[:MOST])
    names = names_of(here)
    return [
        ToSign(each, names[each.pk], say(pack_of(each.procedure_version_id).short_name), time_of(each), written)
        for each in here
        if (written := written_for(each)) is not None
    ]


def apologies_ticked(seat: Seat, public_ids: Sequence[str]) -> list[Dossier]:
    """The dossiers ticked whose apology really waits for this seat's signature."""
    return list(_waiting(seat).filter(public_id__in=list(public_ids)[:MOST]))


def _waiting(seat: Seat) -> QuerySet[Dossier]:
    found = Dossier.objects.select_related(*TOGETHER, "apology__asked_by").filter(seat.apologies)
    return found.order_by(F("due_at").asc(nulls_last=True), "pk")
