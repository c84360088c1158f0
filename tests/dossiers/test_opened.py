"""A result is opened: told once, by whoever it is for, from the dossier or from the vault."""

from __future__ import annotations

import pytest

from motcua.base.models import JournalEntry
from motcua.dossiers import api
from motcua.vault.api import papers_of
from tests.dossiers.test_results import again, pens, run, signed
from tests.dossiers.world import World

__all__ = ["pens"]
pytestmark = pytest.mark.django_db


def told() -> list[str]:
    return list(JournalEntry.objects.filter(event="dossiers.result_opened").values_list("actor", flat=True))


def test_the_first_time_is_told_and_no_other(world: World, pens: list[str]) -> None:
    dossier = signed(world)
    assert run("dossiers.return_electronically") == 1
    done = again(dossier)
    result = done.results.get()
    for staff in (world.clerk, world.officer, world.signer, world.neighbour):
        assert not api.open_result(dossier=done, result=result, by=staff)
    assert told() == []
    assert api.open_result(dossier=done, result=result, by=world.owner)
    assert not api.open_result(dossier=done, result=result, by=world.owner)
    assert told() == [str(world.owner.actor)]
    assert api.history(again(dossier), world.owner)[-1].event == "dossiers.result_opened"
    assert again(dossier).status == 10


def test_the_paper_in_the_vault_is_the_same_result(world: World, pens: list[str]) -> None:
    dossier = signed(world)
    assert run("dossiers.return_electronically") == 1
    assert world.owner.subject is not None
    (paper,) = papers_of(world.owner.subject, world.owner)
    found = api.result_in_vault(paper.origin, paper.sha256)
    assert found == again(dossier).results.get()
    assert api.result_in_vault(paper.origin, "0" * 64) is None
    assert api.result_in_vault("", paper.sha256) is None
