from dataclasses import replace

import pytest

from pipeline.model import Furniture, Page, Structure
from pipeline.segment import segment
from tests.segment.builder import document, segmented, zoned

BODY = "Перевозки зерна через степные станции растут третий год подряд, и это меняет расписание поездов."
PAPER = (
    "Вестник степных дорог. 2023. Т. 7, № 2. С. 14–29",
    "УДК 656.2; 339.5",
    "DOI: 10.55555/vsd.2023.7.2.14",
    "ЗЕРНОВЫЕ МАРШРУТЫ СТЕПНЫХ",
    "РЕГИОНОВ",
    "GRAIN ROUTES OF THE STEPPE REGIONS",
    "Ильин Павел Сергеевич, кандидат экономических наук, доцент Курганского института путей, г. Курган",
    "Pavel Ilyin, Kurgan Institute of Transport, Kurgan",
    "Аннотация. Показано, как менялись перевозки зерна. Abstract. The paper shows how grain moved.",
    "Ключевые слова: зерно, перевозки, степь",
    "Keywords: grain, transport, steppe",
    BODY,
)


def _paper() -> Structure:
    return segmented(*PAPER)


def test_front_matter_of_plain_paragraphs() -> None:
    front = _paper().front
    assert (front.udc, front.doi) == ("656.2; 339.5", "10.55555/vsd.2023.7.2.14")
    assert front.title == "ЗЕРНОВЫЕ МАРШРУТЫ СТЕПНЫХ РЕГИОНОВ"
    assert front.title_en == "GRAIN ROUTES OF THE STEPPE REGIONS"
    assert front.authors == ("Ильин Павел Сергеевич",)
    assert front.affiliations == ("Курганского института путей, г. Курган",)
    assert front.abstract == "Показано, как менялись перевозки зерна."
    assert front.keywords == ("зерно", "перевозки", "степь")
    assert (front.journal, front.year, front.page_first, front.page_last) == (
        "Вестник степных дорог",
        2023,
        14,
        29,
    )
    assert front.language == "ru"


def test_only_russian_title_abstract_keywords_and_text_are_mined() -> None:
    mined = [words for _, mined, words in zoned(_paper()) if mined]
    assert mined == [
        "ЗЕРНОВЫЕ МАРШРУТЫ",
        "РЕГИОНОВ",
        "Аннотация. Показано,",
        "Ключевые слова:",
        "Перевозки зерна",
    ]


def test_an_english_abstract_in_the_same_paragraph_is_cut_off() -> None:
    assert ("abstract", False, "Abstract. The") in zoned(_paper())


def test_authors_before_the_title() -> None:
    front = segmented(
        "УДК 33", "А. Т. Серикова, П. С. Ильин", "О торговле зерном", "Аннотация. Кратко.", BODY
    ).front
    assert (front.title, front.authors) == ("О торговле зерном", ("А. Т. Серикова", "П. С. Ильин"))


def test_an_abstract_without_its_word_is_told_by_the_keywords() -> None:
    structure = segmented(
        "О торговле зерном", "А. Т. Серикова", BODY, "Ключевые слова: зерно", ("heading", "1. Введение"), BODY
    )
    assert structure.front.abstract == BODY
    assert [section for section, _, _ in zoned(structure)] == [
        "title",
        "other",
        "abstract",
        "abstract",
        "body",
        "body",
    ]


def test_keywords_that_run_over_a_page() -> None:
    structure = segmented("Аннотация. Кратко.", "Ключевые слова: зерно, степные", "дороги, торговля", BODY)
    assert structure.front.keywords == ("зерно", "степные дороги", "торговля")
    assert zoned(structure)[-1][0] == "body"


def test_a_structured_abstract_is_all_text() -> None:
    structure = segmented(
        "Обоснование. Дороги стареют, и грузы ждут на границе.",
        "Цель — понять, где именно они ждут.",
        "Методы. Опрошены диспетчеры десяти станций.",
        "Опрос шёл три месяца.",
        "Выводы. Ждут у весов.",
    )
    assert all(zone.section == "body" and zone.mined for zone in structure.zones)
    assert [zone.heading for zone in structure.zones] == ["Обоснование", "Цель", "Методы", "Методы", "Выводы"]


def test_text_without_any_front_begins_at_once() -> None:
    structure = segmented(BODY, "Второй абзац короче.")
    assert [section for section, _, _ in zoned(structure)] == ["body", "body"]
    assert structure.front.title is None


def test_journal_from_the_running_head_and_the_citation_line() -> None:
    front = segmented(
        "О зерне", "А. Т. Серикова", "Аннотация. Кратко.", BODY, furniture=("ВЕСТНИК СТЕПИ. № 4. 2021",)
    ).front
    assert (front.journal, front.year) == ("ВЕСТНИК СТЕПИ", 2021)
    cited = segmented(
        "О зерне",
        "Аннотация. Кратко.",
        BODY,
        "Для цитирования: Серикова А. Т. О зерне // Вестник степи. 2020. № 1. С. 3–9.",
    )
    assert (cited.front.journal, cited.front.year, cited.front.page_first) == ("Вестник степи", 2020, 3)


