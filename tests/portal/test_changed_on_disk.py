"""Somebody at the disk changed a kept file: no door hands it out, nobody is said to have opened it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from motcua.base.files import blob_path
from motcua.base.models import JournalEntry, StoredFile
from motcua.dossiers import api
from motcua.dossiers.api import Part
from motcua.vault.api import Paper
from tests.desk.conftest import enter as enter_staff
from tests.desk.town import Town, issued
from tests.portal.conftest import Enter

__all__ = ["enter_staff"]
pytestmark = pytest.mark.django_db
SIGNED, DIVORCED, CLERK = "066082004455", "066302008035", "tiepnhan.anhoa"
SAID = "không còn nguyên như lúc cất giữ"


Change = Callable[[StoredFile], None]


@pytest.fixture
def change() -> Iterator[Change]:
    """Equal bytes lie in one place for all tests of a process: they are put back."""
    before: dict[Path, bytes] = {}

    def forge(stored: StoredFile) -> None:
        path = blob_path(stored.sha256)
        content = before[path] = path.read_bytes()
        path.chmod(0o600)
        path.write_bytes(content[:-40] + b"%% forged %%".ljust(40))

    yield forge
    for path, content in before.items():
        path.write_bytes(content)
        path.chmod(0o440)


def test_a_result_is_neither_handed_out_nor_said_to_be_opened(town: Town, enter: Enter, change: Change) -> None:
    signed = town.now("to_sign")
    api.sign_result(dossier=signed, by=town.viewer("chutich.anhoa"))
    signed = issued(signed)
    api.return_result(dossier=signed, how=2, by=town.viewer(CLERK))
    result = signed.results.exclude(file=None)[0]
    paper = Paper.objects.get(sha256=result.file.sha256)
    change(result.file)
    for address in (f"/ho-so/{signed.public_id}/ket-qua/{result.pk}/", f"/giay-to/{paper.public_id}/"):
        answer = enter(SIGNED).get(address)
        assert (answer.status_code, SAID in answer.content.decode()) == (404, True), address
    assert not JournalEntry.objects.filter(event="dossiers.result_opened").exists()


def test_a_paper_handed_in_is_shown_to_nobody(
    town: Town,
    enter: Enter,
    enter_staff: Callable[[str], Client],
    change: Change,
    caplog: pytest.LogCaptureFixture,
) -> None:
    part = Part.objects.filter(dossier=town.at["new"]).exclude(file=None)[0]
    dossier = town.at["new"].public_id
    change(part.file)
    with caplog.at_level(logging.ERROR, "motcua.base.files.store"):
        answer = enter(DIVORCED).get(f"/ho-so/{dossier}/tep/{part.pk}/")
    assert (answer.status_code, SAID in answer.content.decode()) == (404, True)
    assert [each.getMessage() for each in caplog.records] == [
        f"file {part.file.public_id} is no longer what was stored"
    ]
    for name in ("file", "within"):
        answer = enter_staff(CLERK).get(reverse(f"desk:{name}", args=[dossier, part.file.public_id]))
        assert (answer.status_code, "Kho không còn tệp này" in answer.content.decode()) == (404, True), name
