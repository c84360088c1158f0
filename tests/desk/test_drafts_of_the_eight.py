"""Drafts of results open filled in: the officer types only what the officer decides, and what stands there prints."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from motcua.base.actor import system
from motcua.base.errors import Refusal
from motcua.catalogue.api import load_packs
from motcua.catalogue.models import ProcedureVersion
from motcua.desk.drafting import boxes, first_words, read_draft
from motcua.dossiers.api import Dossier
from motcua.papers.api import render
from tests.catalogue.test_prints import ADDED, sample_answers
from tests.catalogue.test_procedures import EIGHT, packs

pytestmark = pytest.mark.django_db
# What no form and no source says: the officer decides or reads it in a register.
DECIDES: dict[str, dict[str, str]] = {"social_pension": {"d-from": "01/12/2026"}}


def filed(name: str) -> Dossier:
    """As much of a dossier as a draft looks at."""
    load_packs(packs=[packs()[name]], by=system("test"))
    version = ProcedureVersion.objects.get(procedure_id=name)
    applicant = SimpleNamespace(full_name="Nguyễn Văn A")
    answers: dict[str, Any] = sample_answers(packs()[name])
    return cast(Dossier, SimpleNamespace(procedure_version_id=version.pk, answers=answers, applicant=applicant))


@pytest.mark.parametrize("name", sorted(EIGHT))
def test_the_officer_types_what_the_officer_decides_and_nothing_else(name: str) -> None:
    dossier = filed(name)
    for result in packs()[name].results:
        if result.template is None:
            continue
        words = first_words(dossier, result.id)
        missing: set[str] = set()
        try:
            read_draft(result.template, words)
        except Refusal as refusal:
            missing = set(refusal.fields)
        assert missing == set(DECIDES.get(name, {}))
        data = read_draft(result.template, words | DECIDES.get(name, {}))
        assert render(result.template, data | ADDED).startswith(b"%PDF-")


def test_a_household_business_has_its_family_its_founder_and_its_letters_on_the_certificate() -> None:
    dossier = filed("household_business_registration")
    words = first_words(dossier, packs()["household_business_registration"].results[0].id)
    assert {box.id for box in boxes("result-household-business")} == set(words)
    data = read_draft("result-household-business", words)
    assert [each["name"] for each in data["members"]] == ["Nguyễn Văn A", "Nguyễn Văn A"]
    assert data["founder"]
    assert data["email"] == "a@example.invalid"
