"""What an amount measures: the indicator that its sentence names.

«Внешнеторговый оборот России … достиг 26 млрд долл.» – the verb's subject; «довести оборот до 40 млрд» – its object; «общая
стоимость которых — 26,5 млрд долл.» – the subject of a nominal predicate, its pronoun replaced by what it stands for;
«станция мощностью 513 МВт» – the measure noun and what has it; «вложила 1 млрд руб. в терминал» – the verb made a noun. The
surprise: «30 % экспорта» measures neither the verb's subject nor the export but the share of one in the other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from pipeline.model import Change
from pipeline.relate import change
from pipeline.relate.phrases import inflected, of, share
from pipeline.relate.tree import PRONOUNS, Tree
from pipeline.russian import morph
from pipeline.values import Amount

# «на сумму», «в размере», «в объёме», «до уровня»: these carry a figure of something else.
_CARRIERS: Final = frozenset(
    "сумма размер уровень отметка показатель значение величина цифра число данные оценка".split()
)
_MEASURES: Final = frozenset(
    "стоимость мощность площадь длина протяжённость протяженность население численность ёмкость емкость бюджет капитал "
    "объём объем вместимость грузоподъёмность тираж высота глубина ширина вес масса тоннаж производительность".split()
)
_DURATIONS: Final = frozenset(
    "срок длительность продолжительность время ожидание очередь возраст стаж простой задержка период".split()
)
_SAYING: Final = frozenset(
    "называть назвать приводить привести оценивать оценить указывать указать сообщать сообщить считать давать дать "
    "насчитывать насчитать публиковать зафиксировать отмечать прогнозировать".split()
)
_POSSESSIVE: Final = frozenset("его её ее их".split())
_RELATIVE: Final = frozenset("которого которой которых".split())
_SHARE_VERBS: Final = frozenset(
    "составить составлять занять занимать формировать обеспечить обеспечивать приходиться прийтись достигать достигнуть "
    "превышать превысить вносить внести давать дать получать получить иметь".split()
)
# What somebody did with a sum or a quantity, as the indicator that statistics name it by.
_DEEDS: Final = {
    **{"вложить": "вложения", "вкладывать": "вложения", "инвестировать": "инвестиции", "выделить": "выделенные средства"},
    **{"выделять": "выделенные средства", "потратить": "расходы", "тратить": "расходы", "израсходовать": "расходы"},
    **{"экспортировать": "экспорт", "вывезти": "вывоз", "вывозить": "вывоз", "поставить": "поставки", "поставлять": "поставки"},
    **{"импортировать": "импорт", "ввезти": "ввоз", "ввозить": "ввоз", "закупить": "закупки", "закупать": "закупки"},
    **{"купить": "покупка", "покупать": "покупка", "продать": "продажа", "продавать": "продажа", "произвести": "производство"},
    **{"производить": "производство", "добыть": "добыча", "добывать": "добыча", "выпустить": "выпуск", "выпускать": "выпуск"},
    **{"перевезти": "перевозки", "перевозить": "перевозки", "прокачать": "прокачка", "собрать": "сбор", "заработать": "доходы"},
    **{"получать": "доходы", "потерять": "потери", "терять": "потери", "освоить": "освоение", "принять": "приём"},
}  # fmt: skip
_BEFORE_FIGURE: Final = frozenset(
    "около более свыше лишь только всего уже почти примерно порядка на до в с не менее чем".split()
)
_GIVING: Final = frozenset(
    "составить составлять достигнуть достигать достичь превысить превышать равняться равный".split()
)
_LIVING: Final = frozenset("жить проживать обитать насчитывать".split())
_CONDITIONS: Final = frozenset("приходиться прийтись рассчитать".split())
_BLOCKED: Final = frozenset({"PER"})
_STEPS: Final = 5


@dataclass(frozen=True, slots=True)
class Indicator:
    """`text` in the nominative; [start, end) bounds its words in the text; `direction` where a word of change governs.

    `negated`: the change is denied («не вырос на 3 %, а упал»). `pronoun` says that it has to be completed from what was said before: `text` is empty or lacks its «of what».
    """

    text: str
    start: int
    end: int
    rule: str
    direction: Change | None = None
    pronoun: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """The amount as the sentence has it: tokens [start, end), and the preposition right before it («на», «до», «с»)."""

    start: int
    end: int
    amount: Amount
    preposition: str | None

    @property
    def tokens(self) -> range:
        return range(self.start, self.end)


def after_dash(tree: Tree, figure: Figure) -> bool:
    """Whether a dash stands for the verb: «… — 16,2 тыс. долл.»"""
    at = figure.start - 1
    while at >= tree.first and tree.doc[at].lower_ in _BEFORE_FIGURE:
        at -= 1
    return at >= tree.first and tree.doc[at].text in ("—", "–")


def find(tree: Tree, figure: Figure) -> Indicator | None:
    """The indicator, or null where the sentence names none."""
    if _is_condition(tree, figure):
        return None
    for rule in _RULES:
        found = rule(tree, figure)
        if found is None:
            continue
        if figure.amount.kind == "quantity" and figure.amount.unit in TIME_UNITS and not _lasts(found):
            return None
        # «на N %» is a difference: without a word that says up or down it can't be told, but in «исчерпан на 94 %».
        vague = figure.preposition == "на" and figure.amount.unit in ("%", "pp") and found.direction is None
        return None if vague and found.rule != "predicate" and not _is_done(tree, figure) else found
    return None


def measures(tree: Tree, figure: Figure) -> bool:
    """Whether the clause's verb gives its subject a value or changes it: then a count is that subject's and no thing of its own."""
    verb = tree.verb_of(figure.start, figure.end)
    if verb is None or verb > figure.start:
        return False
    lemma = tree.doc[verb].lemma_
    return lemma in _GIVING or (
        change.by_verb(lemma) is not None and figure.preposition in ("до", "с", "на", "в")
    )


def _is_condition(tree: Tree, figure: Figure) -> bool:
    """«на 10 000 жителей приходится …», «на каждые 100 км», «в радиусе 50 км», «себестоимость 1 кВт·ч»: what is reckoned by."""
    if figure.amount.kind not in ("count", "quantity"):
        return False
    before = tree.doc[figure.start - 1].lower_ if figure.start > tree.first else ""
    if before.startswith(("кажд", "предел", "радиус")):
        return True
    verb = tree.verb_of(figure.start, figure.end)
    if before in ("на", "из") and verb is not None and tree.doc[verb].lemma_ in _CONDITIONS:
        return before == "на" and tree.doc[verb].lemma_ != "рассчитать"
    noun = _word_before(tree, figure.start)
    return (
        figure.amount.value == 1
        and noun is not None
        and tree.doc[noun].lemma_ in ("себестоимость", "цена", "стоимость", "тариф")
    )


def _is_done(tree: Tree, figure: Figure) -> bool:
    verb = tree.verb_of(figure.start, figure.end)
    return verb is not None and morph.best(tree.doc[verb].text).pos == "PRTS"


TIME_UNITS: Final = frozenset({"a", "mo", "wk", "d", "h", "min", "s"})


def _lasts(found: Indicator) -> bool:
    """Whether an indicator is a duration: «срок ратификации» is, «три года» of something else isn't one."""
    return any(morph.lemma(word) in _DURATIONS for word in found.text.split())


