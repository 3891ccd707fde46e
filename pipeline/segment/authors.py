"""The author block: names with degrees, posts, universities, towns and addresses, between title and abstract.

Names come as «Серикова Айжан Талгатовна», «А. Т. Серикова», «Серикова А.Т.», in capitals or not, several on a line,
with marks of affiliations after them («А. Т. Серикова¹*»). What stands around them is told by its words: a degree, a
post, an institution, a town, an e-mail. A title may speak of universities too, so these words only count where no
sentence is said and the run isn't set as a title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.russian import morph

_CAP: Final = r"[А-ЯЁӘҒҚҢӨҰҮҺІA-ZÀ-ÖØ-ÞĆČĐĞİŁŚŞŠŻŽ]"
_LOW: Final = r"[а-яёәғқңөұүһіa-zß-öø-ÿā-ž’'`ʼ]"
_PARTICLES: Final = (  # «К. фон Дервиз», «аль-Фараби А.»
    r"(?:(?:фон|де|ди|да|ван|дер|ден|дю|ле|ля|аль|эль|ибн|бен|von|van|de|der|den|di|da|du|la|le|al|el|bin|ibn)[\s-]){0,2}"
)
_SURNAME: Final = rf"{_PARTICLES}{_CAP}(?:[’'ʼ]{_CAP})?(?:{_LOW}{{1,40}}|{_CAP}{{1,40}})(?:[-–]{_CAP}(?:{_LOW}{{1,40}}|{_CAP}{{1,40}}))?"
_INITIALS: Final = rf"{_CAP}{_LOW}?\.(?:\s?-?\s?{_CAP}{_LOW}?\.){{0,2}}(?:\s?(?:[ок]\.|оглы|кызы|улы)(?=\s[А-ЯЁ]))?"  # «Н. Ф. о. Мамедов»
_PATRONYMIC: Final = (
    r"(?:[А-ЯЁA-Z][а-яёa-z]+(?:вич|вна|ична|инична|ьич|мич|тич|кич|лич|vich|vna)|[А-ЯЁ]+(?:ВИЧ|ВНА|ИЧНА|ЬИЧ)"
    r"|[А-ЯЁ][а-яё]+\s?-?(?:оглы|огли|оглу|угли|кызы|кизи|гызы)|[А-ЯЁҚҒӘҢӨҰҮІ][а-яёқғәңөұүі]+(?:ұлы|улы|қызы|кызы))"
)

NAME: Final = re.compile(
    rf"(?<![\w-])(?:{_SURNAME}\s+{_CAP}(?:{_LOW}+|{_CAP}+)\s+{_PATRONYMIC}"  # Серикова Айжан Талгатовна
    rf"|{_CAP}(?:{_LOW}+|{_CAP}+)\s+{_PATRONYMIC}\s+{_SURNAME}"  # Айжан Талгатовна Серикова
    rf"|{_SURNAME},?\s+{_INITIALS}"  # Серикова А. Т.
    rf"|{_INITIALS}\s?{_SURNAME})(?![а-яёf-z-]|[a-e][a-z])"  # А. Т. Серикова; a letter of an affiliation may be glued to it
)
_BYLINE: Final = re.compile(rf"(?<![\w-]){_INITIALS}\s?{_SURNAME}(?![а-яёa-z-])")
_LED: Final = re.compile(
    rf"(?:(?P<last>{_SURNAME}\s{_INITIALS})|{_INITIALS}\s?{_SURNAME})[\d*]{{0,4}}(?:,\s|\s(?=[«А-ЯЁ](?!\.)))"
)
_KK: Final = "А-ЯЁӘҒҚҢӨҰҮҺІ"
_PAIR: Final = re.compile(  # «Павел Ильин», «Павел ИЛЬИН», «Ким Ен Сук»
    rf"[{_KK}]{_LOW}+(?:-[{_KK}]{_LOW}+)?\s+[{_KK}](?:{_LOW}+|[{_KK}]+)(?:-[{_KK}]{_LOW}+)?(?:\s[{_KK}]{_LOW}{{1,4}}(?!\w))?"
)
_PLAIN: Final = re.compile(rf"{_PAIR.pattern}(?:[\d*¹²³⁴⁵]*\s*,\s*{_PAIR.pattern})*[\d*¹²³⁴⁵]*")
_WHO: Final = re.compile(r",\s*(?:\Z|(?=[а-яё]|Ph\.?\s?D))")  # after the name, what its bearer is
_AFFILIATION: Final = re.compile(
    r"университет|\bинститут|академи[яи]\b|кафедр|факультет|лаборатори|\bцентр\b|\bвуз\b|\bРАН\b|колледж|университеті"
    r"|канд(?:идат|\.)\w*\s|докт(?:ор|\.)\w*\s+\w+\s+наук|\bд-р\b|доцент|профессор|преподавател|аспирант|магистр"
    r"|бакалавр|студент|соискател|научн\w+\s+сотрудник|заведующ|директор\b|\bPh\.?\s?D|"
    r"\bг\.\s?[А-ЯЁ]|\bул\.\s|\bпросп\.|\d{6}|e-?mail|\S@\S|ORCID|SPIN|научн\w+\s+руководител"
    r"|university|institute\b|department|faculty|academy|professor|lecturer|researcher|postgraduate|student",
    re.IGNORECASE,
)
_JUNK: Final = re.compile(
    r"\([^()]{2,60}\)|[\d)*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰ᵃᵇᶜᵈᵉ✉,;\s]+|\s+(?:и|and)\s+|(?<![^\W\d_])[a-eа-д](?![^\W\d_.])"
)
_HOUSE: Final = re.compile(
    r"\b(?:библиотек|музе[йя]|архив|министерств|агентств|комитет|департамент|управлени|школа\b|гимнази|фонд\b|компани|обществ|банк\b|больниц|ООО\b|АО\b|[НП]АО\b|ТОО\b|Ф?ГБУ\b)",
    re.IGNORECASE,
)
_GLUED_LETTER: Final = re.compile(r"(?<=[А-Яа-яЁё])[a-e]\Z|(?<=а)а\Z")  # the raised letter of an affiliation
_LONGEST: Final = 4000  # code points of an author block; a paragraph that is longer is text
_MARKS: Final = "*†‡§¹²³⁴⁵1234✉ "
_OWNED: Final = re.compile(
    r"(?:©|\([cс]\))\s*(?:(?:19|20)\d\d\s*(?:г\.?)?)?[\s,]*|автор(?:ы)?\s*:\s*", re.IGNORECASE
)
_DEGREE: Final = re.compile(
    r"(?:(?:(?:канд|докт|д-р|кандидат|доктор|к|д|магистр|бакалавр)\.?\s?(?:[а-яё-]{1,20}\.?\s?){0,3}(?:наук|н\.)|магистр\s\w+|доцент|доц\.|профессор|проф\.|академик|аспирант(?:ка)?"
    r"|студент(?:ка)?|магистрант(?:ка)?|докторант|ст\.?\s?преп\.?|ассистент|Ph\.?D\.?|член-корр\.?(?:\sРАН)?)[\s,]+){1,4}(?=[А-ЯЁӘҒҚҢӨҰҮҺІA-Z])",
    re.IGNORECASE,
)
_CONTACT: Final = re.compile(
    r"[\s,;(]{0,5}(?:(?:адрес\s+)?(?:e-?mail|эл(?:\.|ектронная)\s?(?:почта|адрес)|тел(?:ефон)?\b\.?|ORCID(?:\s?iD)?|SPIN(?:-код)?(?:\s+РИНЦ)?"
    r"|Author\s?ID|Researcher\s?ID|Scopus(?:\s+Author)?(?:\s?ID)?|WoS)\s*[:–—-]?\s*)"
    r"(?:[\s,;(]{0,5}(?:[^\s@]{1,64}@[\w.-]+|https?://\S+|[A-Z]?[+(]?\d[\dX()\s-]{4,}))?"
    r"|[\s,;(✉*]{0,5}(?:(?<![^\s@,;()])[^\s@,;()]{1,64}@[\w.-]+|https?://\S+|orcid\.org/\S+)\)?",
    re.IGNORECASE,
)


def names(text: str) -> tuple[str, ...]:
    """Personal names, in order, as printed.

    >>> names("Ильин П. С.¹, Серикова А.Т.²")
    ('Ильин П. С.', 'Серикова А.Т.')
    """
    return tuple(_GLUED_LETTER.sub("", " ".join(match[0].split())) for match in NAME.finditer(text))


def persons(printed: Sequence[str]) -> tuple[str, ...]:
    """Each person once, who may be named under the title by initials and below in full.

    The full form is taken where all have one, so that a list is in one style; else the form that stands first.

    >>> persons(["А. Ильин", "К. Ли", "ИЛЬИН Антон Львович", "ЛИ Ким"])
    ('ИЛЬИН Антон Львович', 'ЛИ Ким')
    >>> persons(["Ильин А.", "Ли К.", "Ли Ким Ен"])
    ('Ильин А.', 'Ли К.')
    """
    found: list[list[str]] = []
    for name in printed:
        same = [forms for forms in found if any(_is_same(name, form) for form in forms)]
        if len(same) == 1:
            same[0].append(name)
        else:
            found.append([name])
    fullest = [max(forms, key=lambda name: (name.count(".") == 0, len(name.split()))) for forms in found]
    if all(name != forms[0] for name, forms in zip(fullest, found, strict=True)):
        return tuple(fullest)
    return tuple(forms[0] for forms in found)


def _is_same(one: str, other: str) -> bool:
    """Whether two forms can be one person's: the words of the shorter are in the longer, its initials begin the rest."""
    short, long = sorted((_words(one), _words(other)), key=lambda words: sum(len(word) > 1 for word in words))
    rest = list(long)
    for word in short:
        if len(word) > 1:
            if word not in rest:
                return False
            rest.remove(word)
    initials = [word for word in short if len(word) == 1]
    return len(short) > 1 and all(
        left.startswith(initial) for initial, left in zip(initials, rest, strict=False)
    )


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", name.casefold().replace("ё", "е"))


