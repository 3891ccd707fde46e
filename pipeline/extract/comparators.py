"""What the words before a number say of its exactness: «свыше 200», «не менее чем на 5 %», «превысил 15 млрд».

Three sources, in this order: the words right before the number («около», inside the span); the same words with a preposition
between («более чем на 40 %», outside the span); the verb («не превышает», «приближается к», outside). The surprise is «до»: it
limits («до 40 % занятых» is `<=`, inside), but after a verb of change it names the target («вырос до 30 %» is `=`, outside).

    >>> before("отмечен подписанием свыше 200 актов", 24)
    Said(comparator='>', start=18, rule='comparator.word')
    >>> before("доля не превышала 9 %", 18).comparator, before("оборот вырос до 30 млрд", 16).comparator
    ('<=', '=')
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from pipeline.values import Comparator


class Said(NamedTuple):
    """The comparator, where the amount's span begins with it, and the rule that decided («» where nothing was said)."""

    comparator: Comparator
    start: int
    rule: str


_WORDS: Final[dict[tuple[str, ...], Comparator]] = {
    **{(w,): "~" for w in ("около", "порядка", "примерно", "приблизительно", "почти", "ориентировочно", "практически", "ок.", "~", "≈")},
    **{(w,): ">" for w in ("более", "свыше", "больше", "выше", ">")},
    **{(w,): "<" for w in ("менее", "меньше", "ниже", "<")},
    **{(w,): ">=" for w in ("минимум", "≥")},
    **{(w,): "<=" for w in ("максимум", "≤")},
    ("более", "чем"): ">", ("больше", "чем"): ">", ("чуть", "более"): ">", ("чуть", "больше"): ">", ("чуть", "выше"): ">",
    ("немногим", "более"): ">", ("немногим", "больше"): ">", ("несколько", "более"): ">", ("значительно", "более"): ">",
    ("чуть", "более", "чем"): ">", ("гораздо", "более"): ">",
    ("менее", "чем"): "<", ("меньше", "чем"): "<", ("чуть", "менее"): "<", ("чуть", "меньше"): "<", ("немногим", "менее"): "<",
    ("чуть", "ниже"): "<", ("без", "малого"): "<",
    ("не", "менее"): ">=", ("не", "меньше"): ">=", ("не", "менее", "чем"): ">=", ("не", "меньше", "чем"): ">=", ("не", "ниже"): ">=",
    ("как", "минимум"): ">=", ("по", "меньшей", "мере"): ">=", ("по", "крайней", "мере"): ">=", ("самое", "меньшее"): ">=",
    ("не", "более"): "<=", ("не", "больше"): "<=", ("не", "более", "чем"): "<=", ("не", "больше", "чем"): "<=",
    ("не", "свыше"): "<=", ("не", "выше"): "<=", ("как", "максимум"): "<=",
    ("едва", "ли", "не"): "~", ("чуть", "ли", "не"): "~", ("где-то", "около"): "~", ("в", "районе"): "~",
}  # fmt: skip
_LINKS: Final = frozenset(
    "на в во к ко по за о с со до и уже даже ещё еще лишь только всего целых объём объем уровне уровня отметку отметки порог рубеж планку".split()
)
_SKIPPED: Final = frozenset(
    "и уже даже ещё еще лишь только до к за на отметку отметки отметке уровень уровня порог порога рубеж рубежа планку планки".split()
)
_CHANGE: Final = re.compile(
    r"\b(?:вырос|выраст|возрос|возраст|увелич|сниз|сниж|сократ|сокращ|упал|упад|паден|подня[лт]|подним|поднял|довед|довес|довод|доведё?н|"
    r"расшир|повы[сш]|пониз|пониж|уменьш|подорожал|подешев|рост|прирост|опуст|опуск|ослаб|укреп|ускор|замедл|дойд|дош[её]?л|доходи|изменил|"
    r"наращ|нараст|подскоч|взлет|обвал|просел|просед|умнож|ужа[лт]|сжал|скатил|спустил|переш|перейд|приблиз|продлит|продлён|продлен|удлин|улучш|"
    r"ухудш|подтян|добра|догна|прибав|убав|колеб|варьир|составля[а-яё]+ от)[а-яё]*",
    re.IGNORECASE,
)
_BOUNDARY: Final = re.compile(r"[.;!?\n](?:\s|$)")
_TOKEN: Final = re.compile(r"[^\s\u00a0«(]+")
_VERBS: Final[tuple[tuple[re.Pattern[str], Comparator, Comparator], ...]] = (
    # stem of the verb, comparator, comparator under «не»
    (re.compile(r"превы[сш]|превзо|перевал|преодол|перешагн|перекры"), ">", "<="),
    (re.compile(r"прибли[жз]|близ[ко]|стрем"), "~", "="),
    (re.compile(r"дости[гчж]|дотя[гн]|дош[ел]|доход"), "=", "<"),
    (re.compile(r"недотя|недостиг"), "<", "<"),
    (re.compile(r"ограничен[аоы]?$|ограничив|лимитир"), "<=", "="),
)
_BELOW: Final = re.compile(r"ниже|выше")


