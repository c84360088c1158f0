"""Who may act for a child or an organisation, recorded at a desk on the paper that was shown there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from motcua.base.clock import now, today
from motcua.base.errors import Forbidden, Refusal
from motcua.base.events import Told, record_all
from motcua.base.files import FileRefused, Inspected, inspect, keep
from motcua.base.verdict import require
from motcua.directory import words
from motcua.directory.events import RepresentationRecorded
from motcua.directory.models import Organisation, Person, Representation, Staff
from motcua.directory.policies import may_keep_representations
from motcua.directory.representing import internal, is_adult
from motcua.directory.viewer import Viewer
from motcua.rules.errors import Unfit
from motcua.rules.identifiers import personal_number, tax_code
from motcua.rules.text import fold

Kind = Representation.Kind


@dataclass(frozen=True, kw_only=True)
class Named:
    """A person or an organisation as their papers name them; the day of birth only of who may be a child."""

    number: str
    name: str = ""
    born: date | None = None


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The paper that was shown; `scan` its content and name as they came, where one was taken."""

    document: str
    number: str
    issuer: str
    issued_on: date | None
    scan: tuple[bytes, str] | None = None


@dataclass(frozen=True, kw_only=True)
class _Read:
    """What was typed, once it is right."""

    kind: Kind
    person: Named
    of: Named
    shown: Shown
    valid_from: date
    valid_to: date | None
    scan: Inspected | None


def record_representation(
    *,
    person: Named,
    of: Named,
    kind: str,
    shown: Shown,
    valid_from: date | None,
    valid_to: date | None,
    by: Viewer,
) -> Representation:
    """From `valid_from` on `person` may act for `of`, whether we have met them or not. Pressed twice it is one.

    Names are held against those we know, so that a wrong digit gives nobody else's rights away. Raises `Forbidden`,
    `Refusal` with `fields` named as here (person_number, of_number, of_born, document …). The scan is looked at before
    the transaction.
    """
    require(may_keep_representations(by))
    if by.staff is None:
        raise Forbidden(words.ONLY_THE_DESK)
    read = _read(person, of, kind, shown, valid_from, valid_to, by.staff)
    return _record(read, by.staff, by)


def _read(
    person: Named, of: Named, kind: str, shown: Shown, first: date | None, last: date | None, staff: Staff
) -> _Read:
    wrong: dict[str, object] = {}
    number, of_number, of_person = _number(person, "person_number", True, wrong), "", False
    if kind in Kind.values:
        of_person = Kind(kind).is_of_person
        of_number = _number(of, "of_number", of_person, wrong)
    else:
        wrong["kind"] = words.NO_KIND
    wrong |= {box: words.NO_NAME for box, missing in {
        "person_name": not person.name.strip(), "of_name": of_person and not of.name.strip(),
    }.items() if missing}  # fmt: skip
    if of_person and number and number == of_number:
        wrong["of_number"] = words.NOT_FOR_ONESELF
    if staff.personal_id and staff.personal_id in (number, of_number):
        wrong["person_number" if number == staff.personal_id else "of_number"] = words.YOUR_OWN_REPRESENTATION
    wrong |= _wrong_days(first, last) | _wrong_paper(shown)
    scan = _look_at(shown, wrong)
    if wrong or first is None:
        raise Refusal.of_fields(wrong)
    return _Read(
        kind=Kind(kind),
        person=Named(number=number, name=_one_line(person.name)),
        of=Named(number=of_number, name=_one_line(of.name), born=of.born if of_person else None),
        shown=shown,
        valid_from=first,
        valid_to=last,
        scan=scan,
    )


def _number(named: Named, box: str, of_person: bool, wrong: dict[str, object]) -> str:
    if not named.number.strip():
        wrong[box] = words.NO_NUMBER
        return ""
    try:
        return personal_number(named.number).value if of_person else tax_code(named.number).value
    except Unfit as unfit:
        wrong[box] = words.unfit_words(unfit)
        return ""


def _wrong_days(first: date | None, last: date | None) -> dict[str, object]:
    if first is None:
        return {"valid_from": words.NO_FIRST_DAY}
    if last is not None and last < first:
        return {"valid_to": words.BACKWARDS}
    return {"valid_to": words.OVER_ALREADY} if last is not None and last < today() else {}


def _wrong_paper(shown: Shown) -> dict[str, object]:
    asked = {"document": shown.document, "document_number": shown.number, "issuer": shown.issuer}
    wrong: dict[str, object] = {}
    for name, said in asked.items():
        longest = Representation._meta.get_field(name).max_length or 0  # type: ignore[union-attr]  # all are texts
        if not said.strip():
            wrong[name] = words.NO_PAPER[name]
        elif len(said.strip()) > longest:
            wrong[name] = words.TOO_LONG % {"most": longest}
    if shown.issued_on is None:
        wrong["issued_on"] = words.NO_PAPER["issued_on"]
    elif shown.issued_on > today():
        wrong["issued_on"] = words.NOT_ISSUED_YET
    return wrong


