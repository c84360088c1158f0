"""Tokens made by other hands (jwcrypto), read by ours."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jwcrypto import jwk, jwt

from motcua.directory.signin.errors import SignInProblem
from motcua.directory.signin.identity import birth_of, identity_of, level_of
from motcua.directory.signin.tokens import verified_claims
from motcua.gateways.identity import ClaimMap, parse_map
from motcua.rules.codes import AccountKind

ISSUER = "https://sso.example"
US = "portal"
RSA = jwk.JWK.generate(kty="RSA", size=2048, kid="one", use="sig")
EC = jwk.JWK.generate(kty="EC", crv="P-256", kid="two")
STRANGER = jwk.JWK.generate(kty="RSA", size=2048, kid="one")


def claims(**more: Any) -> dict[str, Any]:
    now = int(time.time())
    return {"iss": ISSUER, "aud": US, "sub": "s", "nonce": "n", "iat": now, "exp": now + 300} | more


def signed(key: jwk.JWK, told: dict[str, Any], alg: str = "RS256", **header: str) -> str:
    token = jwt.JWT(
        header={"alg": alg, "kid": json.loads(key.export_public()).get("kid", "one"), **header}, claims=told
    )
    token.make_signed_token(key)
    return str(token.serialize())


def keys(*shown: jwk.JWK) -> Callable[[bool], dict[str, Any]]:
    return lambda fresh: {"keys": [json.loads(each.export_public()) for each in shown]}


def read(token: str, *, shown: Callable[[bool], dict[str, Any]] | None = None) -> dict[str, Any]:
    return verified_claims(token, issuer=ISSUER, client_id=US, nonce="n", keys=shown or keys(RSA, EC))


@pytest.mark.parametrize(("key", "alg"), [(RSA, "RS256"), (RSA, "PS256"), (EC, "ES256")])
def test_a_good_token_is_read(key: jwk.JWK, alg: str) -> None:
    assert read(signed(key, claims(HoVaTen="A"), alg))["HoVaTen"] == "A"


@pytest.mark.parametrize(
    "spoilt",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "somebody else"},
        {"aud": [US, "somebody else"]},
        {"azp": "somebody else"},
        {"iss": "https://evil.example"},
        {"exp": 1},
        {"iat": int(time.time()) + 36_000},  # counted when the tests are gathered, long before the last of them
        {"nbf": int(time.time()) + 36_000},
    ],
)
def test_a_token_that_is_not_the_answer_to_our_question_is_refused(spoilt: dict[str, Any]) -> None:
    with pytest.raises(SignInProblem) as caught:
        read(signed(RSA, claims(**spoilt)))
    assert caught.value.code == "bad_token"


@pytest.mark.parametrize("absent", ["iss", "aud", "sub", "exp", "iat", "nonce"])
def test_a_token_that_leaves_something_out_is_refused(absent: str) -> None:
    told = claims()
    del told[absent]
    with pytest.raises(SignInProblem):
        read(signed(RSA, told))


def test_a_token_for_several_names_us_as_the_one_it_was_made_for() -> None:
    assert read(signed(RSA, claims(aud=[US, "other"], azp=US)))["sub"] == "s"


def test_a_signature_of_a_stranger_under_a_known_name_is_refused() -> None:
    with pytest.raises(SignInProblem):
        read(signed(STRANGER, claims()))


def test_a_changed_body_is_refused() -> None:
    head, body, signature = signed(RSA, claims()).split(".")
    other = signed(RSA, claims(sub="t")).split(".")[1]
    assert other != body
    with pytest.raises(SignInProblem):
        read(f"{head}.{other}.{signature}")


def test_a_token_signed_with_the_public_key_as_a_shared_secret_is_refused() -> None:
    secret = jwk.JWK(kty="oct", k=json.loads(RSA.export_public())["n"])
    token = jwt.JWT(header={"alg": "HS256", "kid": "one"}, claims=claims())
    token.make_signed_token(secret)
    with pytest.raises(SignInProblem) as caught:
        read(token.serialize())
    assert "algorithm" in caught.value.detail


def test_a_token_without_a_signature_is_refused() -> None:
    body = signed(RSA, claims()).split(".")[1]
    with pytest.raises(SignInProblem):
        read(f"eyJhbGciOiJub25lIn0.{body}.")


@pytest.mark.parametrize("text", ["", "a.b.c", "not a token", "....", "é.é.é"])
def test_what_is_no_token_is_refused(text: str) -> None:
    with pytest.raises(SignInProblem):
        read(text)


def test_new_keys_of_the_provider_are_fetched_once() -> None:
    asked = []

    def shown(fresh: bool) -> dict[str, Any]:
        asked.append(fresh)
        return keys(RSA)(fresh) if fresh else keys(EC)(fresh)

    assert read(signed(RSA, claims()), shown=shown)["sub"] == "s"
    assert asked == [False, True]


def test_a_key_for_encryption_does_not_sign() -> None:
    other = jwk.JWK(**{**json.loads(RSA.export()), "use": "enc"})
    with pytest.raises(SignInProblem):
        read(signed(RSA, claims()), shown=keys(other))


VNEID = {"sub": "s", "LoaiTaiKhoan": 1, "SoDinhDanh": "066090001234", "HoVaTen": "  Nguyễn  Văn Hùng ", "loAs": 2}


def test_claims_of_vneid_are_understood_without_a_map() -> None:
    found = identity_of(VNEID | {"NgayThangNamSinh": "19900517", "TechID": "t"}, ClaimMap())
    assert (found.kind, found.personal_id, found.full_name) == (AccountKind.CITIZEN, "066090001234", "Nguyễn Văn Hùng")
    assert (found.birth_date, found.level, found.tech_id) == (date(1990, 5, 17), 2, "t")


def test_an_organisation_is_known_by_its_tax_code_even_beside_a_person() -> None:
    told = VNEID | {"LoaiTaiKhoan": "2", "MaSoThue": "0100109106", "HoVaTen": "Công ty"}
    found = identity_of(told, ClaimMap())
    assert (found.kind, found.tax_code, found.personal_id) == (AccountKind.ORGANISATION, "0100109106", "")


@pytest.mark.parametrize("spoilt", [{"SoDinhDanh": "123"}, {"SoDinhDanh": None}, {"HoVaTen": " "}, {"LoaiTaiKhoan": 2}])
def test_who_it_is_must_be_told(spoilt: dict[str, Any]) -> None:
    with pytest.raises(SignInProblem) as caught:
        identity_of(VNEID | spoilt, ClaimMap())
    assert caught.value.code == "missing_claim"


@pytest.mark.parametrize(
    ("text", "level"), [("2", 2), ("LoA2", 2), ("urn:x:level:1", 1), ("", 1), ("high", 1), ("0", 0), ("LoA1", 1)]
)
def test_levels_are_read_and_never_guessed_upwards(text: str, level: int) -> None:
    assert level_of(text) == level


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("19900517", (date(1990, 5, 17), "day")),
        ("1990-05-17", (date(1990, 5, 17), "day")),
        ("17/05/1990", (date(1990, 5, 17), "day")),
        ("19490000", (date(1949, 1, 1), "year")),
        ("1949", (date(1949, 1, 1), "year")),
        ("19490300", (date(1949, 3, 1), "month")),
        ("19900231", (None, "day")),
        ("", (None, "day")),
    ],
)
def test_birth_dates_as_providers_write_them(text: str, told: tuple[date | None, str]) -> None:
    assert birth_of(text) == told


@given(st.text(max_size=30))
def test_no_birth_date_breaks_the_sign_in(text: str) -> None:
    born, precision = birth_of(text)
    assert precision in ("day", "month", "year")
    assert born is None or isinstance(born, date)


def test_a_map_names_values_defaults_and_nested_claims() -> None:
    names = parse_map(
        {
            "SoDinhDanh": ["nin", "identity.number"],
            "full_name": {"claim": "name"},
            "level": {"claim": "acr", "values": {"gold": 2}, "default": 1},
            "scope": "openid profile",
        }
    )
    told = {"sub": "s", "identity": {"number": "066090001234"}, "name": "A B", "acr": "gold"}
    found = identity_of(told, names)
    assert (found.personal_id, found.level, names.scope) == ("066090001234", 2, ("openid", "profile"))
    assert identity_of({**told, "acr": None}, names).level == 1


def test_a_map_with_a_name_nobody_knows_is_refused_in_one_line() -> None:
    with pytest.raises(Exception, match="surname is none of subject"):
        parse_map({"surname": "family_name"})


PAPERS = [
    {"type": "CMND", "number": "012345678", "levels": []},
    {"type": "CCCD", "number": "066090001234", "levels": ["bronze", "gold"]},
    "none",
]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("papers[type=CCCD].number", "066090001234"),
        ("papers[1].number", "066090001234"),
        ("papers.number", "012345678"),
        ("papers[type=passport].number", ""),
        ("papers[9].number", ""),
        ("papers[type=CCCD]", ""),
        ("papers", "none"),
        ("more.numbers", "066090001234"),
        ("more.numbers[0]", "066090001234"),
        ("more.number", ""),
        ("http://claims.example/nin", "066090001234"),
    ],
)
def test_a_path_walks_into_lists(path: str, value: str) -> None:
    told = {
        "papers": PAPERS,
        "more": [{"numbers": ["066090001234", "1"]}],
        "http://claims.example/nin": ["", "066090001234"],
    }
    assert parse_map({"personal_id": path}).value(told, "personal_id") == value


def test_of_several_values_the_one_the_map_knows_counts() -> None:
    names = parse_map({"level": {"claim": ["acr", "papers.levels"], "values": {"gold": 2}, "default": 1}})
    assert names.value({"papers": PAPERS}, "level") == "2"
    assert names.value({"acr": ["silver", "gold"]}, "level") == "2"
    assert names.value({"acr": []}, "level") == "1"


@given(st.text(alphabet="ab.[]=01", max_size=12))
def test_no_path_breaks_the_sign_in(path: str) -> None:
    told = {"a": [{"b": [1, [2], {"a": None}]}, [], "b"], "b": {"a": {}}}
    assert parse_map({"phone": path}).value(told, "phone") in ("", "1", "b", "2")
