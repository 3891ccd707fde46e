"""Note marks of pages whose figures had other codes: read again, once it is known which codes are figures.

A mark is told from its word by size and height, digit by digit, long before anybody knows that a text layer's codes are wrong:
where «1» is some control character, «России¹» stays one word. So pages whose figures have moved are read once more with those
codes as what a mark may look like, and what was found out about each font's codes is said of the new words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from pipeline.read import pdf
from pipeline.read.decoding import UNKNOWN
from pipeline.read.errors import Limits
from pipeline.read.ink import PageInk, Word
from pipeline.read.marks import MARKABLE, markable
from pipeline.read.pictured import Key, Layer

_MARKS: Final = frozenset("0123456789*")
Signs = Mapping[Key, str]


def remarked(
    layers: Sequence[Layer], data: bytes, password: str | None = None, limits: Limits | None = None
) -> list[Layer]:
    """The pages with their marks apart; as they were where no figure has moved, or their words come from elsewhere than the PDF."""
    told = {layer.ink.number: signs for layer in layers if (signs := _signs(layer)) is not None}
    codes = {
        raw
        for signs in told.values()
        for (_, raw), sign in signs.items()
        if sign in _MARKS and not MARKABLE.match(raw)
    }
    if not codes or not data:
        return list(layers)
    document = pdf.open_pdf(data, password)
    try:
        again = {
            ink.number: ink
            for ink in pdf.pages(document, limits or Limits(), markable("".join(sorted(codes))))
            if isinstance(ink, PageInk)
        }
    finally:
        document.close()
    return [
        _layer(layer, again[layer.ink.number], told[layer.ink.number])
        if layer.ink.number in told and _is_same(layer.ink, again.get(layer.ink.number))
        else layer
        for layer in layers
    ]


def _signs(layer: Layer) -> Signs | None:
    """What each code of each font means on the page; null where two codes are one letter."""
    found: dict[Key, str] = {}
    for word, text in zip(layer.words, layer.texts, strict=True):
        if len(word.text) != len(text):
            return None
        found.update(((word.font, raw), sign) for raw, sign in zip(word.text, text, strict=True))
    return found


def _is_same(ink: PageInk, again: PageInk | None) -> bool:
    return again is not None and _size(ink) == _size(again)


def _size(ink: PageInk) -> int:
    return sum(len(word.text) for word in (*ink.words, *ink.aside))


def _layer(layer: Layer, ink: PageInk, signs: Signs) -> Layer:
    words, aside = (tuple(_unraised(word, signs) for word in some) for some in (ink.words, ink.aside))
    made = layer._replace(ink=ink._replace(words=words, aside=aside))
    return made._replace(texts=tuple(_text(word, signs) for word in made.words))


def _text(word: Word, signs: Signs) -> str:
    return "".join(signs.get((word.font, raw), UNKNOWN) for raw in word.text)


def _unraised(word: Word, signs: Signs) -> Word:
    """The word as no mark, where its codes are figures in another font only."""
    return word._replace(mark=word.mark and bool(MARKABLE.fullmatch(_text(word, signs))))
