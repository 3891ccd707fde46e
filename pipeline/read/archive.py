"""ZIP archives of papers: what is in them, and each member's bytes. Nothing is ever written to disk.

An archive is met with suspicion: how many members, how large, how tightly packed, how deep is asked of its directory before
anything is unpacked, and no member can unpack to more than the directory says. Names are bytes: without the UTF-8 flag they
are CP437 by the standard (APPNOTE 4.4.4, appendix D) and CP866 when a Russian Windows wrote them.
"""

from __future__ import annotations

import contextlib
import io
import lzma
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from pipeline.read import formats
from pipeline.read.errors import Limits, ReadError

DEEPEST: Final = 2
"""An archive inside an archive is opened, one inside that isn't."""
_MOST_MEMBERS: Final = 10_000
_TIMES_UNPACKED: Final = 10
"""An archive may hold so many times what one file in it may unpack to: members are read one at a time."""
_TIGHTEST: Final = 100
"""Times; texts are packed five to ten times. Only what unpacks to more than `_SMALL` bytes is asked."""
_SMALL: Final = 50_000_000
_JUNK: Final = frozenset(("thumbs.db", "desktop.ini"))
_JUNK_FOLDERS: Final = frozenset(("__MACOSX", "$RECYCLE.BIN"))
_UTF8: Final = 0x800
_LOCKED: Final = 0x1
_AES: Final = 99
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    EOFError,
    ValueError,
    IndexError,
    NotImplementedError,
)


class Member(NamedTuple):
    """A file in an archive: its place in the directory, its name as shown (with slashes), bytes when unpacked, under a password?"""

    place: int
    name: str
    size: int
    locked: bool


class Archive:
    """An open archive. Raises ReadError: UNREADABLE."""

    def __init__(self, source: Path | bytes, limits: Limits) -> None:
        self.limits = limits
        self._size = len(source) if isinstance(source, bytes) else source.stat().st_size
        try:
            self._file = zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source)
        except _DAMAGE as error:
            raise ReadError("UNREADABLE", f"a damaged archive: {error}") from error

    def close(self) -> None:
        self._file.close()

    def members(self) -> tuple[Member, ...]:
        """Its files in the directory's order, what systems leave behind passed over. Raises ReadError TOO_LARGE."""
        found = self._file.infolist()
        if len(found) > _MOST_MEMBERS:
            raise ReadError(
                "TOO_LARGE", f"an archive of {len(found)} files; at most {_MOST_MEMBERS} are opened"
            )
        total = sum(info.file_size for info in found)
        if total > _SMALL and total > _TIGHTEST * self._size:
            raise ReadError("TOO_LARGE", f"a ZIP bomb: {self._size} bytes that unpack to {total}")
        if total > _TIMES_UNPACKED * self.limits.unpacked:
            most = _TIMES_UNPACKED * self.limits.unpacked
            raise ReadError(
                "TOO_LARGE",
                f"an archive that unpacks to {total} bytes; the limit is {most} (ten times --unpacked-limit)",
            )
        return tuple(
            Member(index, name, info.file_size, bool(info.flag_bits & _LOCKED))
            for index, info in enumerate(found)
            if not info.is_dir() and not _is_junk(name := shown_name(info))
        )

    def content(self, index: int, password: str | None) -> bytes:
        """The member's bytes. Raises ReadError: ENCRYPTED, TOO_LARGE, UNREADABLE."""
        try:
            info = self._file.infolist()[index]
        except IndexError as error:
            raise ReadError("UNREADABLE", "the archive changed while the run was on") from error
        self.limits.check_unpacked(info.file_size)
        if not info.flag_bits & _LOCKED:
            return self._unpacked(info, None)
        if info.compress_type == _AES:
            raise ReadError("ENCRYPTED", "encrypted by AES, which isn't opened here; unpack the archive")
        if password is None:
            raise ReadError("ENCRYPTED", "a password is needed (--password)")
        for key in _keys(password):
            try:
                return self._unpacked(info, key)
            except (
                ReadError,
                RuntimeError,
            ):  # the check is one byte: a wrong key may get as far as damaged data
                continue
        raise ReadError("ENCRYPTED", "the password is wrong")

    def head(self, index: int, most: int) -> bytes:
        """The member's first bytes; none where it is locked or damaged."""
        info = self._file.infolist()[index]
        if info.flag_bits & _LOCKED:
            return b""
        try:
            with self._file.open(info) as file:
                return file.read(most)
        except (*_DAMAGE, RuntimeError):
            return b""

    def _unpacked(self, info: zipfile.ZipInfo, key: bytes | None) -> bytes:
        try:
            return self._file.read(info, key)
        except _DAMAGE as error:
            raise ReadError("UNREADABLE", f"damaged in the archive: {error}") from error


