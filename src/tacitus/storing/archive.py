"""The archive: raw bytes as received, one zstd file each, named by the SHA-256 of the bytes.

A file is one zstd frame and, in a skippable frame that other zstd tools pass over, the SHA-256 of the first: some bits of a zstd
header can be changed without changing what it unpacks to, and every changed bit is to be found.
"""

import hashlib
import io
import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import zstandard

from tacitus.errors import StoreError

CHUNK = 1 << 20
STALE = 3600.0
"""Seconds after which a temporary file is taken for the leaving of a run that was killed."""
_SEAL = b"\x50\x2a\x4d\x18" + (32).to_bytes(4, "little")
"""Head of the skippable frame (RFC 8878, 3.1.2)."""
_NAME = re.compile(r"[0-9a-f]{64}\.zst")


class Archive:
    """Content-addressed files under one folder: `ab/abcd….zst`. Nothing in it is ever changed or overwritten; only erasing removes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where the bytes of this hash lie, whether or not they do."""
        return self.folder / sha256[:2] / f"{sha256}.zst"

    def __contains__(self, sha256: str) -> bool:
        return self.path(sha256).exists()

    def put(self, raw: bytes) -> str:
        """Keep the bytes and give their hash."""
        return self.put_stream(io.BytesIO(raw))

    def put_file(self, path: Path) -> str:
        """Keep the bytes of a file, never holding more than a megabyte, and give their hash."""
        with path.open("rb") as stream:
            return self.put_stream(stream)

    def put_stream(self, stream: BinaryIO) -> str:
        """Keep the bytes of a stream: written aside, flushed to the disk, then renamed, so that a file is whole or not there."""
        self.folder.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        handle, aside = tempfile.mkstemp(prefix=".aside-", dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as file:
                seal, packer = hashlib.sha256(), zstandard.ZstdCompressor().compressobj()
                while piece := stream.read(CHUNK):
                    digest.update(piece)
                    _write(file, packer.compress(piece), seal)
                _write(file, packer.flush(), seal)
                file.write(_SEAL + seal.digest())
                file.flush()
                os.fsync(file.fileno())
            target = self.path(digest.hexdigest())
            if not target.exists():
                target.parent.mkdir(exist_ok=True)
                os.replace(aside, target)
                _flush(target.parent)
        finally:
            Path(aside).unlink(missing_ok=True)
        return digest.hexdigest()

    def remove(self, sha256: str) -> None:
        """Take the bytes of this hash off the disk, if they are there: for what `storing.erasing` decided on, and nothing else."""
        path = self.path(sha256)
        if path.exists():
            path.unlink()
            _flush(path.parent)

    def get(self, sha256: str) -> bytes:
        """The bytes of this hash, checked. Raises `StoreError` when they are missing or are no longer what they were."""
        with self.open(sha256) as stream:
            return stream.read()

    @contextmanager
    def open(self, sha256: str) -> Iterator[BinaryIO]:
        """A seekable stream of the checked bytes; on disk when large. Raises `StoreError` as `get` does."""
        with tempfile.SpooledTemporaryFile(max_size=8 * CHUNK) as spool:
            for piece in self._pieces(sha256):
                spool.write(piece)
            spool.seek(0)
            yield spool  # type: ignore[misc]  # a spooled file has all of BinaryIO

    def check(self, sha256: str) -> str | None:
        """What is wrong with the bytes of this hash, or None; memory stays flat."""
        try:
            for _ in self._pieces(sha256):
                pass
        except StoreError as error:
            return str(error)
        return None

    def _pieces(self, sha256: str) -> Iterator[bytes]:
        path, digest = self.path(sha256), hashlib.sha256()
        try:
            with path.open("rb") as file:
                for piece in _unpacked(file, path.stat().st_size - len(_SEAL) - 32):
                    digest.update(piece)
                    yield piece
        except FileNotFoundError:
            raise StoreError(f"{path}: the bytes {sha256[:12]}… are not in the archive; restore the file from a backup") from None
        except (OSError, zstandard.ZstdError) as error:
            raise StoreError(f"{path}: cannot be read: {error}; restore the file from a backup") from error
        if digest.hexdigest() != sha256:
            raise StoreError(f"{path}: the bytes hash to {digest.hexdigest()[:12]}…; they were changed, restore the file from a backup")

    def hashes(self) -> Iterator[str]:
        """The hash of every file kept, in order."""
        return (path.stem for path in sorted(self.folder.glob("??/*.zst")) if _NAME.fullmatch(path.name))

    def strangers(self) -> Iterator[Path]:
        """Files that no run of ours would leave: other names, or in the wrong place."""
        for path in sorted(p for p in self.folder.rglob("*") if p.is_file()):
            if not path.name.startswith(".aside-") and (not _NAME.fullmatch(path.name) or self.path(path.stem) != path):
                yield path

    def sweep(self) -> int:
        """Remove what killed runs left half-written (older than `STALE` seconds); how many there were."""
        old = [p for p in self.folder.glob(".aside-*") if time.time() - p.stat().st_mtime > STALE]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)


def _write(file: BinaryIO, packed: bytes, seal: "hashlib._Hash") -> None:
    seal.update(packed)
    file.write(packed)


def _unpacked(file: BinaryIO, length: int) -> Iterator[bytes]:
    """What the first frame, of this length, holds. Raises `ZstdError` when it is cut off or does not fit its seal."""
    unpacker, seal, left = zstandard.ZstdDecompressor().decompressobj(), hashlib.sha256(), length
    while left > 0 and not unpacker.eof and (packed := file.read(min(CHUNK, left))):
        left -= len(packed)
        seal.update(packed)
        yield unpacker.decompress(packed)
    if left or not unpacker.eof or file.read() != _SEAL + seal.digest():
        raise zstandard.ZstdError("its bytes were changed or cut off")


def _flush(folder: Path) -> None:
    """Make a rename in the folder last through a power cut (where folders can be opened)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
