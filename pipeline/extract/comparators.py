"""What the words before a number say of its exactness: «свыше 200», «не менее чем на 5 %», «превысил 15 млрд».

Three sources, in this order: the words right before the number («около», inside the span); the same words with a preposition
between («более чем на 40 %», outside the span); the verb («не превышает», «приближается к», outside). The surprise is «до»: it
limits («до 40 % занятых» is `<=`, inside), but after a verb of change it names the target («вырос до 30 %» is `=`, outside).

    >>> before("отмечен подписанием свыше 200 актов", 26)
    Said(comparator='>', start=20, rule='comparator.word')
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
    **{(w,): ">" for w in ("более", "свыше", "больше", "выше", "старше", "дольше", ">")},
    **{(w,): "<" for w in ("менее", "меньше", "ниже", "моложе", "младше", "<")},
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
    ("не", "свыше"): "<=", ("не", "выше"): "<=", ("не", "далее"): "<=", ("не", "дальше"): "<=", ("не", "дольше"): "<=", ("не", "старше"): "<=",
    ("не", "моложе"): ">=", ("как", "максимум"): "<=",
    ("едва", "ли", "не"): "~", ("чуть", "ли", "не"): "~", ("где-то", "около"): "~", ("в", "районе"): "~",
}  # fmt: skip
_LINKS: Final = frozenset(
    "на в во к ко по за о с со до и уже даже ещё еще лишь только всего целых объём объем уровне уровня отметку отметки порог рубеж планку".split()
)
_DIFFERS: Final = frozenset("больше меньше более менее выше ниже старше моложе младше дольше".split())
"""Before «на», «в» a comparative compares («меньше на 3 т», «выше в 2 раза») and bounds nothing; with «чем» it bounds."""
_SKIPPED: Final = frozenset(
    "и уже даже ещё еще лишь только до к за на барьер барьера отметку отметки отметке уровень уровня порог порога рубеж рубежа планку планки".split()
)
_CHANGE: Final = re.compile(
    r"\b(?:вырос|выраст|возрос|возраст|увелич|сниз|сниж|сократ|сокращ|упал|упад|паден|подня[лт]|подним|поднял|довед|довес|довод|доведё?н|"
    r"расшир|повы[сш]|пониз|пониж|уменьш|подорожал|подешев|рост|прирост|опуст|опуск|ослаб|укреп|ускор|замедл|дойд|дош[её]?л|доходи|изменил|"
    r"наращ|нараст|подскоч|взлет|обвал|просел|просед|умнож|ужа[лт]|сжал|скатил|спустил|переш|перейд|приблиз|продлит|продлён|продлен|удлин|улучш|"
    r"ухудш|подтян|добра|догна|прибав|убав|колеб|варьир|составля[а-яё]+ от)[а-яё]*",
    re.IGNORECASE,
)
_BOUNDARY: Final = re.compile(r"[.;!?\n](?:\s|$)")
_VERBS: Final[tuple[tuple[re.Pattern[str], Comparator, Comparator], ...]] = (
    # stem of the verb, comparator, comparator under «не»
    (
        re.compile(r"превы(?!шени)[сш]|превзо|перевали(?:л|т|в)|преодол|перешагн|перекры(?:л|т[ьи]?$|в)"),
        ">",
        "<=",
    ),
    (re.compile(r"прибли[жз]|близ[ко]|стрем"), "~", "="),
    (re.compile(r"дости[гчж]|дотя[гн]|дош[ел]|доход"), "=", "<"),
    (re.compile(r"недотя|недостиг"), "<", "<"),
    (re.compile(r"ограничен[аоы]?$|ограничив|лимитир"), "<=", "="),
)
_BELOW: Final = re.compile(r"ниже|выше")


def _left_words(text: str, at: int) -> list[str]:
    """Up to eight words before the offset in lower case, in order, within the line."""
    before = text[max(0, at - 90) : at]
    cut = before.rfind("\n")
    return before[cut + 1 :].lower().replace("«", " ").replace("(", " ").split()[-8:]


def _offset(text: str, at: int, words: int) -> int:
    """Where the last so many words before the offset begin."""
    end = at
    for _ in range(words):
        while text[end - 1].isspace():
            end -= 1
        while end and not (text[end - 1].isspace() or text[end - 1] in "«("):
            end -= 1
    return end


def before(text: str, start: int) -> Said:
    """What stands before the number that begins at `start`; `=` and the number's own start where nothing does."""
    words = _left_words(text, start)
    if not words:
        return Said("=", start, "")
    if not (words[-1] in _TRIGGERS or _VERB.search(words[-1]) or _timely(words[-1])):
        return Said("=", start, "")
    adjacent = _match_words(words)
    if adjacent is not None:
        comparator, key = adjacent
        if key in (("ниже",), ("выше",)) and "не" in words[-4:-1]:  # «не опускались ниже»
            return Said(">=" if "ниже" in key else "<=", start, "comparator.verb")
        return Said(comparator, _offset(text, start, len(key)), "comparator.word")
    last = words[-1]
    if last == "до":
        return _up_to(text, words, start)
    links, rest = 0, words
    while rest and rest[-1] in _LINKS and links < 3:
        rest, links = rest[:-1], links + 1
    if links and rest:
        distant = _match_words(rest)
        if distant is not None and not (len(distant[1]) == 1 and distant[1][0] in _DIFFERS):
            return Said(distant[0], start, "comparator.distant")
    return _by_verb(words, start) or Said("=", start, "")


