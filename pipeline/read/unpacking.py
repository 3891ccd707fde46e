"""Packed files of one's own format (DOCX, ODT), looked at before anything is unpacked: how large, and whether locked."""

from __future__ import annotations

import io
import zipfile

from pipeline.read.errors import Limits, ReadError


def check(data: bytes, limits: Limits) -> None:
    """Raises ReadError: TOO_LARGE, ENCRYPTED, UNREADABLE. An archive tells what it unpacks to, and can't unpack to more."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, IndexError) as error:
        raise ReadError("UNREADABLE", f"a damaged archive: {error}") from error
    if any(member.flag_bits & 1 for member in members):
        raise ReadError("ENCRYPTED", "the file is protected by a password; save it without one")
    limits.check_unpacked(sum(member.file_size for member in members))
