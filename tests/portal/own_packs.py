"""Procedures of the tests alone, each one file beside this one, loaded as `motcua packs load` does it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from motcua.base.actor import system
from motcua.catalogue.api import load_packs
from motcua.catalogue.packs import lint_and_read
from motcua.catalogue.selectors import forget
from motcua.gateways.api import forget_failures, use_registries
from motcua.guide.api import look_again
from tests.eforms.test_real_packs import the_state


@contextmanager
def own_packs(folder: Path, *slugs: str) -> Iterator[None]:
    """These packs, checked, with the state's registers answering; afterwards nobody remembers them."""
    for slug in slugs:
        shutil.copy(Path(__file__).parent / f"{slug}.yaml", folder)
    findings, packs = lint_and_read([folder])
    assert findings == []
    load_packs(packs=packs, by=system("test"))
    forget()
    look_again()
    forget_failures()
    with use_registries(the_state()):
        yield
    forget()
    look_again()
