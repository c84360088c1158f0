"""Rows written by kept statements are the rows Django itself would have written."""

from __future__ import annotations

from datetime import UTC, date, datetime
from unittest import mock

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.base.models import OutboxItem
from motcua.base.rows import insert, made, same_as_it_is, update

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 5, 0, 0, 123456, tzinfo=UTC)


def item(key: str, **given: object) -> OutboxItem:
    payload = {"word": "xin chào %s", "many": [1, None, True]}
    return OutboxItem(**{"task": "t", "key": key, "payload": payload, "run_at": NOON, "made_at": NOON} | given)


def told(row: object) -> dict[str, object]:
    return {name: value for name, value in vars(row).items() if not name.startswith("_")}


def test_what_is_inserted_is_what_django_reads() -> None:
    rows = [item("one"), item("two", leased_until=NOON, attempts=3)]
    insert(rows)
    assert [told(each) for each in OutboxItem.objects.order_by("id")] == [told(each) for each in rows]
    assert not rows[0]._state.adding


def test_of_rows_whose_key_is_taken_only_the_others_are_told() -> None:
    insert([item("there")])
    found = insert([item("there"), item("new")], on_conflict="(key) DO NOTHING", returning="key")
    assert [list(each) for each in found] == [["new"]]
    with pytest.raises(IntegrityError), transaction.atomic():
        insert([item("there")])


def test_an_update_writes_the_columns_named_and_no_others() -> None:
    row = item("one")
    insert([row])
    row.payload, row.run_at, row.task = {"a": [date(2026, 1, 2).isoformat()]}, NOON.replace(year=2027), "other"
    update(row, ["payload", "run_at"])
    found = OutboxItem.objects.get(key="one")
    assert (found.payload, found.run_at, found.task) == (row.payload, row.run_at, "t")
    update(row, ["payload", "task"], ready={"payload": '{"b":"\u00e1 100%"}'})
    found = OutboxItem.objects.get(key="one")
    assert (found.payload, found.task) == ({"b": "á 100%"}, "other")


def test_a_row_made_without_ceremony_is_the_row_django_makes() -> None:
    """Every model of the house that is not abstract: the same names, and what nobody said is what Django says."""
    asked = 0
    for model in apps.get_models():
        ours, djangos = made(model), model()
        assert told(ours).keys() == told(djangos).keys()
        for field in model._meta.concrete_fields:
            if not (field.has_default() and callable(field.default)):  # those are new each time: an id, a moment
                assert getattr(ours, field.attname) == getattr(djangos, field.attname)
                asked += 1
        assert ours._state.adding
        assert ours._state.db is None
    assert asked > 500
    assert made(OutboxItem).payload is not made(OutboxItem).payload


def test_who_is_beside_a_row_is_known_by_key_and_as_an_object() -> None:
    draft = apps.get_model("eforms", "Draft")(pk=7)
    paper = apps.get_model("eforms", "DraftPaper")
    given = {"draft": draft, "paper": None, "order": 2, "public_id": "p"}
    ours, djangos = made(paper, **given), paper(**given)
    assert (ours.draft, ours.draft_id, ours.paper, ours.paper_id, ours.order) == (draft, 7, None, None, 2)
    assert told(ours) == told(djangos)
    assert made(paper, draft_id=8).draft_id == 8
    with pytest.raises(TypeError, match="colour"):
        made(OutboxItem, colour="red")


def test_a_dossier_is_made_without_ceremony_though_its_draft_has_one_only() -> None:
    dossier = apps.get_model("dossiers", "Dossier")
    draft = apps.get_model("eforms", "Draft")(pk=7)
    with mock.patch.object(dossier, "__init__", side_effect=AssertionError):
        found = made(dossier, draft=draft)
    assert (found.draft_id, found.draft) == (7, draft)


def test_one_statement_however_many_rows() -> None:
    with CaptureQueriesContext(connection) as seen:
        insert([item(str(number)) for number in range(50)])
        insert([])
    assert len(seen) == 1


@pytest.mark.parametrize(
    "value", ["", "chữ ü %s", None, True, False, 0, 1, 2**15, datetime(2026, 11, 23, tzinfo=UTC)], ids=repr
)
def test_a_value_that_is_not_prepared_is_what_django_would_prepare(value: object) -> None:
    """Every column of every model of the house: what goes straight through is what its field makes of it."""
    asked = 0
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if type(value) in same_as_it_is(field, connection.vendor) and not field.primary_key:
                made = field.get_db_prep_save(value, connection)
                assert (made, type(made)) == (value, type(value)), f"{model.__name__}.{field.name}"
                asked += 1
    assert asked or not isinstance(value, str | bool | None)
