"""The archive gives back what it was given, or says that it cannot."""

import hashlib
import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tacitus.errors import StoreError
from tacitus.storing.archive import STALE, Archive


@given(raw=st.binary(max_size=5000))
def test_bytes_come_back_under_their_hash(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    archive = Archive(tmp_path_factory.mktemp("archive"))
    sha256 = archive.put(raw)
    assert sha256 == hashlib.sha256(raw).hexdigest()
    assert archive.get(sha256) == raw
    assert archive.check(sha256) is None


def test_a_file_is_kept_once(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    (tmp_path / "a.txt").write_bytes(b"the same")
    assert archive.put_file(tmp_path / "a.txt") == archive.put(b"the same")
    assert len(list(archive.hashes())) == 1
    assert list(archive.strangers()) == []


def test_bytes_are_compressed(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    sha256 = archive.put(b"report " * 10_000)
    assert archive.path(sha256).stat().st_size < 1000


def test_bytes_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="not in the archive"):
        Archive(tmp_path).get("0" * 64)


@pytest.mark.parametrize("change", [lambda raw: raw[:-1], lambda raw: b"x" + raw[1:], lambda raw: b""])
def test_changed_bytes_are_not_given_out(tmp_path: Path, change) -> None:  # type: ignore[no-untyped-def]
    archive = Archive(tmp_path)
    sha256 = archive.put(b"what was received")
    path = archive.path(sha256)
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(StoreError, match="backup"):
        archive.get(sha256)


def test_bytes_of_another_hash_are_not_given_out(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    first, second = archive.put(b"one"), archive.put(b"two")
    os.replace(archive.path(second), archive.path(first))
    with pytest.raises(StoreError, match="were changed"):
        archive.get(first)


def test_the_leavings_of_a_killed_run_are_swept_when_old(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    old, young = tmp_path / ".aside-old", tmp_path / ".aside-young"
    for path in (old, young):
        path.write_bytes(b"half")
    os.utime(old, (time.time() - 2 * STALE,) * 2)
    assert archive.sweep() == 1
    assert young.exists()
    assert list(archive.strangers()) == []
