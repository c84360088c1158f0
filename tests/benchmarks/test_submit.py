"""What the benchmark of filing prepares is what people leave behind: everything that reads it finds what it needs."""

from __future__ import annotations

import pytest

from benchmarks.submit import _agency, _copies, _master
from motcua.base.events import revive
from motcua.base.models import JournalEntry
from motcua.eforms.events import DraftOpened

pytestmark = pytest.mark.django_db


def test_a_copied_draft_was_opened_like_any_other() -> None:
    [(draft, viewer)] = _copies(*_master(_agency()), 1)
    opened = revive(JournalEntry.objects.get(stream=draft.stream))
    assert isinstance(opened, DraftOpened)
    assert (opened.draft, opened.procedure) == (draft.public_id, "birth_registration")
    assert viewer.person == draft.owner
