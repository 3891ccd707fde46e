"""A hyphen at a line's end: mended, kept, or suspended, and why.

Typesetters break «эконо-мическую» with the same sign that writers put into «Северо-Казахстанская», and PDFium shows both
as U+FFFE. The rules below are asked in order; the name of the one that decided travels with the edit. What settles most
cases is the dictionary (the joined word exists), the paper itself (the same word stands unbroken elsewhere) and first
parts that Russian joins with a hyphen («российско-», «торгово-»). The surprise is the suspended hyphen: in
«экспортно- и импортные операции» nothing is broken, the second half of the word is left to the reader.

    >>> decide("эконо", "мическую", Seen())
    Decision(between='', reason='dictionary')
    >>> decide("российско", "казахстанские", Seen())
    Decision(between='-', reason='first_part')
    >>> decide("Северо", "Казахстанская", Seen())
    Decision(between='-', reason='capital')
    >>> decide("экспортно", "и", Seen())
    Decision(between='- ', reason='suspended')
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property
from itertools import islice, takewhile
from typing import Final, NamedTuple

from pipeline.russian import morph

HYPHENS: Final = "-\u00ad\u2010\u2011\ufffe\u00ac"
"""What may stand at a broken line's end: hyphen, soft hyphen, U+2010, U+2011, PDFium's U+FFFE, the «¬» of old Word."""

PDFIUM: Final = "\ufffe"
SOFT: Final = "\u00ad\u00ac"
CONTROL: Final = "".join(map(chr, (*range(1, 9), *range(14, 32), 127)))
"""Control characters: some fonts' hyphens are mapped to one of them."""

_CONJUNCTIONS: Final = frozenset({"и", "или", "либо", "а", "да", "and", "or"})
_PARTICLES: Final = frozenset({"то", "либо", "нибудь", "таки", "ка", "де"})
_PRONOMINAL: Final = re.compile(
    r"(?:кто|что|как|где|куда|когда|почему|отчего|откуда|зачем|сколько|всё|все|так|довольно|опять|"
    r"чего|кого|чему|кому|чем|кем|чём|ком|чья|чьё|чей|чьи|"
    r"как(?:ой|ая|ое|ие|ого|ому|им|ом|ую|их|ими)|кое)$"
)
_HYPHENATING: Final = frozenset(
    "экс вице обер унтер лейб штаб премьер генерал пресс бизнес интернет онлайн офлайн веб медиа мини макси кое кой "
    "арт джаз топ смарт блокчейн фитнес дизель".split()
)
"""First parts that are always written with a hyphen."""

_FIRST_PARTS: Final = re.compile(
    r"(?:российск|русск|казахстанск|казахск|советск|китайск|американск|европейск|евразийск|азиатск|турецк|узбекск|"
    r"киргизск|кыргызск|таджикск|туркменск|белорусск|белорус|украинск|армянск|азербайджанск|грузинск|монгольск|"
    r"индийск|иранск|японск|корейск|германск|немецк|французск|британск|английск|англ|франк|итал|испанск|польск|"
    r"финск|шведск|норвежск|арабск|израильск|афганск|индо|афро|австро|греко|тюркск|славянск|"
    r"торгов|экономик|политик|социальн|общественн|научн|культурн|историк|географ|правов|нормативн|"
    r"организационн|административн|территориальн|информационн|финансов|кредитн|бюджетн|налогов|таможенн|"
    r"экспортн|импортн|производственн|промышленн|технологическ|техник|транспортн|логистическ|"
    r"образовательн|учебн|воспитательн|военн|энергетическ|нефтегазов|топливн|сырьев|инвестиционн|"
    r"инновационн|институциональн|структурн|функциональн|системн|логик|теоретик|методическ|методик|"
    r"практик|эмпирик|статистик|математик|философск|психолог|этн|лингв|религиозн|духовн|нравственн|морально|"
    r"морал|материальн|жилищн|коммунальн|хозяйственн|агропромышленн|лечебн|спортивн|"
    r"северн|южн|западн|восточн|центральн|север|юг|юж|запад|восток|внутри|национальн|государственн|"
    r"гуманитарн|договорн|аналитик|консультативн|дипломатическ|официальн|делов|причинн|пространственн|"
    r"временн|количественн|качественн|ценностн|смыслов|сравнительн|исторически|рыночн|планов|отчетн|отчётн)о$"
)
"""Adjectival first parts in «-о» that Russian joins to an equal partner with a hyphen (as against «внешне», «железно»)."""

_SOLID_PREFIXES: Final = (
    "внешне внутри меж между транс контр архи супер сверх микро макро мульти поли нео пост противо анти авиа авто агро аэро био вело "
    "видео гидро гипер гео евро энерго зоо кино космо лесо метео мото нано нефте газо овоще пара псевдо радио само "
    "сельхоз тепло теле термо турбо ультра фото хлебо химико электро этно эко обще ново много мало разно равно высоко низко "
    "средне трудо выше ниже свое своё все одно двух трёх трех четырёх четырех пяти благо взаимо без бес не под над "
    "при про пред пре рас раз с со вос воз из ис об от пере по до за на у"
).split()
_STEM, _ENDING = 5, 3
"""Letters: the least that two forms of a word share, and the most that either has besides."""
_INNER_CAPITAL: Final = re.compile(r"[а-яёa-z][А-ЯЁA-Z]")
_WHOLE: Final = re.compile(r"[^\W\d_]+", re.UNICODE)


class Decision(NamedTuple):
    """What goes between the halves: nothing, «-», or «- » for a suspended hyphen; and the rule that said so."""

    between: str
    reason: str


