"""Versions: loading twice changes nothing, a changed file is a new version, a version in use stays as it was."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import IntegrityError, transaction

from motcua.base.models import JournalEntry
from motcua.catalogue.api import current_version, pack_now, pack_of
from motcua.catalogue.commands import lint_command, load_command, schema_command, show_command
from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.selectors import forget
from motcua.command_line.packs import packs
from tests.catalogue.sample import GOOD

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_remembered_of_other_tests() -> None:
    forget()


@pytest.fixture
def pack_file(tmp_path: Path) -> Path:
    path = tmp_path / "dog_notice.yaml"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_a_new_procedure_is_one_file(pack_file: Path, django_capture_on_commit_callbacks: object) -> None:
    report = load_command([pack_file])

    assert report == {"ok": True, "loaded": ["dog_notice 1"], "unchanged": 0, "refused": [], "reasons": {}}
    assert pack_now("dog_notice").name.vi == "Thông báo nuôi chó"
    assert show_command("dog_notice")["pack"]["form"]["pages"][0]["fields"] == ["dog_count", "breed", "breed_name"]


def test_loading_twice_changes_nothing(pack_file: Path) -> None:
    load_command([pack_file])

    assert load_command([pack_file])["unchanged"] == 1
    assert ProcedureVersion.objects.count() == 1
    assert JournalEntry.objects.filter(event="catalogue.procedure_loaded").count() == 1


def test_a_comment_is_no_change(pack_file: Path) -> None:
    load_command([pack_file])
    pack_file.write_text("# other words\n" + GOOD, encoding="utf-8")

    assert load_command([pack_file])["loaded"] == []


def test_a_version_in_use_stays(pack_file: Path) -> None:
    load_command([pack_file])
    pinned = current_version("dog_notice")
    pack_file.write_text(GOOD.replace("amount: 5000", "amount: 9000"), encoding="utf-8")

    assert load_command([pack_file])["loaded"] == ["dog_notice 2"]

    assert pack_of(pinned.pk).fees[0].amount == 5000
    assert pack_of(ProcedureVersion.objects.get(number=2).pk).fees[0].amount == 9000
    kept = ProcedureVersion.objects.get(pk=pinned.pk)
    assert (kept.pack_sha256, kept.pack_json, kept.number) == (pinned.pack_sha256, pinned.pack_json, 1)


def test_a_faulty_file_is_refused_and_the_others_load(tmp_path: Path, pack_file: Path) -> None:
    (tmp_path / "cat_notice.yaml").write_text("id: cat_notice\n", encoding="utf-8")

    report = load_command([tmp_path])

    assert report["ok"] is False
    assert report["loaded"] == ["dog_notice 1"]
    assert report["refused"] == [str(tmp_path / "cat_notice.yaml")]


def test_the_code_of_another_procedure_is_refused_in_a_sentence(tmp_path: Path, pack_file: Path) -> None:
    load_command([pack_file])
    other = tmp_path / "cat_notice.yaml"
    other.write_text(GOOD.replace("id: dog_notice", "id: cat_notice"), encoding="utf-8")

    report = load_command([other])

    assert (report["ok"], report["loaded"], report["refused"]) == (False, [], [str(other)])
    assert report["reasons"] == {str(other): "Mã thủ tục “1.999999” đang thuộc về thủ tục “dog_notice”. Sửa mã."}
    with pytest.raises(LookupError):
        current_version("cat_notice")


def test_a_refused_file_is_a_failure_of_the_command(tmp_path: Path, pack_file: Path) -> None:
    assert CliRunner().invoke(packs, ["load", str(pack_file)]).exit_code == 0
    pack_file.write_text(GOOD.replace("share: 0.5", "share: 0.6"), encoding="utf-8")

    ran = CliRunner().invoke(packs, ["load", str(pack_file)])

    assert ran.exit_code == 1
    assert f"refused: {pack_file}:" in ran.stderr
    assert "Chia lại share" in ran.stderr


def test_a_version_holds_from_its_day(pack_file: Path) -> None:
    pack_file.write_text(GOOD.replace("valid_from: 2026-01-01", "valid_from: 2027-01-01"), encoding="utf-8")
    load_command([pack_file])

    assert current_version("dog_notice", on=date(2027, 1, 1)).number == 1
    with pytest.raises(LookupError):
        current_version("dog_notice", on=date(2026, 12, 31))
    with pytest.raises(LookupError):
        current_version("dog_notice", on=date(2028, 1, 1))


def test_the_database_refuses_a_second_version_with_the_same_number(pack_file: Path) -> None:
    load_command([pack_file])
    one = ProcedureVersion.objects.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        ProcedureVersion.objects.create(
            procedure=one.procedure,
            number=1,
            pack_sha256="0" * 64,
            pack_json="{}",
            valid_from=one.valid_from,
            confidence="low",
            loaded_at=one.loaded_at,
            loaded_by="x",
        )


def test_the_commands_answer_their_contracts(pack_file: Path) -> None:
    assert lint_command([pack_file]) == {"ok": True, "findings": []}
    pack_file.write_text(GOOD.replace("share: 0.5", "share: 0.6"), encoding="utf-8")
    report = lint_command([pack_file])

    assert report["ok"] is False
    assert set(report["findings"][0]) == {"file", "line", "rule", "message"}
    assert schema_command()["properties"]["form"]
    with pytest.raises(LookupError):
        show_command("no_such_thing")
