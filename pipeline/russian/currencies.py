"""Currencies as Russian papers name them → ISO 4217: nouns, abbreviations, signs, codes, and whose money it is.

«доллар» alone is the American one; «гонконгский доллар» isn't; «советский рубль» (SUR) and the rouble before 1998 (RUR) are
not today's. The surprise: «крона», «песо», «динар» alone are nobody's, and stay without a currency rather than get a wrong
one. Sources: ISO 4217 (active and historic lists), ОКВ (ОК 014-2000).

    >>> read_currency("долларов США за тонну", 0)[:2], read_currency("гонконгских долларов", 0)[1]
    ((12, 'USD'), 'HKD')
    >>> read_currency("чешских крон", 0)[1], read_currency("крон", 0)[1]
    ('CZK', None)
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from pipeline.russian.figures import SPACE
from pipeline.russian.forms import forms


class Currency(NamedTuple):
    """What was read: where it ends, ISO 4217 code (null for nobody's), and what part of the unit it is (a kopeck: 0.01)."""

    end: int
    code: str | None
    part: Decimal = Decimal(1)
    flags: tuple[str, ...] = ()


# stem, paradigm, code of the bare noun («» where it is nobody's). Several bare nouns are one country's in practice only.
_NOUNS: Final = """
рубл ь RUB | доллар о USD | бакс о USD | евро _ EUR | тенге _ KZT | юан ь CNY | фунт о GBP? | иен а JPY | йен а JPY
грив на UAH | гривня _ UAH | сум о UZS | сом о KGS | сомони _ TJS | манат о AZN? | драм о AMD | лари _ GEL | ле й MDL?
злот ый PLN | форинт о HUF | лир а TRY | рупи й INR? | рупия _ INR? | рупии _ INR? | рупий _ INR? | рупию _ INR?
рупиями _ INR? | рупиях _ INR? | рупиям _ INR? | вон а KRW | тугрик о MNT | донг о VND | бат о THB | риал о IRR? | реал о BRL
ранд о ZAR | рэнд о ZAR | шекел ь ILS | дирхам о AED? | афгани _ AFN | ринггит о MYR | франк о - | крон а - | песо _ -
динар о - | мар ка - | лат о LVL | экю _ XEU | кун а HRK | таньга _ TJR | зайчик о BYB
"""
_COUNTRIES: Final = {
    "рубл": "российск RUB советск SUR белорусск BYN старый RUR царск RUE неденоминированн RUR деноминированн RUB"
    " инвалютн RUB переводн XTR приднестровск RUB союзн SUR золот SUR",
    "доллар": "американск USD австралийск AUD канадск CAD гонконгск HKD сингапурск SGD новозеландск NZD тайваньск TWD"
    " ямайск JMD намибийск NAD международн INT",
    "юан": "китайск CNY", "тенге": "казахстанск KZT казахск KZT", "евро": "единый EUR",
    "фунт": "английск GBP британск GBP египетск EGP ливанск LBP сирийск SYP турецк CYP кипрск CYP суданск SDG ирландск IEP",
    "иен": "японск JPY", "йен": "японск JPY", "грив": "украинск UAH",
    "сум": "узбекск UZS узбекистанск UZS", "сом": "киргизск KGS кыргызск KGS кыргызстанск KGS", "сомони": "таджикск TJS",
    "манат": "азербайджанск AZN туркменск TMT", "драм": "армянск AMD", "лари": "грузинск GEL",
    "ле": "молдавск MDL румынск RON", "злот": "польск PLN", "форинт": "венгерск HUF",
    "лир": "турецк TRY итальянск ITL сирийск SYP ливанск LBP",
    "рупи": "индийск INR пакистанск PKR индонезийск IDR непальск NPR ланкийск LKR",
    "вон": "южнокорейск KRW корейск KRW северокорейск KPW", "тугрик": "монгольск MNT", "донг": "вьетнамск VND",
    "бат": "тайск THB таиландск THB", "риал": "иранск IRR саудовск SAR катарск QAR оманск OMR йеменск YER",
    "реал": "бразильск BRL", "ранд": "южноафриканск ZAR", "рэнд": "южноафриканск ZAR", "шекел": "израильск ILS",
    "дирхам": "эмиратск AED марокканск MAD", "афгани": "афганск AFN", "ринггит": "малайзийск MYR",
    "франк": "швейцарск CHF французск FRF бельгийск BEF африканск XOF",
    "крон": "чешск CZK шведск SEK норвежск NOK датск DKK исландск ISK эстонск EEK чехословацк CSK словацк SKK",
    "песо": "мексиканск MXN аргентинск ARS филиппинск PHP чилийск CLP колумбийск COP кубинск CUP",
    "динар": "сербск RSD кувейтск KWD иракск IQD алжирск DZD иорданск JOD тунисск TND югославск YUM ливийск LYD",
    "мар": "немецк DEM германск DEM финляндск FIM финск FIM западногерманск DEM восточногерманск DDM",
    "лат": "латвийск LVL", "кун": "хорватск HRK",
}  # fmt: skip
_PARTS: Final = {
    **dict.fromkeys(forms("копе", "ка"), ("RUB", Decimal("0.01"))),
    **dict.fromkeys(("копеек", "копейки", "копейка", "копейку", "копейкам", "копейками", "коп"), ("RUB", Decimal("0.01"))),
    **dict.fromkeys((*forms("цент", "о"), "¢"), ("USD", Decimal("0.01"))),
    **dict.fromkeys(forms("евроцент", "о"), ("EUR", Decimal("0.01"))),
    **dict.fromkeys((*forms("тиын", "о"), *forms("тиин", "о")), ("KZT", Decimal("0.01"))),
    **dict.fromkeys((*forms("пенс", "о"), "пенни"), ("GBP", Decimal("0.01"))),
}  # fmt: skip
_ABBREVIATIONS: Final = {
    **{
        "руб": "RUB",
        "р": "RUB",
        "рубл": "RUB",
        "долл": "USD",
        "дол": "USD",
        "тг": "KZT",
        "тнг": "KZT",
        "грн": "UAH",
    },
    **{"евр": "EUR", "юан": "CNY", "сум": "UZS", "бел.руб": "BYN", "ам.долл": "USD"},
}
SIGNS: Final = {
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "CNY",
    "₽": "RUB",
    "₸": "KZT",
    "₴": "UAH",
    "₺": "TRY",
    "₹": "INR",
}
_CODES: Final = frozenset(
    "RUB USD EUR KZT CNY GBP JPY CHF BYN UAH UZS KGS TJS TMT AZN AMD GEL MDL PLN HUF CZK SEK NOK DKK TRY INR PKR IDR KRW MNT "
    "VND THB IRR SAR QAR AED BRL ZAR ILS AFN MYR SGD HKD AUD CAD NZD TWD MXN ARS RSD BGN RON KWD IQD EGP XDR RUR SUR BYR DEM".split()
)


def _nouns() -> dict[str, tuple[str, str | None, bool]]:
    """form → (stem, code of the bare noun, whether that is only the likeliest of several)."""
    table: dict[str, tuple[str, str | None, bool]] = {}
    for line in _NOUNS.replace("\n", "|").split("|"):
        if not line.strip():
            continue
        stem, paradigm, code = line.split()
        for form in forms(stem, "" if paradigm == "_" else paradigm):
            table[form] = (stem, None if code == "-" else code.rstrip("?"), code.endswith("?"))
    for form in ("франков", "франка", "марок"):
        table[form] = ("франк" if form.startswith("ф") else "мар", None, False)
    for form in ("рупия", "рупии", "рупий", "рупию", "рупиями", "рупиях", "рупиям"):
        table[form] = ("рупи", "INR", True)
    for form in ("долларах", "рублях", "тысячерублевых"):
        table.pop(form, None)
    return table


_NOUN: Final = _nouns()
_COUNTRY: Final = {
    (stem, words[i]): words[i + 1]
    for stem, pairs in _COUNTRIES.items()
    for words in [pairs.split()]
    for i in range(0, len(words), 2)
}
_ADJECTIVE_STEMS: Final = frozenset(adjective for _, adjective in _COUNTRY)
_ADJECTIVE: Final = re.compile(
    rf"([а-яё]+?)(?:ий|ый|ого|ому|им|ым|ом|ая|ой|ую|ое|ие|ые|их|ых|ими|ыми){SPACE}{{1,2}}(?=[а-яё])"
)
_WORD: Final = re.compile(r"[а-яё]+", re.IGNORECASE)
_OF_THE_STATES: Final = re.compile(rf"\.?{SPACE}{{0,2}}США\b")
_STERLING: Final = re.compile(rf"{SPACE}{{1,2}}стерлингов\b")
_BARE: Final = re.compile(
    r"(?:US)?\$|[€£¥₽₸₴₺₹¢]|[A-Z]{3}\b(?![-\d])|у\.?\s?е\.|СДР\b|СПЗ\b|ам\.\s?долл\.|бел\.\s?руб\.|рос\.\s?руб\."
)


def read_currency(text: str, at: int) -> Currency | None:
    """The currency named at the offset; null where none is. The stop of an abbreviation is inside."""
    bare = _BARE.match(text, at)
    if bare is not None:
        return _read_bare(bare)
    adjective = _ADJECTIVE.match(text, at)
    stem = adjective[1] if adjective is not None and adjective[1] in _ADJECTIVE_STEMS else None
    word = _WORD.match(text, adjective.end() if adjective is not None and stem is not None else at)
    if word is None:
        return None
    name, end = word[0].lower(), word.end()
    if name in _NOUN:
        root, code, guessed = _NOUN[name]
        if stem is not None:
            if (root, stem) not in _COUNTRY:
                return None
            return Currency(end, _COUNTRY[root, stem])
        states = (
            _OF_THE_STATES.match(text, end)
            if root == "доллар"
            else _STERLING.match(text, end)
            if root == "фунт"
            else None
        )
        if states is not None:
            return Currency(states.end(), code)
        return Currency(end, code, Decimal(1), ("ambiguous",) if guessed or code is None else ())
    if stem is not None and name not in _ABBREVIATIONS:
        return None
    if name in _PARTS:
        code, part = _PARTS[name]
        return Currency(end + (name == "коп" and text[end : end + 1] == "."), code, part)
    if name in _ABBREVIATIONS and (
        name not in ("р", "евр", "юан", "дол", "рубл") or text[end : end + 1] == "."
    ):
        stop = end + (text[end : end + 1] == ".")
        code = _ABBREVIATIONS[name]
        if code == "USD":
            states = _OF_THE_STATES.match(text, end)
            return Currency(states.end() if states else stop, _COUNTRY.get(("доллар", stem or ""), code))
        if code == "RUB" and stem is not None:
            code = _COUNTRY.get(("рубл", stem), code)
        return Currency(stop, code)
    return None


def _read_bare(bare: re.Match[str]) -> Currency | None:
    sign = bare[0]
    if sign.removeprefix("US") in SIGNS:
        ambiguous = ("ambiguous",) if sign == "¥" else ()
        return Currency(bare.end(), SIGNS[sign.removeprefix("US")], Decimal(1), ambiguous)
    if sign == "¢":
        return Currency(bare.end(), "USD", Decimal("0.01"))
    if sign in ("СДР", "СПЗ"):
        return Currency(bare.end(), "XDR")
    if sign.startswith("у"):
        return Currency(bare.end(), "XXX", Decimal(1), ("conventional_unit",))
    if sign.startswith("ам"):
        return Currency(bare.end(), "USD")
    if sign.startswith("бел"):
        return Currency(bare.end(), "BYN")
    if sign.startswith("рос"):
        return Currency(bare.end(), "RUB")
    return Currency(bare.end(), sign) if sign in _CODES else None