def _left_words(text: str, at: int) -> list[tuple[int, str]]:
    """(offset, lower-case word) of up to eight words before the offset, in order, within the sentence's line and bracket."""
    window = max(0, at - 90)
    before = text[window:at]
    cut = before.rfind("\n")
    if cut >= 0:
        window, before = window + cut + 1, before[cut + 1 :]
    return [(window + m.start(), m[0].lower()) for m in _TOKEN.finditer(before)][-8:]


def before(text: str, start: int) -> Said:
    """What stands before the number that begins at `start`; `=` and the number's own start where nothing does."""
    words = _left_words(text, start)
    if not words:
        return Said("=", start, "")
    adjacent = _match_words(words)
    if adjacent is not None:
        comparator, offset, key = adjacent
        if key in (("ниже",), ("выше",)) and _denied(words):
            return Said(">=" if "ниже" in key else "<=", start, "comparator.verb")
        return Said(comparator, offset, "comparator.word")
    last = words[-1][1]
    if last == "до":
        return _up_to(text, words, start)
    if last == "от" and not _denies(words):
        return Said("=", start, "")
    links = 0
    rest = words
    while rest and rest[-1][1] in _LINKS and links < 3:
        rest = rest[:-1]
        links += 1
    if links and rest:
        distant = _match_words(rest)
        if distant is not None and distant[2] not in (("выше",), ("ниже",)):
            return Said(distant[0], start, "comparator.distant")
    return _by_verb(words, start) or Said("=", start, "")


def _denied(words: list[tuple[int, str]]) -> bool:
    """«не опускались ниже», «не поднимался выше»."""
    return any(word == "не" for _, word in words[-4:-1])


def _denies(words: list[tuple[int, str]]) -> bool:
    return len(words) > 1 and words[-2][1] == "не"


def _match_words(words: list[tuple[int, str]]) -> tuple[Comparator, int, tuple[str, ...]] | None:
    """The longest comparator that ends the words: (comparator, offset of its first word, its words)."""
    for length in (3, 2, 1):
        if len(words) >= length:
            key = tuple(word for _, word in words[-length:])
            if key in _WORDS:
                return _WORDS[key], words[-length][0], key
    return None


def _up_to(text: str, words: list[tuple[int, str]], start: int) -> Said:
    """«до»: a limit, unless the clause speaks of change or the other end of it was named («с 5 до 7»)."""
    offset = words[-1][0]
    verb = _by_verb(words, start)
    if verb is not None and verb.comparator != "=":
        return verb
    approximate = _match_words(words[:-1])
    if approximate is not None:
        return Said(approximate[0], start, "comparator.distant")
    window = text[max(0, start - 110) : offset]
    for boundary in _BOUNDARY.finditer(window):
        if not _abbreviation_stop(window, boundary.start()):
            window = window[boundary.end() :]
            break
    if (
        verb is not None
        or _CHANGE.search(window)
        or re.search(r"(?:^|\s)(?:с|от|со)\s+[\d«][^;]{0,60}$", window)
    ):
        return Said("=", start, "comparator.target")
    return Said("<=", offset, "comparator.limit")


def _abbreviation_stop(window: str, at: int) -> bool:
    """Whether a stop belongs to «г.», «млн.», «долл.» rather than ends a sentence."""
    return (
        window[at] == "."
        and re.search(r"(?:^|\s|\d)(?:г|гг|в|вв|руб|долл|млн|млрд|трлн|тыс|т|п|чел|с|им|др)$", window[:at])
        is not None
    )


def _by_verb(words: list[tuple[int, str]], start: int) -> Said | None:
    """The verb before the number, particles, prepositions and times between left out."""
    rest = [(o, w.strip(",")) for o, w in words]
    while rest and (
        rest[-1][1] in _SKIPPED
        or _timely(rest[-1][1])
        or (rest[-1][1] in ("в", "во") and len(rest) < len(words))
    ):
        rest = rest[:-1]
    if not rest:
        return None
    word = rest[-1][1]
    not_said = len(rest) > 1 and rest[-2][1] == "не"
    for stem, said, denied in _VERBS:
        if stem.match(word):
            return Said(denied if not_said else said, start, "comparator.verb")
    return None


_TIMELY: Final = re.compile(
    r"(?:1[89]|20)\d\d(?:[-–](?:20)?\d\d)?(?:-м)?,?|гг?\.,?|год[а-яё]{0,3},?|квартале|полугодии|[а-яё]*(?:январ|феврал|март|апрел|мае|июн|июл|август|сентябр|октябр|ноябр|декабр)[а-яё]*"
)


def _timely(word: str) -> bool:
    return _TIMELY.fullmatch(word) is not None


_AFTER: Final = re.compile(
    r"[ \u00a0]{1,2}(?:и[ \u00a0]{1,2}(?P<more>более|больше|выше|свыше)|и[ \u00a0]{1,2}(?P<less>менее|меньше|ниже))(?![а-яё])"
)


def after(text: str, end: int) -> tuple[Comparator, int] | None:
    """«30 % и более», «10 лет и выше»: (comparator, the span's new end)."""
    match = _AFTER.match(text, end)
    if match is None:
        return None
    return (">=" if match["more"] else "<="), match.end()
