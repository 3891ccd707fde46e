"""The spaCy pipeline: one `Doc` over the canonical text, its token offsets the text's own.

    >>> doc = build()("В 2023 г. оборот России достиг 26 млрд долл. Это рекорд.")
    >>> [sentence.text for sentence in doc.sents]
    ['В 2023 г. оборот России достиг 26 млрд долл.', 'Это рекорд.']
    >>> [(name.text, name.label_) for name in doc.ents]
    [('России', 'LOC')]

Tokens are razdel's (the networks were trained on them). Components: `svod_sentences` (sentence starts), `svod_morph`
(lemma, part of speech, case, number, gender from pymorphy3), `svod_names` (doc.ents from slovnet). Dependencies cost more
and few sentences need them: `arcs(sentence)` parses on demand and remembers. The paper's structure travels with the doc:
`structure_of(doc)`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Final

import numpy as np
import spacy
from razdel import tokenize
from spacy.attrs import IS_SPACE, LOWER  # type: ignore[import-not-found]  # compiled, without stubs
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from pipeline.model import Document, FrontMatter, Structure, Zone
from pipeline.russian import morph, names
from pipeline.russian.sentences import sentences

_CHUNK: Final = re.compile(r"\S+")
_ONE_ATOM: Final = re.compile(r"[а-яё]+|[a-z]+|\d+", re.IGNORECASE)  # as razdel has them
# What razdel may join to a neighbour beyond white space, by the neighbour's kind.
_JOINTS: Final = frozenset("-‑–—−_.,/\\")
_STRUCTURE: Final = "svod_structure"
_ARCS: Final = "svod_arcs"
# Tokens; real sentences stay far below.
_LONGEST_SENTENCE: Final = 400

# OpenCorpora's parts of speech as Universal Dependencies name them.
_POS: Final = {
    **{
        "NOUN": "NOUN",
        "ADJF": "ADJ",
        "ADJS": "ADJ",
        "COMP": "ADJ",
        "VERB": "VERB",
        "INFN": "VERB",
        "PRTF": "VERB",
    },
    **{
        "PRTS": "VERB",
        "GRND": "VERB",
        "NUMR": "NUM",
        "ADVB": "ADV",
        "NPRO": "PRON",
        "PRED": "ADV",
        "PREP": "ADP",
    },
    **{"CONJ": "CCONJ", "PRCL": "PART", "INTJ": "INTJ"},
}
_FEATURES: Final = {
    **{
        "nomn": "Case=Nom",
        "gent": "Case=Gen",
        "datv": "Case=Dat",
        "accs": "Case=Acc",
        "ablt": "Case=Ins",
        "loct": "Case=Loc",
    },
    **{
        "sing": "Number=Sing",
        "plur": "Number=Plur",
        "masc": "Gender=Masc",
        "femn": "Gender=Fem",
        "neut": "Gender=Neut",
    },
    **{
        "anim": "Animacy=Anim",
        "inan": "Animacy=Inan",
        "past": "Tense=Past",
        "pres": "Tense=Pres",
        "futr": "Tense=Fut",
    },
    **{
        "perf": "Aspect=Perf",
        "impf": "Aspect=Imp",
        "1per": "Person=1",
        "2per": "Person=2",
        "3per": "Person=3",
    },
}


class Tokenizer:
    """razdel's tokens as a spaCy tokenizer; white space beyond one blank is a token of its own, as spaCy wants it."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        at = 0
        chunks = [chunk.span() for chunk in _CHUNK.finditer(text)]
        for (_, before), (start, end), (behind, _) in zip(
            [(0, 0), *chunks], chunks, [*chunks[1:], (len(text), 0)], strict=False
        ):
            _add_gap(text[at:start], words, spaces)
            tokens = _tokens(
                text[start:end],
                text[before - 1 : before] if text[start] in _JOINTS else "",
                text[behind : behind + 1] if text[end - 1] in _JOINTS else "",
            )
            words += tokens
            spaces += [False] * len(tokens)
            at = end
        _add_gap(text[at:], words, spaces)
        return Doc(self.vocab, words=words, spaces=spaces)

    # spaCy serialises tokenizers; this one has nothing to keep.
    def to_bytes(self, **_: object) -> bytes:
        return b""

    def from_bytes(self, _: bytes, **__: object) -> Tokenizer:
        return self


@lru_cache(maxsize=100_000)
def _tokens(chunk: str, before: str, behind: str) -> tuple[str, ...]:
    """razdel's tokens of what stands between white space, which always parts tokens.

    `before`, `behind` are the characters beyond that white space where the chunk's own edge makes them matter: razdel keeps the
    comma of «2018, 2019» with the first year, and that of «2018, когда» apart.
    """
    if _ONE_ATOM.fullmatch(chunk):
        return (chunk,)
    found = [token.text for token in tokenize(f"{before} {chunk} {behind}")]
    return tuple(found[bool(before) : len(found) - bool(behind)])


def _add_gap(gap: str, words: list[str], spaces: list[bool]) -> None:
    if not gap:
        return
    if gap[0] == " " and words:
        spaces[-1] = True
        gap = gap[1:]
    if gap:
        words.append(gap)
        spaces.append(False)


