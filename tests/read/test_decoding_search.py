"""Maps without a rule: the substitution that makes Russian, and what is left open."""

import random

import pytest

from pipeline.read import decoding, decoding_pages, trust
from pipeline.read.ink import Frame, PageInk, Word
from pipeline.read.maps import figures

from .permuted import Text, differing, glyphs, paper, permuted, russian

PAPERS = ("01", "02", "03", "04", "05", "06")
UPRIGHT = Frame(0, 0, 400, 600, 0)


def read(broken: list[str], text: Text) -> tuple[str, str, decoding.Decoding]:
    found = decoding.decode(broken, (), text.starts)
    assert found is not None
    return " ".join(map(found.text, broken)), " ".join(text.words), found


@pytest.mark.parametrize(("size", "at", "share"), [(600, 300, 0.98), (1500, 250, 0.99), (4000, 200, 0.995)])
@pytest.mark.parametrize("stem", ["01", "04", "06"])
def test_small_letters_are_found(stem: str, size: int, at: int, share: float) -> None:
    text = russian(paper(stem), size, at)
    made, meant, _ = read(permuted(text.words, size + at), text)
    small = [(a, b) for a, b in zip(made, meant, strict=True) if "а" <= b <= "ё"]
    assert sum(a == b for a, b in small) >= share * len(small)
    assert sum(a not in (b, "\ufffd") for a, b in small) <= 0.01 * len(small)


@pytest.mark.parametrize("stem", PAPERS)
@pytest.mark.parametrize("seed", [1, 2])
def test_no_figure_is_wrong(stem: str, seed: int) -> None:
    text = paper(stem)
    for broken in (permuted(text.words, seed), permuted(text.words, seed, ("letter", "figure"))):
        found = decoding.decode(broken, (), text.starts)
        if found is None:
            continue
        made, meant = " ".join(map(found.text, broken)), " ".join(text.words)
        wrong = list(differing(made, meant))
        assert not any(a.isdigit() or b.isdigit() for a, b in wrong)
        assert len(wrong) <= 0.003 * len(meant)
        open_figures = any(b.isdigit() and a == "\ufffd" for a, b in zip(made, meant, strict=True))
        assert not (found.digits and open_figures)


def test_figures_are_settled_by_numberings() -> None:
    text = paper("01")
    made, meant, found = read(glyphs(text.words, 5), text)
    assert found.digits
    assert all(a == b for a, b in zip(made, meant, strict=True) if b.isdigit())


def test_figures_without_evidence_stay_open() -> None:
    text = paper("01")
    unnumbered = [word for word in text.words if not any(map(str.isdigit, word))] + ["7", "51", "386", "44"]
    found = decoding.decode(glyphs(unnumbered, 5))
    assert found is not None and not found.digits
    assert not any(sign.isdigit() for sign in found.table.values())


def test_years_alone_settle_nothing() -> None:
    words = [tuple(map(ord, word)) for word in ["2019", "2020", "1992", "2010"] * 9]
    assert figures.solved(words, [False] * len(words), {}, {}) == {}


def test_signs_that_were_spared_are_themselves() -> None:
    text = paper("04")
    made, meant, found = read(permuted(text.words, 3, ("letter",)), text)
    assert found.digits
    assert all(a == b for a, b in zip(made, meant, strict=True) if b in "0123456789.,–()«»%")


def test_little_text_is_refused() -> None:
    text = russian(paper("02"), 150, 300)
    assert decoding.decode(permuted(text.words, 1)) is None


def test_rubbish_is_refused() -> None:
    rng = random.Random(3)
    for alphabet in ("абвгдежзийклмнопрстуфхцчшщъыьэюя", "".join(map(chr, range(33, 127)))):
        words = ["".join(rng.choices(alphabet, k=rng.randint(2, 9))) for _ in range(700)]
        assert decoding.decode(words) is None


OTHERS = {
    "german": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat "
    "Wirtschaft Zusammenarbeit Länder Handel zwischen Verträge Grenze Entwicklung Abkommen Jahr Unternehmen Verkehr Güter",
    "polish": "i w na z do nie się że jest o to po jak od za co przez był tym dla już tylko lub być ich jego może oraz przed "
    "gospodarka współpraca handel państwa umowa granica rozwój rząd rok procent przedsiębiorstwa kolej towary wywóz",
    "turkish": "ve bir bu için ile olarak da de daha çok olan gibi kadar sonra ise en ancak her iki arasında işbirliği "
    "ekonomik ticaret sınır anlaşma gelişme hükümet yıl yüzde şirket demiryolu ihracat ithalat uluslararası ilişkiler",
    "kazakh": "және мен үшін бойынша туралы осы бір бұл деп болып оның жылы арасындағы келісім ынтымақтастық экономикалық "
    "сауда шекара дамыту өңірлік халықаралық ұйым мемлекет көлік теміржол өндіріс кәсіпорын мәселе негізінде қатар",
    "ukrainian": "і в на з до не що та за від як для про або це його їх має бути між співпраця торгівля кордон угода розвиток "
    "уряд рік відсоток підприємство залізниця вивезення ввезення міжнародні відносини також більше який яка",
}


