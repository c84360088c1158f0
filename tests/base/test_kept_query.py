"""A kept query answers as its queryset does, however often and with whatever values."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, models
from django.db.models import Count
from django.db.models.signals import post_init
from django.test.utils import CaptureQueriesContext

from motcua.base.clock import now
from motcua.base.kept_query import KeptQuery, both
from motcua.base.models import JournalEntry, OutboxItem, StoredFile
from motcua.directory.models import Agency, Unit

pytestmark = pytest.mark.django_db


def row_of(found: models.Model) -> dict[str, object]:
    return {each.attname: getattr(found, each.attname) for each in type(found)._meta.concrete_fields}


@pytest.fixture
def files() -> list[StoredFile]:
    return [
        StoredFile.objects.create(
            sha256=f"{number:064x}",
            size=number,
            media_type="image/jpeg",
            name=f"tờ {number}",
            pages=pages,
            made_at=now(),
        )
        for number, pages in ((1, 1), (2, None), (3, 7))
    ]


def test_rows_are_those_of_the_queryset_with_every_type_of_column(files: list[StoredFile]) -> None:
    by_name: KeptQuery[StoredFile] = KeptQuery(lambda name: StoredFile.objects.filter(name=name), str)
    for each in files:
        found = by_name.one(each.name)
        assert found is not None
        assert row_of(found) == row_of(StoredFile.objects.get(pk=each.pk))
        assert found._state.adding is False
    assert by_name.one("không có") is None
    assert by_name.all("tờ 2; DROP TABLE base_storedfile") == []


def test_columns_are_those_of_the_rows(files: list[StoredFile]) -> None:
    sized: KeptQuery[StoredFile] = KeptQuery(
        lambda kind: StoredFile.objects.filter(media_type=kind).order_by("size"), str
    )
    assert sized.columns("image/jpeg") == [list(row_of(each).values()) for each in StoredFile.objects.order_by("size")]
    assert sized.columns("video/mp4") == []


def test_a_model_somebody_waits_for_is_made_in_its_own_way(files: list[StoredFile]) -> None:
    by_name: KeptQuery[StoredFile] = KeptQuery(lambda name: StoredFile.objects.filter(name=name), str)
    made: list[str] = []

    def hear(instance: StoredFile, **_given: object) -> None:
        made.append(instance.name)

    post_init.connect(hear, sender=StoredFile)
    try:
        by_name.one("tờ 1")
    finally:
        post_init.disconnect(hear, sender=StoredFile)
    by_name.one("tờ 2")
    assert made == ["tờ 1"]


def test_values_stand_in_their_own_places(files: list[StoredFile]) -> None:
    named: KeptQuery[StoredFile] = KeptQuery(
        lambda name, size: StoredFile.objects.filter(size=size, media_type="image/jpeg", name=name), str, int
    )
    assert named.one("tờ 3", 3) == files[2]
    assert named.one("tờ 3", 2) is None
    assert named.one("tờ 2", 2) == files[1]


def test_joins_bring_their_objects_or_none() -> None:
    above = Agency.objects.create(code="H99", name="Tỉnh", short_name="Tỉnh", kind="province", valid_from="2025-01-01")
    below = Agency.objects.create(
        code="H99.99.01", name="Xã", short_name="Xã", kind="commune", parent=above, valid_from="2025-01-01"
    )
    by_code: KeptQuery[Agency] = KeptQuery(lambda code: Agency.objects.select_related("parent").filter(code=code), str)
    with CaptureQueriesContext(connection) as asked:
        found, top = by_code.one("H99.99.01"), by_code.one("H99")
        assert found is not None
        assert top is not None
        assert (found, found.parent, top.parent) == (below, above, None)
    assert len(asked) == 2


def test_what_is_deferred_is_read_when_it_is_asked_for(files: list[StoredFile]) -> None:
    narrow: KeptQuery[StoredFile] = KeptQuery(lambda pk: StoredFile.objects.defer("name").filter(pk=pk), int)
    found = narrow.one(files[0].pk)
    assert found is not None
    assert found.get_deferred_fields() == {"name"}
    assert found.name == "tờ 1"


def test_order_is_kept(files: list[StoredFile]) -> None:
    backwards: KeptQuery[StoredFile] = KeptQuery(
        lambda kind: StoredFile.objects.filter(media_type=kind).order_by("-size"), str
    )
    assert backwards.all("image/jpeg") == files[::-1]


@pytest.mark.parametrize("values", [(), (None,), ("1",), (1, 2)])
def test_a_value_of_another_kind_is_refused(values: tuple[object, ...]) -> None:
    by_pk: KeptQuery[StoredFile] = KeptQuery(lambda pk: StoredFile.objects.filter(pk=pk), int)
    with pytest.raises(TypeError):
        by_pk.one(*values)  # type: ignore[arg-type]


def test_a_query_that_cannot_be_kept_is_refused_at_once() -> None:
    changed: KeptQuery[StoredFile] = KeptQuery(lambda name: StoredFile.objects.filter(name__startswith=name), str)
    with pytest.raises(ValueError, match="not compared as it is"):
        changed.one("tờ")
    counted: KeptQuery[Unit] = KeptQuery(lambda pk: Unit.objects.annotate(n=Count("agency")).filter(pk=pk), int)
    with pytest.raises(ValueError, match="annotations"):
        counted.one(1)


def test_other_models_with_other_columns() -> None:
    kept: KeptQuery[Session] = KeptQuery(lambda key: Session.objects.filter(session_key=key), str)
    moment = now()
    Session.objects.create(session_key="a" * 32, session_data="x", expire_date=moment)
    found = kept.one("a" * 32)
    assert found is not None
    assert found.expire_date == moment
    entries: KeptQuery[JournalEntry] = KeptQuery(lambda number: JournalEntry.objects.filter(number=number), int)
    assert entries.all(1) == []


def test_two_reads_by_one_statement_find_what_each_would_alone(files: list[StoredFile]) -> None:
    above = Agency.objects.create(code="H99", name="Tỉnh", short_name="Tỉnh", kind="province", valid_from="2025-01-01")
    file_named: KeptQuery[StoredFile] = KeptQuery(lambda name: StoredFile.objects.filter(name=name), str)
    agency: KeptQuery[Agency] = KeptQuery(lambda key: Agency.objects.select_related("parent").filter(pk=key), int)
    with CaptureQueriesContext(connection) as asked:
        file, place = both(file_named, ("tờ 2",), agency, (above.pk,))
    assert len(asked) == 1
    assert file is not None
    assert place is not None
    assert row_of(file) == row_of(StoredFile.objects.get(name="tờ 2"))
    assert row_of(place) == row_of(Agency.objects.get(pk=above.pk))
    assert place.parent is None
    assert both(file_named, ("tờ 2",), agency, (0,)) == (files[1], None)
    assert both(file_named, ("không có",), agency, (above.pk,)) == (None, None)
    with pytest.raises(TypeError):
        both(file_named, (1,), agency, (above.pk,))


def as_read(told: object, pk: int) -> object:
    kept: KeptQuery[OutboxItem] = KeptQuery(lambda number: OutboxItem.objects.filter(pk=number), int)
    OutboxItem.objects.filter(pk=pk).update(payload=told)
    found = kept.one(pk)
    assert found is not None
    return found.payload


@pytest.mark.parametrize(
    "told",
    [{}, [], "", 'chữ \n "ngoặc" ă', 0, -1.5, 10**25, True, False, {"a": [1, {"b": None}], "đ": "ê"}, [[]]],
)
def test_what_json_says_is_read_as_django_reads_it(told: object) -> None:
    item = OutboxItem.objects.create(task="x", key="x", payload={}, run_at=now(), made_at=now())
    found = as_read(told, item.pk)
    assert found == OutboxItem.objects.get(pk=item.pk).payload == told
    assert type(found) is type(told)


def test_json_of_another_hand_is_read_as_django_reads_it() -> None:
    item = OutboxItem.objects.create(task="x", key="x", payload={}, run_at=now(), made_at=now())
    kept: KeptQuery[OutboxItem] = KeptQuery(lambda number: OutboxItem.objects.filter(pk=number), int)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE base_outboxitem SET payload = %s WHERE id = %s", [' {"a" : 1 } \n', item.pk])
    found = kept.one(item.pk)
    assert found is not None
    assert found.payload == {"a": 1}


def test_an_instant_is_read_exactly_and_aware() -> None:
    kept: KeptQuery[OutboxItem] = KeptQuery(lambda number: OutboxItem.objects.filter(pk=number), int)
    for moment in (datetime(2026, 11, 22, 3, 57, 53, tzinfo=UTC), datetime(1, 1, 1, 0, 0, 0, 1, tzinfo=UTC), now()):
        item = OutboxItem.objects.create(task="x", key=str(moment), payload={}, run_at=moment, made_at=moment)
        found = kept.one(item.pk)
        assert found is not None
        assert (found.run_at, found.run_at.utcoffset()) == (moment, timedelta(0))
        assert found.ended_at is None
