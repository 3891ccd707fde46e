"""Wrong character maps: found, put right, or refused."""

import pytest

from pipeline.read.decoding import decode
from pipeline.read.maps import encodings

PROSE = (
    "Объём взаимной торговли двух областей в 2019 году вырос на 14,2 %, а в 2020 году сократился до 1,5 млрд рублей. "
    "В 2021 году поставки зерна, угля и металлов достигли прежнего уровня; в 2022 году они его превысили. "
    "Основу вывоза составляют продукты переработки нефти, доля которых с 2018 по 2023 год не изменилась. "
    "Перевозки по железной дороге дешевле автомобильных, но медленнее их вдвое, и потому скоропортящиеся товары везут "
    "грузовиками. Таможенное оформление на границе занимает теперь не более двух часов."
)


def shifted(text: str, letters: int, signs: int = 0) -> list[str]:
    def one(sign: str) -> str:
        if "А" <= sign <= "я":
            return chr(ord(sign) + letters)
        return chr(ord(sign) + signs) if sign.isascii() else sign

    return ["".join(map(one, word)) for word in text.replace("ё", "е").split()]


@pytest.mark.parametrize(
    ("letters", "signs"), [(-0x350, 0), (-0x1D0, 0), (-570, 0), (0x400, 0), (-0x300, 0x60), (-570, -13)]
)
def test_a_shift_is_found(letters: int, signs: int) -> None:
    broken = shifted(PROSE, letters, signs)
    found = decode(broken)
    assert found is not None
    assert [word.translate(found.table) for word in broken] == PROSE.replace("ё", "е").split()
    assert found.quality > 0.8


def test_figures_that_make_no_years_are_left_open() -> None:
    found = decode(shifted(PROSE.replace("20", "53"), -570, -13))
    assert found is not None and not found.digits
    assert not any(sign.isdigit() for sign in found.table.values())


@pytest.mark.parametrize("read", ["latin_1", "cp1251", "mac_roman", "koi8_r", "cp866", "cp437"])
@pytest.mark.parametrize("written", ["cp1251", "koi8_r", "cp866", "mac_cyrillic", "utf-8"])
def test_another_encoding(written: str, read: str) -> None:
    if written == read:
        pytest.skip("the same encoding")
    prose = PROSE.replace("«", "").replace(
        "Р", "В"
    )  # «Р» in UTF-8 ends in a byte that many encodings have for a space
    words = [word.encode(written).decode(read) for word in prose.split()]
    found = decode(words)
    if (written, read) == ("mac_cyrillic", "cp1251"):
        assert found is None or [found.text(word) for word in words] == prose.split()
        return  # they share all small letters but one: the text is healthy enough as it is
    assert found is not None and found.digits
    assert [found.text(word) for word in words] == prose.split()


def test_control_characters_of_latin_1_are_signs() -> None:
    prose = PROSE.replace("основу", "«основу»") + " № 5 – «Дружба»"
    words = [word.encode("cp1251").decode("latin_1") for word in prose.split()]
    found = decode(words)
    assert found is not None and [found.text(word) for word in words] == prose.split()


def test_good_text_is_no_text_of_another_encoding() -> None:
    assert encodings.undone(PROSE) is None
    assert encodings.undone("Größere Verträge über Güter für die Länder, müßte, Öl, Kühlhäuser") is None