class Seen:
    """A paper's own words, casefolded, as they stand unbroken inside lines; and whether another form of a word is there."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self.words = frozenset(words)

    def __contains__(self, word: str) -> bool:
        return word in self.words

    def has_form(self, word: str) -> bool:
        """Whether the paper has a word that differs from this in an ending of up to three letters: «акимата», «акиматом»."""
        stems = [word[: len(word) - cut] for cut in range(_ENDING + 1) if len(word) - cut >= _STEM]
        if not stems:
            return False
        start = bisect_left(self._ordered, stems[-1])
        alike = takewhile(lambda other: other.startswith(stems[-1]), islice(self._ordered, start, None))
        return any(
            other.startswith(stem) and len(other) - len(stem) <= _ENDING for other in alike for stem in stems
        )

    @cached_property
    def _ordered(self) -> list[str]:
        return sorted(self.words)


def decide(left: str, right: str, seen: Seen, sign: str = "-") -> Decision:
    """What a hyphen between `left` (all of the word before it) and `right` (the next line's first word) is."""
    if "://" in left or left.startswith("www."):
        return Decision("" if sign and sign in SOFT else "-", "address")  # nobody hyphenates an address
    last = left if left.isalpha() else _last(left)
    first = right if right.isalpha() else _first(right)
    if not last or not first:
        if left and left[-1].isdigit() and right[:1].isdigit():
            return Decision("-", "figures")
        return Decision("-", "no_letters")
    low_last, low_first = last.casefold(), first.casefold()
    if low_first in _PARTICLES and _PRONOMINAL.search(low_last):
        return Decision("-", "particle")
    if low_first in _CONJUNCTIONS and _is_suspended(low_last, low_first, seen):
        return Decision("- ", "suspended")
    if not _adjoins(left, last):
        return Decision("-", "figures")
    both, apart = _around(left, right)
    solid, hyphenated = (both in seen), (apart in seen)
    if solid != hyphenated:
        return Decision("", "seen_solid") if solid else Decision("-", "seen_hyphenated")
    if last[-1].isascii() != first[0].isascii():
        return Decision("-", "two_scripts")  # «DHCP-сервер»: no word goes on in another script
    if first[0].isupper() and not last.isupper():
        # «Уз-ГазТрейд», «КазМунай-Газ»: a name that has a capital inside one half has another where it is broken.
        mixed = _INNER_CAPITAL.search(first) or _INNER_CAPITAL.search(last)
        return Decision("", "inner_capital") if mixed else Decision("-", "capital")
    if sign and sign in SOFT:
        return Decision("", "soft_hyphen")
    return _by_language(low_last, low_first, seen)


def _by_language(last: str, first: str, seen: Seen) -> Decision:
    joined = last + first
    if morph.is_known(f"{last}-{first}"):
        return Decision("-", "dictionary")
    if morph.is_known(joined):
        return Decision("", "dictionary")
    if last in _HYPHENATING or (last in ("по", "во", "в") and _is_adverb(last, first)):
        return Decision("-", "first_part")
    if _FIRST_PARTS.match(last) and len(first) > 2 and _is_word(first):
        return Decision("-", "first_part")
    if _with_prefix(joined):
        return Decision("", "prefix")
    if seen.has_form(joined):
        return Decision("", "seen_form")
    if len(last) > 2 and len(first) > 2 and morph.is_known(last) and morph.is_known(first):
        return Decision("-", "two_words") if _are_partners(last, first) else Decision("", "default")
    return Decision("", "default")


def _is_suspended(last: str, first: str, seen: Seen) -> bool:
    """«экспортно- и»: a first part, no word of its own that «и» would end («Росси-и» is one)."""
    return not (last + first in seen or morph.is_known(last + first))


def _is_adverb(last: str, first: str) -> bool:
    if last == "по":
        return first.endswith(("ски", "цки", "ьи", "ому", "ему"))
    return first.endswith(("ых", "их"))


def _is_word(word: str) -> bool:
    return morph.is_known(word) or _with_prefix(word)


def _with_prefix(word: str) -> bool:
    """A word that the dictionary lacks, made of a prefix and one that it has: «межрегионального»."""
    return any(
        word.startswith(prefix) and len(word) - len(prefix) > 4 and morph.is_known(word[len(prefix) :])
        for prefix in _SOLID_PREFIXES
    )


def _are_partners(last: str, first: str) -> bool:
    """Two nouns of one case («страны-участницы»), or an adjective's short form before an adjective («учебно-научный»)."""
    lefts, rights = morph.parses(last), morph.parses(first)
    if last.endswith(("о", "е")) and any(parse.is_adjective for parse in rights):
        return True
    cases = {(p.case, p.number) for p in lefts if p.is_noun and p.known}
    return bool(cases & {(p.case, p.number) for p in rights if p.is_noun and p.known})


def _last(left: str) -> str:
    found = _WHOLE.findall(left)
    return found[-1] if found and left.endswith(found[-1]) else ""


def _first(right: str) -> str:
    match = _WHOLE.search(right)
    return match[0] if match and not right[: match.start()].strip("«„“\"'(") else ""


def _adjoins(left: str, last: str) -> bool:
    """Whether the last run of letters is a word's part and no figure's: «90-летие» is, «2019г» isn't."""
    before = left[: len(left) - len(last)]
    return not before or not before[-1].isdigit()


def _around(left: str, right: str) -> tuple[str, str]:
    """The whole word as it would stand unbroken, solid and with the hyphen, casefolded, without punctuation."""
    head = None if left.isalpha() else re.search(r"[^\W_][\w-]*$", left)
    tail = None if right.isalpha() else re.match(r"[\w-]*[^\W_]", right)
    start, end = (head[0] if head else left).casefold(), (tail[0] if tail else right).casefold()
    return start + end, f"{start}-{end}"
