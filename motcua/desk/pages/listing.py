"""The work list: what is to be done, in the order in which time runs out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, DateTimeField, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils.http import urlencode

from motcua.desk.pages.filters import IN_ADDRESS, WORDS, Choice, filter_named
from motcua.desk.pages.rows import Row, rows_of
from motcua.directory.api import Viewer, staff_pages
from motcua.dossiers.api import Dossier, Filter, Seat, conditions, found_by, open_dossiers
from motcua.rules.lifecycle import WAITING_FOR_APPLICANT, Status

ON_A_PAGE = 40
TOGETHER = (
    "agency", "competent_agency", "holding_agency", "applicant", "holder", "current_step__agency",
    "current_step__holder", "apology",
)  # fmt: skip
STANDING_STILL = (*WAITING_FOR_APPLICANT, Status.DONE)


@dataclass(frozen=True)
class Page:
    """One page of the list. `following`: the query of the next page, empty on the last."""

    rows: list[Row]
    choices: list[Choice]
    chosen: str
    words: object
    count: int
    query: str
    following: str
    is_first: bool


def work_page(viewer: Viewer, seat: Seat, *, chosen: str, query: str, after: str) -> Page:
    """The page of filter `chosen` (unknown: what is mine; all, for whom no step ever waits), or of what `query` finds,
    after the row named by `after`.

    Dossiers whose clock runs come first, by due time; those that wait for somebody outside after them. Seven queries,
    two more for names of others than the applicants, one more for a search.
    """
    if viewer.staff is None:
        raise ValueError("the work list is for staff")
    wishes = conditions(seat, viewer.staff.agency)
    named = filter_named(chosen) if chosen or staff_pages(viewer).steps else Filter.ALL
    wanted = named if named in wishes else Filter.MINE
    here = open_dossiers(seat)
    counts = here.aggregate(**{_column(code): Count("pk", filter=q) for code, q in wishes.items()})
    source = found_by(query, seat) if query else here.filter(wishes[wanted])
    asked_for = _after(_ordered(source), after).select_related(*TOGETHER).prefetch_related("pauses")
    page = list(asked_for[: ON_A_PAGE + 1])
    shown = page[:ON_A_PAGE]
    asked = {"loc": IN_ADDRESS[wanted]} | ({"q": query} if query else {})
    return Page(
        rows=rows_of(shown, viewer),
        choices=[_choice(each, counts[_column(each)], each == wanted and not query) for each in wishes],
        chosen=IN_ADDRESS[wanted],
        words=WORDS[wanted],
        count=len(page) if query else counts[_column(wanted)],
        query=query,
        following=urlencode(asked | {"sau": _key(shown[-1])}) if len(page) > ON_A_PAGE else "",
        is_first=not after,
    )


def _choice(each: Filter, count: int, chosen: bool) -> Choice:
    return Choice(IN_ADDRESS[each], WORDS[each], count, chosen, late=each == Filter.LATE and count > 0)


def _column(code: Filter) -> str:
    return f"n_{code.value}"


def _ordered(source: QuerySet[Dossier]) -> QuerySet[Dossier]:
    never = Value(None, output_field=DateTimeField(null=True))
    turn = Case(
        When(status=Status.REGISTERED, then=Coalesce("first_answer_due", "arrived_at")),
        When(status__in=STANDING_STILL, then=never),
        default=F("due_at"),
        output_field=DateTimeField(null=True),
    )
    return source.annotate(turn=turn).order_by(F("turn").asc(nulls_last=True), "pk")


def _key(dossier: Dossier) -> str:
    turn: datetime | None = dossier.turn  # type: ignore[attr-defined]
    return f"{turn.isoformat() if turn else ''}_{dossier.pk}"


def _after(source: QuerySet[Any], key: str) -> QuerySet[Any]:
    moment, _sep, number = key.rpartition("_")
    if not number.isdecimal():
        return source
    if not moment:
        return source.filter(turn__isnull=True, pk__gt=int(number))
    try:
        turn = datetime.fromisoformat(moment)
    except ValueError:
        return source
    return source.filter(Q(turn__gt=turn) | Q(turn=turn, pk__gt=int(number)) | Q(turn__isnull=True))
