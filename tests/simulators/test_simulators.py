from __future__ import annotations

import base64
import hashlib
import re
import secrets
from datetime import date
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from ruamel.yaml import YAML

from motcua.directory.demo import demo_data
from motcua.rules.identifiers import personal_number, phone, tax_code
from simulators.lives import PATH, lives, organisations, people
from simulators.vneid.claims import claims_of, compact_date

HUNG = "066090001234"
BACK = "http://127.0.0.1:1/way/back"


def ask(outside: str, source: str, **content: str) -> httpx.Response:
    return httpx.post(f"{outside}/registries/{source}", json=content, trust_env=False)


def sign_in(outside: str, number: str, verifier: str, **more: str) -> httpx.Response:
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "client_id": "motcua",
        "redirect_uri": BACK,
        "response_type": "code",
        "scope": "openid",
        "state": "s",
        "nonce": "n",
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    } | more
    with httpx.Client(base_url=outside, follow_redirects=True, trust_env=False) as browser:
        page = browser.get("/vneid/authorize/", params=asked)
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        assert found, page.text
        form = {"csrfmiddlewaretoken": found[1], "next": page.url.params["next"], "number": number}
        browser.follow_redirects = False
        answer = browser.post(page.url.path, data=form)
        answer = browser.get(answer.headers["Location"])
    return answer


def test_a_code_is_worth_nothing_without_the_verifier_that_asked_for_it(well: str) -> None:
    verifier = secrets.token_urlsafe(40)
    told = parse_qs(urlsplit(sign_in(well, HUNG, verifier).headers["Location"]).query)
    form = {
        "grant_type": "authorization_code",
        "code": told["code"][0],
        "redirect_uri": BACK,
        "client_id": "motcua",
        "client_secret": "mo-phong",
    }
    refused = httpx.post(f"{well}/vneid/token/", data=form | {"code_verifier": "x" * 50}, trust_env=False)
    assert refused.status_code == 400
    assert "id_token" not in refused.text


def test_a_code_without_pkce_is_not_given(well: str) -> None:
    asked = {"client_id": "motcua", "redirect_uri": BACK, "response_type": "code", "scope": "openid", "state": "s"}
    answer = httpx.get(f"{well}/vneid/authorize/", params=asked, trust_env=False, follow_redirects=False)
    assert "code=" not in answer.headers.get("Location", "")


def test_the_way_back_must_be_on_this_machine(well: str) -> None:
    answer = sign_in(well, HUNG, "v" * 50, redirect_uri="https://elsewhere.example/")
    assert answer.status_code == 400
    assert "Location" not in answer.headers


def test_discovery_names_the_issuer_under_which_it_was_asked(well: str) -> None:
    told = httpx.get(f"{well}/vneid/.well-known/openid-configuration", trust_env=False).json()
    assert told["issuer"] == f"{well}/vneid"
    assert told["code_challenge_methods_supported"] == ["S256"]


def test_claims_are_those_of_vneid() -> None:
    claims = claims_of(HUNG)
    assert (claims["LoaiTaiKhoan"], claims["SoDinhDanh"], claims["HoVaTen"]) == (1, HUNG, "Nguyễn Văn Hùng")
    assert claims["NgayThangNamSinh"] == "19900517"
    assert HUNG not in claims["sub"] + claims["TechID"]
    company = next(iter(organisations()))
    assert (claims_of(company)["LoaiTaiKhoan"], claims_of(company)["MaSoThue"]) == (2, company)
    assert "SoDinhDanh" not in claims_of(company)


@pytest.mark.parametrize(("written", "told"), [("1990-05-17", "19900517"), ("1949", "19490000")])
def test_dates_are_written_as_the_state_writes_them(written: str, told: str) -> None:
    assert compact_date(written) == told


def test_the_population_database_verifies_and_never_searches(well: str) -> None:
    right = {"SoDinhDanh": HUNG, "HoVaTen": "NGUYỄN VĂN HÙNG", "NgayThangNam": "19900517"}
    ground = {"MaYeuCau": "draft:1", "MaCanBo": "person:1", "MaDVC": "1.001193"}
    assert "<CongDan>" in ask(well, "population", **right, **ground).json()["message"]
    assert ask(well, "population", **(right | {"HoVaTen": "NGUYỄN VĂN HÙNGG"}), **ground).json()["error_code"] == 404
    assert ask(well, "population", **(right | {"NgayThangNam": "19900518"}), **ground).json()["error_code"] == 404
    assert ask(well, "population", **right).json()["error_code"] == 403
    # Somebody else's birth is often known by its year alone.
    assert ask(well, "population", **(right | {"NgayThangNam": "19900000"}), **ground).json()["error_code"] == 0
    assert ask(well, "population", **(right | {"NgayThangNam": "19910000"}), **ground).json()["error_code"] == 404


