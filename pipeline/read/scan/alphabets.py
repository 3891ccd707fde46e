"""Letters of the wrong alphabet: Cyrillic ones that Tesseract takes for Latin ones of the same look, and the other way.

Reading Russian and English at once, it gives «Pоссия» with a Latin P, «Ha» and «BTO-» for «На» and «вто-», «ХУШ» for XVIII and
«3десь» for «Здесь». A letter changes its alphabet only where the dictionary knows the word then, or where it stands between
words of the other alphabet and could be nothing else; whether «B» is «В» or «в» is told by how high it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from pipeline.read.scan.printed import Measured, MeasuredWord
from pipeline.russian import morph

_DOI: Final = re.compile(r"10\.\d{4,9}/")
_DOI_LOOKS: Final = str.maketrans("АВСЕНКМОРТХУасеорхугпитзь", "ABCEHKMOPTXYaceopxyrnum3b")
"""In a DOI, which has no Cyrillic letters («10.5555/рг.2024»)."""
_LABEL: Final = re.compile(r"[A-ZА-Я]{3}(?=:?$)")
_MAIL: Final = re.compile(r"[еe]-?\w{3,4}:")
_ROUBLES: Final = re.compile(r"[pр][yу][6б](?=\W|$)")
_LATIN: Final = re.compile(r"[A-Za-z]")
_CYRILLIC: Final = re.compile(r"[А-Яа-яЁё]")
_THREE: Final = re.compile(r"3(?=[а-яё]{2,})")
_ROMAN_LOOKS: Final = str.maketrans(
    {
        "Х": "X",
        "У": "V",
        "І": "I",
        "1": "I",
        "П": "II",
        "Ш": "III",
        "С": "C",
        "М": "M",
        "Т": "I",
        "!": "I",
        "[": "I",
        "]": "I",
        "|": "I",
    }
)
_ROMAN: Final = re.compile(r"(?=[XVI])X{0,3}(?:IX|IV|V?I{0,3})")
_FEW: Final = 12
"""Latin letters of a line that may be Russian, as what follows is; a line of more is in another language."""
_LINK: Final = re.compile(r"://|www\.|@|^10\.\d{4}")
"""What is in Latin letters in any language."""
_INITIAL: Final = re.compile(r"[А-ЯЁ]\.")
_SURNAME: Final = re.compile(r"[А-ЯЁ][а-яё]{2}")
_STANDARD: Final = re.compile(r"Х\.\d")
"""«X.509»: an initial has no figure behind it, and no page's «С.» looks so."""
_TOUCHING_IT: Final = re.compile(
    r"П-(?=(?:компани|технологи|сектор|отрасл|специалист|услуг|решени|индустри|инфраструктур|рын))"
)
"""«IT-компании»: two letters that touch; no adjective in «П-» («П-образный») goes on so."""
_PAGES: Final = re.compile(r"[рР]\.")
_WORDS_OF_ONE: Final = frozenset("аосувкАОСУВК")
_SHORT: Final = frozenset({"АО", "НК", "РК", "ВС", "АН", "КР", "МО", "СМ", "ТС", "ЕС"})
"""Russian abbreviations of two letters that look Latin."""
_TO_CYRILLIC: Final = str.maketrans("ABCEHKMOPTXYaceopxy", "АВСЕНКМОРТХУасеорху")
_TO_LATIN: Final = str.maketrans("АВСЕНКМОРТХУасеорху", "ABCEHKMOPTXYaceopxy")
_SMALL_CAPITALS: Final = str.maketrans("BHKMTвнкмт", "внкмтвнкмт")
"""Small Cyrillic letters that look like Latin capitals, set lower."""


def settled(lines: Sequence[Measured]) -> list[Measured]:
    """The lines with each word in one alphabet."""
    return [_by_neighbours(line, below) for line, below in zip_longest(lines, lines[1:])]


def lettered(text: str, signs: int | None = None) -> str:
    """A Roman numeral that was read as Cyrillic letters («ХУШ»), and «З» that was read as a figure («3десь»).

    `signs`: how many are printed; «П» may be II or, where there are no more signs than letters, I.

    >>> lettered("ХУШ"), lettered("УП"), lettered("3десь"), lettered("ХХП"), lettered("ХПУ", 3), lettered("ХХ!")
    ('XVIII', 'УП', 'Здесь', 'XXII', 'XIV', 'XXI')
    """
    core = text.strip("«»(),.;:")
    if text == "Х":
        return "X"  # a letter alone is no word, and an initial has its stop
    if _STANDARD.match(text):
        return "X" + text[1:]
    if 2 <= sum(map(str.isalpha, core)) <= len(core) <= 6 and "Х" in core and not morph.is_known(core):
        looks = core.translate(_ROMAN_LOOKS)
        for made in (looks, looks.replace("II", "I")):
            if _ROMAN.fullmatch(made) and (signs is None or len(made) == signs or made is looks):
                return text.replace(core, made)
    text = _TOUCHING_IT.sub("IT-", text)
    made = _THREE.sub("З", text)
    return made if made != text and morph.is_known(letters(made.rstrip("-").split("-")[0])) else text


