"""One instrument, one id, over all papers; a tie stays apart."""

from __future__ import annotations

from itertools import permutations

import pytest

from pipeline.link.instruments import instruments
from pipeline.link.levels import level_of
from pipeline.records import AgreementRow, DocumentRow, EntityRow, MentionRow, Result


def row(key: str, title: str | None = None, **slots: object) -> AgreementRow:
    subject = title[title.index(" о") + 1 :] if title and " о" in title else None
    values = {"type": "treaty", "specificity": "named", "status": "signed", "subject": subject, **slots}
    return AgreementRow(mention_id=key, title=title, **values)  # type: ignore[arg-type]


def paper(doc_id: str, *rows: AgreementRow, entities: tuple[EntityRow, ...] = ()) -> Result:
    return Result(
        documents=(DocumentRow(doc_id=doc_id, path=doc_id, sha256="", status="ok"),),
        texts=("",),
        mentions=tuple(
            MentionRow(
                mention_id=r.mention_id,
                doc_id=doc_id,
                layer="agreement",
                label=r.type,
                text="",
                start=0,
                end=0,
                extractor="",
            )
            for r in rows
        ),
        agreements=rows,
        entities=entities,
    )


def ids(*papers: Result) -> dict[str, str | None]:
    agreements, _ = instruments(papers)
    return {r.mention_id: r.agreement_id for r in agreements}


def test_same_type_and_title_in_two_papers() -> None:
    found = ids(
        paper("a", row("1", "Договор о разделе пастбищ", date="1998-03-12")),
        paper("b", row("2", "договор о разделе пастбищ")),
    )
    assert found["1"] == found["2"] is not None


def test_another_type_is_another_instrument() -> None:
    found = ids(
        paper("a", row("1", "Договор о разделе пастбищ")),
        paper("b", row("2", "Протокол о разделе пастбищ", type="protocol")),
    )
    assert found["1"] != found["2"]


def test_another_date_is_another_instrument() -> None:
    found = ids(
        paper("a", row("1", "Договор о разделе пастбищ", date="1998-03-12")),
        paper("b", row("2", "Договор о разделе пастбищ", date="2004-05-01")),
    )
    assert found["1"] != found["2"]


def test_a_year_fits_its_day() -> None:
    found = ids(
        paper("a", row("1", "Договор о разделе пастбищ", date="1998-03-12")),
        paper("b", row("2", "Договор о разделе пастбищ", date="1998")),
    )
    assert found["1"] == found["2"]


def test_other_parties_make_another_instrument() -> None:
    found = ids(
        paper("a", row("1", "Договор о разделе пастбищ", party_names=("Россия", "Монголия"))),
        paper("b", row("2", "Договор о разделе пастбищ", party_names=("Китай", "Казахстан"))),
    )
    assert found["1"] != found["2"]


def test_a_weak_title_needs_a_date_or_parties() -> None:
    weak = "Соглашение о сотрудничестве"
    apart = ids(paper("a", row("1", weak)), paper("b", row("2", weak)))
    together = ids(
        paper("a", row("1", weak, date="2001-02-03")), paper("b", row("2", weak, date="2001-02-03"))
    )
    assert apart["1"] != apart["2"] or apart["1"] is None
    assert together["1"] == together["2"] is not None


def test_type_parties_and_date_without_a_title() -> None:
    parties = ("Россия", "Монголия")
    found = ids(
        paper("a", row("1", "Договор о степных пожарах", date="1999-08-01", party_names=parties)),
        paper("b", row("2", date="1999-08-01", party_names=parties)),
    )
    assert found["1"] == found["2"] is not None


def test_a_tie_stays_apart() -> None:
    found = ids(
        paper("a", row("1", "Договор о разделе пастбищ", date="1998-03-12")),
        paper("b", row("2", "Договор о разделе пастбищ", date="2004-05-01")),
        paper("c", row("3", "Договор о разделе пастбищ")),
    )
    assert found["3"] not in (found["1"], found["2"])


