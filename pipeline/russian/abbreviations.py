"""Abbreviations with a full stop: which of them may end a sentence, and which never do.

Sources: ГОСТ Р 7.0.12-2011 (abbreviations of Russian words in bibliography), Мильчин & Чельцова, «Справочник издателя и
автора», and units as papers print them («трлн. руб.», «тыс. чел.»).
"""

from __future__ import annotations

from typing import Final

NEVER_LAST: Final = frozenset(
    (
        "млн млрд трлн тыс "  # a unit follows
        "акад проф доц чл член-корр канд д-р докт г-н г-жа гр тов ген полк им св "  # a name follows
        "ул пр-т просп пл пер наб б-р пос дер с-х оз р-н респ ст-ца ж-д "  # a name of a place follows
        "с стр рис табл илл гл разд п пп подп ст ч т тт вып кн № ср см напр т.е т.н т.к и.о ок прим примеч соотв "
        "ред сост отв науч изд-во изд вступ пер "
        "jan feb mar apr jun jul aug sep oct nov dec no vol pp p ed eds et al fig tab vs "
        "янв фев февр мар апр авг сен сент окт нояб ноя дек "
        "букв лат англ нем фр франц каз кит тур греч рус разг книжн устар "
        "нац гос адм воен полит экон соц мед техн юр хим физ мат геогр ист"
    ).split()
)
"""Something must follow: a unit, a name, a number, an explained word."""

MAYBE_LAST: Final = frozenset(
    [
        "г",
        "гг",
        "в",
        "вв",
        "н.э",
        "э",
        "руб",
        "долл",
        "коп",
        "евр",
        "тенге",
        "тг",
        "сум",
        "юан",
        "ф",
        "у.е",
        "чел",
        "ед",
        "шт",
        "экз",
        "семей",
        "дол",
        "км",
        "м",
        "см",
        "мм",
        "кв",
        "куб",
        "га",
        "т",
        "ц",
        "кг",
        "л",
        "кВт",
        "МВт",
        "час",
        "мин",
        "сек",
        "мес",
        "нед",
        "сут",
        "дн",
        "др",
        "пр",
        "т.д",
        "т.п",
        "проч",
        "ин",
        "обл",
        "р",
        "кр",
        "окр",
        "край",
        "респ",
        "а.е",
        "яз",
        "лет",
        "инд",
    ]
)
"""The sentence may end here or go on: what follows decides."""