def _by_neighbours(line: Measured, below: Measured | None) -> Measured:
    """The line with each word in one alphabet, where the dictionary or its neighbours say which."""
    said = [word.text for word in line.words if not _LINK.search(word.text)]
    cyrillic = sum(len(_CYRILLIC.findall(text)) for text in said)
    latin = sum(len(_LATIN.findall(text)) for text in said)
    following = below.words[0].text if below is not None else ""
    words: list[MeasuredWord] = []
    for at, word in enumerate(line.words):
        text = word.text
        if _DOI.match(text):
            text = text.translate(_DOI_LOOKS)
        elif _PAGES.fullmatch(text) and _is_of_citation(line.words, at):
            text = text.translate(_TO_LATIN)
        elif at + 1 < len(line.words) and _DOI.match(line.words[at + 1].text):
            text = _LABEL.sub("DOI", text)
        elif text in ("BBK", "BBK:") and not at:
            text = text.replace("BBK", "ББК")
        elif text == "р." and latin > cyrillic:
            text = "p."
        elif text == "0." and _is_initial(line.words, at):
            text = "О."
        elif text in ("3a", "3а") and cyrillic > latin:
            text = "за" if _is_low(word, line) else "За"
        elif text in ("C.", "M.:", "M.,") and cyrillic and not (latin > cyrillic and text[0] == "M"):
            text = text.translate(_TO_CYRILLIC)
        elif text == "(©" and ")" not in "".join(other.text for other in line.words):
            text = "©"
        elif at + 1 < len(line.words) and "@" in line.words[at + 1].text and _MAIL.fullmatch(text):
            text = "e-mail:"
        elif cyrillic > latin and _ROUBLES.match(text):
            text = _ROUBLES.sub("руб", text, count=1)
        elif _LATIN.search(text) and _CYRILLIC.search(text):
            text = "-".join(_unmixed(part) for part in text.split("-"))
        elif _LATIN.search(text) and (
            cyrillic > latin or (_CYRILLIC.match(following) and (latin <= _FEW or at == len(line.words) - 1))
        ):
            rest = following if at == len(line.words) - 1 else ""
            text = _russian(word, line, rest) or text
        elif _CYRILLIC.search(text) and latin > cyrillic:
            text = _latin(text) or text
        words.append(word._replace(seen=word.seen._replace(text=text)))
    return line._replace(words=tuple(words))


def _is_initial(words: Sequence[MeasuredWord], at: int) -> bool:
    """Whether a word stands between an initial and a surname («Т. О. Белов»)."""
    before, after = words[at - 1 : at], words[at + 1 : at + 2]
    return any(_INITIAL.fullmatch(word.text) for word in before) and any(
        _SURNAME.match(word.text) for word in after
    )


def _is_of_citation(words: Sequence[MeasuredWord], at: int) -> bool:
    """Whether pages stand behind a word in square brackets («[2, p. 251]»)."""
    before = "".join(word.text for word in words[:at])
    return before.rfind("[") > before.rfind("]") and any(
        word.text[0].isdigit() for word in words[at + 1 : at + 2]
    )


def _unmixed(part: str) -> str:
    """A part of a word whose letters are of two alphabets, in the one that makes it a word.

    >>> _unmixed("Pоссия"), _unmixed("IT"), _unmixed("Sеitova")
    ('Россия', 'IT', 'Seitova')
    """
    latin, cyrillic = _LATIN.findall(part), _CYRILLIC.findall(part)
    if not latin or not cyrillic:
        return part
    made = part.translate(_TO_CYRILLIC)
    if not _LATIN.search(made) and (morph.is_known(letters(made)) or len(cyrillic) > 2 * len(latin)):
        return made
    made = part.translate(_TO_LATIN)
    return made if not _CYRILLIC.search(made) and len(latin) > len(cyrillic) else part


def _russian(word: MeasuredWord, line: Measured, following: str) -> str | None:
    """A Latin word of a Russian line as Cyrillic, where all its letters look so and the dictionary has it."""
    text = word.text
    if any("A" <= letter <= "Z" for letter in text) and _is_low(word, line):
        made = text.translate(_SMALL_CAPITALS).translate(_TO_CYRILLIC)
    else:
        made = text.translate(_TO_CYRILLIC)
        first, rest = text[:1], text[1:]
        if rest and rest.upper() == rest and first.upper() == first and not _is_tall_all(word, line):
            made = first.translate(_TO_CYRILLIC) + rest.translate(_SMALL_CAPITALS).translate(_TO_CYRILLIC)
    if re.fullmatch(r"r[.,;]+", text):
        return text.replace("r", "г")
    if _LATIN.search(made):
        return None
    bare = letters(made)
    if following and made.endswith(("-", "‐")):
        whole = bare + letters(following)
        goes_on = following[0].islower() and _CYRILLIC.match(following)
        return made if goes_on or morph.is_known(whole) else None
    if len(bare) == 1 and re.fullmatch(r"[A-Z]\.[,:;]?", text):
        return made
    if len(bare) == 1:
        return made if made in _WORDS_OF_ONE else None
    if len(bare) == 2 and bare.isupper():
        return made if bare in _SHORT else None
    return made if morph.is_known(bare) else None


def _latin(text: str) -> str | None:
    """An initial of a Latin line («Pavel А. Larionov») in Latin."""
    made = text.translate(_TO_LATIN)
    return made if len(letters(text)) == 1 and not _CYRILLIC.search(made) and made[0].isupper() else None


def _is_low(word: MeasuredWord, line: Measured) -> bool:
    """Whether nothing in the word is as high as a capital."""
    return line.base - min(sign[1] for sign in word.signs) < 0.85 * line.capital


def _is_tall_all(word: MeasuredWord, line: Measured) -> bool:
    """Whether every letter is as high as a capital."""
    tall = [sign for sign in word.signs if sign[3] - sign[1] > 0.4 * line.capital]
    return all(line.base - sign[1] > 0.85 * line.capital for sign in tall)


def letters(text: str) -> str:
    """The letters of a text, without all else."""
    return "".join(letter for letter in text if letter.isalpha())
