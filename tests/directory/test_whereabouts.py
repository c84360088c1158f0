"""From where somebody signs in: told by the networks an installation names, claimed by nobody else."""

from __future__ import annotations

from ipaddress import ip_network

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory
from pytest_django import Settings

from motcua.directory.signin.whereabouts import device_of, place_of
from motcua.house.settings import _networks

PHONE = "Mozilla/5.0 (Linux; Android 13; K) Mobile"
COMPUTER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
DESKS = (ip_network("10.1.2.0/24"), ip_network("2001:db8:7::/48"))


@pytest.mark.parametrize(
    ("address", "agent", "place", "device"),
    [
        ("10.1.2.7", COMPUTER, "kiosk", "shared"),
        ("10.1.2.7", PHONE, "counter", "phone"),
        ("2001:db8:7::9", COMPUTER, "kiosk", "shared"),
        ("10.1.3.7", COMPUTER, "home", "desktop"),
        ("203.0.113.5", PHONE, "home", "phone"),
        ("unix socket", PHONE, "", "phone"),
    ],
)
def test_networks_tell(settings: Settings, address: str, agent: str, place: str, device: str) -> None:
    settings.DESK_NETWORKS = DESKS
    request = RequestFactory().get("/", REMOTE_ADDR=address, headers={"user-agent": agent})
    assert (place_of(request), device_of(request)) == (place, device)


def test_without_networks_nobody_knows(settings: Settings) -> None:
    settings.DESK_NETWORKS = ()
    request = RequestFactory().get("/", REMOTE_ADDR="10.1.2.7", headers={"user-agent": COMPUTER})
    assert (place_of(request), device_of(request)) == ("", "desktop")


def test_a_stranger_does_not_choose_where_they_are(settings: Settings) -> None:
    settings.DESK_NETWORKS = DESKS
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.5", headers={"x-forwarded-for": "10.1.2.7"})
    assert place_of(request) == "home"


def test_networks_are_read_from_the_environment() -> None:
    assert _networks(" 10.1.2.0/24, 2001:db8:7::/48 ,") == DESKS
    assert _networks("") == ()
    with pytest.raises(ImproperlyConfigured, match=r"MOTCUA_DESK_NETWORKS: .*10\.1\.2\.7/24"):
        _networks("10.1.2.7/24")