def _look_at(shown: Shown, wrong: dict[str, object]) -> Inspected | None:
    if shown.scan is None:
        return None
    try:
        return inspect(*shown.scan)
    except FileRefused as refused:
        wrong["file"] = refused.message
        return None


@transaction.atomic
def _record(read: _Read, staff: Staff, by: Viewer) -> Representation:
    person = _person(read.person, "person")
    child = _child(read) if read.kind.is_of_person else None
    organisation = None if read.kind.is_of_person else _organisation(read.of)
    wanted = Representation(
        person=person,
        kind=read.kind.value,
        child=child,
        organisation=organisation,
        document=_one_line(read.shown.document),
        document_number=_one_line(read.shown.number),
        issuer=_one_line(read.shown.issuer),
        issued_on=read.shown.issued_on,
        valid_from=read.valid_from,
        valid_to=read.valid_to,
        recorded_at=now(),
        recorded_by=staff,
        recorded_in=staff.agency,
    )
    before = _recorded_before(wanted)
    if before is not None:
        return before
    if read.scan is not None and read.shown.scan is not None:
        wanted.scan = keep(
            read.shown.scan[0], name=read.scan.name, media_type=read.scan.media_type, pages=read.scan.pages
        )
    wanted.save()
    happened = RepresentationRecorded(
        representation=wanted.pk,
        kind=wanted.kind,
        person=person.pk,
        subject=internal(wanted),
        agency=staff.agency.code,
        valid_from=wanted.valid_from,
        valid_to=wanted.valid_to,
        scanned=wanted.scan is not None,
    )
    record_all([Told(happened, f"person:{person.pk}", of=wanted)], by=by.actor)
    return wanted


def _recorded_before(wanted: Representation) -> Representation | None:
    """The very same, recorded by the same hand: pressed twice. Raises `Refusal` where another covers a day of it.

    Whoever records somebody's representation holds their row, so of two clerks at once the second one sees the first's.
    """
    rows = Representation.objects.filter(person=wanted.person, child=wanted.child, organisation=wanted.organisation)
    met = rows.exclude(valid_to__lt=wanted.valid_from).exclude(ended_at__isnull=False)
    if wanted.valid_to is not None:
        met = met.filter(valid_from__lte=wanted.valid_to)
    same = ("kind", "document", "document_number", "issuer", "issued_on", "valid_from", "valid_to", "recorded_by_id")
    for each in met.select_related("person", "child", "organisation"):
        if all(getattr(each, name) == getattr(wanted, name) for name in same):
            return each
        raise Refusal(words.RECORDED_BEFORE, fields={"of_number": words.RECORDED_BEFORE})
    return None


def _person(named: Named, box: str) -> Person:
    """The person with this number, held; entered by name where we have not met them."""
    held = Person.objects.select_for_update()
    found, _new = held.get_or_create(personal_id=named.number, defaults={"full_name": named.name[:120]})
    if not _same_name(found.full_name, named.name):
        raise Refusal(words.OTHER_NAME, fields={f"{box}_name": words.OTHER_NAME})
    return found


def _child(read: _Read) -> Person:
    """Who is represented. A parent's child is not of age, and we know the birth: the right ends with it."""
    found, told = _person(read.of, "of"), read.of.born
    if told is not None and told > today():
        raise Refusal(words.NOT_BORN_YET, fields={"of_born": words.NOT_BORN_YET})
    if found.birth_date is None and told is not None:
        found.birth_date = told
        found.save(update_fields=["birth_date"])
    exact = found.birth_date is not None and found.birth_precision == Person.Precision.DAY
    if told is not None and exact and told != found.birth_date:
        raise Refusal(words.OTHER_BIRTH, fields={"of_born": words.OTHER_BIRTH})
    if read.kind is Kind.PARENT and found.birth_date is None:
        raise Refusal(words.NO_BIRTH, fields={"of_born": words.NO_BIRTH})
    if read.kind is Kind.PARENT and is_adult(found, max(today(), read.valid_from)):
        raise Refusal(words.OF_AGE, fields={"of_number": words.OF_AGE})
    return found


def _organisation(named: Named) -> Organisation:
    """The organisation with this tax code; entered by name where we have not met it."""
    found = Organisation.objects.filter(tax_code=named.number).first()
    if found is None:
        if not named.name:
            raise Refusal(words.NO_SUCH_ORGANISATION, fields={"of_name": words.NO_SUCH_ORGANISATION})
        found, _new = Organisation.objects.get_or_create(tax_code=named.number, defaults={"name": named.name[:300]})
    elif named.name and not _same_name(found.name, named.name):
        # The tax office publishes whose code it is.
        wrong = words.OTHER_ORGANISATION % {"name": found.name}
        raise Refusal(wrong, fields={"of_name": wrong})
    return found


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _same_name(known: str, said: str) -> bool:
    """Letters and tones as people type them; a name tells a wrong digit, not a wrong accent."""
    return fold(_one_line(known)) == fold(_one_line(said))
