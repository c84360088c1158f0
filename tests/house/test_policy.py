"""What the content security policy of every answer says, and who may say more."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode

import pytest
from django.test import Client


def policy(client: Client, address: str) -> dict[str, list[str]]:
    told = client.get(address).headers["Content-Security-Policy"]
    return {words[0]: words[1:] for words in (each.split() for each in told.split(";"))}


@pytest.mark.django_db
def test_a_page_may_use_its_own_style_sheet_and_nothing_that_is_not_ours(client: Client) -> None:
    sheet = re.search(r"<style>(.*?)</style>", client.get("/").content.decode(), re.S)
    assert sheet is not None
    told = policy(client, "/")
    assert f"'sha256-{b64encode(hashlib.sha256(sheet[1].encode()).digest()).decode()}'" in told["style-src"]
    assert told["default-src"] == told["script-src"] == told["form-action"] == ["'self'"]
    assert told["object-src"] == told["base-uri"] == told["frame-ancestors"] == ["'none'"]
    assert told["img-src"] == ["'self'", "data:"]
    assert "unsafe" not in str(told)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/khong-co/", "/dang-nhap/", "/ho-so/"])
def test_every_answer_has_it(client: Client, address: str) -> None:
    assert policy(client, address)["default-src"] == ["'self'"]
