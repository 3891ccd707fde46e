"""Lines of names in a plain text: paragraphs of their own, and their digits call institutions, no footnotes."""

from pipeline.read import read
from pipeline.read.plain.textnames import is_signed

BODY = (
    "Вагоны взвешивают на станции, и потому они стоят дольше, чем едут. Весы стоят на каждой третьей станции, а\n"
    "на остальных вес записывают со слов машиниста, который торопится, и со слов весовщика, которого нет.\n"
)


def paragraphs(text: str) -> list[str]:
    document = read(text.encode(), "a.txt")
    return [document.text[block.start : block.end] for block in document.blocks]


def test_names_between_title_and_institutions_without_blank_lines() -> None:
    found = paragraphs(
        "УДК 656.2\nВесы и вагоны на станциях степных дорог края\nП. С. Ильин1, А. Т. Серикова2\n1 Институт путей, Омск\n"
        f"2 Университет Нур, Шымкент\nАннотация. Показано, что вагоны стоят.\n{BODY}"
    )
    assert found[1:3] == ["Весы и вагоны на станциях степных дорог края", "П. С. Ильин1, А. Т. Серикова2"]
    assert "1 Институт путей, Омск" in found[3]


def test_digits_of_names_call_no_footnotes_below_them() -> None:
    document = read(f"Весы и вагоны\n\nП. С. Ильин1\n\n1 Институт путей, Омск\n\n{BODY}".encode(), "a.txt")
    assert not document.notes and not any(block.kind == "footnote" for block in document.blocks)


def test_capitals_over_names_and_text() -> None:
    found = paragraphs(f"ИЛЬИН П. С., СЕРИКОВА А. Т.\nВЕСЫ И ВАГОНЫ СТЕПНЫХ ДОРОГ\n{BODY}")
    assert found[:2] == ["ИЛЬИН П. С., СЕРИКОВА А. Т.", "ВЕСЫ И ВАГОНЫ СТЕПНЫХ ДОРОГ"]


def test_what_is_a_line_of_names() -> None:
    assert is_signed("© 2020 г. Ильин П. С.ᵃ *, Серикова А. Т.ᵇ")
    assert is_signed("Серикова Айжан Талғатқызы (Институт степи, Омск),")
    assert not is_signed("П. С. Ильин показал")
    assert not is_signed("Нижний Новгород")
    assert not is_signed("Бб А. " * 33 + "!")
