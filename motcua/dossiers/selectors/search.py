"""Finding a dossier from what a clerk hears or reads: a code, a name said without marks, a personal number, the serial
of the form a result was printed on.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from motcua.dossiers.blanks import plain_serial
from motcua.dossiers.models import Dossier, PaperBlank
from motcua.dossiers.selectors.seat import Seat
from motcua.rules.text import search_key

LEAST_DIGITS = 6
MOST_WORDS = 8


def found_by(query: str, seat: Seat) -> QuerySet[Dossier]:
    """Dossiers of the seat's agencies, ended ones too, whose code, person, number or serial fits `query`.

    Names are kept folded with the dossier, so the database compares them itself: every word said must begin a word of
    the names. The agencies bound what is read (index of agency and day).
    """
    here = Dossier.objects.filter(
        Q(holding_agency__in=seat.places) | Q(agency__in=seat.places) | Q(competent_agency__in=seat.places)
    )
    text = query.strip()
    fits = Q(code__icontains=text)
    digits = text.replace(" ", "").replace(".", "")
    if digits.isdecimal() and len(digits) >= LEAST_DIGITS:
        fits |= Q(subject_key__startswith=digits) | Q(applicant__personal_id__startswith=digits)
    elif words := search_key(text).split()[:MOST_WORDS]:
        named = Q()
        for word in words:
            named &= Q(names_key__contains=f" {word}")
        fits |= named
    if serial := plain_serial(text):
        fits |= Q(pk__in=PaperBlank.objects.filter(serial=serial).values("result__dossier"))
    return here.filter(fits)
