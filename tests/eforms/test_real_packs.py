"""The eight procedures that run end to end, for the invented people: nothing is asked that a source holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from ruamel.yaml import YAML

from motcua.base.actor import system
from motcua.base.clock import freeze
from motcua.catalogue.api import load_packs
from motcua.catalogue.pack import Pack
from motcua.directory.api import Agency, Session, Viewer
from motcua.eforms.api import Draft, check_sheet, open_draft, pages, problems, refresh_prefill, save_answers
from motcua.gateways.api import Address, CitizenRecord, FixedRegistries, forget_failures, use_registries
from motcua.vault.api import is_fact_name
from simulators.lives import lives, people, register
from tests.eforms.conftest import citizen

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _while_they_are_in_force() -> Iterator[None]:
    """Some end with the law they stand on."""
    with freeze(datetime(2026, 12, 2, 1, tzinfo=UTC)):
        yield


def end_to_end() -> list[str]:
    found = []
    for path in sorted(Path(settings.PROCEDURES).glob("*.yaml")):
        if "end_to_end: true" in path.read_text(encoding="utf-8"):
            found.append(path.stem)
    return found


def read(slug: str) -> Pack:
    text = (Path(settings.PROCEDURES) / f"{slug}.yaml").read_text(encoding="utf-8")
    return Pack.model_validate(YAML(typ="safe").load(text))


def address(found: dict[str, Any] | None) -> Address:
    names = ("province", "commune", "detail", "province_name", "commune_name")
    return Address(**{name: (found or {}).get(name, "") for name in names})


def record(number: str) -> CitizenRecord:
    life = people()[number]
    born = str(life["birth_date"])
    day = date(*[int(part) for part in [*born.split("-"), "1", "1"][:3]])
    return CitizenRecord(
        personal_id=number,
        full_name=life["full_name"],
        birth_date=day,
        birth_precision={4: "year", 7: "month"}.get(len(born), "day"),
        sex=life.get("sex", ""),
        ethnicity=life.get("ethnicity", ""),
        nationality=life.get("nationality", ""),
        marital_status=life.get("marital_status", ""),
        permanent_address=address(life.get("permanent_address")),
        current_address=address(life.get("current_address") or life.get("permanent_address")),
        home_town=address(life.get("home_town")),
    )


def the_state() -> FixedRegistries:
    tables = {source: dict(register(source)) for source in lives()["registers"]}
    known = [number for number, life in people().items() if life.get("in_population", True)]
    return FixedRegistries(citizens={number: record(number) for number in known}, tables=tables)


def viewer_of(number: str) -> Viewer:
    life = record(number)
    assert life.birth_date is not None
    return citizen(number, life.full_name, life.birth_date, phone="0912345678")


def filled_by_the_state(slug: str, number: str, agency: Agency) -> Draft:
    load_packs(packs=[read(slug)], by=system("test"))
    viewer = viewer_of(number)
    forget_failures()
    with use_registries(the_state()):
        return refresh_prefill(open_draft(viewer=viewer, procedure=slug, agency=agency), viewer)


def test_what_packs_look_for_in_the_vault_has_a_name_there() -> None:
    wanted = {
        prefill.path
        for path in Path(settings.PROCEDURES).glob("*.yaml")
        if "source: vault" in path.read_text(encoding="utf-8")
        for field in (read(path.stem).form.fields())  # type: ignore[union-attr]
        for prefill in field.prefill
        if prefill.source == "vault"
    }
    assert wanted
    assert {name for name in wanted if not is_fact_name(name)} == set()


def test_there_are_eight() -> None:
    assert len(end_to_end()) >= 8


@pytest.mark.parametrize("slug", end_to_end())
def test_every_form_opens_for_everybody_and_can_be_read_on_one_page(slug: str, agency: Agency) -> None:
    draft = filled_by_the_state(slug, next(iter(people())), agency)
    sheet = check_sheet(draft)
    assert sheet.sections
    assert len(pages(draft)) <= 12
    wrong = [each for each in problems(draft) if each.level == "error" and not each.component and each.page]
    to_dispute = {row.field for each in sheet.sections for row in each.rows if row.action == "dispute"}
    asked = {each.page for each in wrong if each.field not in to_dispute}
    assert asked <= {each.id for each in pages(draft)}


def test_a_father_whose_hospital_sent_the_notice_is_asked_only_for_the_name(agency: Agency) -> None:
    fathers = [
        spouse
        for notice in register("birth_notice").values()
        if (spouse := register("civil_status").get(notice["mother_personal_id"], {}).get("spouse_personal_id"))
    ]
    draft = filled_by_the_state("birth_registration", fathers[0], agency)
    wanting = {each.field for each in problems(draft) if each.level == "error"}
    assert [each.id for each in pages(draft)] == ["child_name"]
    assert wanting == {"child_given_name"}


@pytest.mark.parametrize("slug", ["civil_status_copy", "marital_status_certificate"])
def test_whoever_is_in_no_register_is_not_asked_what_the_sign_in_told(slug: str, agency: Agency) -> None:
    """Nor taken for a Vietnamese: nobody has said so."""
    [stranger] = [number for number, life in people().items() if not life.get("in_population", True)]
    draft = filled_by_the_state(slug, stranger, agency)
    assert draft.owner is not None
    wanting = {each.field for each in problems(draft) if each.level == "error"}
    assert not {"subject_full_name", "subject_date_of_birth", "applicant_full_name"} & wanting
    assert {"subject_nationality", "subject_residence"} <= wanting
    owner = Viewer(person=draft.owner, session=Session(method="oidc", level=2))
    home = {"province": "99", "commune": "99001", "detail": "Thôn 1"}
    save_answers(draft=draft, values={"subject_residence": home}, by=owner)
    assert "applicant_residence" not in {each.field for each in problems(draft) if each.level == "error"}
