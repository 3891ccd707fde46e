"""The words for an agreement's life: signing, force, ratification, its end, and what comes before it is there."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Doc, Token

from pipeline.russian import morph

SIGNED: Final = frozenset(
    "подписать подписывать подписываться заключить заключать заключаться принять принимать приниматься утвердить утверждать "
    "утверждаться достигнуть достичь достигать достигаться оформить одобрить скрепить".split()
)
SIGNED_NOUNS: Final = frozenset("подписание заключение принятие утверждение достижение".split())
IN_FORCE: Final = frozenset(
    "действовать регулировать регулироваться регламентировать регламентироваться применяться исполняться выполняться "
    "руководствоваться связывать реализоваться реализовываться".split()
)
RATIFIED: Final = frozenset("ратифицировать ратифицироваться".split())
TERMINATED: Final = frozenset("расторгнуть расторгать денонсировать аннулировать разорвать".split())
PENDING: Final = frozenset(
    "подготовить разработать обсуждать обсуждаться согласовать согласовывать согласовываться готовить готовиться подготавливать разрабатывать "
    "разрабатываться рассматривать рассматриваться прорабатывать прорабатываться планировать планироваться запланировать "
    "парафировать".split()
)
PENDING_NOUNS: Final = frozenset(
    "проект переговоры обсуждение согласование разработка подготовка проработка черновик".split()
)
ENDED_NOUNS: Final = frozenset("денонсация расторжение".split())


_REMAINING: Final = frozenset("находиться оставаться остаться пребывать быть".split())


def is_signing(token: Token) -> bool:
    """«подписали», «заключённый», «подписанием»."""
    return verb_lemma(token) in SIGNED or token.lemma_ in SIGNED_NOUNS


def verb_lemma(token: Token) -> str:
    """The verb behind a form, participles too («заключённые» is also an adjective in the dictionary)."""
    reading = next((p for p in morph.parses(token.text) if p.pos in ("PRTF", "PRTS")), None)
    return reading.lemma if reading is not None else token.lemma_


def enters_force(doc: Doc, index: int) -> bool:
    """«вступил в силу», «находится в силе»."""
    lemma = verb_lemma(doc[index])
    if lemma in _REMAINING:
        return any(token.lower_ == "силе" for token in doc[index + 1 : index + 4])
    return lemma in ("вступить", "вступать") and _is_force(doc, index)


def loses_force(doc: Doc, index: int) -> bool:
    """«утратил силу», «прекратил действие»."""
    lemma = verb_lemma(doc[index])
    return (lemma in ("утратить", "потерять") and _is_force(doc, index)) or (
        lemma in ("прекратить", "прекратиться", "приостановить")
        and any(token.lemma_ in ("действие", "действовать") for token in doc[index + 1 : index + 4])
    )


def _is_force(doc: Doc, index: int) -> bool:
    return any(token.lower_ == "силу" for token in doc[index + 1 : index + 4])
