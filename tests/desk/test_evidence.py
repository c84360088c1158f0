"""The evidence of a dossier: who may take it, that it is written down, and that whatever is changed in it shows."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from motcua.base.models import JournalEntry
from motcua.command_line.verify import verified
from motcua.dossiers import api
from tests.desk.town import Town

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]


def address(town: Town, stage: str = "to_sign") -> str:
    return f"/ban-lam-viec/ho-so/{town.at[stage].public_id}/"


def taken(town: Town, stage: str = "to_sign") -> bytes:
    return api.export_evidence(dossier=town.now(stage), by=town.viewer("kiemsoat.anhoa"))


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        return {name: found.read(name) for name in found.namelist()}


def packed(whole: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        for name, content in whole.items():
            out.writestr(name, content)
    return made.getvalue()


def faults(content: bytes) -> list[str]:
    return api.faults_of(io.BytesIO(content))


def with_right_sums(whole: dict[str, bytes]) -> bytes:
    """As somebody would who changes something and corrects the sums as well."""
    others = {name: content for name, content in whole.items() if name != "SHA256SUMS"}
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in others.items())
    return packed(others | {"SHA256SUMS": sums.encode()})


def test_a_controller_takes_it_and_that_is_written_down(town: Town, enter: Enter) -> None:
    browser = enter("kiemsoat.anhoa")
    assert "Tải gói chứng cứ" in browser.get(address(town)).content.decode()
    answer = browser.post(address(town) + "goi-chung-cu")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/zip")
    assert faults(answer.content) == []
    entry = JournalEntry.objects.get(event="dossiers.evidence_exported")
    assert entry.data["sha256"] == hashlib.sha256(answer.content).hexdigest()
    assert entry.actor == str(town.viewer("kiemsoat.anhoa").actor)


def test_an_auditor_says_for_what_first(town: Town, enter: Enter) -> None:
    browser = enter("thanhtra.anhoa")
    assert browser.post(address(town) + "goi-chung-cu").status_code == 404
    browser.post(address(town) + "muc-dich", {"purpose": "Thanh tra quý 4"})
    assert browser.post(address(town) + "goi-chung-cu").status_code == 200


def test_nobody_else_takes_it(town: Town, enter: Enter) -> None:
    for who in ("tiepnhan.anhoa", "hotich.anhoa", "chutich.anhoa", "ketoan.anhoa", "quantri.anhoa"):
        browser = enter(who)
        assert browser.post(address(town) + "goi-chung-cu").status_code == 403, who
    assert "Tải gói chứng cứ" not in enter("hotich.anhoa").get(address(town)).content.decode()
    for who in ("kiemsoat.tanson", "thanhtra.tanson"):
        assert enter(who).post(address(town) + "goi-chung-cu").status_code == 404, who
    assert enter("kiemsoat.anhoa").get(address(town) + "goi-chung-cu").status_code == 405
    assert not JournalEntry.objects.filter(event="dossiers.evidence_exported").exists()


def test_it_holds_the_journal_the_form_and_every_file(town: Town) -> None:
    dossier, whole = town.now("new"), unpacked(taken(town, "new"))
    assert dossier.parts.exclude(file=None).exists()
    told = [json.loads(line) for line in whole["journal.jsonl"].decode().splitlines()]
    assert [each["event"] for each in told if each["stream"] == dossier.stream] == [
        each.event for each in JournalEntry.objects.filter(stream=dossier.stream).order_by("number")
    ][:-1]  # the last: that it was taken
    assert json.loads(whole["form.json"])["procedure"] == "marital_status_certificate"
    digests = {hashlib.sha256(content).hexdigest() for content in whole.values()}
    assert {part.file.sha256 for part in dossier.parts.exclude(file=None)} <= digests
    assert json.loads(whole["report.json"])["lost"] == []


@pytest.mark.parametrize("name", ["journal.jsonl", "form.json", "files"])
def test_what_is_changed_left_out_or_added_shows(town: Town, name: str) -> None:
    whole = unpacked(taken(town, "new"))
    which = next(each for each in whole if each.startswith(name))
    assert faults(packed(whole | {which: whole[which] + b" "}))
    assert faults(packed({each: content for each, content in whole.items() if each != which}))
    assert faults(packed(whole | {"files/more.txt": b"?"}))


def test_a_changed_entry_shows_though_the_sums_were_corrected(town: Town) -> None:
    whole = unpacked(taken(town))
    lines = whole["journal.jsonl"].decode().splitlines()
    for changed in (lines[:2] + lines[3:], [*lines[:1], lines[1].replace("staff:", "staff:9"), *lines[2:]],
                    [lines[0].replace("H99.31", "H99.32"), *lines[1:]]):  # fmt: skip
        if changed != lines:
            assert faults(with_right_sums(whole | {"journal.jsonl": "\n".join(changed).encode()}))
    assert faults(with_right_sums(whole)) == []


def test_it_is_checked_by_the_command_too(town: Town, tmp_path: Path) -> None:
    path = tmp_path / "goi.zip"
    path.write_bytes(taken(town))
    assert verified(path)["valid"]
    path.write_bytes(path.read_bytes()[:-40])
    assert not verified(path)["valid"]
    assert faults(b"") != []
    assert faults(packed({"other": b"1"})) != []