@Language.component("svod_sentences", assigns=["token.is_sent_start"])
def set_sentences(doc: Doc) -> Doc:
    """Marks the first token of each sentence."""
    starts = {start for start, _ in sentences(doc.text)}
    flags: list[int] = []
    begun = 0
    for token in doc:
        # A list or a table without stops isn't one sentence: its length would cost the parser its square.
        begins = token.idx in starts or token.i == 0 or token.i - begun >= _LONGEST_SENTENCE
        begun = token.i if begins else begun
        flags.append(1 if begins else -1)
    # As one array: setting a token's flag makes spaCy look through the whole doc each time.
    return doc.from_array(["SENT_START"], np.array(flags, dtype=np.int64).astype(np.uint64).reshape(-1, 1))  # type: ignore[arg-type]


@Language.component("svod_morph", assigns=["token.lemma", "token.pos", "token.morph"])
def set_morphology(doc: Doc) -> Doc:
    """Sets each token's likeliest reading out of context."""
    for token in doc:
        lemma, pos, features = _reading(token.text)
        token.lemma_ = lemma
        token.pos_ = pos
        if features:
            token.set_morph(features)  # type: ignore[attr-defined]  # missing from spaCy's stubs
    return doc


@lru_cache(maxsize=200_000)
def _reading(word: str) -> tuple[str, str, str]:
    if not any(map(str.isalpha, word)):
        pos = "SPACE" if word.isspace() else "NUM" if any(map(str.isdigit, word)) else "PUNCT"
        return word, pos, ""
    parse = morph.best(word)
    features = sorted({_FEATURES[g] for g in parse.grammemes if g in _FEATURES})
    return parse.lemma, _POS.get(parse.pos or "", "X"), "|".join(features)


@Language.component("svod_names", assigns=["doc.ents"])
def set_names(doc: Doc) -> Doc:
    """Sets doc.ents to the statistical tagger's names in the parts that are mined."""
    structure = doc.user_data.get(_STRUCTURE)
    spans = [span for span in doc.sents if structure is None or _is_mined(structure, span.start_char)]
    tokens = [[token for token in span if not token.is_space] for span in spans]
    found = names.find_names([[token.text for token in sentence] for sentence in tokens])
    doc.set_ents(
        [
            Span(doc, sentence[name.start].i, sentence[name.end - 1].i + 1, label=name.label)
            for sentence, sentence_names in zip(tokens, found, strict=True)
            for name in sentence_names
        ]
    )
    return doc


def _is_mined(structure: Structure, offset: int) -> bool:
    zone = structure.zone_at(offset)
    return zone is None or zone.mined


@lru_cache(maxsize=1)
def build() -> Language:
    """The pipeline; made once in a process."""
    nlp = spacy.blank("ru", config={"nlp": {"tokenizer": {"@tokenizers": "spacy.Tokenizer.v1"}}})
    nlp.tokenizer = Tokenizer(nlp.vocab)
    # Of every new word spaCy would work out a score of traits (its shape, whether it is a stop word or like a number), which takes
    # longer than to look it up in the dictionary. No rule asks for them; one that did would find them false.
    vocab: Any = nlp.vocab  # spaCy's stubs lack the attribute
    vocab.lex_attr_getters = {trait: vocab.lex_attr_getters[trait] for trait in (LOWER, IS_SPACE)}
    nlp.max_length = 50_000_000
    for name in ("svod_sentences", "svod_morph", "svod_names"):
        nlp.add_pipe(name)
    return nlp


def analyse(structure: Structure) -> Doc:
    """The spaCy document over a structured paper's canonical text."""
    nlp = build()
    doc = nlp.make_doc(structure.document.text)
    doc.user_data[_STRUCTURE] = structure
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def structure_of(doc: Doc) -> Structure:
    """The paper's structure behind a doc; a text without one is a single mined body zone."""
    known: Any = doc.user_data.get(_STRUCTURE)
    if isinstance(known, Structure):
        return known
    document = Document(doc_id="", path="", sha256="", media_type="text/plain", text=doc.text)
    structure = Structure(
        document,
        FrontMatter(),
        (Zone(0, len(doc.text), "body", True),) if doc.text else (),
        citations=(),
        references=(),
    )
    doc.user_data[_STRUCTURE] = structure
    return structure


def text_of(doc: Doc) -> str:
    """The canonical text as one string: `doc.text`, which spaCy joins from all tokens anew each time."""
    return structure_of(doc).document.text


def arcs(sentence: Span) -> dict[int, names.Arc]:
    """Dependency arcs of one sentence by token index in the doc; heads are token indices in the doc too."""
    cache: dict[int, dict[int, names.Arc]] = sentence.doc.user_data.setdefault(_ARCS, {})
    if sentence.start not in cache:
        tokens = [token for token in sentence if not token.is_space]
        places = [token.i for token in tokens]
        cache[sentence.start] = {
            place: names.Arc(places[arc.head], arc.relation)
            for place, arc in zip(places, names.parse([token.text for token in tokens]), strict=True)
        }
    return cache[sentence.start]
