"""The browser without scripts that the load benchmark is made of."""

from __future__ import annotations

import os
import socket
import subprocess
import threading

import pytest

from benchmarks.load_journey import scans_of_paper
from benchmarks.memory import family, processor_seconds, proportional_mib
from benchmarks.plain_browser import Connection, Page, multipart

pytestmark = pytest.mark.no_database
PAGE = """<link rel="stylesheet" href="/a.css"><script src="/b.js"></script><img src="/c.png"><a href="/tiep/">x</a>
<form method="post" action="/gui/"><input type="hidden" name="csrfmiddlewaretoken" value="t">
<input name="ten" value="An">
<input type="radio" name="co" value="yes"><input type="radio" name="co" value="no" checked>
<select name="tinh"><option value="">Chọn</option><option value="01">Hà Nội</option></select>
<input type="file" name="files"><button name="go" value="1">Tiếp</button></form>"""


def test_a_page_gives_its_form_its_links_and_what_a_browser_fetches_without_scripts() -> None:
    page = Page(PAGE)
    (form,) = page.forms
    assert (form.action, form.method) == ("/gui/", "post")
    assert form.values == {"csrfmiddlewaretoken": "t", "ten": "An", "co": "no", "tinh": ""}
    assert form.choices == {"co": ["yes", "no"], "tinh": ["01"]}
    assert form.buttons == [("go", "1")]
    assert page.links == ["/tiep/"]
    assert page.parts == ["/a.css", "/c.png"]


def test_a_connection_reads_whole_answers_and_keeps_cookies() -> None:
    answers = [
        b"HTTP/1.1 302 Found\r\nLocation: /x/\r\nset-cookie:  csrftoken=abc; Path=/\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nxin\r\n5\r\n chao\r\n0\r\n\r\n",
    ]
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            line, _address = server.accept()
            with line:
                for answer in answers:
                    heard.append(line.recv(4096))
                    line.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        connection = Connection("127.0.0.1", server.getsockname()[1])
        first, second = connection.ask("GET", "/"), connection.ask("GET", "/x/")
        thread.join()
        connection.close()
    assert (first.status, first.location) == (302, "/x/")
    assert second.text == "xin chao"
    assert b"csrftoken=abc" in heard[1]
    assert b"csrftoken" not in heard[0]


def test_multipart_carries_values_and_the_file() -> None:
    body, kind = multipart({"send": "1"}, "files", "a.jpg", "image/jpeg", b"\xff\xd8")
    boundary = kind.split("boundary=")[1].encode()
    assert body.count(b"--" + boundary) == 3
    assert b'name="files"; filename="a.jpg"' in body
    assert b"\xff\xd8" in body


def test_every_person_sends_another_photograph() -> None:
    one, two = scans_of_paper(2)
    assert one != two
    assert one[:2] == b"\xff\xd8"


def test_this_process_has_memory_and_has_worked() -> None:
    assert os.getpid() in family(os.getpid())
    assert proportional_mib([os.getpid()]) > 5
    assert processor_seconds(os.getpid()) > 0


def test_a_family_is_told_whole_while_its_members_come_and_go() -> None:
    staying = subprocess.Popen(["sleep", "600"])
    passing = threading.Thread(target=lambda: [subprocess.run(["true"], check=True) for _time in range(300)])
    passing.start()
    try:
        while passing.is_alive():
            assert staying.pid in family(os.getpid())
    finally:
        passing.join()
        staying.kill()
        staying.wait()
