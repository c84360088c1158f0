"""Whether a connection lives, seen on its socket without a word to the server."""

from __future__ import annotations

import select
from typing import Any


def is_quiet(connection: Any) -> bool:
    """Whether nothing has come in since it was last used: a server that went away has closed its end or said why.

    `connection`: psycopg's, of either kind. A wire that was cut says nothing, and is not noticed here.
    """
    if connection.closed:
        return False
    socket = select.poll()
    socket.register(connection.fileno(), select.POLLIN)
    return not socket.poll(0)
