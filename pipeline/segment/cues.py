"""The words by which a paper announces its parts: «Аннотация.», «Ключевые слова:», «Список литературы», «Abstract».

A cue stands at the beginning of a paragraph. Readers of plain text and of tight typesetting run two parts together
(«… в регионе. Abstract. The paper …»), so a paragraph is first cut before every cue that follows the end of a
sentence. What is left are runs: stretches with one cue at most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple, TypeAlias

from pipeline.model import BlockKind, Document
from pipeline.segment.authors import is_author_line, led_by_names
from pipeline.segment.language import Language, language

Cue: TypeAlias = Literal[
    "code", "abstract", "keywords", "cite_as", "about_authors", "supervisor", "received", "licence", "journal", "references",
    "notes", "funding", "appendix", "section", "part",
]  # fmt: skip


class Run(NamedTuple):
    """A stretch of one block with one role. `cue` is what it announces, `content` where its text goes on after the cue."""

    start: int
    end: int
    text: str
    kind: BlockKind
    language: Language | None
    cue: Cue | None
    content: int
    size: float | None = None
    bold: bool = False
    centred: bool = False

    @property
    def bare(self) -> bool:
        """Whether the cue stands alone, with its text in the runs that follow."""
        return self.cue is not None and self.content >= self.end


_END: Final = r"\s*(?:[.:–—]|(?=\n)|\Z)\s*"
_NUMBERED: Final = r"(?:(?:\d{1,2}|[IVX]{1,4})(?:\.\d{1,2})*[.)]?\s+)?"
_SOURCES: Final = (
    r"(?:(?:библиографический\s+|пристатейный\s+)?(?:[сc]писок|перечень)\s+(?:использованн\w+\s+|цитируем\w+\s+|цитированн\w+\s+)?"
    r"(?:источников|литературы)(?:\s+и\s+(?:источников|литературы))?|(?:использованная\s+|цитируемая\s+)?литература"
    r"(?:\s+и\s+источники)?|(?:использованные\s+)?источники(?:\s+и\s+литература)?|библиографический\s+список|библиография"
    r"|библиографические\s+ссылки|пайдаланылған\s+әдебиеттер(?:\s+тізімі)?|әдебиеттер(?:\s+тізімі)?"
    r"|references|bibliography|literature\s+cited)"
)

# Cues that announce running text go before it, in the same paragraph or as a heading of their own.
_CUES: Final[tuple[tuple[Cue, re.Pattern[str]], ...]] = tuple(
    (cue, re.compile(pattern, re.IGNORECASE))  # type: ignore[misc]
    for cue, pattern in (
        (
            "code",
            r"(?:(?:УДК|UDC|ӘОЖ|ББК|BBK|LBC|ГРНТИ|МРНТИ|ҒТАМР|IRSTI|FTAMP|EDN|[ep]?-?ISSN|JEL|DOI|Коды?\s+(?:ВАК|JEL)|Шифр\s+ВАК"
            r"|Научная\s+специальность|https?://(?:dx\.)?doi\.org/)\b"
            r"|(?:(?:Оригинальная|Научная|Обзорная|Исследовательская)\s+(?:статья|публикация)|(?:Оригинальное|Научное)\s+исследование|Краткое\s+сообщение|Тип\s+статьи"
            r"|(?:Original|Research|Review|Scientific)\s+(?:article|paper))\s*(?:[/|•]\s*(?:Original|Research|Review|Scientific)\s+(?:article|paper)\s*)?"
            r"[.:]?\s*(?:\Z|\n|(?=УДК)))",
        ),
        ("abstract", r"(?:(?:краткая\s+)?аннотация(?:\s+статьи)?|резюме|реферат|аңдатпа|түйіндеме|түйін(?!\w|\s+сөз)|abstract|summary|annotation)" + _END),
        (
            "keywords",
            r"(?:ключевые\s+слова(?:\s+и\s+(?:фразы|словосочетания|понятия|выражения))?|түйін(?:ді)?\s+сөздер|кілт\s+сөздер"
            r"|key\s*-?words(?:\s+and\s+phrases)?)" + _END,
        ),
        ("cite_as", r"(?:(?:ссылка\s+)?для\s+цитирования|как\s+цитировать(?:\s+(?:эту\s+)?статью)?|цитирование(?=\s*:)|образец\s+цитирования|for\s+citations?|to\s+cite\s+this)\b" + _END),
        (
            "about_authors",
            r"(?:(?:информация|сведения|данные|коротко)\s+об?\s+автор(?:е|ах)|об\s+автор(?:е|ах)|автор(?:ы)?\s*:"
            r"|вклад\s+автор(?:а|ов)|(?:заявленный\s+)?вклад\s+соавторов|конфликт\s+интересов"
            r"|(?:information\s+)?about\s+the\s+authors?|authors?['’]?s?\s+(?:information|contributions?)"
            r"|conflicts?\s+of\s+interests?|авторлар\s+туралы)",
        ),
        ("supervisor", r"(?:руководитель(?:\s+(?:ВКР|работы|проекта))?\s*:|научн(?:ый|ые)\s+(?:руководител[ьи]|консультант)|рецензенты?\b|scientific\s+(?:supervisor|adviser|advisor)|supervisor\b|ғылыми\s+жетекші)"),
        (
            "received",
            r"(?:(?:статья|материал|рукопись)\s+(?:поступил[аи]?|получен[аы]?|принят[аы]?|одобрен[аы]?)"
            r"|поступила\s+в\s+редакцию|дата\s+поступления|одобрена\s+после|принята\s+к|received\b|the\s+article\s+was"
            r"|submitted\b|accepted\b|revised\b"
            r"|контактн(?:ое\s+лицо|ая\s+информация)|автор(?:,\s+ответственный)?\s+(?:для|за)\s+(?:корреспонденци|переписк)\w+"
            r"|(?:адрес\s+)?для\s+(?:корреспонденции|переписки|связи|контактов)\b|corresponding\s+author|for\s+correspondence"
            r"|(?:заявление|декларация|информация|сведения)\s+о\s+(?:конфликте|раскрытии|соблюдении)|раскрытие\s+информации)",
        ),
        (
            "licence",
            r"(?:©|\(c\)\s|контент\s+доступен|эта\s+работа\s+лицензир|статья\s+доступна\s+по\s+лицензии|this\s+work\s+is\s+licensed"
            r"|this\s+is\s+an\s+open\s+access|creative\s+commons)",
        ),
        ("funding", r"(?:финансирование|благодарност[иь]|источники\s+финансирования|acknowledge?ments?|funding)" + _END),
        ("references", _NUMBERED + _SOURCES + r"(?:\s*/\s*references|\s*\([^()\n]{2,40}\))?(?:\s*[.:]?\s*\Z|\s*[:.]?\s*(?=\[?1[.)\]]\s)|\s*\n)"),
        ("notes", r"(?:примечания|сноски|примечания\s+и\s+(?:литература|источники)|notes|endnotes)\s*[.:]?\s*(?:\Z|\n)"),
        ("appendix", r"приложени[ея](?:\s+(?:№\s*)?(?:\d+|[А-Я]))?\s*(?:[.:]|\Z)"),
        (
            "section",
            _NUMBERED + r"(?:введение|заключение|выводы|обсуждение(?:\s+результатов)?|результаты(?:\s+и\s+(?:их\s+)?обсуждение)?"
            r"|результаты\s+исследования|материалы\s+и\s+методы(?:\s+исследования)?|методы(?:\s+исследования)?"
            r"|методология(?:\s+исследования)?|методы\s+и\s+материалы|обзор\s+литературы|постановка\s+(?:задачи|проблемы)"
            r"|теоретические\s+основы|основная\s+часть|introduction|conclusions?)\s*[.:]?\s*\Z",
        ),
        (
            "part",
            r"(?:введение|актуальность|обоснование|предмет|цель(?:\s+(?:работы|исследования|статьи))?|задачи|материалы\s+и\s+методы"
            r"|методы|методология|методика|результаты|выводы?|заключение|область\s+применения|научная\s+новизна"
            r"|практическая\s+значимость)\s*(?:[.:]\s+|\s[–—]\s+)(?=\S)",
        ),
    )
)  # fmt: skip

_JOURNAL: Final = re.compile(
    r"[^\n]{3,160}?(?:19|20)\d\d[^\n]{0,90}?(?:\b[СCPС]\.|\bpp?\.|\(|\)\s*:)\s*\d+\s*[–-]\s*\d+\)?\.?\s*\Z"
)
_PLACE_IN_JOURNAL: Final = r"(?:[.,;/|•·\s]|[СCР]\.\s?(?=\d)|(?:Т|Том|Вып|Выпуск|Vol|Volume|No|Issue|Iss|Часть|Ч|№)\.?\s?№?\s?(?:\d+|[IVXLC]+\b)(?:[-–/]\d+)?(?:\s?\(\d+\))?|(?:19|20)\d\d(?:\s?г(?:ода|\.)?)?)"
_NUMBERED_ISSUE: Final = re.compile(  # «Вестник степи. 2020. № 4», without pages
    rf"(?P<name>[^\n\d№]{{0,120}}?){_PLACE_IN_JOURNAL}{{3,30}}(?:\d+\s?[–-]\s?\d+)?(?:\s*https?://\S+)?\s*\Z"
)
ISSUE_FIRST: Final = re.compile(  # «№ 3 (27) 2023 | Степной журнал»
    r"(?=.{0,40}(?:19|20)\d\d)(?:[\d\s().,/|•·–-]|№|(?:Т|Том|Вып|Выпуск)\b\.?|г\.){8,40}(?P<name>[А-ЯЁA-Z«][^\d|\n]{3,120})"
)
_LINE_CUT: Final = re.compile(
    r"(?:(?<=[.!?…»)])\s{1,9}|\n\s{0,9})(?=(?:Аннотация|АННОТАЦИЯ|Abstract|ABSTRACT|Summary|Ключевые\s+слова(?:\s+и\s+[а-я]+)?|КЛЮЧЕВЫЕ\s+СЛОВА"
    r"|Key\s?words|KEY\s?WORDS|Для\s+цитирования|For\s+citation|Аңдатпа|Түйін\s+сөздер)\s*[.:–—])"
    # a heading that a reader ran into the paragraph above: no sentence is «Литература» and nothing more
    r"|(?<=[^\d\s][.!?…»)\]])\s{1,9}(?=(?:Список\s+(?:использованн\w+\s+)?(?:литературы|источников)|СПИСОК\s+(?:ЛИТЕРАТУРЫ|ИСТОЧНИКОВ)"
    r"|Литература|ЛИТЕРАТУРА|Библиографический\s+список|Источники\s+и\s+литература|References|REFERENCES)"
    r"\s*[:.]?\s*(?:\Z|\[?1[.)\]]\s))"
    r"|(?<=\S)\s{1,9}(?=(?:(?:УДК|ББК)\s*:?\s*\d|JEL(?:\s+[Cc]lassification)?\s*:?\s*[A-Z]\d))"
    r"|\A(?:e-?mail\s*:\s*)?[^\s@]{1,64}@[\w.-]{1,64}\s(?=[А-ЯЁ][а-яё]+\s[а-яё])"  # an address, and what a reader ran on to it
    r"|(?<=\d)\s(?=(?:Оригинальн|ОРИГИНАЛЬН|Научн|НАУЧН|Обзорн|ОБЗОРН)\w+\s(?:статья|исследование|СТАТЬЯ|ИССЛЕДОВАНИЕ)\s*\Z)"
    # a code and the title or the authors in one paragraph
    r"|\A(?:https?://(?:dx\.)?doi\.org/|DOI\s*:?\s*)10\.\d{4,9}/\S{1,80}\s(?=[А-ЯЁ])"
    r"|(?:\A|\n)УДК\s*:?\s*[\d(][\d.:;,+()\[\]/=*\-–\"' ]{1,60}\s(?=[А-ЯЁ](?:[А-ЯЁа-яё]{3,}|\.\s?[А-ЯЁ]\.)\s)"
    r"|\n\s{0,9}(?=(?:Аннотация|АННОТАЦИЯ|Abstract|ABSTRACT|Ключевые\s+слова|Key\s?words|Список\s+литературы|СПИСОК\s+ЛИТЕРАТУРЫ"
    r"|Литература|ЛИТЕРАТУРА|References|REFERENCES|УДК|DOI)\b)"
)

_MAY_CUT: Final = re.compile(  # most paragraphs hold none of these, and are spared the search above
    r"Аннотация|АННОТАЦИЯ|Abstract|ABSTRACT|Summary|Ключевые|КЛЮЧЕВЫЕ|Key|KEY|Для\sцит|For\scit|Аңдатпа|Түйін|Список|СПИСОК"
    r"|Литература|ЛИТЕРАТУРА|Библиогр|Источники|References|REFERENCES|УДК|ББК|DOI|doi\.org|JEL|@|[Ии]сследование\Z|ИССЛЕДОВАНИЕ\Z|[Сс]татья\Z|СТАТЬЯ\Z"
)


def cue_of(text: str, kind: BlockKind = "paragraph") -> tuple[Cue | None, int]:
    """(what the paragraph announces, offset at which its own text begins). Tables, notes and captions announce nothing.

    >>> cue_of("Ключевые слова: торговля, граница")
    ('keywords', 16)
    >>> cue_of("Литература о границе обширна.")
    (None, 0)
    """
    if kind in ("table", "figure", "caption", "footnote"):
        return None, 0
    for cue, pattern in _CUES:
        match = pattern.match(text)
        if match is not None and not (cue == "licence" and _signs(text)):
            return cue, match.end()
    if len(text) < 220 and ((" //" not in text and _JOURNAL.match(text)) or _is_issue(text)):
        return "journal", 0
    return None, 0


def _signs(text: str) -> bool:
    """Whether a line with © is the authors' under the title: «© 2023 г. П. С. Ильин», not «© Ильин П. С., 2023»."""
    return re.match(r"©\s*(?:19|20)\d\d", text) is not None and is_author_line(text)


