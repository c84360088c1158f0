"""A real installation: nothing of the demo, an empty folder, the commands as the how-to names them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from click.testing import CliRunner, Result

from motcua.command_line.main import motcua
from motcua.directory.api import Staff, viewer_of_staff
from motcua.rules.codes import Role
from tests.directory.test_staff_sign_in import code_of
from tests.support.ports import port_of_its_own

ROOT = Path(__file__).resolve().parents[2]
PACK = ROOT / "procedures" / "marital_status_certificate.yaml"
PASSWORD = "chim sẻ đậu mái đình làng"
PLACE = "24175"
PATIENCE_SECONDS = 180


class House:
    """The `motcua` command over one data folder, with nothing of the caller's environment that could help."""

    def __init__(self, folder: Path) -> None:
        mine = {
            name: value for name, value in os.environ.items() if not name.startswith(("MOTCUA", "DATABASE", "DJANGO"))
        }
        self.environment = mine | {"MOTCUA_DATA": str(folder), "PYTHONPATH": str(ROOT)}

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "motcua.command_line", *words]

    def run(self, *words: str, told: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*words),
            env=self.environment,
            input=told,
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
        )

    @contextmanager
    def serving(self) -> Iterator[str]:
        port = port_of_its_own()
        process = subprocess.Popen(self.command("serve", "--port", str(port)), env=self.environment, cwd=ROOT)
        address = f"http://127.0.0.1:{port}"
        try:
            until = time.monotonic() + PATIENCE_SECONDS
            while time.monotonic() < until and process.poll() is None:
                try:
                    httpx.get(f"{address}/healthz", trust_env=False)
                    break
                except httpx.TransportError:
                    time.sleep(0.1)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE_SECONDS)


def client(address: str) -> httpx.Client:
    """A browser with time: a password is made slow to guess, and is slow to look at."""
    return httpx.Client(base_url=address, trust_env=False, timeout=PATIENCE_SECONDS)


ADMIN = ("setup", "first-admin", "--agency", "H29.15", "--username", "quantri", "--name", "Lê Thị Quản")
AGENCY = ("setup", "agency", "--code", "H29.15", "--name", "Ủy ban nhân dân xã Thử", "--short-name", "UBND xã Thử")


@pytest.mark.parametrize(
    "words",
    [("plans", "export", "abcdef", "--format", "json"), ("journal", "verify"), ("packs", "show", "birth_registration")],
)
def test_what_needs_tables_says_that_there_are_none(tmp_path: Path, words: tuple[str, ...]) -> None:
    done = House(tmp_path).run(*words)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.strip().splitlines()[-1] == (
        "this installation has no tables yet: run `motcua setup tables` first"
    )
    assert "Traceback" not in done.stderr


@pytest.mark.no_database
def test_from_an_empty_folder_to_an_administrator_at_the_desk(tmp_path: Path) -> None:
    house = House(tmp_path / "data")
    for words in (("setup", "tables"), ("packs", "load", str(PACK)), (*AGENCY, "--place", PLACE)):
        done = house.run(*words)
        assert done.returncode == 0, done.stderr
    first = house.run(*ADMIN, told=f"{PASSWORD}\n")
    assert first.returncode == 0, first.stderr
    assert PASSWORD not in first.stdout + first.stderr
    assert "▀" in first.stdout or "█" in first.stdout  # a QR code for the terminal
    otpauth = re.search(r"^otpauth://totp/\S+$", first.stdout, re.M)
    assert otpauth
    checked = json.loads(house.run("check", "--json").stdout)
    assert checked["ok"] is True
    assert any(each.startswith("H29.15: nobody is clerk") for each in checked["missing"])

    secret = parse_qs(urlsplit(otpauth[0]).query)["secret"][0]
    with house.serving() as address, client(address) as browser:
        assert browser.get("/healthz").status_code == 200
        page = browser.get("/can-bo/dang-nhap")
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        assert token
        form = {
            "csrfmiddlewaretoken": token[1],
            "username": "quantri",
            "password": PASSWORD,
            "code": code_of(secret),
            "next": "/can-bo/quan-tri/",
        }
        entered = browser.post("/can-bo/dang-nhap", data=form)
        assert (entered.status_code, entered.headers["Location"]) == (302, "/can-bo/quan-tri/")
        people = browser.get("/can-bo/quan-tri/", follow_redirects=True)
        assert "Lê Thị Quản" in people.text
        assert "Thêm cán bộ" in people.text
    log = (tmp_path / "data" / "logs" / "security.log").read_text(encoding="utf-8")
    assert json.loads(log.splitlines()[-1])["outcome"] == "ok"


def told(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(motcua, list(words), input=typed)


def test_what_is_missing_is_said_in_the_order_to_mend_it(db: None) -> None:
    assert "motcua setup agency" in told("check").output
    assert told(*AGENCY, "--place", PLACE).exit_code == 0
    lines = told("check").output
    assert "motcua setup first-admin" in lines
    assert "motcua packs load" in lines
    told(*ADMIN, typed=f"{PASSWORD}\n")
    assert "H29.15: nobody is clerk, officer, signer, registrar" in told("check").output
    assert "H29.15 has no certificate" in told("check").output


@pytest.mark.parametrize("wrong", [{"--place": "00000"}, {"--place": PLACE, "--code": "xã 15"}])
def test_an_agency_that_is_none_is_refused_in_one_line(db: None, wrong: dict[str, str]) -> None:
    words = [*AGENCY, *(each for pair in wrong.items() for each in pair)]
    done = told(*words)
    assert (done.exit_code, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)


def test_the_first_administrator_is_made_once_with_a_good_password(db: None) -> None:
    told(*AGENCY, "--place", PLACE)
    assert told(*ADMIN).exit_code == 2  # nothing was told
    assert told(*ADMIN, typed="ngắn\n").exit_code == 1
    assert told("setup", "first-admin", "--agency", "H29.16", *ADMIN[4:], typed=f"{PASSWORD}\n").exit_code == 1
    assert not Staff.objects.exists()
    made = json.loads(told(*ADMIN, "--json", typed=f"{PASSWORD}\n").stdout)
    assert made["otpauth"].startswith("otpauth://totp/motcua%3Aquantri?secret=")
    admin = Staff.objects.get()
    assert viewer_of_staff(admin).may_act_in(Role.ADMIN, admin.agency, None)
    again = told("setup", "first-admin", "--agency", "H29.15", "--username", "b", "--name", "B", typed=f"{PASSWORD}\n")
    assert (again.exit_code, Staff.objects.count()) == (1, 1)
    other = ("setup", "first-admin", "--agency", "H29.15", "--username", "quantri2", "--name", "Trần Văn Hai")
    assert told(*other, "--instead-of", "nobody", typed=f"{PASSWORD}\n").exit_code == 1
    assert told(*other, "--instead-of", "quantri", typed=f"{PASSWORD}\n").exit_code == 0
    assert [each.user.username for each in Staff.objects.filter(active=True)] == ["quantri2"]
