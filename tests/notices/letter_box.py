"""A mail server for one test: takes what it is sent, and answers a recipient as it was told to."""

from __future__ import annotations

import email
import email.policy
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage


class _Talk(socketserver.StreamRequestHandler):
    server: LetterBox

    def handle(self) -> None:
        if not self.server.greeting:
            self.server.ended.wait()
            return None
        self.say(self.server.greeting)
        while line := self.rfile.readline():
            verb = line[:4].decode().upper()
            if verb == "RCPT":
                address = line.decode().partition("<")[2].partition(">")[0]
                self.say(self.server.answers.get(address, "250 ok"))
            elif verb == "DATA":
                self.say("354 go on")
                self.server.take(iter(self.rfile.readline, b".\r\n"))
                if not self.server.thanks:
                    return None
                self.say(self.server.thanks)
            elif verb == "QUIT":
                return self.say("221 bye")
            else:
                self.say("250 box")
        return None

    def say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")


class LetterBox(socketserver.ThreadingTCPServer):
    """`letters`: what came; `answers`: what a recipient is answered, else taken.

    `greeting`: what is said first, empty: nothing, for ever; `thanks`: what is said to a letter, empty: it hangs up.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Talk)
        self.letters: list[EmailMessage] = []
        self.answers: dict[str, str] = {}
        self.greeting, self.thanks = "220 box", "250 taken"
        self.ended = threading.Event()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def take(self, lines: Iterator[bytes]) -> None:
        found = email.message_from_bytes(b"".join(lines), _class=EmailMessage, policy=email.policy.default)  # type: ignore[call-overload]
        self.letters.append(found)


@contextmanager
def letter_box() -> Iterator[LetterBox]:
    """Open one; closed with the block, its port then refuses."""
    with LetterBox() as box:
        thread = threading.Thread(target=box.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield box
        finally:
            box.ended.set()
            box.shutdown()
            thread.join()
