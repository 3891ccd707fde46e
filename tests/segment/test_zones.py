from pipeline.segment.cues import cue_of
from pipeline.segment.language import language
from tests.segment.builder import segmented, zoned
from tests.segment.test_front import BODY


def test_zones_are_ordered_and_cover_the_text() -> None:
    structure = segmented(
        "О зерне",
        "А. Т. Серикова",
        "Аннотация. Кратко.",
        BODY,
        "Литература",
        "1. Ильин П. С. Степь. М., 2001.",
    )
    text = structure.document.text
    assert all(a.end <= b.start for a, b in zip(structure.zones, structure.zones[1:], strict=False))
    covered = {offset for zone in structure.zones for offset in range(zone.start, zone.end)}
    assert all(text[offset].isspace() for offset in range(len(text)) if offset not in covered)
    assert structure.zone_at(text.index("Перевозки")) is not None


def test_headings_name_their_sections() -> None:
    structure = segmented(
        ("heading", "Введение"),
        BODY,
        ("heading", "Тарифы"),
        BODY,
        ("heading", "Список литературы"),
        "1. Ильин П. С. Степь. М., 2001.",
    )
    assert [zone.heading for zone in structure.zones] == [
        "Введение",
        "Введение",
        "Тарифы",
        "Тарифы",
        None,
        None,
    ]


def test_layout_decides_about_notes_captions_and_tables() -> None:
    structure = segmented(
        BODY,
        ("footnote", "Без учёта почты."),
        ("caption", "Таблица 1. Зерно, т"),
        ("table", "2020 5"),
        ("caption", "Table 1. Grain, t"),
    )
    assert zoned(structure)[1:] == [
        ("footnote", True, "Без учёта"),
        ("caption", True, "Таблица 1."),
        ("table", True, "2020 5"),
        ("caption", False, "Table 1."),
    ]


def test_a_bibliographic_note_is_no_text() -> None:
    notes = (
        "Серикова А. Т. Почему зерно едет медленно // Вестник степи. 2020. № 1. С. 3.",
        "Там же. С. 17.",
        "Официальный сайт дороги. URL: https://road.example/2020 (дата обращения: 01.02.2021).",
        "По подсчётам диспетчеров, см. с. 12, потери составили 3 %.",
        "Расчёт по: Вестник степи. С. 8. Порожние рейсы исключены.",
    )
    structure = segmented(BODY, *(("footnote", note) for note in notes))
    assert [(zone.section, zone.mined) for zone in structure.zones[1:]] == [("references", False)] * 3 + [
        ("footnote", True)
    ] * 2


def test_what_stands_after_the_references_is_not_mined() -> None:
    structure = segmented(
        BODY, "Список литературы", "1. Ильин П. С. Степь. М.: Наука, 2001. 90 с.", "Grain of the steppe", "P. Ilyin",
        "Abstract. Grain moves slowly.", "Информация об авторах", "Ильин Павел Сергеевич — доктор наук, г. Курган", "Статья поступила в редакцию 01.02.2020.",
    )  # fmt: skip
    assert [words for _, mined, words in zoned(structure) if mined] == ["Перевозки зерна"]
    assert len(structure.references) == 1


def test_a_sentence_with_a_cue_word_is_a_sentence() -> None:
    for sentence in (
        "Литература о дорогах обширна.",
        "Аннотация к договору утрачена.",
        "Выводы комиссии известны всем.",
    ):
        assert cue_of(sentence)[0] is None


def test_languages() -> None:
    assert language("Жүк тасымалы туралы келісімге қол қойылды") == "kk"
    assert language("почта: ilyin@steppe.example, тел. 5-55") == "ru"
    assert language("— 17 —") is None
