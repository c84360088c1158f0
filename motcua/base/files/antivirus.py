"""The antivirus on this machine or beside it, where there is one (ClamAV's INSTREAM over a socket).

Where it is set but does not answer, the file is taken and marked as not looked at: a scanner that is down must not
close the door to citizens; the desk sees the mark and the file is shown only through our own checked copies.
"""

from __future__ import annotations

import logging
import socket
import struct
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from motcua.base.files.limits import FileRefused

log = logging.getLogger(__name__)

CHUNK = 1 << 16
PATIENCE_SECONDS = 10.0


def scan(content: bytes) -> bool:
    """True where the antivirus found nothing, False where none is set or it does not answer.

    Raises `FileRefused` where it found something. The address is the setting MOTCUA_ANTIVIRUS
    (`unix:///run/clamav/clamd.ctl` or `tcp://host:3310`). Never call this inside a transaction.
    """
    address = getattr(settings, "MOTCUA_ANTIVIRUS", "")
    if not address:
        return False
    try:
        answer = _ask(address, content)
    except OSError as error:
        log.warning("the antivirus does not answer: %s", error)
        return False
    if answer.endswith("FOUND"):
        raise FileRefused(
            "virus",
            _("Phần mềm diệt vi-rút thấy tệp này không an toàn. Xin chụp lại giấy tờ bằng điện thoại rồi gửi ảnh."),
        )
    return answer.endswith("OK")


def _ask(address: str, content: bytes) -> str:
    with _connect(address) as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), CHUNK):
            chunk = content[start : start + CHUNK]
            line.sendall(struct.pack("!L", len(chunk)) + chunk)
        line.sendall(struct.pack("!L", 0))
        answer = b""
        while part := line.recv(4096):
            answer += part
    return answer.strip(b"\0\n ").decode("utf-8", "replace")


def _connect(address: str) -> socket.socket:
    parts = urlsplit(address)
    if parts.scheme == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(PATIENCE_SECONDS)
        line.connect(parts.path)
        return line
    return socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 3310), timeout=PATIENCE_SECONDS)
