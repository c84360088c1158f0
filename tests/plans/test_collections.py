"""Units are asked for inputs by a day, answer once, are reminded; what is missing stands first; all goes out."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from openpyxl import load_workbook

from motcua.base.clock import HO_CHI_MINH, freeze
from motcua.base.errors import Forbidden, NotFound, Refusal
from motcua.base.files import FileRefused
from motcua.base.models import JournalEntry
from motcua.directory.api import Agency, Unit
from motcua.notices.api import inbox
from motcua.plans import api
from motcua.plans.api import Collection, Input, Plan
from motcua.plans.tasks.watch_deadlines import watch_deadlines
from tests.plans.conftest import CHANGED_FILE, PLAN_FILE, ViewerNamed, brought, confirmed

KEEPER, HEAD, OTHER_HEAD = "kiemsoat.anhoa", "truongphong.kinhte.anhoa", "truongphong.xahoi.anhoa"
LINES = [("Hồ sơ đã nhận", "hồ sơ"), ("Khó khăn", "")]
DUE = date(2026, 11, 20)


def on(day: int, month: int = 11) -> datetime:
    return datetime(2026, month, day, 8, 0, tzinfo=HO_CHI_MINH)


def unit(here: Agency, code: str) -> Unit:
    return Unit.objects.get(agency=here, code=code)


@pytest.fixture
def collection(followed: Plan, here: Agency, viewer: ViewerNamed) -> Collection:
    followed.tasks.update(due=None)
    units = [unit(here, "economy"), unit(here, "culture_society")]
    with freeze(on(10)):
        return api.ask_inputs(
            plan=followed, title="Số liệu quý IV", lines=LINES, due=DUE, units=units, by=viewer(KEEPER)
        )


def of(collection: Collection, code: str) -> Input:
    wanted = Input.objects.select_related("collection__plan__agency", "agency", "unit")
    return wanted.get(collection=collection, unit__code=code)


def give(asked: Input, viewer: ViewerNamed, values: list[str], who: str = HEAD, day: int = 12) -> Input:
    with freeze(on(day)):
        return api.give_input(asked=asked, values=values, revision=asked.revision, by=viewer(who))


def test_the_head_of_each_unit_is_told_and_owes_it(collection: Collection, viewer: ViewerNamed) -> None:
    for who in (HEAD, OTHER_HEAD):
        assert inbox(viewer(who))[0].title == "Cần đơn vị gửi thông tin"
        assert "Số liệu quý IV" in inbox(viewer(who))[0].sentence
        assert [each.collection_id for each in api.my_inputs(viewer(who))] == [collection.pk]
    assert api.my_inputs(viewer("kinhte.anhoa")) == []
    asked = JournalEntry.objects.get(event="plans.inputs_asked").data
    assert (asked["asked"], asked["collection"]) == (2, collection.public_id)


def test_an_answer_is_given_and_put_right_until_the_day(collection: Collection, viewer: ViewerNamed) -> None:
    asked = give(of(collection, "economy"), viewer, ["1.250", "Thiếu máy"])
    assert (asked.values, asked.revision) == (["1250", "Thiếu máy"], 1)
    first = asked.answered_at
    give(asked, viewer, ["1.250,5", "Không"], day=20)
    assert (asked.values, asked.answered_at) == (["1250.5", "Không"], first)
    with pytest.raises(Refusal, match="quá hạn sửa"):
        give(asked, viewer, ["1", "Không"], day=21)
    told = JournalEntry.objects.filter(event="plans.input_given").order_by("id")
    assert [(each.data["late"], each.data["again"]) for each in told] == [(False, False), (False, True)]
    assert "Thiếu máy" not in str([each.data for each in told])


def test_a_first_answer_is_taken_late_but_never_after_it_was_closed(
    collection: Collection, viewer: ViewerNamed
) -> None:
    late = give(of(collection, "economy"), viewer, ["5", "Không"], day=25)
    assert late.answered_at is not None
    assert JournalEntry.objects.get(event="plans.input_given").data["late"] is True
    with pytest.raises(Forbidden):
        api.close_collection(collection=collection, by=viewer(HEAD))
    api.close_collection(collection=collection, by=viewer(KEEPER))
    assert JournalEntry.objects.get(event="plans.collection_closed").data["missing"] == 1
    with pytest.raises(Refusal, match="khép lại"):
        give(of(collection, "culture_society"), viewer, ["5", "Không"], OTHER_HEAD, 26)
    with pytest.raises(Refusal, match="khép lại"):
        api.close_collection(collection=collection, by=viewer(KEEPER))
    assert api.my_inputs(viewer(OTHER_HEAD)) == []


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (["5"], "đủ các dòng"),
        (["5", " "], "đủ các dòng"),
        (["nhiều", "Không"], "cần một con số"),
        (["1e999", "Không"], "cần một con số"),
        (["NaN", "Không"], "cần một con số"),
    ],
)
def test_a_wrong_answer_is_said(collection: Collection, viewer: ViewerNamed, values: list[str], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        give(of(collection, "economy"), viewer, values)
    assert of(collection, "economy").is_missing


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("1.250", "1250"), ("98.5", "98.5"), ("0.125", "0.125"), ("12.345.678", "12345678"), ("-3,50", "-3.5")],
)
def test_figures_are_taken_as_people_write_them(
    collection: Collection, viewer: ViewerNamed, typed: str, kept: str
) -> None:
    assert give(of(collection, "economy"), viewer, [typed, "Không"]).values[0] == kept


def test_two_at_once_do_not_overwrite_each_other(collection: Collection, viewer: ViewerNamed) -> None:
    seen = of(collection, "economy")
    give(of(collection, "economy"), viewer, ["5", "Không"])
    with pytest.raises(Refusal, match="vừa"):
        give(seen, viewer, ["6", "Không"], KEEPER)


def test_others_do_not_answer_and_strangers_find_nothing(collection: Collection, viewer: ViewerNamed) -> None:
    asked = of(collection, "economy")
    for who in (OTHER_HEAD, "kinhte.anhoa", "chutich.thanhlam"):
        with pytest.raises(Forbidden):
            give(asked, viewer, ["5", "Không"], who)
    for who in ("chutich.thanhlam", "kiemsoat.tinh"):
        with pytest.raises(NotFound):
            api.input_for(viewer(who), asked.public_id)
        with pytest.raises(NotFound):
            api.collection_for(viewer(who), collection.public_id)
    assert give(asked, viewer, ["5", "Qua điện thoại"], KEEPER).answered_by == str(viewer(KEEPER).actor)


def test_a_file_goes_with_it_and_a_program_does_not(collection: Collection, viewer: ViewerNamed) -> None:
    asked, head = of(collection, "economy"), viewer(HEAD)
    with freeze(on(12)):
        with pytest.raises(FileRefused):
            api.give_input(asked=asked, values=["5", "-"], revision=0, content=b"MZ", name="a.exe", by=head)
        assert of(collection, "economy").is_missing
        book = BytesIO()
        load_workbook(BytesIO(api.export_answers(collection, [])[0])).save(book)
        api.give_input(asked=asked, values=["5", "-"], revision=0, content=book.getvalue(), name="so.xlsx", by=head)
        api.give_input(asked=asked, values=["6", "-"], revision=1, by=head)
    assert asked.file is not None
    assert asked.file.name == "so.xlsx"


def test_who_is_missing_is_reminded_each_step_once_and_it_climbs(collection: Collection, viewer: ViewerNamed) -> None:
    give(of(collection, "culture_society"), viewer, ["5", "Không"], OTHER_HEAD)
    for day, month in ((17, 11), (20, 11), (21, 11), (28, 11), (5, 12)):
        with freeze(on(day, month)):
            watch_deadlines()
            watch_deadlines()
    asked = of(collection, "economy")
    steps: dict[int, set[str]] = {}
    for each in asked.reminders.select_related("to__user"):
        steps.setdefault(each.step, set()).add(each.to.user.username)
    leaders = {"chutich.anhoa", "phochutich.anhoa"}
    assert steps == {
        0: {HEAD}, 4: {HEAD}, 1: {HEAD}, 2: {HEAD, KEEPER}, 3: {HEAD, KEEPER} | leaders,
    }  # fmt: skip
    assert not of(collection, "culture_society").reminders.exists()
    assert inbox(viewer(HEAD))[0].title == "Gửi thông tin đã trễ"
    with freeze(on(21)):
        assert [each.pk for each in api.late_inputs(viewer("tiepnhan.anhoa"))] == [asked.pk]
        assert not api.late_inputs(viewer("tiepnhan.thanhlam")).exists()


def test_nobody_is_reminded_once_it_is_closed(collection: Collection, viewer: ViewerNamed) -> None:
    api.close_collection(collection=collection, by=viewer(KEEPER))
    with freeze(on(28)):
        watch_deadlines()
    assert not of(collection, "economy").reminders.exists()


def test_agencies_below_are_asked_as_a_whole(viewer: ViewerNamed, demo: None) -> None:
    province = Agency.objects.get(code="H99")
    text = PLAN_FILE.read_text("utf-8").replace("27/KH-UBND", "118/KH-UBND")
    keeper, commune = viewer("kiemsoat.tinh"), Agency.objects.get(code="H99.31")
    plan = api.import_plan(content=text.encode(), name="a.txt", agency=province, by=keeper)[0]
    for item in api.to_confirm(plan):
        api.confirm_item(item=item, revision=item.revision, by=keeper)
    api.confirm_plan(plan=plan, by=keeper)
    with freeze(on(10)):
        with pytest.raises(Refusal, match="trực thuộc"):
            api.ask_inputs(plan=plan, title="A", lines=LINES, due=DUE, units=[], below=[province], by=keeper)
        made = api.ask_inputs(plan=plan, title="A", lines=LINES, due=DUE, units=[], below=[commune], by=keeper)
    asked = made.inputs.select_related("collection__plan__agency", "agency", "unit").get()
    assert [each.pk for each in api.my_inputs(viewer(KEEPER))] == [asked.pk]
    assert api.input_for(viewer("tiepnhan.anhoa"), asked.public_id) == asked
    with pytest.raises(NotFound):
        api.collection_for(viewer(KEEPER), made.public_id)
    with pytest.raises(Forbidden):
        give(asked, viewer, ["5", "Không"], "tiepnhan.anhoa")
    assert give(asked, viewer, ["5", "Không"], KEEPER).name == commune.name


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": " "}, "cần thông tin gì"),
        ({"lines": [(" ", "")]}, "ít nhất một dòng"),
        ({"lines": [("A", ""), ("a ", "%")]}, "trùng tên"),
        ({"lines": [(f"Dòng {at}", "") for at in range(13)]}, "quá 12 dòng"),
        ({"due": date(2026, 11, 9)}, "từ hôm nay"),
        ({"units": []}, "ít nhất một đơn vị"),
    ],
)
def test_a_wrong_question_is_said(
    followed: Plan, here: Agency, viewer: ViewerNamed, wrong: dict[str, object], said: str
) -> None:
    asked = {"title": "A", "lines": LINES, "due": DUE, "units": [unit(here, "economy")]} | wrong
    with freeze(on(10)), pytest.raises(Refusal, match=said):
        api.ask_inputs(plan=followed, by=viewer(KEEPER), **asked)  # type: ignore[arg-type]
    assert not Collection.objects.exists()


def test_only_keepers_ask_and_only_their_own_units(followed: Plan, viewer: ViewerNamed) -> None:
    stranger = Unit.objects.get(agency__code="H99.32", code="economy")
    with freeze(on(10)):
        with pytest.raises(Forbidden):
            api.ask_inputs(plan=followed, title="A", lines=LINES, due=DUE, units=[stranger], by=viewer(HEAD))
        with pytest.raises(Refusal, match="trực thuộc"):
            api.ask_inputs(plan=followed, title="A", lines=LINES, due=DUE, units=[stranger], by=viewer(KEEPER))


def test_the_workbook_tells_who_is_missing_first_and_figures_are_numbers(
    collection: Collection, viewer: ViewerNamed
) -> None:
    give(of(collection, "culture_society"), viewer, ["1.250,5", "=1+1"], OTHER_HEAD)
    content, media_type = api.export_answers(collection, list(api.inputs_of(collection)))
    assert media_type.endswith("spreadsheetml.sheet")
    sheet = load_workbook(BytesIO(content)).active
    assert sheet is not None
    head, missing, given = (tuple(cell.value for cell in row) for row in sheet.iter_rows())
    assert head == ("Đơn vị", "Hồ sơ đã nhận (hồ sơ)", "Khó khăn", "Ghi chú", "Tệp", "Ngày gửi")
    assert (missing[0], missing[-1]) == ("Phòng Kinh tế", "Chưa gửi")
    assert given[1:3] == (1250.5, "=1+1")
    assert sheet["C3"].data_type == "s"


def test_the_database_holds_it_too(collection: Collection) -> None:
    asked = of(collection, "economy")
    for change in ({"answered_by": "staff:1"}, {"revision": 1}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Input.objects.filter(pk=asked.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Input.objects.create(collection=collection, agency=asked.agency, unit=asked.unit)
    with pytest.raises(IntegrityError), transaction.atomic():
        Collection.objects.filter(pk=collection.pk).update(closed_by="staff:1")


def test_a_new_version_of_the_plan_goes_on_collecting(collection: Collection, viewer: ViewerNamed) -> None:
    plan = confirmed(brought(CHANGED_FILE, collection.plan.agency), viewer(KEEPER))
    collection.refresh_from_db()
    assert collection.plan == plan