def test_an_english_paper_is_said_to_be_so() -> None:
    structure = segmented(
        "On grain", "The trains of the steppe carry grain to the west and to the south of the country."
    )
    assert [problem.code for problem in structure.problems] == ["NOT_RUSSIAN"]


def test_codes_and_the_issue() -> None:
    front = segmented(
        "Вестник степных дорог. 2023. Т. 7, № 2–3 (41). С. 14–29", "УДК 656.2 ББК 39.2(2Рос)", "EDN: QWERTY",
        "О зерне", "А. Т. Серикова", "Аннотация. Кратко.", BODY,
    ).front  # fmt: skip
    assert (front.udc, front.bbk, front.edn) == ("656.2", "39.2(2Рос)", "QWERTY")
    assert (front.volume, front.issue) == ("7", "2–3 (41)")
    cited = segmented(
        "О зерне", "Аннотация. Кратко.", BODY, "Для цитирования: Серикова А. Т. О зерне // Степь. 2020. Вып. 4. С. 3–9. EDN ABCDEF.",
    ).front  # fmt: skip
    assert (cited.volume, cited.issue, cited.edn, cited.bbk) == (None, "4", "ABCDEF", None)


@pytest.mark.parametrize(
    "head",
    ["Аннотация: {}", "АННОТАЦИЯ – {}", "Резюме. {}", "Реферат: {}", "Аннотация\n{}"],
)
def test_heads_of_the_abstract(head: str) -> None:
    front = segmented("О торговле зерном", "А. Т. Серикова", head.format("Показан рост."), BODY).front
    assert (front.title, front.abstract) == ("О торговле зерном", "Показан рост.")


@pytest.mark.parametrize(
    "block",
    [
        ("А. Т. Серикова", "О торговле зерном"),
        ("Серикова Айжан Талгатовна", "доцент, Курганский институт путей, г. Курган", "О ТОРГОВЛЕ ЗЕРНОМ"),
        (
            "О торговле зерном",
            ("title", "Серикова Айжан Талгатовна"),
        ),  # a name set as large as a title is a name
    ],
)
def test_title_and_authors_in_either_order(block: tuple[str, ...]) -> None:
    front = segmented("УДК 33", *block, "Аннотация. Показан рост.", "Ключевые слова: зерно", BODY).front
    assert front.title is not None
    assert front.title.casefold() == "о торговле зерном"
    assert len(front.authors) == 1


def test_prose_between_authors_and_introduction_is_the_abstract() -> None:
    about = "В статье сопоставлены перевозки зерна по двум степным дорогам и цены на элеваторах."
    structure = segmented("О торговле зерном", "А. Т. Серикова", about, "Введение", BODY)
    assert structure.front.abstract == about
    begun = segmented("О торговле зерном", "А. Т. Серикова", BODY, ("heading", "Тарифы"), about)
    assert begun.front.abstract is None


def test_names_without_patronymics() -> None:
    for block in (
        ("Павел Ильин, Айгуль Серикова", "О торговле зерном"),
        ("О торговле зерном", "Павел Ильин, Айгуль Серикова"),
    ):
        front = segmented(*block, "Нижний Новгород", "Аннотация. Показан рост.", BODY).front
        assert (front.title, front.authors) == ("О торговле зерном", ("Павел Ильин", "Айгуль Серикова"))
        assert front.affiliations == ("Нижний Новгород",)


def test_a_thesis_gives_its_year_at_the_foot_of_its_title_page() -> None:
    front = segmented(
        "МАГИСТЕРСКАЯ ДИССЕРТАЦИЯ", "О торговле зерном", "Серикова Айжан Талгатовна", "Омск, 2021 г.", ("heading", "ВВЕДЕНИЕ"), BODY
    ).front  # fmt: skip
    assert (front.title, front.authors, front.year) == (
        "О торговле зерном",
        ("Серикова Айжан Талгатовна",),
        2021,
    )


def test_pages_are_those_printed_where_two_agree() -> None:
    plain = document("О зерне", "А. Т. Серикова", "Аннотация. Кратко.", BODY)
    pages = tuple(Page(number, 100, 100, "native", 0.9) for number in (1, 2, 3))
    for printed, expected in ((("41", "42", None), (41, 43)), (("41", None, None), (1, 3))):
        numbered = replace(
            plain,
            pages=pages,
            furniture=tuple(
                Furniture(at, None, "page_number", text) for at, text in enumerate(printed, 1) if text
            ),
        )
        front = segment(numbered).front
        assert (front.page_first, front.page_last) == expected


def test_who_supervised_edited_or_gave_a_name_has_not_signed() -> None:
    front = segmented(
        "О торговле зерном",
        "Серикова А. Т., студентка, Омский институт им. П. П. Седова",
        "Научный руководитель: доцент Ли К. Е.",
        "Аннотация. Кратко.",
        BODY,
    ).front
    assert front.authors == ("Серикова А. Т.",)