# --- rules, in order ----------------------------------------------------------------------------------------------------


def _measure(tree: Tree, figure: Figure) -> Indicator | None:
    """«проекты общей стоимостью 26 млрд долл.», «энергоблок мощностью 513 МВт», «на сумму 3 млрд», «в размере 5 %»."""
    noun = _word_before(tree, figure.start)
    if noun is None or tree.doc[noun].pos_ != "NOUN":
        return None
    token = tree.doc[noun]
    lemma = token.lemma_
    if (lemma in _CARRIERS and tree.preposition(noun) in ("на", "в", "до", "с")) or (
        lemma in _CARRIERS and _has_case(token.text, "ablt")
    ):
        return _hosted(tree, noun, figure, None)
    if tree.preposition(noun) == "при" or _led_by(tree, noun, "при"):
        return _named(tree, noun, "measure", figure)
    if lemma in _MEASURES and _has_case(token.text, "ablt") and tree.preposition(noun) in (None, "с"):
        return _hosted(tree, noun, figure, tree.words(tree.phrase(noun)))
    return None


def _led_by(tree: Tree, noun: int, preposition: str) -> bool:
    """Whether the noun with its adjectives follows the preposition: «при средней урожайности»."""
    at = noun - 1
    while at >= tree.first and tree.doc[at].pos_ == "ADJ":
        at -= 1
    return at >= tree.first and tree.doc[at].lower_ == preposition


