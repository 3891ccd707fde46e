"""Which predicted document a gold document is.

The same stem first (`003_transit` is `papers/003_transit.pdf`). A paper that was typeset anew has another name:
it is joined to the one document whose text holds most of its quotes in their context.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from pipeline.evaluate.gold import Label
from pipeline.evaluate.place import Squeezed
from pipeline.records import Dataset, DocumentRow


class Join(NamedTuple):
    """A gold document and its counterpart, null where there is none. `how` is `stem`, `content`, `given` or `missing`;

    `share` is the part of its quotes that the counterpart's text holds in their context.
    """

    gold: str
    doc_id: str | None
    path: str | None
    how: str
    share: float


def join(
    gold: Iterable[Label],
    dataset: Dataset,
    texts: Mapping[str, Squeezed],
    given: Mapping[str, str] | None = None,
) -> tuple[Join, ...]:
    """One Join a gold document, in order of name. Of several files with one stem, the one that holds more quotes."""
    labels: dict[str, list[Label]] = {}
    for label in gold:
        labels.setdefault(label.doc, []).append(label)
    rows = {row.doc_id: row for row in dataset.documents}
    joins: dict[str, Join] = {}
    for doc in labels:
        wanted = (given or {}).get(doc)
        if wanted in rows:
            joins[doc] = _join(doc, rows[wanted], "given", labels[doc], texts)
    for doc in sorted(labels):
        same = [row for row in rows.values() if PurePosixPath(row.path.replace("\\", "/")).stem == doc]
        if doc not in joins and same:
            joins[doc] = _best(doc, same, "stem", labels[doc], texts)
    for doc in sorted(labels):
        if doc not in joins:
            taken = {joined.doc_id for joined in joins.values()}
            free = [row for row in rows.values() if row.doc_id not in taken]
            best = _best(doc, free, "content", labels[doc], texts) if free else None
            joins[doc] = best if best and best.share > 0.5 else Join(doc, None, None, "missing", 0.0)
    return tuple(joins[doc] for doc in sorted(joins))


def _best(
    doc: str, rows: list[DocumentRow], how: str, labels: list[Label], texts: Mapping[str, Squeezed]
) -> Join:
    candidates = [_join(doc, row, how, labels, texts) for row in rows]
    return min(candidates, key=lambda joined: (-joined.share, joined.path or "", joined.doc_id or ""))


def _join(doc: str, row: DocumentRow, how: str, labels: list[Label], texts: Mapping[str, Squeezed]) -> Join:
    quoted = [label for label in labels if label.quote]
    text = texts.get(row.doc_id)
    held = sum(text.holds(label) for label in quoted) if text else 0
    return Join(doc, row.doc_id, row.path, how, held / len(quoted) if quoted else 0.0)
