"""Two at once, on the database of the run: exactly one wins, nothing is lost, nothing doubled."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from motcua.base.clock import freeze
from motcua.base.errors import Refusal
from motcua.base.journal.verify import verify
from motcua.dossiers import api
from tests.dossiers.world import MORNING, World, again, drafted, filed, make_draft, make_person, make_world, processing


@pytest.fixture
def shared(transactional_db: None) -> World:
    with freeze(MORNING):
        return make_world()


def race(*acts: Callable[[], Any]) -> list[Any]:
    """Run all at the same moment; the answers, refusals among them."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            with freeze(MORNING):
                barrier.wait(timeout=60)
                return act()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result(timeout=180) for future in [pool.submit(run, act) for act in acts]]


def test_many_presses_make_one_dossier(shared: World) -> None:
    with freeze(MORNING):
        draft = make_draft(shared)
    made = race(*[lambda: api.submit(draft=draft, by=shared.owner)] * 6)
    assert {dossier.pk for dossier in made} == {api.Dossier.objects.get().pk}
    assert verify().ok


def test_numbers_of_a_day_have_no_twins_and_no_gaps(shared: World) -> None:
    with freeze(MORNING):
        people = [make_person(f"Người thứ {n}") for n in range(8)]
        drafts = [(make_draft(shared, by=person), person) for person in people]
    acts = [lambda draft=draft, person=person: api.submit(draft=draft, by=person) for draft, person in drafts]
    codes = sorted(dossier.code for dossier in race(*acts))
    assert codes == [f"H99.01.01-261202-{n:04d}" for n in range(1, 9)]
    assert verify().ok


def test_two_officers_reach_for_one_step(shared: World) -> None:
    with freeze(MORNING):
        dossier = processing(shared)
    answers = race(
        lambda: api.take(dossier=dossier, by=shared.officer),
        lambda: api.take(dossier=dossier, by=shared.second_officer),
    )
    winners = [each for each in answers if isinstance(each, api.Step)]
    assert len(winners) == 1
    assert sum(isinstance(each, api.Taken) for each in answers) == 1
    assert again(dossier).holder_id == winners[0].holder_id


def test_accepted_or_withdrawn_never_both(shared: World) -> None:
    with freeze(MORNING):
        dossier = filed(shared)
    race(
        lambda: api.accept(dossier=dossier, by=shared.clerk, pass_on_now=False),
        lambda: api.refuse(dossier=dossier, reason="other", words="x", by=shared.second_clerk),
    )
    events = [entry.event for entry in api.journal_of(dossier)]
    assert ("dossiers.accepted" in events) != ("dossiers.refused" in events)
    assert api.replayed_status(dossier) == again(dossier).status


def test_two_presses_on_sign_are_one_signature(shared: World) -> None:
    with freeze(MORNING):
        dossier = drafted(shared)
    race(*[lambda: api.sign_result(dossier=dossier, by=shared.signer)] * 3)
    assert dossier.results.get().sign_tries == 1