def _hosted(tree: Tree, noun: int, figure: Figure, measure: str | None) -> Indicator | None:
    """What the measure noun belongs to: the noun before its own adjectives."""
    at = noun - 1
    while at >= tree.first and (
        tree.doc[at].pos_ == "ADJ" or tree.doc[at].lower_ in ("в", "на", "до", "с", ",")
    ):
        at -= 1
    host = (
        at
        if at >= tree.first and tree.doc[at].pos_ == "NOUN" and not tree.is_value(tree.doc[at])
        else tree.head(noun)
    )
    climbed = 0
    while (
        climbed < _STEPS
        and tree.relation(host) == "nmod"
        and tree.doc[tree.head(host)].pos_ == "NOUN"
        and tree.head(host) < host
    ):
        host, climbed = tree.head(host), climbed + 1
    if host == noun or tree.doc[host].pos_ not in ("NOUN", "PROPN") or tree.is_value(tree.doc[host]):
        verb = tree.verb_of(figure.start, figure.end)
        subject = tree.subject_of(verb, figure.tokens) if verb is not None else None
        if subject is None or tree.doc[subject].pos_ != "NOUN":
            return None
        host = subject
    found = _named(tree, host, "measure", figure)
    if found is None or not found.text:
        return found
    return replace(found, text=of(measure, found.text) if measure else of("сумма", found.text))


def _bracket(tree: Tree, figure: Figure) -> Indicator | None:
    """«нефть и нефтепродукты (около 25 %)»: the noun right before the bracket."""
    noun = figure.start - 2
    if (
        noun < tree.first
        or tree.doc[noun + 1].text != "("
        or tree.doc[noun].pos_ not in ("NOUN", "X")
        or tree.is_value(tree.doc[noun])
    ):
        return None
    # The bracket explains the whole list item: «[нефть и] нефтепродукты».
    tokens = [noun]
    if noun - 2 >= tree.first and tree.doc[noun - 1].lower_ == "и" and tree.doc[noun - 2].pos_ == "NOUN":
        tokens = [noun - 2, noun - 1, noun]
    elif tree.relation(noun) == "nmod" and tree.head(noun) < noun and not tree.walled(tree.head(noun), noun):
        return _named(tree, tree.head(noun), "bracket", figure)
    start, end = tree.doc[tokens[0]].idx, tree.doc[noun].idx + len(tree.doc[noun])
    text = " ".join(tree.words([i]) for i in tokens)
    if figure.amount.kind == "percent" and figure.amount.unit == "%":
        text = " ".join(
            [
                "доля",
                *(
                    inflected(tree.words([i]), "gent") if i != noun - 1 or len(tokens) == 1 else "и"
                    for i in tokens
                ),
            ]
        )
    return Indicator(text, start, end, "bracket")


def _predicate(tree: Tree, figure: Figure) -> Indicator | None:
    """«Бюджет Программы — 640 млн рублей»; «импорт услуг сократился на 5 %, экспорт — на 18 %»: what stands right before the
    dash is the subject, whatever verb is left out."""
    dash = figure.start - 1
    while dash >= tree.first and tree.doc[dash].lower_ in _BEFORE_FIGURE:
        dash -= 1
    if dash < tree.first or tree.doc[dash].text not in ("—", "–", "-"):
        return None
    subject = None
    for i in range(dash - 1, tree.first - 1, -1):
        token = tree.doc[i]
        if token.text in (",", ";", ":", "(") or i in tree.verbs or tree.is_value(token):
            break
        if tree.may_be_subject(i) or (token.lemma_ in _CARRIERS and token.pos_ == "NOUN"):
            subject = i
    return None if subject is None else _named(tree, subject, "predicate", figure)


