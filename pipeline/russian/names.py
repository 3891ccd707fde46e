"""Statistical names and syntax: slovnet's small networks, with the weights that ship inside the natasha wheel.

natasha itself is never imported: it drags in pymorphy2, which Python 3.11 breaks. The weights (NER of PER/LOC/ORG
trained on Nerus news, F1 0.96/0.91/0.86 on factRuEval; a UD parser) and the navec embeddings lie under its `data` folder.
`networks` evaluates them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, NamedTuple

from navec import Navec
from slovnet import NER, Syntax

from pipeline.russian.networks import Parser, Tagger

_BATCH: Final = 32


class TokenSpan(NamedTuple):
    """A name over tokens [start, end) of one sentence."""

    start: int
    end: int
    label: str


class Arc(NamedTuple):
    """A token's head (index in the sentence, the token itself for the root) and its Universal Dependencies relation."""

    head: int
    relation: str


def data_folder() -> Path:
    """Where the natasha wheel keeps its data; raises ModuleNotFoundError where it isn't installed."""
    spec = find_spec("natasha")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("the natasha wheel, which carries the weights, is not installed")
    return Path(spec.submodule_search_locations[0]) / "data"


@lru_cache(maxsize=1)
def _navec() -> Any:
    return Navec.load(str(data_folder() / "emb" / "navec_news_v1_1B_250K_300d_100q.tar"))


@lru_cache(maxsize=1)
def _ner() -> Tagger:
    return Tagger(NER.load(str(data_folder() / "model" / "slovnet_ner_news_v1.tar")).navec(_navec()).infer)


@lru_cache(maxsize=1)
def _syntax() -> Parser:
    return Parser(
        Syntax.load(str(data_folder() / "model" / "slovnet_syntax_news_v1.tar")).navec(_navec()).infer
    )


def load() -> None:
    """Loads the models into this process, so that workers forked from it share them."""
    _ner()
    _syntax()


def find_names(sentences: Sequence[Sequence[str]]) -> list[tuple[TokenSpan, ...]]:
    """Names in each sentence, given as lists of tokens (razdel's, which the network was trained on)."""
    tag = _ner()
    found: list[tuple[TokenSpan, ...]] = [()] * len(sentences)
    # Sentences of like length share a batch: padding is work done for nothing.
    order = sorted((i for i, sentence in enumerate(sentences) if sentence), key=lambda i: len(sentences[i]))
    for first in range(0, len(order), _BATCH):
        batch = order[first : first + _BATCH]
        for i, tags in zip(batch, tag([sentences[i] for i in batch]), strict=True):
            found[i] = tuple(_spans(tags))
    return found


def parse(sentence: Sequence[str]) -> tuple[Arc, ...]:
    """Dependency arcs of a sentence, given as a list of tokens; heads are 0-based within the sentence."""
    if not sentence:
        return ()
    heads, relations = _syntax()(sentence)
    tree = acyclic([n if head == 0 else head - 1 for n, head in enumerate(heads)])
    return tuple(map(Arc, tree, relations))


def acyclic(heads: Sequence[int]) -> list[int]:
    """The heads with each cycle cut at its first token, which becomes a root. The network chooses each head by itself, so what
    it gives is a tree in all but one sentence of some two hundred.

    >>> acyclic([1, 2, 1, 2])
    [1, 1, 1, 2]
    """
    cut = list(heads)
    state = [0] * len(cut)  # 0 unseen, 1 on the path, 2 leads to a root
    for start in range(len(cut)):
        path = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = cut[node]
        if state[node] == 1 and cut[node] != node:
            cut[min(path[path.index(node) :])] = min(path[path.index(node) :])
        for seen in path:
            state[seen] = 2
    return cut


def _spans(tags: Sequence[str]) -> list[TokenSpan]:
    """BIO tags to spans."""
    spans: list[TokenSpan] = []
    start, label = 0, ""
    for i, tag in enumerate([*tags, "O"]):
        prefix, _, kind = tag.partition("-")
        if label and (prefix != "I" or kind != label):
            spans.append(TokenSpan(start, i, label))
            label = ""
        if prefix in ("B", "I") and not label:
            start, label = i, kind
    return spans
