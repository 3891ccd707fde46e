"""What reading refuses, and how much it is willing to read.

An error is an exception inside the room and a row of `problems` outside: the engine turns `ReadError` into a `Problem`
with the same code, so that a document that can't be read is counted and explained.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import PROBLEM_CODES


class ReadError(Exception):
    """A document that can't be read. `code` is one of `model.PROBLEM_CODES`; `page` is 1-based or null.

    >>> ReadError("ENCRYPTED", "a password is needed").code
    'ENCRYPTED'
    """

    def __init__(self, code: str, message: str, page: int | None = None) -> None:
        if code not in PROBLEM_CODES:
            raise ValueError(f"unknown problem code {code!r}")
        super().__init__(message)
        self.code = code
        self.message = message
        self.page = page

    def __reduce__(self) -> tuple[type[ReadError], tuple[str, str, int | None]]:
        return (ReadError, (self.code, self.message, self.page))


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read of one file. `bytes` of the file, `unpacked` bytes of what is packed inside it together,
    `pages` of a PDF, `ocr_pages` of one that are read from their pictures, `characters` of text in one file,
    `page_characters` on one page.

    Messages name the option of `svod run` that raises the limit.
    """

    bytes: int = 500_000_000
    unpacked: int = 500_000_000
    pages: int = 3_000
    ocr_pages: int = 200
    characters: int = 20_000_000
    page_characters: int = 500_000

    def check_bytes(self, size: int) -> None:
        """Raises ReadError TOO_LARGE."""
        if size > self.bytes:
            raise _too_large(f"{size} bytes", self.bytes, "--size-limit")

    def check_unpacked(self, size: int) -> None:
        """Raises ReadError TOO_LARGE."""
        if size > self.unpacked:
            raise _too_large(f"{size} bytes unpacked", self.unpacked, "--unpacked-limit")

    def check_pages(self, count: int) -> None:
        """Raises ReadError TOO_LARGE."""
        if count > self.pages:
            raise _too_large(f"{count} pages", self.pages, "--page-limit")

    def check_ocr_pages(self, count: int, page: int) -> None:
        """`count`: pages read from their pictures, `page` (1-based) the last of them. Raises ReadError TOO_LARGE."""
        if count > self.ocr_pages:
            message = f"a page for OCR after {self.ocr_pages} others; the limit is {self.ocr_pages} (--ocr-page-limit)"
            raise ReadError("TOO_LARGE", message, page)

    def check_characters(self, count: int) -> None:
        """Raises ReadError TOO_LARGE."""
        if count > self.characters:
            raise _too_large(f"{count} characters", self.characters, "--character-limit")


def _too_large(said: str, limit: int, option: str) -> ReadError:
    return ReadError("TOO_LARGE", f"{said}; the limit is {limit} ({option})")