def test_a_register_wants_a_purpose_and_a_reference(well: str) -> None:
    assert ask(well, "insurance", key=HUNG).status_code == 400
    told = ask(well, "insurance", key=HUNG, purpose="p", reference="r", officer="o").json()
    assert told["data"]["social_insurance_number"]
    assert ask(well, "insurance", key="000000000000", purpose="p", reference="r", officer="o").status_code == 404


def test_messages_with_the_same_key_are_one_message(well: str) -> None:
    key = secrets.token_hex(6)
    for _time in range(2):
        sent = {"to": "0912000001", "text": "Hồ sơ đã đến nơi", "key": key}
        httpx.post(f"{well}/messages/sms", json=sent, trust_env=False)
    told = httpx.get(f"{well}/messages/sms", trust_env=False).json()["messages"]
    assert [each["text"] for each in told].count("Hồ sơ đã đến nơi") == 1


def test_faults_come_and_go_by_order(well: str) -> None:
    httpx.post(f"{well}/faults/registries", json={"mode": "down"}, trust_env=False)
    assert ask(well, "insurance", key=HUNG).status_code == 503
    assert httpx.get(f"{well}/vneid/.well-known/openid-configuration", trust_env=False).status_code == 200
    httpx.post(f"{well}/faults/registries", json={"mode": "garbage"}, trust_env=False)
    with pytest.raises(ValueError, match=r"."):
        ask(well, "insurance", key=HUNG).json()
    wrong = httpx.post(f"{well}/faults/registries", json={"mode": "tired"}, trust_env=False)
    assert wrong.status_code == 400


def test_the_programs_beside_django_are_mounted(well: str) -> None:
    assert httpx.get(f"{well}/authority/", trust_env=False).json()["root"].startswith(f"{well}/authority/")


def test_lives_hang_together() -> None:
    """Numbers have the shape of the law, and every spouse, parent and household points back."""
    for number, person in people().items():
        assert number.isdecimal()
        assert len(number) == 12
        personal_number(number)
        if person.get("phone"):
            phone(person["phone"])
        born = int(person["birth_date"][:4])
        century, female = int(number[3]) // 2, int(number[3]) % 2 == 1
        assert 1900 + 100 * century + int(number[4:6]) == born, person["key"]
        assert female == (person["sex"] == "female"), person["key"]
    for code in organisations():
        tax_code(code)
    registers = lives()["registers"]
    for number, facts in registers["civil_status"].items():
        for child in facts.get("children", []):
            parents = {people()[child["personal_id"]][each]["personal_id"] for each in ("father", "mother")}
            assert number in parents
        spouse = facts.get("spouse_personal_id")
        if spouse in registers["civil_status"]:
            assert registers["civil_status"][spouse]["spouse_personal_id"] == number
    for number, home in registers["residence"].items():
        assert number in [each["personal_id"] for each in home["household_members"]]


def test_the_demo_of_the_directory_knows_the_same_people() -> None:
    """Two files tell of the same people: the product's demo and the simulated outside must not drift apart."""
    for row in demo_data()["people"]:
        told = people()[row["id"]]
        assert told["full_name"] == row["name"]
        assert str(row["born"])[:4] == told["birth_date"][:4]
        assert told["sex"] == row["sex"]
        assert bool(row.get("child")) == (told.get("account") is False)
    for row in demo_data()["organisations"]:
        assert organisations()[row["tax_code"]]["name"] == row["name"]
        assert organisations()[row["tax_code"]]["representative"] == row["by"]


def test_the_newborn_and_the_dead_have_their_notices() -> None:
    raw = YAML(typ="safe").load(PATH.read_text(encoding="utf-8"))
    birth = raw["registers"]["birth_notice"]["066192002345"]
    assert re.fullmatch(r"\d{5}\.GCS\.\d{5}\.\d{2}", birth["number"])
    assert date.fromisoformat(birth["date_of_birth"]) <= date.fromisoformat(birth["issued_on"])
    dead = raw["registers"]["death_notice"]
    assert {each["personal_id"] for each in dead.values()} == {"066041004567"}
