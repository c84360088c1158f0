"""What kind of thing somebody holds, as far as the browser tells; it is recorded on every dossier."""

from __future__ import annotations

import pytest

from motcua.directory.signin.device import device_class

WEBKIT = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
ANDROID = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0"


@pytest.mark.parametrize(
    ("agent", "held"),
    [
        (f"Mozilla/5.0 (Linux; Android 10; K) {ANDROID} Mobile Safari/537.36", "phone"),
        (f"Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) {WEBKIT} Version/18.5 Mobile/15E148", "phone"),
        ("Mozilla/5.0 (Mobile; Nokia 8110 4G; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5", "phone"),
        (f"Mozilla/5.0 (Linux; Android 13; SM-X200) {ANDROID} Safari/537.36", "tablet"),
        (f"Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) {WEBKIT} Version/12.1 Mobile/15E148", "tablet"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {ANDROID} Safari/537.36", "desktop"),
        (f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {WEBKIT} Version/18.5 Safari/605.1.15", "desktop"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "desktop"),
        ("curl/8.5.0", "unknown"),
        ("", "unknown"),
    ],
)
def test_devices_as_browsers_tell_of_them(agent: str, held: str) -> None:
    assert device_class(agent) == held