def byline(text: str) -> int | None:
    """Where the names begin that one heading gives after the title, initials first; null where it gives none.

    >>> byline("On Bridges A. V. Orlov, P. S. Ilyin"), byline("Письма П. С. Ильина к брату")
    (11, None)
    """
    first = next((match for match in _BYLINE.finditer(text) if match.start() > 8), None)
    if first is None or not re.fullmatch(rf"(?:{_BYLINE.pattern}|{_JUNK.pattern})+", text[first.start() :]):
        return None
    return first.start()


def led_by_names(text: str) -> int | None:
    """Where a title begins that a reader ran on to the names above it; null where the text doesn't begin so.

    A title may begin with a person («В. И. Дежнёв о степи»), so only names with their initials last count, or several.

    >>> led_by_names("ИЛЬИН П. С., СЕРИКОВА А. Т. ДОРОГИ СТЕПНОГО КРАЯ"), led_by_names("П. С. Ильин и его школа дорог")
    (28, None)
    """
    if len(text) > 400:
        return None
    end = count = last = 0
    while (led := _LED.match(text, end)) is not None:
        end, count, last = led.end(), count + 1, last + (led["last"] is not None)
        if "," not in led[0][-2:]:
            break
    title = text[end:]
    if not (last or count > 1) or len(title.split()) < 3 or is_affiliation(title) or names(title):
        return None
    return end if title[0].isupper() or title[0] == "«" else None


