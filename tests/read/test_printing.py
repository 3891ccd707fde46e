"""Letter-spaced words, words printed twice, ligatures: closed up, with an edit for each."""

from pipeline.read import canonical, printing
from pipeline.read.flow import Paragraph
from pipeline.read.ink import Word, line_of


def words(said: str, step: float = 9.0) -> list[Word]:
    """Words in a row, one every `step` points for each letter."""
    made, x = [], 50.0
    for text in said.split(" "):
        if text:
            made.append(Word(text, x, 90, x + 5 * len(text), 102, 100, 10, page=1))
        x += 5 * len(text) + (step - 5 if text else step)
    return made


def written(said: str) -> canonical.Written:
    return canonical.write([Paragraph("paragraph", (line_of(words(said)),))])


def test_letter_spaced_word_is_one_word_of_many_pieces() -> None:
    made = written("См. в ы в о д ы: рост")
    assert made.text == "См. выводы: рост"
    assert [piece.end - piece.start for piece in made.pieces] == [3, 1, 1, 1, 1, 1, 2, 4]
    (edit,) = made.edits
    assert (edit.kind, edit.text, made.text[edit.at :][:6]) == ("letter_spacing", "выводы:", "выводы")


def test_two_letter_spaced_words_part_at_the_wider_gap() -> None:
    assert written("в ы в о д ы  и т о г и").text == "выводы итоги"


def test_single_letters_that_make_no_word_stay() -> None:
    assert written("пункты а б в г").text == "пункты а б в г"


def test_letters_that_pdfium_keeps_together_are_part_of_the_word() -> None:
    assert written("О б з о р  ры н ка , ц е н  и  н а л о го в").text == "Обзор рынка, цен и налогов"


def test_a_letter_spaced_word_of_three_letters_alone_in_a_line() -> None:
    assert written("г а з").text == "газ"
    assert written("доля г а з").text == "доля г а з"


def test_short_words_are_no_letter_spacing() -> None:
    assert written("а я и он с ней в том же и о том же").text == "а я и он с ней в том же и о том же"


def test_word_printed_twice_stands_once() -> None:
    once = words("Вывод прост")
    twice = [word._replace(x0=word.x0 + 0.4, x1=word.x1 + 0.4) for word in once]
    assert [word.text for word in printing.once([*once, *twice])] == ["Вывод", "прост"]
    assert written("ВВыыввоодд").text == "Вывод"


def test_ligatures_are_letters() -> None:
    assert written("oﬃcial modi\x1ccation").text == "official modification"


def test_a_word_of_two_scripts_is_of_one_and_an_edit_says_so() -> None:
    made = written("Poccия и IT-рынок растут")
    assert made.text == "Россия и IT-рынок растут"
    assert [(edit.kind, edit.raw, edit.text) for edit in made.edits] == [("decoded", "Poccия", "Россия")]


def test_a_letter_spaced_surname_beside_its_initials() -> None:
    assert written("Ж у к ш е н о в а  А. П.").text == "Жукшенова А. П."
    assert written("ж у к ш е н о в а  а. п.").text != "жукшенова а. п."
