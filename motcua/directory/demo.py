"""The demo province: agencies, staff in every role, and who may act for whom. Everything may be made twice."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from ruamel.yaml import YAML

from motcua.base.actor import Actor, system
from motcua.base.clock import now
from motcua.directory.actions.bind_second_factor import bind_second_factor
from motcua.directory.actions.grant_role import grant_role
from motcua.directory.models import Agency, Organisation, Person, Representation, RoleGrant, Staff, Unit, User
from motcua.directory.signin.second_factor import has_second_factor
from motcua.rules.codes import Role

PATH = Path(__file__).parent / "data" / "demo.yaml"
# Invented people with an invented password: these accounts exist only in the demo.
STAFF_PASSWORD = "Motcua-demo-2026"  # noqa: S105
VNEID_CODE = "123456"


@cache
def demo_data() -> dict[str, Any]:
    """The file as it is."""
    found: dict[str, Any] = YAML(typ="safe").load(PATH.read_text(encoding="utf-8"))
    return found


@transaction.atomic
def make_demo(*, by: Actor | None = None) -> None:
    """Make whatever of the demo province is not there yet."""
    author = by or system("demo")
    agencies = {row["code"]: _agency(row) for row in demo_data()["agencies"]}
    password = make_password(STAFF_PASSWORD)
    for row in _staff_rows():
        _staff(row, agencies[row["agency"]], password, author)
    people = {row["id"]: _person(row) for row in demo_data()["people"]}
    for row in demo_data()["parents"]:
        for parent in row["by"]:
            _represents(people[parent], "parent", child=people[row["child"]], source="CSDL hộ tịch")
    for row in demo_data()["organisations"]:
        body, _made = Organisation.objects.get_or_create(
            tax_code=row["tax_code"], defaults={"name": row["name"], "kind": row["kind"]}
        )
        _represents(people[row["by"]], "legal_representative", organisation=body, source="CSDL đăng ký kinh doanh")


def demo_accounts() -> list[dict[str, str]]:
    """Who can sign in to the demo: `{role, name, username, password, totp_secret, personal_id}`.

    Citizens and organisations sign in at the simulated VNeID with `username` and the code in `password`.
    """
    rows = [
        _account("citizen", row["name"], row["id"], VNEID_CODE, "", row["id"])
        for row in demo_data()["people"]
        if not row.get("child")
    ]
    rows += [
        _account("organisation", row["name"], row["tax_code"], VNEID_CODE, "", "")
        for row in demo_data()["organisations"]
    ]
    rows += [
        _account(row["roles"][0], row["name"], row["user"], STAFF_PASSWORD, demo_secret(row["user"]), "")
        for row in _staff_rows()
    ]
    return rows


def demo_secret(username: str) -> str:
    """The second factor of a demo account, the same on every machine (base32)."""
    return base64.b32encode(hashlib.sha1(f"motcua demo {username}".encode()).digest()).decode()  # noqa: S324


def _account(role: str, name: str, username: str, password: str, secret: str, personal_id: str) -> dict[str, str]:
    return {
        "role": role,
        "name": name,
        "username": username,
        "password": password,
        "totp_secret": secret,
        "personal_id": personal_id,
    }


def _staff_rows() -> Iterator[dict[str, Any]]:
    communes = [row for row in demo_data()["agencies"] if row["kind"] == "commune"]
    for number, commune in enumerate(communes):
        for row in demo_data()["staff"]:
            yield {
                **row,
                "user": f"{row['user']}.{commune['slug']}",
                "name": row["names"][number],
                "agency": commune["code"],
            }
    for row in demo_data()["province_staff"]:
        yield {"unit": "", "only": False, **row}


def _agency(row: dict[str, Any]) -> Agency:
    parent = Agency.objects.filter(code=row.get("parent", "")).first()
    made, _new = Agency.objects.get_or_create(
        code=row["code"],
        defaults={
            "name": row["name"],
            "short_name": row["short"],
            "kind": row["kind"],
            "parent": parent,
            "place_code": row["place"],
            "valid_from": demo_data()["valid_from"],
            "phone": row.get("phone", ""),
            "address": row.get("address", ""),
            "fee_bank_bin": demo_data()["fee_bank_bin"] if row.get("account") else "",
            "fee_account": row.get("account", ""),
            "fee_account_name": row.get("account_name", ""),
            "tax_code": row.get("tax", ""),
            "receipt_form": demo_data()["receipt"]["form"] if row.get("account") else "",
            "receipt_sign": demo_data()["receipt"]["sign"] if row.get("account") else "",
            "introduction": demo_data()["introduction"] if row["kind"] == "commune" else "",
        },
    )
    if row["kind"] == "commune":
        for unit in demo_data()["units"]:
            Unit.objects.get_or_create(
                agency=made, code=unit["code"], defaults={"name": unit["name"], "kind": unit["kind"]}
            )
    return made


def _staff(row: dict[str, Any], agency: Agency, password: str, by: Actor) -> None:
    known = {"password": password, "password_changed_at": now()}  # the demo's password is not to be changed first
    user, _new = User.objects.get_or_create(username=row["user"], defaults=known)
    unit = Unit.objects.filter(agency=agency, code=row["unit"]).first()
    staff, _new = Staff.objects.get_or_create(
        user=user, defaults={"full_name": row["name"], "agency": agency, "unit": unit, "title": row["title"]}
    )
    for role in row["roles"]:
        where = unit if row.get("only") else None
        if not RoleGrant.objects.filter(staff=staff, role=role, unit=where).exists():
            grant_role(
                staff=staff,
                role=Role(role),
                unit=where,
                valid_from=demo_data()["valid_from"],
                reason="Bản dùng thử",
                by=by,
            )
    if not has_second_factor(user):
        bind_second_factor(user=user, secret=demo_secret(user.username), by=by)


def _person(row: dict[str, Any]) -> Person:
    made, _new = Person.objects.get_or_create(
        personal_id=row["id"],
        defaults={
            "full_name": row["name"],
            "birth_date": row["born"],
            "birth_precision": row.get("precision", "day"),
            "sex": row["sex"],
        },
    )
    return made


def _represents(person: Person, kind: str, *, source: str, **whom: Person | Organisation) -> None:
    Representation.objects.get_or_create(
        person=person, kind=kind, **whom, defaults={"source": source, "valid_from": demo_data()["valid_from"]}
    )
