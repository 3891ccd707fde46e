"""The rows of a file that could not be mined because of what happened to its worker: nothing vanishes uncounted."""

from __future__ import annotations

from typing import Final

from pipeline.model import stable_id
from pipeline.records import DocumentRow, ProblemRow, Result

STAGE: Final = "engine"


def failed(path: str, sha256: str | None, code: str, message: str) -> Result:
    """A failed document with its problem. A file that was never read has an id made of its path."""
    doc_id = sha256[:16] if sha256 else stable_id("unread", path)
    document = DocumentRow(
        doc_id=doc_id,
        path=path,
        sha256=sha256,
        status="failed",
        error=f"{code}: {message}",
        text_layer="none",
        n_chars=0,
    )
    problem = ProblemRow(doc_id=doc_id, stage=STAGE, page=None, code=code, message=message)
    return Result(documents=(document,), texts=("",), problems=(problem,))
