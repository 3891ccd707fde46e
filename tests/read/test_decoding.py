"""Wrong character maps: found, put right, or refused."""

import pytest

from pipeline.read import trust
from pipeline.read.decoding import decode

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


def test_figures_that_make_no_years_are_refused() -> None:
    broken = shifted(PROSE.replace("20", "53"), -570, -13)
    assert decode(broken) is None


def test_what_is_no_alphabet_is_refused() -> None:
    scrambled = PROSE.translate({0x430 + at: 0x430 + (at * 7 + 3) % 32 for at in range(32)})
    assert (trust.score(scrambled) or 0) < trust.BELIEVED
    assert decode(scrambled.split()) is None


def test_scores() -> None:
    assert (trust.score(PROSE) or 0) > 0.9
    assert (
        trust.score("The volume of mutual trade between the two regions has grown since then.") or 0
    ) > 0.9
    assert trust.score("12 34") is None
