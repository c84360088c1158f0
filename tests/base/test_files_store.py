"""The store: bytes lie under their own SHA-256, once, and what the disk changed is not handed out."""

import errno
import hashlib
import os
from pathlib import Path

import pytest
from django.conf import settings

from motcua.base.files import StorageFull, blob_path, keep, read_file
from motcua.base.models import StoredFile


def test_bytes_lie_under_their_own_sum_and_only_once(db: None) -> None:
    content = b"one paper, two names"
    first, second = (keep(content, name=name, media_type="application/pdf") for name in ("a.pdf", "b.pdf"))
    digest = hashlib.sha256(content).hexdigest()
    assert (first.sha256, second.sha256, first.size) == (digest, digest, len(content))
    assert first.public_id != second.public_id
    assert blob_path(digest).read_bytes() == content
    assert [each.name for each in blob_path(digest).parent.iterdir()] == [digest]
    assert read_file(second) == content


def test_what_the_disk_changed_is_not_handed_out(db: None) -> None:
    stored = keep(b"as it was signed", name="a.pdf", media_type="application/pdf")
    path = blob_path(stored.sha256)
    path.chmod(0o600)
    path.write_bytes(b"as it was forged")
    with pytest.raises(OSError, match="no longer what was stored"):
        read_file(stored)


def arriving() -> list[Path]:
    return list((Path(settings.MOTCUA_DATA) / "files" / "arriving").iterdir())


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS])
def test_a_disk_that_takes_nothing_is_a_sentence_and_leaves_no_half_a_file(
    db: None, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Full, over its quota, or turned read-only by a fault: the person hears the same and loses nothing else."""

    def refuse(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(StorageFull):
        keep(b"half of it", name="a.pdf", media_type="application/pdf")
    assert arriving() == []
    assert not blob_path(hashlib.sha256(b"half of it").hexdigest()).exists()
    assert not StoredFile.objects.exists()


def test_a_name_is_never_a_path_and_bytes_are_written_once(db: None) -> None:
    stored = keep(b"paper", name="../../etc\\passwd.pdf", media_type="application/pdf")
    assert stored.name == "passwd.pdf"
    assert blob_path(stored.sha256).stat().st_mode & 0o222 == 0
    assert arriving() == []
