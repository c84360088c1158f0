"""Finding a dossier from what a clerk hears or reads: a code, a name said without marks, a personal number."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from motcua.desk.seat import Seat
from motcua.directory.api import Organisation, Person
from motcua.dossiers.api import Dossier
from motcua.rules.text import search_key

MOST_PEOPLE = 20_000
LEAST_DIGITS = 6


def found_by(query: str, seat: Seat) -> QuerySet[Dossier]:
    """Dossiers of the seat's agencies, ended ones too, whose code, person or number fits `query`."""
    here = Dossier.objects.filter(
        Q(holding_agency__in=seat.places) | Q(agency__in=seat.places) | Q(competent_agency__in=seat.places)
    )
    text = query.strip()
    fits = Q(code__icontains=text)
    digits = text.replace(" ", "").replace(".", "")
    if digits.isdecimal() and len(digits) >= LEAST_DIGITS:
        fits |= Q(subject_key__startswith=digits) | Q(applicant__personal_id__startswith=digits)
    elif words := search_key(text).split():
        fits |= _by_name(here, words)
    return here.filter(fits)


def _by_name(here: QuerySet[Dossier], words: list[str]) -> Q:
    """No database we run on folds Vietnamese by itself, so names of one agency's dossiers are folded here."""
    applicants = dict(here.order_by("-pk").values_list("applicant_id", "applicant__full_name")[:MOST_PEOPLE])
    subjects = set(here.order_by("-pk").values_list("subject_kind", "subject_key")[:MOST_PEOPLE])
    people = Person.objects.filter(personal_id__in=[key for kind, key in subjects if kind == "person"])
    bodies = Organisation.objects.filter(tax_code__in=[key for kind, key in subjects if kind == "organisation"])
    keys = [key for key, name in people.values_list("personal_id", "full_name") if _fits(name, words)]
    keys += [key for key, name in bodies.values_list("tax_code", "name") if _fits(name, words)]
    return Q(applicant__in=[pk for pk, name in applicants.items() if pk and _fits(name, words)]) | Q(
        subject_key__in=keys
    )


def _fits(name: str, words: list[str]) -> bool:
    parts = search_key(name).split()
    return all(any(part.startswith(word) for part in parts) for word in words)