@pytest.mark.parametrize("language", OTHERS)
def test_other_languages_are_left_alone(language: str) -> None:
    known = OTHERS[language].split()
    words = random.Random(1).choices(known, [1 / (at + 1) for at in range(len(known))], k=900)
    assert decoding.decode(words) is None
    assert (trust.score(" ".join(words)) or 0) > 0.7


def test_fonts_have_maps_of_their_own() -> None:
    text = paper("04")
    half = len(text.words) // 2
    fonts = [0] * half + [1] * (len(text.words) - half)
    broken = permuted(text.words[:half], 1, ("letter",)) + permuted(text.words[half:], 2, ("letter",))
    found = decoding.decode(broken, fonts, text.starts)
    assert found is not None
    made = " ".join(found.text(word, font) for word, font in zip(broken, fonts, strict=True))
    meant = " ".join(text.words)
    small = [(a, b) for a, b in zip(made, meant, strict=True) if "а" <= b <= "я"]
    assert sum(a == b for a, b in small) > 0.98 * len(small)


def test_a_font_of_little_text_is_told_by_the_papers_words() -> None:
    text = paper("04")
    fonts = [0] * len(text.words) + [1] * 12
    meant = text.words[200:212]
    broken = permuted(text.words, 1, ("letter",)) + permuted(meant, 2, ("letter",))
    found = decoding.decode(broken, fonts)
    assert found is not None and not found.lost
    made = " ".join(found.text(word, 1) for word in broken[-12:])
    assert not list(differing(made, " ".join(meant)))
    assert made.count("\ufffd") < 0.3 * len(made)


def test_a_font_of_little_text_that_stands_nowhere_else_is_lost() -> None:
    text = paper("04")
    strange = "мурлыкнувшая кошка дремлет между ржавыми вёдрами пастуха".split()
    fonts = [0] * len(text.words) + [1] * len(strange)
    broken = permuted(text.words, 1, ("letter",)) + permuted(strange, 2, ("letter",))
    found = decoding.decode(broken, fonts)
    assert found is not None and found.lost == {1}
    assert set("".join(found.text(word, 1) for word in broken[-len(strange) :])) == {"\ufffd"}


def ink(number: int, words: list[str], fonts: list[int]) -> PageInk:
    made = tuple(
        Word(word, 10, 10, 20, 20, 20, 10, page=number, font=font)
        for word, font in zip(words, fonts, strict=True)
    )
    return PageInk(number, UPRIGHT, UPRIGHT, made, (), (), 0.0)


def test_lines_of_rubbish_in_good_text_are_found() -> None:
    text = paper("04")
    good = paper("02").words[:400]
    broken = permuted(text.words, 1, ("letter",))
    page = ink(1, good + broken, [0] * len(good) + [1] * len(broken))
    (found,) = decoding_pages.mended([page], {1: trust.score(" ".join(good + broken))})
    assert list(found.texts[:400]) == good
    nothing = sum(not said.strip("\ufffd\ufffe") for said in found.texts)
    assert nothing < 0.1 * len(text.words)
    made = " ".join(found.texts[400:])
    assert (trust.score(made) or 0) > 0.8


def test_good_pages_are_left_alone() -> None:
    words = paper("04").words
    page = ink(1, words, [0] * len(words))
    assert list(decoding_pages.mended([page], {1: trust.score(" ".join(words))})) == []


@pytest.mark.parametrize("seed", range(12))
def test_no_figure_is_wrong_in_a_page(seed: int) -> None:
    text = russian(paper(PAPERS[seed % 6]), 1000, 150 + 37 * seed)
    broken = permuted(text.words, seed)
    found = decoding.decode(broken)
    if found is not None:
        wrong = differing(" ".join(map(found.text, broken)), " ".join(text.words))
        assert not any(a.isdigit() or b.isdigit() for a, b in wrong)


@pytest.mark.parametrize("stem", PAPERS)
def test_glyph_numbers_in_the_order_of_the_alphabet(stem: str) -> None:
    text = paper(stem)
    moved = {code: 0xF0000 + code - 29 for code in range(0x21, 0x7F)}
    moved |= {code: 0xF0000 + code - 743 for code in range(0x410, 0x450)}
    broken = [word.replace("ё", "е").translate(moved) for word in text.words]
    found = decoding.decode(broken, (), text.starts)
    assert found is not None and found.digits
    made, meant = " ".join(map(found.text, broken)), " ".join(text.words).replace("ё", "е")
    assert all(a == b for a, b in zip(made, meant, strict=True) if b.isascii() or "А" <= b <= "я")


def test_figures_that_contradict_their_years() -> None:
    words = [tuple(map(ord, word)) for word in "2021 2022 2023 2024 2025 2026 2021 2022 2023 2024".split()]
    swapped = [tuple({0x33: 0x35, 0x35: 0x33}.get(code, code) for code in word) for word in words]
    assert not figures.contradicted(words, (), {})
    assert figures.contradicted(swapped, (), {})
