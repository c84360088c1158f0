"""A PostgreSQL cluster in a temporary folder, reachable by unix socket alone; gone when the block ends.

`python -m benchmarks.cluster COMMAND …` runs a command with DATABASE_URL set to such a cluster.
"""

from __future__ import annotations

import os
import pwd
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote


class NoPostgreSQL(RuntimeError):
    """PostgreSQL's own programs are not on this machine."""


def programs() -> Path:
    """The folder with initdb and pg_ctl. Raises `NoPostgreSQL`."""
    for version in sorted(Path("/usr/lib/postgresql").glob("*"), key=lambda path: path.name, reverse=True):
        if (version / "bin" / "initdb").exists():
            return version / "bin"
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    raise NoPostgreSQL("PostgreSQL's initdb was not found")


@contextmanager
def cluster() -> Iterator[str]:
    """Start a cluster and give its DATABASE_URL."""
    binaries = programs()
    folder = Path(tempfile.mkdtemp(prefix="motcua-pg-"))
    as_root = os.geteuid() == 0
    user = "postgres" if as_root else pwd.getpwuid(os.geteuid()).pw_name
    try:
        if as_root:
            shutil.chown(folder, "postgres", "postgres")
        _call(as_root, [binaries / "initdb", "-D", folder / "data", "-A", "trust", "-E", "UTF8", "--no-sync"])
        options = f"-k {folder} -c listen_addresses='' -c max_connections=60"
        _call(as_root, [binaries / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o", options, "start"])
        try:
            _call(as_root, [binaries / "createdb", "-h", folder, "motcua"])
            yield f"postgresql://{user}@/motcua?host={quote(str(folder), safe='')}"
        finally:
            _call(as_root, [binaries / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _call(as_root: bool, command: list[object]) -> None:
    words = [str(word) for word in command]
    if as_root:
        words = ["su", "postgres", "-c", shlex.join(words)]
    done = subprocess.run(words, capture_output=True, text=True, cwd="/", check=False)
    if done.returncode:
        raise RuntimeError(f"{shlex.join(words)}: {done.stdout}{done.stderr}")


def main() -> int:
    """Run the command line's command inside a cluster."""
    with cluster() as url:
        return subprocess.run(sys.argv[1:], env=os.environ | {"DATABASE_URL": url}, check=False).returncode


def run() -> int:
    """`main`, with a clear word where there is no PostgreSQL: passed over, unless nothing may be."""
    try:
        return main()
    except NoPostgreSQL as missing:
        print(f"not run on PostgreSQL: {missing}", file=sys.stderr)
        return 1 if os.environ.get("MOTCUA_TEST_NOTHING_SKIPPED") else 0


if __name__ == "__main__":
    sys.exit(run())
