"""Units of measure as Russian papers write them → UCUM-style symbols: «тыс. км²», «кВт·ч», «чел./км²», «баррелей».

A unit is brought to the symbol that the dataset uses, exactly: «ГВт» is 10⁹ `W`, «десятилетие» is 10 `a`; a factor is never
rounded. People as such are `person`; percentage points `pp`. The surprise: «м» is a metre, «г» nearly always a year (it
isn't listed alone), and «кв. м» needs two words. Sources: UCUM, ГОСТ 8.417-2002, ОКЕИ.

    >>> read_unit("кв. км", 0), read_unit("гигаватт", 0)[1:3]
    (Unit(end=6, symbol='km2', factor=Decimal('1')), ('W', Decimal('1000000000')))
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from pipeline.russian.figures import SPACE
from pipeline.russian.forms import forms


class Unit(NamedTuple):
    """What was read: where it ends, the symbol, and how many of it one of what was said is."""

    end: int
    symbol: str
    factor: Decimal = Decimal(1)


# symbol factor: forms, «stem+paradigm» for a noun. An abbreviation may be followed by its stop.
_LIST: Final = """
t: т тонн+а тн | kg: кг килограмм+о | g: грамм+о гр | mg: мг миллиграмм+о | dt: ц центнер+о | [oz_tr]: унци+я унция унции унций
km: км километр+о | m: м метр+о | cm: см сантиметр+о | mm: мм миллиметр+о | [mi_i]: миль мил+я | nm: нм нанометр+о
ha: га гектар+о | L: л литр+о | L*10: дал декалитр+о | mL: мл миллилитр+о | hL: гл гектолитр+о
m3: м³ м3 кубометр+о куб | m2: м² м2 | km2: км² км2 | cm2: см² | cm3: см³ | km3: км³ км3
kW.h: кВт·ч кВт∙ч кВт⋅ч кВт*ч кВт.ч кВт-ч кВтч квт·ч киловатт-час+о киловаттчас+о киловатт-часов
kW.h*1000: МВт·ч МВт∙ч МВт⋅ч МВт*ч МВт-ч МВтч мегаватт-час+о | kW.h*1000000: ГВт·ч ГВт∙ч ГВт⋅ч ГВт*ч ГВт-ч ГВтч гигаватт-час+о
kW.h*1000000000: ТВт·ч ТВт∙ч ТВт⋅ч ТВт*ч ТВт-ч ТВтч тераватт-час+о
W: Вт ватт+о | W*1000: кВт киловатт+о | W*1000000: МВт мегаватт+о | W*1000000000: ГВт гигаватт+о
Gcal: Гкал гигакалори+я гигакалорий | J: Дж джоул+ь | J*1000000: МДж | J*1000000000: ГДж
Hz: Гц герц+о | Hz*1000: кГц килогерц+о | Hz*1000000: МГц мегагерц+о | Hz*1000000000: ГГц гигагерц+о
bbl: барр баррел+ь | TEU: TEU ДФЭ ТЕU ТEU | dB: дБ децибел+о | V: вольт+о | V*1000: кВ киловольт+о
Mbit: Мбит мегабит+о | Gbit: Гбит гигабит+о | MB: Мб МБ мегабайт+о | GB: Гб ГБ гигабайт+о | TB: Тб ТБ терабайт+о
person: человек+о человек чел люд+ь людей людьми людям
Cel: °C °С ℃ | deg: ° | atm: атм | Pa: Па | MPa: МПа
t.km: т·км ткм т-км тонно-километр+о тонно-км тоннокилометр+о
person.km: пасс·км пасс.-км пасс-км пассажиро-километр+о пассажирокилометр+о
a: лет год годом года году года году годы годам годами годах | mo: мес месяц+ж | wk: нед недел+я недель | d: сут сутки суток суткам сутками дн дня дней день дню днём днем дни дням днями днях
h: ч час+о | min: мин минут+а | s: сек секунд+а | ms: мс
a*10: десятилет+ие | a*100: столет+ие век+о веками веков | a*1000: тысячелет+ие | a*5: пятилет+ие пятилетк+а
mo*6: полугод+ие | mo*3: квартал+о
"""
_ONLY_WITH_NUMBER: Final = frozenset(("куб",))
_CASED: Final = frozenset(("Гц", "Вт", "Дж", "Па", "TEU", "ДФЭ", "Мб", "Гб", "Тб"))


def _table() -> dict[str, tuple[str, Decimal]]:
    table: dict[str, tuple[str, Decimal]] = {}
    for line in _LIST.replace("\n", "|").split("|"):
        if not line.strip():
            continue
        head, _, words = line.partition(":")
        symbol, _, factor = head.strip().partition("*")
        for word in words.split():
            stem, plus, paradigm = word.partition("+")
            for form in forms(stem, paradigm) if plus else (word,):
                table[form] = (symbol, Decimal(factor or 1))
    return table


_UNITS: Final = _table()
_FIRST: Final = frozenset(form[0] for form in _UNITS)
_TOKEN: Final = re.compile(
    r"°[CС]?|℃|[A-Za-zА-Яа-яЁё]+(?:[·∙⋅*-][А-Яа-яё]+|\.-км)*[²³]?(?:(?<=[кcсдм]м)[23](?!\d)|(?<=\bм)[23](?!\d))?"
)
_POWER: Final = re.compile(
    rf"(?:(?P<square>кв\.?|квадратн(?:ый|ого|ых|ому|ым|ыми))|(?P<cube>куб\.?|кубическ(?:ий|ого|их|ому|им|ими))){SPACE}{{0,2}}"
    r"(?P<what>км|м|см|мм|километр(?:а|ов|у|е|ом|ам|ами|ах|ы)?|метр(?:а|ов|у|е|ом|ам|ами|ах|ы)?|сантиметр(?:а|ов)?|миль|миля|мили)\b"
)
_POINTS: Final = re.compile(
    rf"п\.?{SPACE}?п\.|пп\b\.?|процентн(?:ый|ого|ых|ому|ым|ыми|ом|ые){SPACE}{{1,2}}пункт(?:а|ов|у|ом|е|ы|ам|ами|ах)?\b|"
    rf"проц\.{SPACE}?пункт(?:а|ов)\b"
)
_BASIS: Final = re.compile(
    rf"б\.?{SPACE}?п\.|базисн(?:ый|ого|ых|ым|ыми){SPACE}{{1,2}}пункт(?:а|ов|ами|у|ам)?\b"
)
_SORT: Final = re.compile(
    rf"(?:(?:метрическ|короткостволь|календарн|рабоч|морск|сухопутн|условн|погонн|полн|эфирн|учебн|солнечн|банковск)"
    rf"(?:ий|ый|ого|их|ых|ому|им|ым|ими|ыми|ая|ой|ую|ие|ые)|пог\.|усл\.|кал\.|раб\.|мор\.){SPACE}{{1,2}}"
)
_FEET: Final = {"км": "km", "м": "m", "см": "cm", "мм": "mm"}


def read_unit(text: str, at: int) -> Unit | None:
    """The unit named at the offset, without what it is divided by; null where none is. An abbreviation's stop is inside."""
    points = _POINTS.match(text, at)
    if points is not None:
        return Unit(points.end(), "pp")
    basis = _BASIS.match(text, at)
    if basis is not None:
        return Unit(basis.end(), "bp")
    power = _POWER.match(text, at)
    if power is not None:
        what = power["what"]
        base = _FEET.get(what) or (
            "km"
            if what.startswith("кило")
            else "cm"
            if what.startswith("сант")
            else "[mi_i]"
            if what.startswith("ми")
            else "m"
        )
        return Unit(power.end(), base + ("2" if power["square"] else "3"))
    sort = _SORT.match(text, at)
    token = _TOKEN.match(text, sort.end() if sort else at)
    if token is None:
        return None
    word = token[0]
    known = _UNITS.get(word) or (_UNITS.get(word.lower()) if word not in _CASED and len(word) > 3 else None)
    if known is None:
        # «кВт-ч» and the like are listed; another compound is its first part where that is a unit.
        return None
    symbol, factor = known
    if sort is not None and sort[0].startswith("мор") and symbol == "[mi_i]":
        symbol = "[nmi_i]"
    end = token.end()
    return Unit(end + stop_length(text, end, word), symbol, factor)


_ABBREVIATED: Final = frozenset("барр чел мес нед сут дн куб пог мин сек тн гр".split())
_SYMBOLS: Final = frozenset("т кг ц км м см мм га л дал ч атм млн млрд трлн".split())
_GOES_ON: Final = re.compile(rf"\.{SPACE}{{0,2}}(?:[а-яё,;:)–—]|{SPACE}\()")


def stop_length(text: str, end: int, word: str) -> int:
    """1 where the stop after a unit's short form belongs to it, else 0.

    «чел.» is an abbreviation and keeps its stop; «км», «т», «млн» are symbols (ГОСТ 8.417) that papers write with one all the
    same: it is theirs in mid-sentence («5 млн. т») and the sentence's at its end.
    """
    if text[end : end + 1] != ".":
        return 0
    if word in _ABBREVIATED:
        return 1
    return int(word in _SYMBOLS and _GOES_ON.match(text, end) is not None)
