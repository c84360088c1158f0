"""Ports for programs that tests start."""

from __future__ import annotations

import socket
import sys

_held: list[socket.socket] = []


def port_of_its_own() -> int:
    """A port that the system gives to nobody else until this process ends, however late a program listens there.

    On Linux it is held: whoever has a port and does not listen is in no listener's way. Elsewhere it is only free now.
    """
    holder = socket.socket()
    holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    holder.bind(("127.0.0.1", 0))
    port: int = holder.getsockname()[1]
    if sys.platform == "linux":
        _held.append(holder)
    else:
        holder.close()
    return port
