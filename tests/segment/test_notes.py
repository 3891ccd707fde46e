"""Papers that cite in footnotes; all sources are made up."""

from tests.segment.builder import segmented
from tests.segment.test_front import BODY

NOTES = (
    "См.: Ильинский П. С. Степные пути и станции. Омск: Иртыш, 2011. С. 9.",
    "Там же. С. 12–14.",
    "Серикбаева А. Т. Весы и гири // Вестник мер. 2014. № 2. С. 33; Ким Е. Л. Меры степи. Алматы: Дала, 2015. С. 7.",
    "Там же. С. 80.",
    "Ильинский П. С. Указ. соч. С. 44.",
    "По подсчётам самого автора, сделанным уже после переписи.",
    "Там же.",
    "Отчёт дороги за год. URL: https://road.example/otchet (дата обращения: 01.02.2021).",
    "Bell R. Fairs of Asia. London: Plain Press, 2003. P. 15.",
)


def _cited(*more: str) -> list[tuple[int, str | None]]:
    structure = segmented(BODY, *(("footnote", note) for note in NOTES), *more)
    return [(one.number, one.pages) for one in structure.citations]


def test_without_a_list_the_notes_are_the_references() -> None:
    structure = segmented(BODY, *(("footnote", note) for note in NOTES))
    read = [(entry.number, entry.authors, entry.title, entry.year) for entry in structure.references]
    assert read == [
        (1, ("Ильинский П. С.",), "Степные пути и станции", 2011),
        (2, ("Серикбаева А. Т.",), "Весы и гири", 2014),
        (3, ("Ким Е. Л.",), "Меры степи", 2015),
        (4, (), "Отчёт дороги за год", None),
        (5, ("Bell R.",), "Fairs of Asia", 2003),
    ]
    assert _cited() == [(1, "9"), (1, "12–14"), (2, "33"), (3, "7"), (1, "44"), (4, None), (5, "15")]
    text = structure.document.text
    assert all(text[entry.start : entry.end] == entry.text for entry in structure.references)


def test_what_the_list_holds_has_the_number_of_the_list() -> None:
    listed = (
        "Список литературы",
        "1. Ким Е. Л. Меры степи. Алматы: Дала, 2015. 90 с.",
        "2. Ильинский П. С. Степные пути и станции. Омск: Иртыш, 2011. 120 с.",
    )
    assert _cited(*listed)[:2] == [(2, "9"), (2, "12–14")]
    structure = segmented(BODY, *(("footnote", note) for note in NOTES), *listed)
    assert [entry.number for entry in structure.references] == [1, 2, 3, 4, 5]
    assert structure.references[2].authors == ("Серикбаева А. Т.",)


def test_a_stray_note_beside_a_list_stays_a_note() -> None:
    structure = segmented(
        BODY + " Так и есть [1].", ("footnote", NOTES[-1]), "Список литературы", "1. Ким Е. Л. Меры степи. Алматы: Дала, 2015. 90 с."
    )  # fmt: skip
    assert [entry.number for entry in structure.references] == [1]
    assert [one.number for one in structure.citations] == [1]