def _match_words(words: list[str]) -> tuple[Comparator, tuple[str, ...]] | None:
    """The longest comparator that ends the words, and its words."""
    for length in (3, 2, 1):
        key = tuple(words[-length:])
        if key in _WORDS:
            return _WORDS[key], key
    return None


def _up_to(text: str, words: list[str], start: int) -> Said:
    """«до»: a limit, unless the clause speaks of change or the other end of it was named («с 5 до 7»)."""
    offset = _offset(text, start, 1)
    verb = _by_verb(words, start)
    if verb is not None and verb.comparator != "=":
        return verb
    approximate = _match_words(words[:-1])
    if approximate is not None:
        return Said(approximate[0], start, "comparator.distant")
    window = text[max(0, start - 110) : offset]
    window = window[window.rfind("\n") + 1 :]
    for boundary in reversed([*_BOUNDARY.finditer(window)]):
        if not _abbreviation_stop(window, boundary.start()):
            window = window[boundary.end() :]
            break
    if verb is not None or _CHANGE.search(window) or _OTHER_END.search(window):
        return Said("=", start, "comparator.target")
    return Said("<=", offset, "comparator.limit")


def _abbreviation_stop(window: str, at: int) -> bool:
    """Whether a stop belongs to «г.», «млн.», «долл.» rather than ends a sentence."""
    return window[at] == "." and _ABBREVIATED.search(window[:at]) is not None


def _by_verb(words: list[str], start: int) -> Said | None:
    """The verb before the number, particles, prepositions and times between left out."""
    rest = [word.strip(",") for word in words]
    while rest and (
        rest[-1] in _SKIPPED
        or _timely(rest[-1])
        or (rest[-1] in ("в", "во") and (len(rest) < len(words) or (len(rest) > 1 and rest[-2] in _PASSED)))
    ):
        rest.pop()
    if not rest:
        return None
    denied = len(rest) > 1 and (
        rest[-2] == "не" or (len(rest) > 2 and rest[-3] == "не" and rest[-2] in _MODALS)
    )
    passed = {word.strip(",") for word in words[len(rest) :]}
    if rest[-1].startswith(("перевал", "преодол")) and passed.isdisjoint(_PASSED):
        return None  # «перевалили 5 млн т груза», «преодолели 300 км»: nothing was passed
    for stem, said, if_denied in _VERBS:
        if stem.match(rest[-1]):
            return Said(if_denied if denied else said, start, "comparator.verb")
    return None


_PASSED: Final = frozenset(
    "за отметку отметки порог порога рубеж рубежа планку планки уровень барьер барьера".split()
)
_MODALS: Final = frozenset(
    "должен должна должно должны может могут мог могла могло могли будет будут стал стала стало".split()
)
_OTHER_END: Final = re.compile(r"(?:^|\s)(?:с|от|со)\s+[\d«][^;]{0,60}$")
_ABBREVIATED: Final = re.compile(r"(?:^|\s|\d)(?:г|гг|в|вв|руб|долл|млн|млрд|трлн|тыс|т|п|чел|с|им|др)$")
_TIMELY: Final = re.compile(
    r"(?:1[89]|20)\d\d(?:[-–](?:20)?\d\d)?(?:-м)?,?|гг?\.,?|год[а-яё]{0,3},?|квартале|полугодии|"
    r"(?:январ|феврал|март|апрел|мае|июн|июл|август|сентябр|октябр|ноябр|декабр)[а-яё]*"
)
_TIME_ENDS: Final = frozenset("еуаяо.,0123456789мд")
_VERB: Final = re.compile("|".join(f"^(?:{stem.pattern})" for stem, _, _ in _VERBS))
_TRIGGERS: Final = frozenset((*(key[-1] for key in _WORDS), *_LINKS, *_SKIPPED))


def _timely(word: str) -> bool:
    """Whether the word belongs to a time: a year, «г.», «году», a month."""
    return word[-1] in _TIME_ENDS and _TIMELY.fullmatch(word) is not None


_AFTER: Final = re.compile(
    r"[ \u00a0]{1,2}(?:и[ \u00a0]{1,2}(?P<more>более|больше|выше|свыше)|и[ \u00a0]{1,2}(?P<less>менее|меньше|ниже))(?![а-яё])"
)


def after(text: str, end: int) -> tuple[Comparator, int] | None:
    """«30 % и более», «10 лет и выше»: (comparator, the span's new end)."""
    match = _AFTER.match(text, end) if text[end + 1 : end + 2] in ("и", " ", "\u00a0") else None
    if match is None:
        return None
    return (">=" if match["more"] else "<="), match.end()
