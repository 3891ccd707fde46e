"""Numbers that label and don't count: «ст. 7», «№ 5», «табл. 2», «школа 12», «пункты 1, 2 и 3».

    >>> is_abbreviated_label("ст."), is_label("статьи"), is_label("доля")
    (True, True, False)

An abbreviated label makes even a unit after it doubtful («№ 5 т. 3» has no tonnes); a spelt noun only where no unit follows
(«часть 30 %» is a percentage).
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.russian.figures import SPACE

_LABELS: Final = frozenset(
    "№ №№ с. стр. ст. ст.ст. п. пп. п.п. подп. ч. гл. разд. табл. рис. илл. т. тт. вып. кн. тел. тел факс удк ббк грнти issn isbn doi "
    "doi: jel edn orcid д. каб. оф. корп. pp. p. vol. no. fig. ver. n гост ту снип санпин iso исо код шифр арт. инв. прил. абз. № сер. "
    "ф. оп. л. лл. вх. исх. рег.".split()
)
_LABEL_NOUNS: Final = re.compile(
    r"(?:стать(?:я|и|е|ю|[её]й|ям|ях)|пункт(?:а|у|ом|е|ы|ах|ам)?|част(?:ь|и|ью)|глав(?:а|ы|е|у|ой|ах)|раздел(?:а|у|ом|е|ы|ах)?|параграф(?:а|у|ом|е)?|"
    r"абзац(?:а|у|ем|е)?|приложени(?:е|я|и|ю|ем)|таблиц(?:а|ы|е|у|ей|ах)|рисун(?:ок|ка|ке|ком|ки|ках)|диаграмм(?:а|ы|е|у)|схем(?:а|ы|е|у|ой)|"
    r"формул(?:а|ы|е|у|ой)|том(?:а|у|ом|е)?|выпуск(?:а|у|ом|е)?|номер(?:а|у|ом|е)?|страниц(?:а|ы|е|у|ей)|вариант(?:а|у|ом|е)?|"
    r"энергоблок(?:а|у|ом|е)?|верси(?:я|и|ю|ей)|модел(?:ь|и|ью)|этап(?:а|у|ом|е)?|сценари(?:й|я|и|ем)|гипотез(?:а|ы|е|у)|"
    r"график(?:а|у|ом|е)?|карт(?:а|ы|е|у)|протокол(?:а|у|ом|е)?|маршрут(?:а|у|ом|е)?|категори(?:я|и|ю|ей)|тип(?:а|у|ом|е)?|"
    r"кластер(?:а|у|ом|е)?|шаг(?:а|у|ом|е)?|задач(?:а|и|е|у)|уравнени(?:е|я|и|ю)|телефон(?:а|у)?|индекс(?:а|у)?|код(?:а|у|ом)?|"
    r"форм(?:а|ы|е|у)|раунд(?:а|е)?|цел(?:ь|и|ью)|школ(?:а|ы|е|у)|гимнази(?:я|и|ю)|больниц(?:а|ы|е|у)|шахт(?:а|ы|е|у)|цех(?:а|е)?|"
    r"поколени(?:е|я)|уровн(?:я|е|ю)|пакет(?:а)?|корпус(?:а|е)?)"
)
_NUMBERED_PAPERS: Final = re.compile(
    r"(?:резолюци(?:я|и|ю|ей)|конвенци(?:я|и|ю|ей)|рекомендаци(?:я|и|ю|ей)|директив(?:а|ы|е|у|ой)|фонд(?:а|у|ом|е)?|опис(?:ь|и|ью)|"
    r"дел(?:о|а|у|ом|е)|закон(?:а|у|ом|е)?|приказ(?:а|у|ом|е)?|указ(?:а|у|ом|е)?|постановлени(?:е|я|ю|ем|и)|распоряжени(?:е|я|ю|ем|и)|"
    r"решени(?:е|я|ю|ем|и)|рейс(?:а|у|ом|е)?|поезд(?:а|у|ом|е)?)"
)
_NAME_NEXT: Final = re.compile(
    rf"{SPACE}{{0,2}}(?:[^а-яё\s]|$|\n|от{SPACE}|не{SPACE}|о{SPACE}|об{SPACE}|и{SPACE}|в{SPACE}|по{SPACE}|с{SPACE})"
)
LABEL_LIST: Final = re.compile(rf"{SPACE}?(?:,|;|и|или|[-–—])?{SPACE}?(?:и{SPACE})?")
"""What parts the members of a list of labels."""


def is_abbreviated_label(word: str) -> bool:
    """Whether the word (lower case) before a number is a label's short form: «с.», «№», «рис.», «УДК»."""
    return word in _LABELS or (word.startswith("№") and word != "№")


def is_label(word: str) -> bool:
    """Whether the word (lower case) before a number is a label, short or spelt out."""
    return is_abbreviated_label(word) or _LABEL_NOUNS.fullmatch(word) is not None


def is_papers_number(word: str, text: str, end: int) -> bool:
    """Whether «резолюция», «фонд», «опись», «дело», «приказ» goes before a number (lower case) that ends at `end` and no noun after."""
    return _NUMBERED_PAPERS.fullmatch(word) is not None and _NAME_NEXT.match(text, end) is not None