def _verb(tree: Tree, figure: Figure) -> Indicator | None:
    """The clause's verb with its subject, or with its object where somebody does something to an indicator."""
    verb = tree.verb_of(figure.start, figure.end)
    infinitive = _infinitive(tree, verb, figure)
    acting = infinitive if infinitive is not None else verb
    noun = _noun_of_change(tree, figure)
    if noun is not None:
        return noun
    if acting is None:
        return None
    lemma = tree.doc[acting].lemma_
    gained = figure.amount.kind == "percent" and change.gains(lemma)
    direction = change.by_verb(lemma) if gained or _is_difference(figure) else None
    denied = direction is not None and acting > tree.first and tree.doc[acting - 1].lower_ == "не"
    compared = _comparison(tree, figure)
    direction = compared or direction
    if compared is None:
        thing = tree.object_of(acting, figure.tokens)
        if thing is not None and (infinitive is not None or lemma in _SAYING or change.moves(lemma)):
            return _directed(_named(tree, thing, "object", figure), direction)
        if lemma in _DEEDS:
            return _deed(tree, acting, figure, _DEEDS[lemma])
        if lemma in _SAYING:
            return Indicator("", tree.doc[acting].idx, tree.doc[acting].idx, "said", direction, pronoun=True)
    subject = tree.subject_of(verb if verb is not None else acting, figure.tokens)
    if subject is None:
        return None
    if subject in figure.tokens or tree.doc[subject].ent_type_ in _BLOCKED:
        return None
    found = _directed(_named(tree, subject, "subject", figure, verb=lemma), direction)
    return replace(found, negated=True) if found is not None and denied else found


def _people(tree: Tree, figure: Figure) -> Indicator | None:
    """«эвакуировано 120 тыс. человек» → «эвакуированные»; «в крае живёт 2 млн человек» → «население»."""
    verb = tree.verb_of(figure.start, figure.end)
    if figure.amount.unit != "person" or verb is None:
        return None
    token = tree.doc[verb]
    name = "население" if token.lemma_ in _LIVING else morph.participle(token.text)
    return None if name is None else Indicator(name, token.idx, token.idx + len(token), "people")


def _noun(tree: Tree, figure: Figure) -> Indicator | None:
    """«оборот в 26 млрд долл.», «объём инвестиций около 3 млрд»: the noun that the figure hangs on."""
    node = tree.top(figure.start, figure.end)
    for _ in range(_STEPS):
        parent = tree.head(node)
        if parent == node or parent in figure.tokens:
            return None
        token = tree.doc[parent]
        between = range(min(parent, figure.start) + 1, max(parent, figure.start))
        if any(verb in between for verb in tree.verbs) or tree.walled(parent, figure.start):
            return None
        if (
            token.pos_ == "NOUN"
            and parent < figure.start
            and not tree.is_value(token)
            and not tree.is_place(token)
        ):
            return _named(tree, parent, "noun", figure)
        node = parent
    return None


_RULES: Final[tuple[Callable[[Tree, Figure], Indicator | None], ...]] = (
    _bracket,
    _measure,
    _predicate,
    _verb,
    _noun,
    _people,
)


# --- pieces -------------------------------------------------------------------------------------------------------------


def _named(tree: Tree, noun: int, rule: str, figure: Figure, verb: str = "") -> Indicator | None:
    """The phrase of a noun as an indicator: a pronoun is left to the passage, a share is named as one."""
    token = tree.doc[noun]
    if token.lower_ in PRONOUNS or token.pos_ == "PRON":
        return Indicator("", token.idx, token.idx + len(token), rule, pronoun=True)
    if tree.is_value(token):
        return None
    bare = all(tree.doc[i].pos_ == "ADJ" for i in tree.phrase(noun) if i != noun)
    if token.lemma_ in _CARRIERS and bare:
        return Indicator("", token.idx, token.idx + len(token), rule, pronoun=True)
    tokens = tree.phrase(noun)
    start, end = tree.extent(noun)
    direction = change.by_noun(token.lemma_)
    if direction is not None:
        inner = _of_change(tree, noun)
        if inner is None:
            return Indicator("", start, end, rule, direction, pronoun=True)
        return _directed(_named(tree, inner, rule, figure), direction)
    text = tree.words(tokens)
    if any(tree.doc[child].lower_ in (*_POSSESSIVE, *_RELATIVE) for child in tree.children.get(noun, ())):
        return Indicator(text, start, end, rule, pronoun=True)
    if (
        tree.is_place(token)
        and tree.doc[noun].ent_type_ != ""
        and rule == "subject"
        and verb not in _SHARE_VERBS
    ):
        return None
    if figure.amount.kind == "percent" and figure.amount.unit == "%" and not _is_difference(figure):
        whole = _whole(tree, figure)
        if whole is not None and token.lemma_ not in ("доля", "удельный") and verb in ("", *_SHARE_VERBS):
            return Indicator(share(text, whole), start, end, "share")
    return Indicator(text, start, end, rule)


