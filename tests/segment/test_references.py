import pytest

from pipeline.segment.entries import reference
from tests.segment.builder import segmented
from tests.segment.test_front import BODY


@pytest.mark.parametrize(
    ("text", "authors", "title", "year"),
    [
        ("Ильин П. С. Степные пути // Вестник степи. 2019. № 3. С. 5–17.", ("Ильин П. С.",), "Степные пути", 2019),
        ("Ильин, П. С. Степные пути [Текст] / П. С. Ильин. – М. : Наука, 2018. – 214 с.", ("Ильин, П. С.",), "Степные пути", 2018),
        ("Ильин П.С., Серикова А.Т. Зерно: 2001–2010. Курган: Тобол, 2011. 90 с.", ("Ильин П.С.", "Серикова А.Т."), "Зерно: 2001–2010", 2011),
        ("О перевозках: соглашение от 3 мая 2004 г. // Собрание актов. 2006. № 9. Ст. 12.", (), "О перевозках: соглашение от 3 мая 2004 г", 2006),
        ("Ilyin P. S. (2017). Steppe grain. Steppe Review, 3, 5–17.", ("Ilyin P. S.",), "Steppe grain", 2017),
        ("Сайт дороги. URL: https://road.example/a (дата обращения: 01.02.2021).", (), "Сайт дороги", None),
        ("Зерно: стат. сб. Астана, 2022. 40 с.", (), "Зерно: стат. сб", 2022),
    ],
)  # fmt: skip
def test_entries(text: str, authors: tuple[str, ...], title: str, year: int | None) -> None:
    read = reference(text)
    assert (read.authors, read.title, read.year) == (authors, title, year)


def test_addresses() -> None:
    read = reference(
        "Ильин П. С. Пути // Степь. 2020. № 1. URL: https://steppe.example/1.pdf. DOI: 10.5555/st.2020.1."
    )
    assert (read.url, read.doi) == ("https://steppe.example/1.pdf", "10.5555/st.2020.1")


def _numbers(*paragraphs: str) -> list[tuple[int | None, str]]:
    structure = segmented(BODY + " Рост виден [2].", "Список литературы", *paragraphs)
    text = structure.document.text
    for entry in structure.references:
        assert text[entry.start : entry.end].split()[0] == entry.text.split()[0]
    return [(entry.number, entry.text.split(".")[0]) for entry in structure.references]


def test_entries_run_together_and_broken_in_two() -> None:
    assert _numbers(
        "1. Ильин П. Пути // Степь. 2020. № 2. С. 5. 2. Серикова А. Зер-",
        "но // Степь. 2021. Т. 3. С. 9. 3. Омаров К. Мельницы. М., 2001.",
        "4. Третьяк О. Элеваторы. М., 2002.",
    ) == [(1, "Ильин П"), (2, "Серикова А"), (3, "Омаров К"), (4, "Третьяк О")]


def test_numbers_that_are_not_printed_are_counted() -> None:
    assert _numbers("Ильин П. Пути. М., 2001.", "Серикова А. Зерно. М., 2002.") == [
        (1, "Ильин П"),
        (2, "Серикова А"),
    ]


def test_the_transliterated_list_is_not_a_second_one() -> None:
    assert _numbers("1. Ильин П. Пути. М., 2001.", "References", "1. Ilyin P. Puti. Moscow, 2001.") == [
        (1, "Ильин П")
    ]


LIST = (
    "Ильин П. С. Степные пути // Вестник степи. 2019. № 3. С. 5–17.",
    "Серикова А. Т. Зерно приграничья. Курган: Тобол, 2020. 90 с.",
    "Сайт дороги. URL: https://road.example/a (дата обращения: 01.02.2021).",
)
COUNTED = tuple(f"{number}. {entry}" for number, entry in enumerate(LIST, 1))


@pytest.mark.parametrize("entries", [LIST, COUNTED, ("\n".join(COUNTED),)])
@pytest.mark.parametrize(
    "head",
    [
        (),
        ("Список источников",),
        ("БИБЛИОГРАФИЧЕСКИЙ СПИСОК",),
        ("Литература:",),
        ("5. Источники и литература",),
        ("Библиография",),
        ("Примечания",),
        ("References (in Russian)",),
    ],
)
def test_heads_of_the_list(head: tuple[str, ...], entries: tuple[str, ...]) -> None:
    tail = ("Сведения об авторе", "Ильин Павел Сергеевич, доцент, г. Курган")
    structure = segmented(
        "О зерне", "П. С. Ильин", "Аннотация. Кратко.", BODY + " Так и есть [2].", *head, *entries, *tail
    )
    assert [(entry.number, entry.year) for entry in structure.references] == [(1, 2019), (2, 2020), (3, None)]
    mined = {zone.section for zone in structure.zones if zone.mined}
    assert mined == {"title", "abstract", "body"}
    assert structure.document.text[structure.references[0].start :].startswith("Ильин")


def test_a_list_in_two_parts_counts_on() -> None:
    assert [number for number, _ in _numbers(
        ("heading", "Источники"), "1. Договор о пути. Курган, 2001. 5 с.", ("heading", "Исследования"),  # type: ignore[arg-type]
        "2. Ильин П. Пути. М.: Рельсы, 2001. 9 с.", "Литература", "3. Омаров К. Жернова. М.: Мука, 2002. 7 с.",
    )] == [1, 2, 3]  # fmt: skip


def test_a_heading_run_into_the_paragraph_above() -> None:
    structure = segmented(BODY + " Литература", *COUNTED)
    assert len(structure.references) == 3


@pytest.mark.parametrize(
    "tail",
    [
        ("Примечания", "1. Без учёта почты составы ждут вдвое дольше.", "2. Ильин считает иначе."),
        (
            "В 2020 г. зерно пошло на запад, см. с. 12.",
            "В 2021 г. оно пошло на юг, и станция опустела.",
            BODY,
        ),
        (
            *COUNTED,
            "Дальше речь идёт о мельницах приграничья и о том, почему они стоят без зерна третий месяц.",
        ),
    ],
)
def test_text_is_no_list(tail: tuple[str, ...]) -> None:
    assert segmented(BODY, *tail).references == ()


def test_two_places_of_print_are_no_part_of_the_title() -> None:
    found = reference("Устав водного союза (Женева, 3 мая 1994 г.). Лион ; Женева, 1995. 40 с.")
    assert (found.title, found.year) == ("Устав водного союза (Женева, 3 мая 1994 г.)", 1995)
