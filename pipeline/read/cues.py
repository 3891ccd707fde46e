"""What a line's words say of it: a caption, front matter, a section's heading, an item of a list, an end, a beginning."""

from __future__ import annotations

import re

CAPTION = re.compile(
    r"(?:Таблица|ТАБЛИЦА|Табл\.|Рисунок|РИСУНОК|Рис\.|РИС\.|Диаграмма|График|Схема|Карта|Table|Fig\.|Figure)\s*(?:№\s*)?"
    r"(\d{1,3}(?:\.\d{1,3})*|[IVXА-Я](?=[.\s]|$))(?=\s*(?:[.:–—-]|$)|\s+[«А-ЯЁA-Z])"
)
FRONT = re.compile(
    r"(?:УДК|ББК|DOI|EDN|ГРНТИ|МРНТИ|JEL)\b|(?:Аннотация|АННОТАЦИЯ|Ключевые слова(?: и фразы| и словосочетания)?|КЛЮЧЕВЫЕ СЛОВА|Реферат|Резюме|РЕЗЮМЕ|Abstract|ABSTRACT|"
    r"Key ?words|KEY ?WORDS|Annotation|Аңдатпа|Түйіндеме|Түйін сөздер|Для цитирования|For citation|Благодарности|Финансирование)\s*(?:[.:—–]|$)"
)
ANNOUNCED = re.compile(
    r"(?:Аннотация|Ключевые слова|Реферат|Резюме|Abstract|Key ?words|Аңдатпа|Түйін сөздер)[.:]?",
    re.IGNORECASE,
)
"""A line of these words alone announces what stands below it."""
SECTION = re.compile(
    r"(?:\d{1,2}\.?\s+)?(?:(?:Введение|Заключение|Выводы|Благодарности|Литература|Источники|Библиография|Примечания)|"
    r"(?:Список|Перечень)(?:\s+использованн\w+)?\s+(?:литературы|источников)(?:\s+и\s+(?:литературы|источников))?|"
    r"(?:Список\s+)?использованн(?:ая|ые|ой)\s+(?:литература|источники|литературы)|Библиографический\s+список|"
    r"References|Introduction|Conclusions?)\s*[.:]?",
    re.IGNORECASE,
)
"""A line of these words alone is a section's heading, however it is set."""
LONG = 70
_SECTION_STARTS = frozenset("0123456789ВЗБЛИПСRICвзблипсric")
STARTS = frozenset("ТРДГСКTFУБDEМJАAKФтрдгскtfубdeмjаakф")
"""What the patterns of sections, and of captions and front matter, begin with: asked first, since most lines begin otherwise."""
LIST_MARK = re.compile(
    r"(?:[–—•▪●■◦‣\uf020-\uf0ff\-*]|\(?\d{1,2}[.)]|\(?[а-яa-z]\))(?=\s)|[—•▪●■](?=[а-яёА-ЯЁ])"
)
WANTS_NUMBER = re.compile(
    r"(?:№|\b[Nn]o\.|\bN[o°º]?\.?|(?<!\d)(?<!\d[ \xa0])\b(?:[ТтЧчСс]|Вып|вып|Кн|кн|стр|ст|гл|рис|табл|Vol|vol|Pp?|pp?)\.)$"
)
"""The end of a line that a number must follow: «Т. 5. №» over «3. С. 1–19» is no list item; «56 с.» has its number."""
LEADER = re.compile(r"(?:\.\s?){5,}\d{1,4}$|…{2,}\s?\d{1,4}$")
TERMINAL = re.compile(r"[.!?…:;][»”\")\]]*(?:\s*\[[^\]]*\])?$")
CONTINUES = re.compile(r"[а-яёa-z,;:)»–—\d(\[]")

BOUND = re.compile(
    r"\d[\d ,.]*\s?(?:%|г\.|гг\.|год|млн|млрд|трлн|тыс\.|руб|долл|евро|тенге|т\b|км\b|га\b|чел\.|человек|лет\b|месяц|дн)"
)
"""A number that a no-break space binds to its unit: to the typesetter one word, which needn't have fitted above."""


def is_section(text: str) -> bool:
    """Whether a line is a section's heading by its words alone."""
    return text[0] in _SECTION_STARTS and len(text) < LONG and bool(SECTION.fullmatch(text))