def _whole(tree: Tree, figure: Figure) -> str | None:
    """The genitive after a percent: «30 % экспорта» → «экспорт»."""
    at = figure.end
    while at < tree.last and tree.doc[at].pos_ == "ADJ":
        at += 1
    if at >= tree.last or tree.doc[at].pos_ != "NOUN" or not _has_case(tree.doc[at].text, "gent"):
        return None
    return tree.words([i for i in tree.phrase(at) if i >= figure.end])


def _deed(tree: Tree, verb: int, figure: Figure, name: str) -> Indicator:
    """«купил 1,9 млрд кВт·ч электроэнергии» → «покупка электроэнергии»; «вложила в терминал 1 млрд» → «вложения в терминал»."""
    thing = tree.object_of(verb, figure.tokens)
    if thing is None and figure.end < tree.last:
        following = tree.doc[figure.end]
        if following.pos_ in ("NOUN", "ADJ") and _has_case(following.text, "gent"):
            thing = next(
                (i for i in range(figure.end, min(figure.end + 3, tree.last)) if tree.doc[i].pos_ == "NOUN"),
                None,
            )
    start = tree.doc[verb].idx
    if thing is not None:
        return Indicator(of(name, tree.words(tree.phrase(thing))), start, start, "deed")
    into = [
        i for i in tree.children.get(verb, ())
        if tree.preposition(i) in ("в", "на") and tree.doc[i].pos_ == "NOUN" and i not in figure.tokens
        and not tree.is_value(tree.doc[i]) and not tree.is_place(tree.doc[i]) and not tree.walled(i, verb)
    ]  # fmt: skip
    if into and name.startswith(("вложения", "инвестиции", "расходы", "выделенные")):
        words = " ".join(tree.doc[i].text for i in tree.phrase(into[0]))
        return Indicator(f"{name} {tree.preposition(into[0])} {words}", start, start, "deed")
    return Indicator(name, start, start, "deed")


def _infinitive(tree: Tree, verb: int | None, figure: Figure) -> int | None:
    """«намерены довести оборот до 40 млрд»: the infinitive between the verb and the figure."""
    floor = verb if verb is not None and verb < figure.start else tree.first
    for i in range(figure.start - 1, floor, -1):
        if (
            tree.doc[i].morph
            and morph.best(tree.doc[i].text).pos == "INFN"
            and not tree.walled(i, figure.start)
        ):
            return i
    return None


def _noun_of_change(tree: Tree, figure: Figure) -> Indicator | None:
    """«рост товарооборота на 5 %», «прирост не менее 5,8 %»: a noun of change right before the figure."""
    for i in range(figure.start - 1, max(tree.first, figure.start - 7) - 1, -1):
        token = tree.doc[i]
        if i in tree.verbs or tree.is_value(token) or i in tree.walls:
            return None
        direction = change.by_noun(token.lemma_) if token.pos_ == "NOUN" else None
        if direction is None:
            continue
        inner = _of_change(tree, i)
        end = token.idx + len(token)
        if inner is None:
            return Indicator("", token.idx, end, "change", direction, pronoun=True)
        return _directed(_named(tree, inner, "change", figure), direction)
    return None


def _of_change(tree: Tree, noun: int) -> int | None:
    """What grows: «рост [товарооборота]»."""
    for child in sorted(tree.children.get(noun, ())):
        token = tree.doc[child]
        complement = child > noun and tree.relation(child) == "nmod" and tree.preposition(child) is None
        if complement and token.pos_ == "NOUN" and not tree.is_value(token) and not tree.is_place(token):
            return child
    return None


def _comparison(tree: Tree, figure: Figure) -> Change | None:
    """«на 17 % больше», «в 6,3 раза меньше»."""
    if figure.end < tree.last:
        return change.by_comparison(tree.doc[figure.end].text)
    return None


def _is_difference(figure: Figure) -> bool:
    """Whether the figure says by how much: «на 5 %», «в 2,5 раза», «вдвое»."""
    return figure.preposition == "на" or figure.amount.kind == "ratio"


def _directed(found: Indicator | None, direction: Change | None) -> Indicator | None:
    return found if found is None or direction is None else replace(found, direction=direction)


def _word_before(tree: Tree, start: int) -> int | None:
    at = start - 1
    while at >= tree.first and tree.doc[at].lower_ in (
        "в",
        "около",
        "до",
        "более",
        "свыше",
        "почти",
        "примерно",
        "порядка",
    ):
        at -= 1
    return at if at >= tree.first else None


def _has_case(word: str, case: str) -> bool:
    return any(parse.case == case for parse in morph.parses(word))