class Shelf:
    """Reads members of archives one after the other; what was opened last stays open for its next member."""

    def __init__(self, limits: Limits, password: str | None) -> None:
        self.limits, self.password = limits, password
        self._open: list[tuple[tuple[Path, tuple[int, ...]], Archive]] = []

    def content(self, file: Path, inside: Sequence[int]) -> bytes:
        """The bytes of a member; `inside`: its index, after those of the archives around it. Raises ReadError, OSError."""
        archive = self._archive(file, tuple(inside[:-1]))
        return archive.content(inside[-1], self.password)

    def close(self) -> None:
        while self._open:
            self._open.pop()[1].close()

    def _archive(self, file: Path, inside: tuple[int, ...]) -> Archive:
        wanted = [(file, inside[:depth]) for depth in range(len(inside) + 1)]
        kept = 0
        while kept < min(len(wanted), len(self._open)) and self._open[kept][0] == wanted[kept]:
            kept += 1
        while len(self._open) > kept:
            self._open.pop()[1].close()
        for key in wanted[kept:]:
            source = self._open[-1][1].content(key[1][-1], self.password) if self._open else file
            self._open.append((key, Archive(source, self.limits)))
        return self._open[-1][1]


def is_archive(source: Path | bytes) -> bool:
    """Whether it is an archive of files, and not a document that happens to be zipped."""
    try:
        with zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source) as archive:
            return formats.of_archive(archive) == formats.ZIP
    except ReadError:
        return False
    except _DAMAGE:
        return True  # opening it will tell what is wrong


def shown_name(info: zipfile.ZipInfo) -> str:
    """The member's name as text and as a path that leads down only.

    >>> info = zipfile.ZipInfo("Отчёт.pdf".encode("cp866").decode("cp437"))
    >>> shown_name(info)
    'Отчёт.pdf'
    """
    name = info.filename
    if not info.flag_bits & _UTF8 and not name.isascii():
        with contextlib.suppress(UnicodeEncodeError):
            name = _decoded(name.encode("cp437"))
    name = "".join(sign if sign.isprintable() else "\ufffd" for sign in name.replace("\\", "/"))
    return "/".join(part for part in name.split("/") if part not in ("", ".", "..")) or "?"


def _decoded(name: bytes) -> str:
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        pass
    text = name.decode("cp866")
    if all(sign.isascii() or sign.isalpha() or sign in "№ " for sign in text):
        return text
    from pipeline.read.plain.encoding import (
        decode,  # with the dictionary: a second to load, and seldom needed
    )

    try:
        return decode(name)[0]
    except ReadError:
        return text


def _is_junk(name: str) -> bool:
    *folders, last = name.split("/")
    return last.startswith(".") or last.lower() in _JUNK or not _JUNK_FOLDERS.isdisjoint(folders)


def _keys(password: str) -> list[bytes]:
    """The password's bytes in the encodings that archivers here write it in."""
    keys: list[bytes] = []
    for name in ("utf-8", "cp866", "cp1251"):
        try:
            key = password.encode(name)
        except UnicodeEncodeError:
            continue
        if key not in keys:
            keys.append(key)
    return keys
