"""Whoever has a result hears once that it ends within a month, and is led to where it is made anew."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from motcua.base.actor import system
from motcua.base.clock import freeze
from motcua.base.files import keep
from motcua.directory.api import Organisation, Representation, Viewer
from motcua.notices.api import inbox
from motcua.notices.models import Notice
from motcua.vault.actions.remind_ending import remind_ending
from motcua.vault.api import Paper, keep_paper, papers_of, revoke_paper
from tests.dossiers.test_results import pens, run, signed
from tests.dossiers.world import MORNING, World, again, make_organisation, make_person

__all__ = ["pens"]
pytestmark = pytest.mark.django_db
BY = system("test")
END = date(2027, 6, 1)


def kept(viewer: Viewer, **more: Any) -> Paper:
    assert viewer.subject is not None
    file = keep(b"%PDF-1.7\n%%EOF", name="giay.pdf", media_type="application/pdf")
    said = {"kind": "certificate", "title": "Giấy", "source": "result", "origin": "H99.01", "valid_to": END}
    return keep_paper(subject=viewer.subject, file=file, by=BY, **(said | more))


def remind(day: date) -> int:
    with freeze(MORNING.replace(year=day.year, month=day.month, day=day.day)):
        return remind_ending(by=BY)


def ends(viewer: Viewer) -> list[str]:
    return [each.sentence for each in inbox(viewer) if each.title == "Giấy tờ sắp hết hạn"]


def test_once_and_not_before_a_month_ahead(world: World) -> None:
    kept(world.owner)
    assert remind(END - timedelta(days=31)) == 0
    assert remind(END - timedelta(days=30)) == 1
    assert remind(END - timedelta(days=29)) == 0
    (said,) = ends(world.owner)
    assert "01/06/2027" in said
    assert ends(world.neighbour) == []
    assert Notice.objects.filter(to=str(world.clerk.actor), kind="paper_ends").count() == 0


def test_on_its_last_day_still_and_afterwards_no_more(world: World) -> None:
    kept(world.owner)
    kept(world.owner, kind="other", valid_to=END - timedelta(days=1))
    assert remind(END) == 1


def test_not_what_was_revoked_renewed_sent_in_or_has_no_end(world: World) -> None:
    revoked = kept(world.owner, kind="a")
    revoke_paper(paper=revoked, reason="sai", by=world.clerk)
    kept(world.owner, kind="b")
    kept(world.owner, kind="b", number="2", valid_to=END + timedelta(days=200))
    kept(world.owner, kind="c", source="upload")
    kept(world.owner, kind="d", valid_to=None)
    assert remind(END - timedelta(days=3)) == 0


def test_an_organisations_paper_is_told_to_it_and_to_who_represents_it(world: World) -> None:
    person = world.owner.person
    assert person is not None
    for_it = make_organisation(person)
    kept(for_it)
    assert remind(END - timedelta(days=3)) == 1
    told = set(Notice.objects.filter(kind="paper_ends").values_list("to", flat=True))
    assert told == {f"organisation:{Organisation.objects.get().pk}", str(world.owner.actor)}


def test_a_childs_paper_is_told_to_the_parent_too(world: World) -> None:
    child = make_person("Nguyễn Minh An")
    Representation.objects.create(
        person=world.owner.person, child=child.person, kind="parent", source="CSDL hộ tịch", valid_from=date(2026, 1, 1)
    )
    kept(child)
    assert remind(END - timedelta(days=3)) == 1
    told = set(Notice.objects.filter(kind="paper_ends").values_list("to", flat=True))
    assert told == {str(child.actor), str(world.owner.actor)}


def test_it_leads_to_where_it_is_made_anew(world: World, pens: list[str]) -> None:
    dossier = signed(world)
    assert run("dossiers.return_electronically") == 1
    assert world.owner.subject is not None
    (paper,) = papers_of(world.owner.subject, world.owner)
    Paper.objects.filter(pk=paper.pk).update(valid_to=END)
    assert remind(END - timedelta(days=3)) == 1
    (letter,) = (each for each in inbox(world.owner) if each.title == "Giấy tờ sắp hết hạn")
    assert letter.way == "/thu-tuc/test_certificate/"
    assert again(dossier).code in letter.sentence
