"""A browser without scripts, as far as a journey needs one: forms, links, pictures and styles of a page."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

BOUNDARY = "----motcua-benchmark"
Values = dict[str, str]


@dataclass
class Form:
    """One form: where it goes, what it holds, and its choices."""

    action: str
    method: str
    values: Values = field(default_factory=dict)
    choices: dict[str, list[str]] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class Page(HTMLParser):
    """What can be pressed or must be fetched on a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.parts: list[str] = []  # pictures and styles; scripts are not fetched
        self._form: Form | None = None
        self._select = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect."""
        given = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.links.append(given.get("href", ""))
        elif tag == "img":
            self.parts.append(given.get("src", ""))
        elif tag == "link" and given.get("rel") in ("stylesheet", "icon", "preload"):
            self.parts.append(given.get("href", ""))
        elif tag == "form":
            self._form = Form(given.get("action", ""), given.get("method", "get"))
            self.forms.append(self._form)
        elif self._form is not None:
            self._control(tag, given)

    def handle_endtag(self, tag: str) -> None:
        """A form ends."""
        if tag == "form":
            self._form = None

    def _control(self, tag: str, given: Mapping[str, str]) -> None:
        assert self._form is not None
        form, name = self._form, given.get("name", "")
        if tag == "input" and given.get("type") in ("radio", "checkbox"):
            form.choices.setdefault(name, []).append(given.get("value", "on"))
            if "checked" in given:
                form.values[name] = given.get("value", "on")
        elif tag in ("input", "textarea") and name and given.get("type") != "file":
            form.values[name] = given.get("value", "")
        elif tag == "button" and name:
            form.buttons.append((name, given.get("value", "")))
        elif tag == "select":
            self._select = name
            form.values.setdefault(name, "")
        elif tag == "option" and self._select and given.get("value"):
            form.choices.setdefault(self._select, []).append(given["value"])
            if "selected" in given:
                form.values[self._select] = given["value"]


@dataclass
class Answer:
    """Status, where it sends the browser, and the body as text or bytes."""

    status: int
    location: str
    body: bytes
    headers: Values

    @property
    def text(self) -> str:
        """The body, unpacked."""
        packed = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()


class Connection:
    """One keep-alive connection with its cookies; written on the bare socket so that it costs the server nothing."""

    def __init__(self, host: str, port: int) -> None:
        self._host, self._port = host, port
        self._socket = socket.create_connection((host, port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._rest = b""
        self.cookies: Values = {}

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> Answer:
        """Send one request and read the whole answer; opens the connection again where the server closed it."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\nAccept-Encoding: gzip\r\n"
            f"User-Agent: Mozilla/5.0 (Linux; Android 13) Mobile\r\nCookie: {cookies}\r\n"
            + (f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n" if method == "POST" else "")
            + "\r\n"
        )
        self._socket.sendall(head.encode() + body)
        return self._read()

    def close(self) -> None:
        """End the connection."""
        self._socket.close()

    def _read(self) -> Answer:
        while b"\r\n\r\n" not in self._rest:
            self._more()
        head, _sep, self._rest = self._rest.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        headers: Values = {}
        for line in lines[1:]:
            name, _colon, value = line.partition(": ")
            if name.lower() == "set-cookie":
                cookie, _eq, told = value.partition(";")[0].partition("=")
                self.cookies[cookie.strip()] = told
            headers[name.lower()] = value.strip()
        status = int(lines[0].split(" ")[1])
        chunked = headers.get("transfer-encoding") == "chunked"
        body = self._chunks() if chunked else self._take(int(headers.get("content-length", 0)))
        return Answer(status, headers.get("location", ""), body, headers)

    def _take(self, size: int) -> bytes:
        while len(self._rest) < size:
            self._more()
        taken, self._rest = self._rest[:size], self._rest[size:]
        return taken

    def _chunks(self) -> bytes:
        whole = b""
        while True:
            while b"\r\n" not in self._rest:
                self._more()
            size, _sep, self._rest = self._rest.partition(b"\r\n")
            whole += self._take(int(size, 16))
            self._take(2)
            if int(size, 16) == 0:
                return whole

    def _more(self) -> None:
        found = self._socket.recv(65536)
        if not found:
            raise ConnectionError("the server closed the connection")
        self._rest += found


def multipart(values: Values, name: str, filename: str, media_type: str, content: bytes) -> tuple[bytes, str]:
    """Body and content type of a form with one file."""
    parts = b""
    for key, value in values.items():
        parts += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
    parts += (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="{filename}"\r\n'
        f"Content-Type: {media_type}\r\n\r\n"
    ).encode()
    return parts + content + f"\r\n--{BOUNDARY}--\r\n".encode(), f"multipart/form-data; boundary={BOUNDARY}"