def _is_issue(text: str) -> bool:
    """Whether the line is a journal's name with year and number, or with volume, and nothing else."""
    if ISSUE_FIRST.fullmatch(text) is not None and "№" in text:
        return True
    return (
        re.search(r"\b(?:19|20)\d\d\b", text) is not None
        and re.search(r"№\s?\d|\b(?:Т|Том|Вып|Выпуск|Vol|No)\b\.?\s?\d", text) is not None
        and _NUMBERED_ISSUE.fullmatch(text) is not None
    )


def runs(document: Document) -> tuple[Run, ...]:
    """The document's blocks, cut before cues inside them; a document without blocks is cut at blank lines."""
    return tuple(_runs(document))


def _runs(document: Document) -> Iterator[Run]:
    text = document.text
    if not document.blocks:
        start = 0
        for gap in [*re.finditer(r"\n[^\S\n]*\n", text), None]:
            end = gap.start() if gap else len(text)
            yield from _cut(text, start, end, "paragraph", None, False, False)
            start = gap.end() if gap else end
    for block in document.blocks:
        yield from _cut(text, block.start, block.end, block.kind, block.size, block.bold, block.centred)


def _cut(
    text: str, start: int, end: int, kind: BlockKind, size: float | None, bold: bool, centred: bool
) -> Iterator[Run]:
    cuts = [start]
    if kind in ("title", "heading") and (names_end := led_by_names(text[start:end])) is not None:
        cuts.append(start + names_end)  # names and title set alike, line below line
    if kind not in ("table", "figure", "caption", "footnote") and _MAY_CUT.search(text, start, end):
        cuts += [start + match.end() for match in _LINE_CUT.finditer(text[start:end])]
    for left, right in zip(cuts, [*cuts[1:], end], strict=True):
        part = text[left:right]
        left += len(part) - len(part.lstrip())
        part = part.strip()
        if part:
            cue, content = cue_of(part, kind)
            yield Run(
                left, left + len(part), part, kind, language(part), cue, left + content, size, bold, centred
            )
