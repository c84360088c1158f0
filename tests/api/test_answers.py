"""What the public API answers is so: the procedure as its pack has it, the dossier and the paper as they stand."""

from __future__ import annotations

from typing import Any

from django.test import Client

from motcua.base.actor import system
from motcua.dossiers import api
from motcua.papers.api import issue, new_check_code, revoke
from tests.dossiers.conftest import world
from tests.dossiers.world import ANSWERS, World, filed

__all__ = ["world"]

BY = system("test")


def got(address: str) -> tuple[int, Any]:
    answer = Client().get(f"/api/v1{address}")
    return answer.status_code, answer.json()


def test_search_answers_the_words_and_honestly_nothing(db: None) -> None:
    code, hits = got("/search?q=" + "làm hộ chiếu" + "&limit=2")
    assert (code, hits[0]["id"], len(hits) <= 2) == (200, "passport", True)
    assert set(hits[0]) == {"id", "code", "name", "score"}
    found = got("/search?q=khai sinh")[1]
    assert len(found) > 2
    assert got("/search?q=khai sinh&limit=2")[1] == found[:2]
    assert got("/search?q=mua vé máy bay đi chơi") == (200, [])


def test_a_procedure_is_told_as_its_pack_has_it(world: World) -> None:
    code, found = got("/procedures/test_certificate")
    assert code == 200
    assert found == {
        "id": "test_certificate", "code": "1.999999", "name": "Cấp giấy xác nhận thử", "field": "Thử nghiệm",
        "online_level": "full", "can_be_filed_here": True, "time_limit": "3 ngày làm việc", "legal_basis": [],
        "fees": [{"name": "Bản sao", "amount": 8000, "unit": "copy", "channel": "any"}],
        "components": [
            {"name": "Giấy tờ A", "required": "always", "mode": "upload", "replaced_by": []},
            {"name": "Giấy tờ B", "required": "optional", "mode": "upload", "replaced_by": []},
        ],
        "confidence": found["confidence"],
    }  # fmt: skip
    assert got("/procedures/no_such_thing")[0] == 404


def test_a_dossier_is_tracked_by_its_code_and_nobody_is_named(world: World) -> None:
    dossier = filed(world)
    code, before = got(f"/dossiers/{dossier.code}")
    assert (code, before["status"], before["promised_on"], before["ended"]) == (200, 1, None, False)
    api.accept(dossier=dossier, by=world.clerk)
    _code, after = got(f"/dossiers/{dossier.code.lower()}")
    assert (after["status"], after["promised_on"], after["submitted_on"]) == (4, "2026-12-07", "2026-12-02")
    assert (after["code"], after["station"], after["agency"]) == (dossier.code, "Thẩm định", world.agency.name)
    assert world.owner.person is not None
    for secret in (world.owner.person.full_name, world.owner.person.personal_id, ANSWERS["purpose"]):
        assert secret not in str(after)
    assert got(f"/dossiers/{dossier.code[:-1]}9")[0] == 404


def test_a_paper_is_told_with_whether_it_counts_and_without_its_holder(world: World) -> None:
    pdf = b"%PDF-1.7 a paper"
    paper = issue(
        kind="receipt", agency=world.agency.code, pdf=pdf, subject="person:066302008035", holder_name="Trần Thị Mai",
        by=BY, title="Giấy tiếp nhận", number_text="H99-1", check_code=new_check_code(),
    )  # fmt: skip
    code, found = got(f"/papers/{paper.check_code}")
    assert (code, found["state"], found["kind"], found["number"]) == (200, "valid", "receipt", "H99-1")
    assert set(found) == {"state", "kind", "number", "agency", "issued_on"}
    revoke(paper=paper, reason="Cấp nhầm", by=BY)
    assert got(f"/papers/{paper.check_code}")[1]["state"] == "revoked"
    assert got(f"/papers/{new_check_code()}")[0] == 404


def test_a_notice_of_money_that_nobody_signed_is_refused_aloud(db: None, settings: Any) -> None:
    """A bank that is answered "ok" believes we know of the money, and never tells again."""
    settings.BANK_KEY = "shared"
    signature = {"X-Signature": "00"}
    answer = Client().post("/thong-bao/ngan-hang/", b"{}", content_type="application/json", headers=signature)
    assert answer.status_code >= 400
    assert answer.json()["ok"] is False
