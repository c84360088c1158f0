"""PostgreSQL for tests: the same private cluster the benchmarks use.

`python -m tests.support.cluster COMMAND …` runs a command with DATABASE_URL set to such a cluster.
"""

from __future__ import annotations

import sys

from benchmarks.cluster import NoPostgreSQL, cluster, main, programs, run

__all__ = ["NoPostgreSQL", "cluster", "main", "programs"]

if __name__ == "__main__":
    sys.exit(run())
