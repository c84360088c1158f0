"""Sources are asked again after a save only where they can say something that they could not say before."""

from __future__ import annotations

import copy

import pytest

from motcua.base.actor import system
from motcua.catalogue.api import load_packs
from motcua.catalogue.pack import Pack
from motcua.directory.api import Agency, Viewer
from motcua.eforms.actions import save_answers as saving
from motcua.eforms.api import Draft, open_draft, refresh_prefill, save_answers
from motcua.eforms.compile import compile_form
from motcua.eforms.models import Answer
from tests.eforms.conftest import NOTICE, PACK, pack, sources

pytestmark = pytest.mark.django_db


def test_only_what_a_source_is_asked_with_opens_it() -> None:
    """A constant or a sum made from an answer asks nobody."""
    opens = compile_form(pack()).opens
    assert opens["notice_no"] == {"birth_notice"}
    assert opens["mother_id"] == {"population", "birth_notice"}
    assert opens["mother_name"] == opens["mother_born"] == {"population"}
    assert opens.keys() == {"notice_no", "mother_id", "mother_name", "mother_born"}


def test_what_is_made_from_an_answer_opens_what_hangs_on_it() -> None:
    changed = copy.deepcopy(PACK)
    child = changed["form"]["sections"][2]["fields"]
    child[3]["prefill"] = [{"source": "computed", "path": "field:given_name"}]  # the notice's number, made up
    assert compile_form(Pack.model_validate(changed)).opens["given_name"] == {"birth_notice"}


def test_a_source_behind_a_constant_is_opened_where_the_constant_falls_away() -> None:
    changed = copy.deepcopy(PACK)
    child = changed["form"]["sections"][2]["fields"]
    of_kind = child[8]["prefill"]
    child[8]["prefill"] = [of_kind[0], *sources("vault.kind"), of_kind[1]]
    assert compile_form(Pack.model_validate(changed)).opens["born"] == {"vault"}


def test_a_register_that_is_not_connected_is_not_prepared_for(
    filled: Draft, father: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "is_connected", lambda source: source != "birth_notice")
    save_answers(draft=filled, values={"notice_no": "00999.GCS.66001.26"}, by=father, ask_sources=False)
    assert not filled.to_look_up
    monkeypatch.setattr(saving, "is_connected", lambda source: source == "birth_notice")
    save_answers(draft=filled, values={"notice_no": NOTICE}, by=father, ask_sources=False)
    assert filled.to_look_up


def test_a_field_that_an_answer_shows_is_looked_up_then(father: Viewer, agency: Agency) -> None:
    """Nobody is asked about it before; once it is shown, what is known is not left to be typed."""
    changed = copy.deepcopy(PACK)
    midwife = changed["form"]["sections"][2]["fields"][6]
    assert midwife["show_if"] == {"==": [{"var": "born_at_home"}, True]}
    midwife["prefill"] = sources("vneid.full_name")
    load_packs(packs=[Pack.model_validate(changed)], by=system("test"))
    draft = refresh_prefill(open_draft(viewer=father, procedure="test_birth", agency=agency), father)
    assert not Answer.objects.filter(draft=draft, field="midwife").exists()
    save_answers(draft=draft, values={"born_at_home": "yes"}, by=father)
    assert Answer.objects.get(draft=draft, field="midwife").source == "vneid"
