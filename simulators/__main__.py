"""`python -m simulators [--port N] [--folder F]`: all simulators until Ctrl-C; prints its address first."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from simulators.serve import serve


def main() -> int:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(prog="simulators", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0: any free port")
    parser.add_argument("--folder", type=Path, default=Path("var/simulators"), help="where the simulators keep files")
    given = parser.parse_args()
    try:
        server = serve(given.port, given.folder)
    except OSError as error:
        sys.stderr.write(f"port {given.port}: {error.strerror}\n")
        return 1
    sys.stdout.write(f"http://127.0.0.1:{server.server_port}\n")
    sys.stdout.flush()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
