"""The packs that travel with the program."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
from django.conf import settings

from motcua.catalogue.life_events import LIFE_EVENTS
from motcua.catalogue.pack import Field, Pack
from motcua.catalogue.packs import lint, pack_files, read_pack
from motcua.catalogue.packs.tables import held, sources, templates
from motcua.rules.conditions import holds
from motcua.rules.text import telex_keys

EIGHT = {
    "birth_registration", "death_registration", "marital_status_certificate", "civil_status_copy", "social_pension",
    "temporary_residence", "household_business_registration", "building_permit_new",
}  # fmt: skip
ESSENTIAL = {
    "old_id_number_confirmation": 1, "permanent_residence": 3, "temporary_residence": 4, "birth_registration": 12,
    "death_registration": 13, "marriage_registration": 14, "criminal_record": 15, "electricity_new": 24,
}  # fmt: skip


@cache
def packs() -> Mapping[str, Pack]:
    found = [read_pack(path) for path in pack_files([settings.PROCEDURES])]
    return {pack.id: pack for pack in found if pack is not None}


def test_all_are_faultless() -> None:
    assert lint([settings.PROCEDURES]) == []


def test_there_are_120_and_eight_run_from_form_to_result() -> None:
    assert len(packs()) == 120
    assert {pack.id for pack in packs().values() if pack.end_to_end} == EIGHT


def test_what_is_not_full_says_why() -> None:
    """Circular 01/2023/TT-VPCP, Art. 13: presence, a check in the field, a paper result … is named."""
    silent = [pack.id for pack in packs().values() if pack.online_level != "full" and pack.online_reason is None]
    assert silent == []


def test_each_says_where_its_facts_come_from() -> None:
    for pack in packs().values():
        assert pack.sources, pack.id
        assert pack.summary, pack.id
        assert pack.limits, pack.id
        assert pack.legal, pack.id
        assert pack.route, pack.id


def test_the_25_essential_services_are_there() -> None:
    numbers = {pack.essential_06 for pack in packs().values() if pack.essential_06}

    assert numbers == set(range(1, 26))
    assert {name: packs()[name].essential_06 for name in ESSENTIAL} == ESSENTIAL
    assert all("25" in pack.programmes for pack in packs().values() if pack.essential_06)


def test_every_life_event_leads_somewhere() -> None:
    for event in LIFE_EVENTS:
        assert any(event in pack.life_events for pack in packs().values()), event


@pytest.mark.parametrize("name", sorted(EIGHT))
def test_online_is_shorter_by_a_fifth_unless_done_on_the_day(name: str) -> None:
    limits = packs()[name].limits
    if all(limit.same_day for limit in limits):
        return
    for online in (limit for limit in limits if limit.channel == "online"):
        base = next(limit for limit in limits if limit.channel == "any" and limit.condition == online.condition)
        assert online.value <= 0.8 * base.value
        assert online.commitment
        assert online.confidence == "low"


# What the sources know in a usual case, by field; everything else is left to the person.
KNOWN: dict[str, dict[str, Any]] = {
    "birth_registration": {
        "relation": "father", "mother_personal_id": "1", "mother_full_name": "M", "birth_case": "notice",
        "birth_notice_no": "N", "mother_date_of_birth": "1992-09-02", "mother_residence": {},
        "mother_ethnicity": "Kinh", "mother_nationality": "VN",
        "father_declared": True, "father_personal_id": "2", "father_full_name": "C",
        "father_date_of_birth": "1990-01-01", "father_residence": {}, "father_ethnicity": "Kinh",
        "father_nationality": "VN", "child_family_name": "Nguyễn", "child_date_of_birth": "2026-11-10",
        "child_sex": "female", "child_birth_place": "BV", "child_ethnicity": "Kinh", "child_nationality": "VN",
        "child_home_town": {}, "applicant_residence": {}, "applicant_phone": "09", "result_delivery": "electronic",
    },
    "social_pension": {
        "relation": "self", "beneficiary_personal_id": "1", "request_kind": "new", "beneficiary_full_name": "A",
        "beneficiary_date_of_birth": "1949-02-10", "beneficiary_sex": "male", "beneficiary_nationality": "VN",
        "beneficiary_residence": {}, "poverty_status": "none", "pension_status": "none", "pay_method": "cash",
        "applicant_residence": {}, "applicant_phone": "09",
    },
}  # fmt: skip


def asked(pack: Pack, known: Mapping[str, Any], typed: Mapping[str, Any]) -> list[Field]:
    """Required fields on pages that nobody has answered, given what is known and what was typed before."""
    assert pack.form is not None
    facts = {**known, **typed}
    left = []
    for page in pack.form.pages:
        for name in page.fields:
            if name in {section.id for section in pack.form.sections}:
                continue
            field = pack.form.field(name)
            section = next(each for each in pack.form.sections if field in each.fields)
            visible = holds(field.show_if, facts) and holds(section.show_if, facts)
            if visible and field.required and name not in known:
                left.append(field)
    return left


def test_after_a_birth_in_hospital_only_the_name_is_typed() -> None:
    questions = asked(packs()["birth_registration"], KNOWN["birth_registration"], {})

    assert [field.id for field in questions] == ["child_given_name"]
    assert telex_keys("Minh An") <= 15


def test_a_social_pension_asks_nothing() -> None:
    assert asked(packs()["social_pension"], KNOWN["social_pension"], {}) == []


def test_a_copy_is_one_question() -> None:
    known = {
        "relation": "self", "subject_personal_id": "1", "subject_full_name": "A", "subject_date_of_birth": "1990-01-01",
        "subject_sex": "male", "subject_nationality": "VN", "subject_residence": {}, "copies_count": 1,
        "applicant_residence": {}, "applicant_phone": "09", "result_delivery": "electronic",
    }  # fmt: skip

    assert [field.id for field in asked(packs()["civil_status_copy"], known, {"event_type": "birth"})] == ["event_type"]


def test_names_in_the_tables_exist() -> None:
    for datum in held():
        assert datum.sources <= set(sources()), datum.id
        assert all(sources()[name].connected for name in datum.sources), datum.id


def test_templates_are_those_that_can_be_printed() -> None:
    from motcua.papers.api import templates as printable

    assert set(templates()) <= {template.code for template in printable()}


@pytest.mark.parametrize("slug", ["birth_registration", "death_registration"])
def test_copies_cost_nobody_a_page(slug: str) -> None:
    """Whoever wants none is not led there; whoever wants two says one number and owes for two."""
    pack = packs()[slug]
    assert pack.form is not None
    [page] = [each for each in pack.form.pages if "copies_count" in each.fields]
    assert (page.optional, page.fields) == (True, ["copies_count"])
    [fee] = [each for each in pack.fees if each.quantity == "copies_count"]
    assert [holds(fee.condition, {"copies_count": said}) for said in (None, 0, 2)] == [False, False, True]
