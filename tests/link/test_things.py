"""Things over all papers: one row each, counted, whatever the order of the papers."""

from __future__ import annotations

from pipeline.link.persons import compatible, groups, parse
from pipeline.link.things import entities, unified
from pipeline.records import DocumentRow, EntityRow, MentionRow, ObservationRow, Result


def paper(doc_id: str, *said: tuple[str, str, str], extra: tuple[EntityRow, ...] = ()) -> Result:
    """A result with a mention and a thing for each (entity_id, type, name)."""
    document = DocumentRow(doc_id=doc_id, path=doc_id, sha256=doc_id, status="ok")
    mentions = tuple(
        MentionRow(
            mention_id=f"{doc_id}{n}", doc_id=doc_id, layer="entity", label=kind, text=name, start=n, end=n + 1,
            extractor="test", entity_id=key,
        )
        for n, (key, kind, name) in enumerate(said)
    )  # fmt: skip
    rows = {
        key: EntityRow(entity_id=key, type=kind, name=name, n_mentions=1, n_documents=1)
        for key, kind, name in said
    }
    return Result(documents=(document,), texts=("",), mentions=mentions, entities=(*rows.values(), *extra))


RUSSIA = ("ru", "LOC", "Россия")


def test_mentions_and_documents_are_summed() -> None:
    rows = entities([paper("a", RUSSIA, RUSSIA), paper("b", RUSSIA)])
    assert [(row.entity_id, row.n_mentions, row.n_documents) for row in rows] == [("ru", 3, 2)]


def test_aliases_are_united_and_the_fullest_name_stands() -> None:
    short, full = ("p", "PER", "Назарбаев Н."), ("p", "PER", "Назарбаев Нурсултан")
    (row,) = entities([paper("a", short), paper("b", full)])
    assert (row.name, row.aliases) == ("Назарбаев Нурсултан", ("Назарбаев Н.",))


def test_the_order_of_papers_changes_nothing() -> None:
    a, b = paper("a", RUSSIA, ("p", "PER", "Громов А.")), paper("b", RUSSIA, ("p", "PER", "Громов Андрей"))
    assert entities([a, b]) == entities([b, a])


def test_what_nothing_refers_to_is_dropped() -> None:
    idle = EntityRow(entity_id="x", type="ORG", name="Никто", n_mentions=0, n_documents=0)
    assert [row.entity_id for row in entities([paper("a", RUSSIA, extra=(idle,))])] == ["ru"]


def test_a_speaker_of_an_observation_is_kept() -> None:
    speaker = EntityRow(entity_id="x", type="ORG", name="Биржа", n_mentions=0, n_documents=0)
    said = ObservationRow(
        observation_id="o", doc_id="a", indicator="рост", comparator="=", change="level", source="text",
        modality="actual", attributed_to="x",
    )  # fmt: skip
    result = paper("a", extra=(speaker,))
    result = Result(
        documents=result.documents, texts=result.texts, entities=result.entities, observations=(said,)
    )
    assert [row.entity_id for row in entities([result])] == ["x"]


def test_a_person_named_differently_in_two_papers() -> None:
    results = unified(
        [paper("a", ("p1", "PER", "Токаев К.-Ж.")), paper("b", ("p2", "PER", "Токаев Касым-Жомарт"))]
    )
    assert [row.entity_id for row in entities(results)] == ["p2"]
    assert [m.entity_id for result in results for m in result.mentions] == ["p2", "p2"]


def test_two_bearers_leave_it_open() -> None:
    papers = [
        paper("a", ("p1", "PER", "Громов А.")),
        paper("b", ("p2", "PER", "Громов Андрей")),
        paper("c", ("p3", "PER", "Громов Антон")),
    ]
    assert len(entities(unified(papers))) == 3


def test_a_surname_alone_moves_to_nobody() -> None:
    papers = [paper("a", ("p1", "PER", "Громов")), paper("b", ("p2", "PER", "Громов Андрей"))]
    assert len(entities(unified(papers))) == 2


def test_names_that_can_be_one_persons() -> None:
    assert compatible(parse("Токаев К. К."), parse("Токаев Касым-Жомарт Кемелевич"))
    assert compatible(parse("Токаев К.-Ж."), parse("Токаев Касым-Жомарт"))
    assert not compatible(parse("Токаев А."), parse("Токаев Касым-Жомарт"))
    assert not compatible(parse("Токаев К."), parse("Назарбаев К."))
    assert groups(["Громов", "Громов А.", "Громов Андрей"]) == {
        "Громов": "Громов Андрей",
        "Громов А.": "Громов Андрей",
        "Громов Андрей": "Громов Андрей",
    }
