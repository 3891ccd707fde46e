"""slovnet's two networks, the tagger of names and the parser, evaluated without what they don't need here.

Both read a sentence alike: each word is a vector (its navec embedding and that of its shape), three convolutions of width 3
mix it with its neighbours, and a small head says what each word is. slovnet's own evaluation spends as much on turning
arrays over, padding them and wrapping what comes out as on the sums. Here arrays stay as they lie (sentence, word,
channel), words are looked up once, and one sentence alone carries no masks. The sums are slovnet's, in its order; only BLAS
is handed its weights the way it likes them, which may change a score in its last bit.

Shapes are given as (sentences, words, channels); arrays are float32.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from slovnet.shape import word_shape

Floats = NDArray[np.float32]
_WORDS_KEPT: Final = 100_000
_WIDTH: Final = 3


class Encoder:
    """Words → a vector of 64 numbers for each, told by it and three words on either side."""

    def __init__(self, infer: Any) -> None:
        """`infer` is slovnet's, with its model and vocabularies."""
        self._words, self._shapes = infer.encoder.words_vocab, infer.encoder.shapes_vocab
        self._vectors = _Vectors(infer.model.emb)
        self._layers = tuple(_Convolution(layer) for layer in infer.model.encoder.layers)
        self._ids = lru_cache(maxsize=_WORDS_KEPT)(self._look_up)

    def __call__(self, sentences: Sequence[Sequence[str]]) -> tuple[Floats, NDArray[np.bool_]]:
        """The words' vectors, and where there is a word: shorter sentences are filled up to the longest."""
        longest = max(map(len, sentences))
        ids = np.full((len(sentences), longest, 2), (self._words.pad_id, self._shapes.pad_id))
        for row, sentence in zip(ids, sentences, strict=True):
            row[: len(sentence)] = [self._ids(word) for word in sentence]
        filled = ids[..., 0] == self._words.pad_id
        some = bool(filled.any())
        x = self._vectors(ids[..., 0], ids[..., 1])
        for layer in self._layers:
            x = layer(x)
            if some:
                x[filled] = 0
        return x, ~filled

    def _look_up(self, word: str) -> tuple[int, int]:
        return self._words.encode(word.lower()), self._shapes.encode(word_shape(word))


class _Vectors:
    """A word's vector: navec's 100 parts of 3 numbers, each told by one byte, and 30 for its shape."""

    def __init__(self, embedding: Any) -> None:
        self._indexes = embedding.word.indexes.array
        parts, of_a_part, _ = embedding.word.codes.array.shape
        self._codes = embedding.word.codes.array.reshape(parts * of_a_part, -1)
        self._first = np.arange(parts) * of_a_part
        self._shapes = embedding.shape.weight.array

    def __call__(self, words: NDArray[np.int_], shapes: NDArray[np.int_]) -> Floats:
        said = self._codes.take(self._indexes[words] + self._first, axis=0).reshape(*words.shape, -1)
        return np.concatenate((said, self._shapes[shapes]), axis=-1)


class _Convolution:
    """Each word's vector with its two neighbours' → a new vector of it: convolution, cut at zero, evened out."""

    def __init__(self, layer: Any) -> None:
        weight = layer.conv.weight.array
        # Laid out as it is multiplied: for the few words of a sentence BLAS would spend half its time on turning it.
        self._weight = np.ascontiguousarray(weight.reshape(len(weight), -1).T)
        self._bias = layer.conv.bias.array
        norm = layer.norm
        self._norm = (norm.mean.array, norm.std.array, norm.weight.array, norm.bias.array)

    def __call__(self, x: Floats) -> Floats:
        sentences, words, channels = x.shape
        windows = np.empty((sentences, words, channels, _WIDTH), np.float32)
        windows[:, 0, :, 0] = 0
        windows[:, 1:, :, 0] = x[:, :-1]
        windows[..., 1] = x
        windows[:, :-1, :, 2] = x[:, 1:]
        windows[:, -1, :, 2] = 0
        out: Floats = windows.reshape(sentences * words, channels * _WIDTH) @ self._weight
        out += self._bias
        np.maximum(out, 0, out=out)
        mean, deviation, weight, bias = self._norm
        out -= mean
        out /= deviation
        out *= weight
        out += bias
        return out.reshape(sentences, words, -1)


class Tagger:
    """A tag for each word («B-PER», «I-LOC», «O»): the likeliest sequence, by Viterbi's algorithm."""

    def __init__(self, infer: Any) -> None:
        self._encoder = Encoder(infer)
        self._head = infer.model.head.proj
        self._transitions: Floats = infer.model.head.crf.transitions.array
        self._tags: list[str] = infer.decoder.tags_vocab.items

    def __call__(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        """Tags of a batch of sentences, none of them empty."""
        x, there = self._encoder(sentences)
        scores = self._head(x)
        score = scores[:, 0]
        history: list[list[list[int]]] = []
        for i in range(1, scores.shape[1]):
            paths = score[:, :, None] + self._transitions + scores[:, i, None, :]
            history.append(paths.argmax(1).tolist())
            score = np.where(there[:, i, None], paths.max(1), score)
        tagged = []
        for n, (last, sentence) in enumerate(zip(score.argmax(1).tolist(), sentences, strict=True)):
            path = [last]
            for before in reversed(history[: len(sentence) - 1]):
                path.append(before[n][path[-1]])
            tagged.append([self._tags[tag] for tag in reversed(path)])
        return tagged


class Parser:
    """For each word of a sentence its head and how it depends on it."""

    def __init__(self, infer: Any) -> None:
        self._encoder = Encoder(infer)
        self._head, self._relation = infer.model.head, infer.model.rel
        self._relations: list[str] = infer.decoder.rels_vocab.items

    def __call__(self, sentence: Sequence[str]) -> tuple[list[int], list[str]]:
        """Heads, counted from 1 (0 is the root), and relations; the sentence isn't empty."""
        (x,), _ = self._encoder([sentence])
        heads = self._heads(x)
        return heads.tolist(), [self._relations[n] for n in self._labels(x, heads).tolist()]

    def _heads(self, x: Floats) -> NDArray[np.int_]:
        part = self._head
        words = np.concatenate((part.root.array[None], x))
        scores = part.head(words) @ part.kernel.array @ part.tail(words).T
        heads: NDArray[np.int_] = scores[1:].argmax(1)
        return heads

    def _labels(self, x: Floats, heads: NDArray[np.int_]) -> NDArray[np.int_]:
        part = self._relation
        above = part.head(np.concatenate((part.root.array[None], x))[heads])
        scores = (above @ part.kernel.array).reshape(len(x), len(self._relations), -1)
        labels: NDArray[np.int_] = (scores @ part.tail(x)[:, :, None])[:, :, 0].argmax(1)
        return labels
