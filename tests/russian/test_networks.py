"""Our evaluation of slovnet's networks says what slovnet's own does, sentence by sentence and in batches."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import pytest
from slovnet import NER, Syntax

from pipeline.russian import names
from pipeline.russian.networks import Parser, Tagger

SENTENCES = [
    sentence.split()
    for sentence in (
        "Стороны подписали в Павлодаре меморандум о перевозке зерна .",
        "По оценке Евразийского банка развития , в 2021 г. поставки угля из Кемеровской области выросли на 7,4 % , а спрос упал .",
        "Глава ведомства А. Б. Жумагулов заявил : « Казахстан и Россия построят мост через Урал » .",
        "Qazaq Air , АО « НК КТЖ » и COVID-19",
        "Да .",
        "Таблица",
    )
]


@lru_cache(maxsize=1)
def _infers() -> tuple[Any, Any]:
    """slovnet's own: its tagger and its parser."""
    models = names.data_folder() / "model"
    return (
        NER.load(str(models / "slovnet_ner_news_v1.tar")).navec(names._navec()).infer,
        Syntax.load(str(models / "slovnet_syntax_news_v1.tar")).navec(names._navec()).infer,
    )


def test_tags_are_slovnets_in_a_batch_of_unequal_sentences() -> None:
    theirs = _infers()[0]
    expected = [list(tags) for tags in theirs.decoder(theirs.process(theirs.encoder(SENTENCES)))]
    assert Tagger(theirs)(SENTENCES) == expected
    assert {"B-LOC", "B-PER", "B-ORG", "I-ORG", "O"} <= {tag for tags in expected for tag in tags}


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda words: words[0])
def test_heads_and_relations_are_slovnets(sentence: list[str]) -> None:
    theirs = _infers()[1]
    ((_, heads, relations),) = theirs.decoder(theirs.process(theirs.encoder([sentence])))
    assert Parser(theirs)(sentence) == ([int(head) for head in heads], relations)


@pytest.mark.parametrize("network", [0, 1])
def test_vectors_are_slovnets_within_rounding(network: int) -> None:
    theirs = _infers()[network]
    (batch,) = theirs.encoder(SENTENCES)
    expected = theirs.model.encoder(theirs.model.emb(batch.word_id, batch.shape_id), batch.pad_mask)
    found, there = (Tagger, Parser)[network](theirs)._encoder(SENTENCES)
    assert np.array_equal(there, ~batch.pad_mask)
    assert np.abs(found - expected).max() < 1e-4


def test_nothing_is_parsed_where_nothing_stands() -> None:
    assert names.parse([]) == ()
    assert names.find_names([[], ["Омск"]])[0] == ()
