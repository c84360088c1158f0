"""From where somebody works: at a one-stop desk, by the networks an installation names, or elsewhere."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

from motcua.directory.security_log import address_of
from motcua.directory.signin.device import device_class

AT_THE_DESK, KIOSK, HOME, UNKNOWN = "counter", "kiosk", "home", ""
SHARED = "shared"


def place_of(request: HttpRequest) -> str:
    """`kiosk` (a computer in a network of the desks), `counter` (the person's own device there), `home` (any other
    address), empty where the installation names no networks: what is not known is not claimed."""
    if not settings.DESK_NETWORKS:
        return UNKNOWN
    try:
        address = ip_address(address_of(request))
    except ValueError:
        return UNKNOWN
    if not any(address in network for network in settings.DESK_NETWORKS):
        return HOME
    return KIOSK if _browser(request) == "desktop" else AT_THE_DESK


def device_of(request: HttpRequest) -> str:
    """phone, tablet, desktop, unknown; `shared` for a computer that stands at the desk."""
    return SHARED if place_of(request) == KIOSK else _browser(request)


def _browser(request: HttpRequest) -> str:
    return device_class(request.headers.get("User-Agent", ""))
