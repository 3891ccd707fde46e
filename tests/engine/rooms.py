"""A stand-in for `pipeline.run`: each word of a «paper» is a mention, and some papers are poisoned.

`python -m tests.engine.rooms run PAPERS -o OUT` is `svod` with these rooms.
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import importlib
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable

from pipeline.model import stable_id
from pipeline.read import Limits
from pipeline.records import (
    TABLES,
    AmountRow,
    Dataset,
    DocumentRow,
    EntityRow,
    MentionRow,
    ProblemRow,
    Result,
)
from pipeline.store import ordered

VERSION = "stand-in 1"


def warm() -> None:
    if os.environ.get("STAND_IN_WARM") == "fail":
        raise RuntimeError("no models here")


def version() -> str:
    return os.environ.get("STAND_IN_VERSION", VERSION)


def mine(data: bytes, path: str, *, limits: Limits | None = None, password: str | None = None) -> Result:
    log = os.environ.get("STAND_IN_LOG")
    if log:
        with open(log, "a", encoding="utf-8") as file:  # noqa: PTH123
            file.write(path + "\n")
    time.sleep(float(os.environ.get("STAND_IN_SLEEP", "0")))
    text = data.decode("utf-8")
    poison = text.split()[0] if text.strip() else ""
    if poison in POISON:
        POISON[poison]()
    sha256 = hashlib.sha256(data).hexdigest()
    doc_id = sha256[:16]
    mentions, amounts, entities = [], [], Counter()
    for number, word in enumerate(re.finditer(r"\w+", text)):
        mention_id = stable_id(doc_id, word[0], str(number))
        figure = word[0].isdigit()
        entity_id = None if figure else stable_id("entity", word[0])
        if entity_id:
            entities[entity_id, word[0]] += 1
        mentions.append(
            MentionRow(
                mention_id=mention_id, doc_id=doc_id, layer="amount" if figure else "entity",
                label="count" if figure else "LOC", text=word[0], start=word.start(), end=word.end(),
                extractor="stand-in", entity_id=entity_id, boxes=((1.0, 2.5, 3.0, 4.0),) if figure else (),
            )
        )  # fmt: skip
        if figure:
            amounts.append(
                AmountRow(
                    mention_id=mention_id, kind="count", value=float(word[0]), value_exact=word[0],
                    comparator="=", item="вещь",
                )
            )  # fmt: skip
    problems = (ProblemRow(doc_id=doc_id, stage="read", code="NO_TEXT", message="empty"),) if not text else ()
    return Result(
        documents=(
            DocumentRow(
                doc_id=doc_id, path=path, sha256=sha256, media_type="text/plain",
                status="partial" if problems else "ok", n_chars=len(text), n_pages=1,
            ),
        ),
        texts=(text,),
        mentions=tuple(mentions),
        amounts=tuple(amounts),
        entities=tuple(
            EntityRow(entity_id=key, type="LOC", name=name, n_mentions=number, n_documents=1)
            for (key, name), number in entities.items()
        ),
        problems=problems,
    )  # fmt: skip


def assemble(results: Iterable[Result]) -> Dataset:
    results = list(results)
    merged: dict[str, EntityRow] = {}
    for row in (row for result in results for row in result.entities):
        old = merged.get(row.entity_id)
        merged[row.entity_id] = EntityRow(
            entity_id=row.entity_id, type=row.type, name=row.name,
            n_mentions=row.n_mentions + (old.n_mentions if old else 0),
            n_documents=1 + (old.n_documents if old else 0),
        )  # fmt: skip
    tables = {
        spec.name: ordered(spec, (row for result in results for row in getattr(result, spec.name, ())))
        for spec in TABLES
        if spec.name != "entities"
    }
    texts = [
        (row.doc_id, text)
        for result in results
        for row, text in zip(result.documents, result.texts, strict=True)
    ]
    return Dataset(**tables, entities=tuple(merged.values()), texts=tuple(sorted(texts)))


def _hang() -> None:
    time.sleep(3600)


def _segfault() -> None:
    ctypes.string_at(0)


def _eat() -> None:
    held = []
    while True:
        held.append(bytearray(64 << 20))


def _kill() -> None:
    os.kill(os.getpid(), 9)


def _raise() -> None:
    raise KeyError("poisoned")


def _exit() -> None:
    sys.exit(7)


def _recurse() -> None:
    _recurse()


def _memory_error() -> None:
    raise MemoryError


def _crash_once() -> None:
    """Dies on the first try in the folder of the run, is mined on the second."""
    flag = os.environ["STAND_IN_FLAG"]
    if not os.path.exists(flag):  # noqa: PTH110
        open(flag, "w").close()  # noqa: PTH123
        os._exit(9)


POISON = {
    "hang": _hang, "segfault": _segfault, "eat": _eat, "kill": _kill, "raise": _raise, "sysexit": _exit,
    "osexit": lambda: os._exit(3), "recurse": _recurse, "memoryerror": _memory_error, "once": _crash_once,
}  # fmt: skip


def _fill_the_disk(name: str) -> None:
    module, function = name.rsplit(".", 1)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "somewhere")

    setattr(importlib.import_module(module), function, full)


if __name__ == "__main__":
    import pipeline
    from pipeline.cli import main
    from tests.engine import rooms

    sys.modules["pipeline.run"] = pipeline.run = rooms
    if "STAND_IN_FULL" in os.environ:  # the disk is full for the function of this name
        _fill_the_disk(os.environ["STAND_IN_FULL"])
    main()
