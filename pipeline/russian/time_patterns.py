"""Patterns of the points of time: what a year, a day, a quarter, a decade, a century look like in print.

Named prose for `time_points`, which reads them; the endings are enumerated, so that «годовой» is no year and «векселя» no century.
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.russian.figures import SPACE
from pipeline.russian.months import MONTHS, SEASONS

S: Final = SPACE
YEAR_WORD: Final = (
    r"(?:гг?\.(?![а-яё])|год(?:а|у|ом|е|ы|ов|ам|ами|ах)?(?![а-яё-])|гг?(?![а-яё.\w])|г(?=[,;:)»]))"
)
YEAR: Final = r"(?:1\d{3}|20\d\d|2100)"
ORDINAL: Final = r"(?:-(?:й|го|му|м|ом|е|ый|ого|ому))"
TERM: Final = (
    rf"{S}{{1,2}}(?:(?:учебн|финансов|хозяйственн|бюджетн|маркетингов|сельскохозяйственн|академическ)[а-яё]+{S}{{1,2}}"
    rf"(?:год[а-яё]{{0,3}}|сезон[а-яё]{{0,2}})(?![а-яё])|уч\.{S}?(?:гг?\.|год[а-яё]{{0,3}}(?![а-яё])))"
)
YEAR_POINT: Final = re.compile(
    rf"(?P<y>{YEAR})(?![\d'’])"
    rf"(?:/(?P<y2>{YEAR}|\d\d)(?!\d)(?P<term>{TERM}|{S}{{0,2}}{YEAR_WORD})?"
    rf"|(?P<decade>-(?:[ыи]?[ехм]|ые|ых|ым|ыми|ми)(?![а-яё]))(?:{S}{{1,2}}{YEAR_WORD})?"
    rf"|(?P<ordinal>{ORDINAL}(?![а-яё]))?(?P<word>{S}{{0,2}}{YEAR_WORD}|{TERM})?)"
)
MONTH_WORD: Final = "|".join(sorted((re.escape(m) for m in MONTHS), key=len, reverse=True))
DAY_MONTH: Final = re.compile(
    rf"(?P<d>[0-3]?\d)(?:-(?:го|е|му|м|ое))?{S}{{1,2}}(?P<m>{MONTH_WORD})(?![а-яё-])\.?(?=[^а-яё]|$)",
    re.IGNORECASE,
)
MONTH: Final = re.compile(rf"(?P<m>{MONTH_WORD})(?![а-яё])(?:\.(?={S}?\d))?", re.IGNORECASE)
AND_YEAR: Final = re.compile(
    rf",?{S}{{1,2}}(?P<y>{YEAR})(?!\d|[-–—/]\d|-[ыи]?[ех](?![а-яё]))(?P<ordinal>{ORDINAL}(?![а-яё]))?(?:{S}{{0,2}}(?P<word>{YEAR_WORD}))?"
)
NUMERIC: Final = re.compile(
    rf"(?P<d>[0-3]?\d)\.(?P<m>[01]\d)\.(?P<y>{YEAR})(?![\d.-]\d?|[\d])(?:{S}{{0,2}}{YEAR_WORD})?"
)
NUMERIC_SHORT: Final = re.compile(
    rf"(?P<d>[0-3]\d)\.(?P<m>[01]\d)\.(?P<y>\d\d)(?![\d.-])(?:{S}{{0,2}}{YEAR_WORD})?"
)
HALF_OF: Final = re.compile(rf"{S}{{1,2}}(?=[\dА-Яа-яIVX])")
DAY_LEFT: Final = re.compile(rf"(?<!\d)\d{{1,2}}{S}$")
ISO: Final = re.compile(rf"(?P<y>{YEAR})-(?P<m>[01]\d)-(?P<d>[0-3]\d)(?![\d-])")
ORDINALS: Final = {
    1: r"перв(?:ый|ого|ому|ым|ом|ое|ая|ой|ую)", 2: r"втор(?:ой|ого|ому|ым|ом|ое|ая|ую)",
    3: r"трет(?:ий|ьего|ьему|ьим|ьем|ье|ья|ьей)", 4: r"четв[её]рт(?:ый|ого|ому|ым|ом|ое)",
}  # fmt: skip
ROMAN: Final = {"I": 1, "II": 2, "III": 3, "IV": 4}
QUARTER: Final = re.compile(
    r"(?:(?P<roman>IV|I{1,3})|(?P<figure>[1-4])(?:-(?:й|м|го|му|ом|е|ое))?|"
    + "|".join(f"(?P<o{n}>{pattern})" for n, pattern in ORDINALS.items())
    + rf"){S}{{0,2}}(?P<what>квартал(?:а|у|ом|е|ы|ов|ам|ах)?|кв\.|полугоди(?:е|я|ю|ем|и)|половин(?:а|ы|е|у|ой)|п/г)(?![а-яё])",
    re.IGNORECASE,
)
MONTHS_OF: Final = re.compile(
    rf"(?:первы(?:е|х|ми|м){S}{{1,2}})?(?P<n>\d{{1,2}}|дв(?:а|ух)|тр(?:и|[её]х)|четыр(?:е|[её]х)|пят(?:ь|и)|шест(?:ь|и)|сем(?:ь|и)|"
    rf"восем(?:ь|и)|восьми|девят(?:ь|и)|десят(?:ь|и)|одиннадцат(?:ь|и)){S}{{1,2}}(?:месяц(?:а|ев|ам|ах)|мес\.)(?![а-яё])",
    re.IGNORECASE,
)
MONTH_COUNTS: Final = (
    *(("дв", 2), ("тр", 3), ("четыр", 4), ("пят", 5), ("шест", 6), ("сем", 7)),
    *(("вос", 8), ("девят", 9), ("десят", 10), ("одинн", 11)),
)
SEASON: Final = re.compile(
    "(?P<s>" + "|".join(sorted(SEASONS, key=len, reverse=True)) + ")(?![а-яё])", re.IGNORECASE
)
CENTURY: Final = re.compile(
    rf"(?:(?P<roman>[IVXХ]{{1,6}})(?:-(?:го|му|м|й|е|ом))?|(?P<figure>\d{{1,2}})(?:-(?:го|му|м|й|е|ом|ый|ого))?)(?![\w-])"
    rf"(?P<word>{S}{{0,2}}(?:вв?\.(?!{S}?[а-яё]\.)|век(?:а|у|ом|е|ов|ам|ами|ах)?(?![а-яё])|столети(?:е|я|ю|ем|и|й|ям|ями|ях)(?![а-яё])|ст\.))?"
    rf"(?P<bc>{S}{{0,2}}до{S}н\.{S}?э\.)?"
)
WORD_CENTURIES: Final = {
    "восемнадцат": 18,
    "девятнадцат": 19,
    "двадцат": 20,
    "двадцать перв": 21,
    "семнадцат": 17,
}
WORD_CENTURY: Final = re.compile(
    rf"(?P<stem>двадцать{S}перв|двадцат|девятнадцат|восемнадцат|семнадцат)(?:ый|ого|ому|ом|ым|ое|ая){S}{{1,2}}"
    r"(?:век(?:а|у|ом|е)?|столети(?:е|я|ю|ем|и))(?![а-яё])",
    re.IGNORECASE,
)
SHORT_DECADE: Final = re.compile(
    rf"(?P<d>\d0)-(?:[ыи]?[ех]|ые|ых|ым|ыми|м|ми)(?![а-яё])(?P<word>{S}{{1,2}}{YEAR_WORD})?"
    rf"(?:{S}{{1,2}}(?:(?P<roman>[IVXХ]{{2,5}})|(?P<figure>1\d|2[01])(?:-го)?){S}{{0,2}}(?:в\.|век(?:а|е)?(?![а-яё])|столети[яи]))?"
)
TENS: Final = (
    *(("двадцат", 20), ("тридцат", 30), ("сороков", 40), ("пятидесят", 50), ("шестидесят", 60)),
    *(("семидесят", 70), ("восьмидесят", 80), ("девяност", 90), ("нулев", 0)),
)
WORD_DECADE: Final = re.compile(
    rf"(?P<stem>{'|'.join(stem for stem, _ in TENS)})(?:ые|ых|ым|ыми){S}{{1,2}}{YEAR_WORD}"
    rf"(?:{S}{{1,2}}(?P<roman>[IVXХ]{{2,5}}){S}{{0,2}}(?:в\.|век(?:а|е)?(?![а-яё])|столети[яи]))?",
    re.IGNORECASE,
)
ROMAN_VALUES: Final = {"I": 1, "V": 5, "X": 10, "Х": 10}
EARLY_YEAR: Final = re.compile(
    rf"(?P<y>[1-9]\d\d)(?!\d)(?:{S}{{1,2}}(?P<year>году(?![а-яё-]))|{S}{{1,2}}г\.)(?!{S}{{1,2}}до{S}н)"
)
"""Years of three figures need «году», or «г.» after «в»: «500 г.» may be grams."""
IN_BEFORE: Final = re.compile(rf"(?:^|[\s(«])[Вв]о?{S}{{1,2}}$")
LINKED_MONTH: Final = re.compile(rf"\.(?={S}{{0,2}}[-–—]{S}{{0,2}}(?:{MONTH_WORD})(?![а-яё]))", re.IGNORECASE)
LINKED_SEASON: Final = re.compile(
    rf"(?={S}{{0,2}}[-–—]{S}{{0,2}}(?:{'|'.join(SEASONS)}){S}{{1,2}}{YEAR})", re.IGNORECASE
)
WINTER_YEARS: Final = re.compile(
    rf"{S}{{1,2}}(?P<y>{YEAR})[/–-](?:\d\d|{YEAR})(?!\d)(?:{S}{{0,2}}{YEAR_WORD})?"
)
WORD_DECADE_OF: Final = re.compile(
    rf"(?P<n>перв|втор|трет|четв[её]рт|пят|шест|седьм|восьм|девят|десят)(?:ое|ого|ому|ом|ым|ье|ьего|ьему|ьем|ьим){S}{{1,2}}"
    rf"десятилети(?:е|я|ю|ем|и){S}{{1,2}}(?P<roman>[IVXХ]{{2,5}}){S}{{0,2}}(?:в\.|век(?:а|е)?(?![а-яё])|столети[яи](?![а-яё]))",
    re.IGNORECASE,
)
DECADE_DASH: Final = re.compile(rf"(?P<d>\d0){S}?[-–—]{S}?(?=\d0-)")
