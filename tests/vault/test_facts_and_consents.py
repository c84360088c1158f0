from __future__ import annotations

from datetime import date

import pytest

from motcua.base.actor import system
from motcua.base.errors import Forbidden
from motcua.base.models import JournalEntry
from motcua.directory.api import Subject, Viewer
from motcua.vault.api import (
    Fact,
    consents_of,
    fact_names,
    facts_of,
    give_consent,
    has_consented,
    keep_fact,
    record_use,
    uses_of,
    withdraw_consent,
)

DAY = date(2026, 11, 22)
BY = system("dossiers")


def phone(subject: Subject, value: str, as_of: date = DAY) -> Fact:
    return keep_fact(subject=subject, name="phone", value=value, source="declared:x", as_of=as_of, by=BY)


def test_the_latest_is_known_and_the_older_stays(alices: Subject, alice: Viewer) -> None:
    older = phone(alices, "0912000001", date(2026, 1, 1))
    newer = phone(alices, "0912000002")
    assert facts_of(alices, ["phone", "email"], alice, on=DAY) == {"phone": newer}
    older.refresh_from_db()
    assert older.superseded_at is not None


def test_news_of_an_earlier_day_does_not_overwrite(alices: Subject, alice: Viewer) -> None:
    phone(alices, "0912000002")
    phone(alices, "0912000001", date(2026, 1, 1))
    assert facts_of(alices, ["phone"], alice, on=DAY)["phone"].value == "0912000002"
    assert Fact.objects.count() == 1


def test_the_same_fact_twice_is_told_once(alices: Subject) -> None:
    assert phone(alices, "0912000001") == phone(alices, "0912000001")
    assert JournalEntry.objects.filter(event="vault.fact_kept").count() == 1


@pytest.mark.parametrize(("on", "offered"), [(date(2028, 11, 21), True), (date(2028, 11, 22), False)])
def test_old_facts_are_not_offered(alices: Subject, alice: Viewer, on: date, offered: bool) -> None:
    phone(alices, "0912000001")  # telephone numbers: 24 months
    assert bool(facts_of(alices, ["phone"], alice, on=on)) is offered


def test_names_outside_the_vocabulary_are_refused(alices: Subject) -> None:
    with pytest.raises(ValueError, match="wish"):
        keep_fact(subject=alices, name="wish", value=1, source="x", as_of=DAY, by=BY)
    assert keep_fact(subject=alices, name="answer.house_area", value=80, source="x", as_of=DAY, by=BY).pk


def test_every_name_has_a_vietnamese_label() -> None:
    assert all(row["label"] for row in fact_names().values())


def test_facts_are_closed_to_strangers_and_open_to_staff_for_a_reason(
    alices: Subject, alice: Viewer, bob: Viewer, charlie: Viewer
) -> None:
    phone(alices, "0912000001")
    for viewer in (charlie, bob, Viewer()):
        with pytest.raises(Forbidden):
            facts_of(alices, ["phone"], viewer)
    assert facts_of(alices, ["phone"], bob, on=DAY, purpose="Giải quyết hồ sơ", dossier="D1")
    assert [use.what for use in uses_of(alices, alice)] == ["facts"]


def test_a_use_without_a_purpose_is_no_use(alices: Subject) -> None:
    with pytest.raises(ValueError, match="purpose"):
        record_use(subject=alices, what="papers", purpose=" ", by=BY)


def test_consent_is_given_once_and_taken_back(alices: Subject, alice: Viewer) -> None:
    assert not has_consented(alices, "zalo")
    first = give_consent(subject=alices, purpose="zalo", text_version="1", channel="portal", by=alice)
    assert give_consent(subject=alices, purpose="zalo", text_version="1", channel="portal", by=alice) == first
    assert has_consented(alices, "zalo")
    assert withdraw_consent(subject=alices, purpose="zalo", by=alice) is True
    assert withdraw_consent(subject=alices, purpose="zalo", by=alice) is False
    assert not has_consented(alices, "zalo")
    give_consent(subject=alices, purpose="zalo", text_version="2", channel="portal", by=alice)
    assert [each.text_version for each in consents_of(alices, alice)] == ["2", "1"]


def test_a_consent_says_for_what_in_words(alices: Subject, alice: Viewer) -> None:
    given = give_consent(subject=alices, purpose="publish_name", text_version="1", channel="portal", by=alice)
    assert given.words.startswith("Nêu tên tôi")
    with pytest.raises(ValueError, match="wish"):
        give_consent(subject=alices, purpose="wish", text_version="1", channel="portal", by=alice)


def test_nobody_consents_for_another(alices: Subject, bob: Viewer, charlie: Viewer) -> None:
    for viewer in (bob, charlie):
        with pytest.raises(Forbidden):
            give_consent(subject=alices, purpose="zalo", text_version="1", channel="portal", by=viewer)
        with pytest.raises(Forbidden):
            withdraw_consent(subject=alices, purpose="zalo", by=viewer)
        with pytest.raises(Forbidden):
            consents_of(alices, viewer)