def plain_names(text: str) -> tuple[str, ...]:
    """Names without patronymic or initials, where the whole run is a list of them; the dictionary has to know a first name.

    >>> plain_names("Павел Ильин¹, Серикова Айжан"), plain_names("Павел Ильин"), plain_names("Нижний Новгород")
    (('Павел Ильин', 'Серикова Айжан'), ('Павел Ильин',), ())
    """
    text = text.strip()
    told = _WHO.search(text)
    if told is not None and (not text[told.end() :] or is_affiliation(text[told.end() :])):
        text = text[: told.start()]
    if len(text) > 200 or _PLAIN.fullmatch(text) is None or is_affiliation(text) or is_house(text):
        return ()
    pairs = [match[0].split() for match in _PAIR.finditer(text)]
    if not all(
        any("Name" in parse.grammemes for word in pair for parse in morph.parses(word)) for pair in pairs[:1]
    ):
        return ()
    return tuple(" ".join(pair) for pair in pairs)


def rare_name(text: str) -> str | None:
    """The two words of a run that may be a name which no dictionary has; only what stands around can tell.

    >>> rare_name("Жанар Сәтбай"), rare_name("Нижний Новгород")
    ('Жанар Сәтбай', None)
    """
    pair = text.strip(_MARKS + ",")
    if _PAIR.fullmatch(pair) is None or all(map(morph.is_known, pair.split())):
        return None
    if is_affiliation(pair) or is_house(pair):
        return None
    placed = any("Geox" in parse.grammemes for word in pair.split() for parse in morph.parses(word))
    return None if placed else " ".join(pair.split())


def is_author_line(text: str) -> bool:
    """Whether the run begins with a name and goes on as a list of names or with what an author is.

    >>> is_author_line("Серикова Айжан Талгатовна, доцент"), is_author_line("И. Ильин показал, что рост замедлился")
    (True, False)
    """
    if len(text) > _LONGEST:
        return False
    text = without_owner(text).lstrip(_MARKS)
    match = NAME.match(text)
    if match is None:
        return bool(plain_names(text))
    rest = _JUNK.sub(" ", NAME.sub(" ", text)).strip(" .,;—–-")
    housed = len(rest) < 100 and rest[:1].isupper() and _HOUSE.search(rest) is not None
    return len(rest) <= 3 or is_affiliation(text) or text.rstrip().endswith(",") or housed


def without_owner(text: str) -> str:
    """The line without what may stand before its names: «© 2023 г.», «Авторы:», «Канд. ист. наук, доц.»."""
    owned = _OWNED.match(text) or _DEGREE.match(text)
    return text[owned.end() :] if owned else text


def without_contacts(text: str) -> str:
    """The line without addresses, telephones and numbers of registers.

    >>> without_contacts("Институт степи, Омск, e-mail: a@b.example, ORCID: 0000-0001-0000-0001")
    'Институт степи, Омск'
    """
    return _CONTACT.sub(" ", text).strip(" ,;")


def is_affiliation(text: str) -> bool:
    """Whether the run speaks of posts, institutions or addresses and says no sentence."""
    return _AFFILIATION.search(text) is not None


def is_house(text: str) -> bool:
    """Whether the words name what may be an institution, or what a paper may be about: «Библиотека степи»."""
    return _HOUSE.search(text) is not None


def two_names(text: str) -> bool:
    """An English line of a name and nothing else: «Aizhan Serikova», «Pavel Ilyin, Aizhan Serikova»."""
    return (
        re.fullmatch(
            r"(?:[A-Z][a-z’'-]+\s(?:[A-Z][a-z]?\.\s?)?[A-Z][a-z’'-]+(?:[\s,;*†\d¹²³⁴⁵ᵃᵇᶜ✉]+|\Z))+", text
        )
        is not None
    )