def test_a_year_alone_is_clear_within_its_paper_only() -> None:
    full = row("1", "Договор о разделе пастбищ", date="1998-03-12")
    found = ids(paper("a", full, row("2", date="1998")), paper("b", row("3", date="1998")))
    assert found["2"] == found["1"]
    assert found["3"] is None


def test_counted_and_generic_get_no_id() -> None:
    found = ids(
        paper(
            "a",
            row("1", specificity="counted", count=5),
            row("2", "договоры о дорогах", specificity="generic"),
        )
    )
    assert found == {"1": None, "2": None}


def test_neither_order_nor_company_changes_ids() -> None:
    papers = (
        paper("a", row("1", "Договор о разделе пастбищ", date="1998-03-12")),
        paper("b", row("2", "Договор о разделе пастбищ и вод", date="1998-03-12")),
        paper("c", row("3", "Меморандум о лесе", type="memorandum")),
    )
    every = [instruments(order) for order in permutations(papers)]
    assert all(found[1] == every[0][1] for found in every)
    alone = ids(papers[0])
    assert ids(*papers)["1"] == alone["1"]


def test_the_fullest_mention_gives_the_row() -> None:
    _, found = instruments(
        (
            paper("a", row("1", "Договор о разделе пастбищ", date="1998", status="unknown")),
            paper(
                "b",
                row("2", "Договор о разделе пастбищ", date="1998-03-12", place="Омск", status="ratified"),
                row("3", "Договор о разделе пастбищ", party_names=("Россия", "Монголия")),
            ),
        )
    )
    assert len(found) == 1
    one = found[0]
    assert (one.date, one.place, one.status, one.party_names) == (
        "1998-03-12",
        "Омск",
        "ratified",
        ("Россия", "Монголия"),
    )
    assert (one.n_mentions, one.n_documents) == (3, 2)


LEVELS = [
    (("Правительство России", "Правительство Монголии"), "Соглашение о визах", "intergovernmental"),
    (
        ("Министерство энергетики России", "Министерство энергетики Казахстана"),
        "Меморандум о газе",
        "interagency",
    ),
    (("Омская область", "Павлодарская область"), "Договор о паводках", "interregional"),
    (("Правительство Омской области", "акимат Павлодарской области"), "Соглашение о школах", "interregional"),
    (("акимат города Уральск", "Администрация города Самара"), "Меморандум о парках", "municipal"),
    (("ПАО «Вольт»", "АО «Степь»"), "Контракт о кабеле", "corporate"),
    (("Томский университет", "Карагандинский университет"), "Меморандум о практике", "academic"),
    ((), "Межправительственное соглашение о газе", "intergovernmental"),
    ((), "Межрегиональный договор о дорогах", "interregional"),
    ((), "Конвенция по охране международных озёр", "unknown"),
    (("Омская область", "ПАО «Вольт»"), "Договор о кабеле", "unknown"),
]


@pytest.mark.parametrize(
    ("parties", "title", "level"), LEVELS, ids=[f"{title} {level}" for _, title, level in LEVELS]
)
def test_level(parties: tuple[str, ...], title: str, level: str) -> None:
    assert level_of([row("1", title, party_names=parties)], {}) == level


def test_level_of_linked_parties() -> None:
    entities = {
        key: EntityRow(entity_id=key, type=kind, subtype=subtype, name=name, n_mentions=1, n_documents=1)
        for key, kind, subtype, name in (
            ("ru", "LOC", "country", "Россия"),
            ("mn", "LOC", "country", "Монголия"),
            ("om", "LOC", "region", "Омская область"),
            ("tsu", "ORG", "university", "Томский университет"),
        )
    }
    assert level_of([row("1", "Договор о дружбе", parties=("ru", "mn"))], entities) == "interstate"
    assert level_of([row("1", "Договор о школах", parties=("om",))], entities) == "interregional"
    assert level_of([row("1", "Договор о школах", parties=("om", "tsu"))], entities) == "unknown"
