"""What is worked out on its own page, what is only likely, what proves a paper, and two sources that differ."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from motcua.base.clock import now
from motcua.catalogue.packs import read_pack
from motcua.eforms.answering import answered
from motcua.eforms.checks import field_problems
from motcua.eforms.compile import CompiledForm, compile_form
from motcua.eforms.held import Held
from motcua.eforms.needs import needs
from motcua.eforms.normalise import Read
from motcua.eforms.pages import is_to_ask, page_view
from motcua.eforms.sheet import Sheet, build_sheet

DAY = date(2026, 11, 22)
PROCEDURES = Path(__file__).parents[2] / "procedures"
HOME = {"province": "99", "commune": "99002", "detail": "Thôn 4"}


def form_of(slug: str) -> CompiledForm:
    found = read_pack(PROCEDURES / f"{slug}.yaml")
    assert found is not None
    return compile_form(found)


STAY = form_of("temporary_residence")


def sheet(form: CompiledForm, *held: Held) -> Sheet:
    return build_sheet(form, held, {"channel": "online"}, DAY)


def asked(found: Sheet, page: str, passed: tuple[str, ...] = ()) -> list[str]:
    problems = list(field_problems(found))
    return [each.id for each in page_view(found, page, problems, passed).fields if not each.known]


def test_the_last_day_follows_from_the_months() -> None:
    assert asked(sheet(STAY), "how_long") == ["stay_months"]
    found = sheet(STAY, Held("stay_months", value="12"))
    assert found.value("to_date") == "2027-11-22"
    assert asked(found, "how_long") == ["stay_months"]


def test_whoever_stays_until_another_day_is_asked_for_it() -> None:
    found = sheet(STAY, Held("stay_months", value="until"))
    assert asked(found, "how_long") == ["stay_months", "to_date"]
    assert "to_date" in {each.field for each in field_problems(found) if each.code == "missing"}


def test_a_likely_address_is_looked_at_once() -> None:
    found = sheet(STAY, Held("temporary_address", value=HOME, source="population", source_date=DAY))
    problems = list(field_problems(found))
    address = found.form.page("address")
    assert is_to_ask(found, address, problems, ())
    [shown] = page_view(found, "address", problems).fields
    assert (shown.likely, shown.known, shown.box["detail"]) == (True, False, "Thôn 4")
    assert not is_to_ask(found, address, problems, ("address",))
    assert asked(found, "address", ("address",)) == []


def test_a_source_that_answers_something_else_proves_no_paper() -> None:
    """The land register knows the landlord; only an address that came from it stands in for the contract."""
    answers = {"land": "found"}
    typed = sheet(STAY, Held("temporary_address", value=HOME))
    told = sheet(STAY, Held("temporary_address", value=HOME, source="land", source_date=DAY))
    states = [{each.component.id: each for each in needs(found, {}, answers)} for found in (typed, told)]
    assert [each["legal_dwelling"].state for each in states] == ["wanted", "data"]
    assert states[1]["legal_dwelling"].sources == ("land",)


def test_a_silent_population_database_does_not_make_a_card_necessary() -> None:
    found = sheet(form_of("civil_status_copy"), Held("applicant_personal_id", value="066090001234", source="vneid"))
    [identity] = [each for each in needs(found, {}, {"population": "down"}) if each.component.id == "identity_document"]
    assert (identity.state, identity.sources) == ("data", ("vneid",))


def test_a_divorce_that_the_register_does_not_hold_needs_its_paper() -> None:
    form = form_of("marital_status_certificate")
    status = Held("marital_status", value="divorced", source="population", source_date=DAY)
    decision = Held("divorce_decision", value="112/2023", source="civil_status", source_date=DAY)
    states = {"civil_status": "found", "population": "found"}
    for held, expected in (((status,), "wanted"), ((status, decision), "data")):
        found = {each.component.id: each.state for each in needs(sheet(form, *held), {}, states)}
        assert found["divorce_or_death_proof"] == expected


def differing(**changes: Any) -> Held:
    conflict = {"source": "vneid", "value": "1988-01-01", "date": None, "what": "date_of_birth", "settled": False}
    held = Held("born", value="1988-11-01", source="population", source_date=DAY, conflict=conflict)
    return held._replace(**changes)


def test_the_other_sources_word_may_take_the_place_and_leaves_the_first_beside_it() -> None:
    form = form_of("civil_status_copy")
    field = form.fields["applicant_date_of_birth"].field.model_copy(update={"locked": False})
    outcome, held = answered(field, 0, differing(), None, Read("1988-01-01"), now(), "")
    assert outcome == "settled"
    assert held is not None
    assert held.conflict is not None
    assert (held.value, held.source) == ("1988-01-01", "vneid")
    assert (held.conflict["value"], held.conflict["source"], held.conflict["settled"]) == (
        "1988-11-01", "population", True,
    )  # fmt: skip


def test_the_same_difference_in_two_fields_has_the_same_voices() -> None:
    turned = {"source": "population", "value": "1988-11-01", "what": "date_of_birth", "settled": False}
    other = differing(field="applicant_born", value="1988-01-01", source="vneid", conflict=turned)
    assert differing().voices == other.voices
    assert differing(conflict=turned | {"value": "1988-01-01", "what": "full_name"}).voices != other.voices
