"""Web pages: what a reader sees is text, what the site put around it is furniture, and marks find their notes."""

from __future__ import annotations

import time

import pytest

from pipeline.model import Document
from pipeline.read import Limits, ReadError, read
from pipeline.read.marked.htmltree import page_text


def page(body: str, head: str = "", tag: str = "<!DOCTYPE html><html>") -> Document:
    return read(f"{tag}<head>{head}</head><body>{body}</body></html>".encode(), "page.html")


def blocks(found: Document) -> list[tuple[str, str]]:
    return [(block.kind, found.text[block.start : block.end]) for block in found.blocks]


def test_headings_paragraphs_lists_and_quotes() -> None:
    found = page(
        "<h1>Соль Баскунчака</h1><p>Озеро лежит<br>ниже моря.</p><h2>Добыча</h2><h3>Способы</h3>"
        "<ol start=3><li>ломами<li><p>машинами</p><p>и насосами</p></ol><ul><li>вручную</ul>"
        "<blockquote><p>Соль белее снега.</p></blockquote><h2>Вывоз</h2>"
    )
    assert blocks(found) == [
        ("title", "Соль Баскунчака"),
        ("paragraph", "Озеро лежит ниже моря."),
        ("heading", "Добыча"),
        ("heading", "Способы"),
        ("list_item", "3. ломами"),
        ("list_item", "4. машинами"),
        ("list_item", "и насосами"),
        ("list_item", "– вручную"),
        ("quote", "Соль белее снега."),
        ("heading", "Вывоз"),
    ]
    assert [block.level for block in found.blocks if block.kind == "heading"] == [1, 2, 1]


def test_inline_tags_do_not_split_words() -> None:
    found = page(
        "<p>Казах<b>стан</b> <i>вы</i>вез&nbsp;5&nbsp;%&shy; соли,<wbr> пере<!-- -->во&shy;зка<span>; итог</span></p>"
    )
    assert found.text == "Казахстан вывез 5 % соли, перевозка; итог"


def test_raised_figures_stay_raised() -> None:
    found = page(
        "<p>Добыто 10<sup>6</sup> м<sup>3</sup>, или 10<sup>−2</sup> доли; CO<sub>2</sub>, 2-<sup>й</sup></p>"
    )
    assert found.text == "Добыто 10⁶ м³, или 10⁻² доли; CO2, 2-й"


def test_what_is_not_shown_is_no_text() -> None:
    found = page(
        "<script>var a='текст';</script><style>p{}</style><p>Видно.<del>Вычеркнуто.</del> <ins>Вписано.</ins></p>"
        "<p hidden>Скрыто.</p><p style='display: none'>И это.</p><template><p>Образец</p></template>"
        "<button>Купить</button><noscript>Включите сценарии</noscript><p>Он сказал: <q>да</q>.</p>"
    )
    assert found.text == "Видно. Вписано.\n\nОн сказал: «да»."


def test_the_sites_furniture_is_kept_apart() -> None:
    prose = "<p>Караван шёл из Оренбурга в Бухару два месяца и терял каждого десятого верблюда.</p>" * 4
    found = page(
        "<header>Вестник степи</header><nav><ul><li>Главная<li>Архив</ul></nav>"
        f"<main><article><header><h1>Караванный путь</h1></header>{prose}</article></main>"
        "<aside>Читайте также</aside><div class='share'>Поделиться</div><footer>© Вестник</footer>"
    )
    assert found.text.startswith("Караванный путь\n\nКараван шёл")
    assert "Архив" not in found.text
    assert [item.text for item in found.furniture] == [
        "Вестник степи",
        "Главная Архив",
        "Читайте также",
        "Поделиться",
        "© Вестник",
    ]


def test_a_page_that_is_all_furniture_is_text() -> None:
    assert page("<div id='menu'><p>Весь текст стоит в меню и нигде больше.</p></div>").text.startswith(
        "Весь текст"
    )


NOTES = {
    "LibreOffice": (
        '<p>Вода солёная<sup><a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a></sup>.</p>',
        '<div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a> Проба 1954 г.</p></div>',
    ),
    "Word": (
        '<p>Вода солёная<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a>.</p>',
        '<div id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1">[1]</a> Проба 1954 г.</p></div>',
    ),
    "Pandoc": (
        '<p>Вода солёная<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a>.</p>',
        '<section class="footnotes"><hr><ol><li id="fn1"><p>Проба 1954 г.<a href="#fnref1" role="doc-backlink">↩︎</a></p></li></ol></section>',
    ),
    "by hand": (
        '<p>Вода солёная<sup><a href="#n1">1</a></sup>.</p>',
        '<p id="n1">Проба 1954 г.</p>',
    ),
}


@pytest.mark.parametrize("way", NOTES)
def test_footnotes(way: str) -> None:
    mark, note = NOTES[way]
    found = page(f"{mark}<p>Дно ровное.</p>{note}")
    assert blocks(found) == [
        ("paragraph", "Вода солёная."),
        ("footnote", "Проба 1954 г."),
        ("paragraph", "Дно ровное."),
    ]
    assert [(note.at, note.mark, note.block) for note in found.notes] == [(12, "1", 1)]


def test_links_to_references_are_citations() -> None:
    found = page(
        '<p>Так пишут [<a href="#ref2">2</a>] и в других местах<sup><a href="#lit1">1</a></sup>.</p>'
        '<h2>Литература</h2><ol><li id="lit1">Быков А. Соль. М., 1960.<li id="ref2">Носов П. Озёра. Л., 1931.</ol>'
    )
    assert found.notes == ()
    assert found.text.startswith("Так пишут [2] и в других местах¹.")


def test_a_mark_without_its_note_is_a_raised_figure() -> None:
    assert (
        page('<p>Вода солёная<sup><a href="#fn9">9</a></sup>, как море.</p>').text
        == "Вода солёная⁹, как море."
    )


def test_tables() -> None:
    found = page(
        "<table><caption>Таблица 2. Вывоз соли, т</caption><thead><tr><th rowspan=2>Год<th colspan=2>Куда</tr>"
        "<tr><th>Уральск<th>Гурьев</tr></thead><tr><td>1913<td>1&nbsp;200<td>340<tr><td>1914<td colspan=99>нет</table>"
    )
    (table,) = found.tables
    assert (table.n_rows, table.n_columns, table.number) == (4, 3, "2")
    assert [(c.text, c.row, c.column, c.row_span, c.column_span, c.header) for c in table.cells] == [
        ("Год", 0, 0, 2, 1, True),
        ("Куда", 0, 1, 1, 2, True),
        ("Уральск", 1, 1, 1, 1, True),
        ("Гурьев", 1, 2, 1, 1, True),
        ("1913", 2, 0, 1, 1, False),
        ("1 200", 2, 1, 1, 1, False),
        ("340", 2, 2, 1, 1, False),
        ("1914", 3, 0, 1, 1, False),
        ("нет", 3, 1, 1, 2, False),
    ]


def test_tables_for_layout_are_no_tables() -> None:
    found = page(
        "<table><tr><td><h1>Солёные озёра степи</h1><p>Их сорок.</p><td><p>Реклама</p></tr>"
        "<tr><td><table><tr><td>Год<td>т<tr><td>1913<td>5</table><td>x</tr></table>"
    )
    assert len(found.tables) == 1
    assert "Их сорок." in [text for _, text in blocks(found)]


def test_a_notes_mark_in_a_table() -> None:
    found = page(
        '<table><tr><td>Год<td>т<tr><td>1913<sup><a href="#fn1">*</a></sup><td>5</table><p id="fn1">Неполный.</p>'
    )
    assert [cell.text for cell in found.tables[0].cells] == ["Год", "т", "1913", "5"]
    assert blocks(found)[-1] == ("footnote", "Неполный.")


def test_the_title_that_the_head_claims() -> None:
    found = page(
        "<p>Том 3</p><p><b>Ледовые переправы Урала</b></p><p>Лёд держал обозы до марта.</p>",
        '<meta name="citation_title" content="Ледовые переправы Урала">',
    )
    assert blocks(found)[1] == ("title", "Ледовые переправы Урала")


def test_type_larger_than_the_rest_is_a_heading() -> None:
    found = page(
        "<p style='font-size:20pt'>Ледовые переправы Урала</p><p style='font-size:12pt'>Лёд держал обозы до марта.</p>"
    )
    assert [kind for kind, _ in blocks(found)] == ["title", "paragraph"]


def test_broken_pages() -> None:
    found = page("<p>Первый <b>абзац<p>Второй</i> & третий &lt; 5 &nbsp &#1044;&#x430; &неведомо; <td>клетка")
    assert found.text.startswith("Первый абзац\n\nВторой & третий < 5 Да &неведомо;")


def test_a_thousand_unclosed_tags() -> None:
    found = page("".join(f"<p><font><b>Абзац {number}. Степь да степь." for number in range(1500)))
    assert found.text.count("Степь да степь") == 1500
    assert found.problems == ()


def test_nesting_that_nothing_mends_is_told() -> None:
    found = page("".join(f"<div>Овраг {number} за оврагом. " for number in range(4000)))
    assert [problem.code for problem in found.problems] == ["PARSE_ERROR"]


SAID = "<p>Объём торговли вырос вдвое, а доля приграничных областей не изменилась.</p>"


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "windows-1251"),  # saved anew, the old name kept
        ("utf-8", None),
        ("cp1251", "windows-1251"),
        ("cp1251", "utf-8"),
        ("cp1251", None),
        ("koi8-r", "koi8-r"),
        ("koi8-r", None),
        ("cp866", "ibm866"),
        ("mac_cyrillic", "x-mac-cyrillic"),
        ("cp1251", "iso-8859-1"),
        ("utf-16", None),
        ("utf-16-le", "utf-16"),
        ("utf-8", "unheard-of"),
    ],
)
def test_encodings(encoding: str, named: str | None) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={named}">' if named else ""
    data = f"<html><head>{meta}<title>x</title></head><body>{SAID}</body></html>".encode(encoding)
    found = read(data, "page")
    assert found.media_type == "text/html"
    assert found.text == SAID[3:-4]


def test_xhtml_names_its_encoding_in_the_prolog() -> None:
    data = (
        '<?xml version="1.0" encoding="windows-1251"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" '
        f'"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n<html xmlns="http://www.w3.org/1999/xhtml"><body>{SAID}</body></html>'
    ).encode("cp1251")
    assert read(data, "page").text == SAID[3:-4]


def test_a_page_that_begins_with_much_ascii() -> None:
    data = b"<html><style>" + b"p { margin: 0 }\n" * 6000 + b"</style>" + SAID.encode("koi8-r")
    assert SAID in page_text(data)


def test_mhtml() -> None:
    import base64

    body = base64.encodebytes(f"<html>{SAID}</html>".encode("cp1251"))
    data = (
        b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
        b'\ttype="text/html"; boundary="--cut"\r\n\r\n----cut\r\nContent-Type: text/html; charset="windows-1251"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n" + body + b"\r\n----cut--\r\n"
    )
    assert read(data, "page.mht").text == SAID[3:-4]


def test_what_can_not_be_read() -> None:
    for data, code in (
        (b"<html><body><script>x</script></body></html>", "NO_TEXT"),
        (f"<html><p>{'текст ' * 400}".encode(), "TOO_LARGE"),
        ("<html><p>Îáú¸ì âçàèìíîé òîðãîâëè âûðîñ âäâîå, à äîëÿ îáëàñòåé íåò".encode(), "BAD_TEXT_LAYER"),
    ):
        with pytest.raises(ReadError) as caught:
            read(data, "page", limits=Limits(characters=1000))
        assert caught.value.code == code


def test_nothing_is_fetched_and_entities_do_not_grow() -> None:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ха"}">' for n in range(9))
    data = f'<!DOCTYPE html [{entities}<!ENTITY f SYSTEM "file:///etc/passwd">]><html><body><p>Было: &l8; &f;</p>{SAID}</html>'
    found = read(data.encode(), "page")
    assert "root:" not in found.text
    assert len(found.text) < 1000


PROSE = "Слово за словом. "
HOSTILE = {
    "nested menus": "<div class=menu>" * 1500 + PROSE * 20_000,
    "one paragraph of places": "".join(f'Сл<sup><a href="#n{n}">1</a></sup> ' for n in range(6000))
    + "<p>"
    + "".join(f"<a id=n{n}></a>сл" for n in range(6000)),
    "wide spans": "<table>" + "<tr><td colspan=1000 rowspan=60000>а<td>б" * 2000,
    "nested tables": "<table><tr><td>а<td>б<tr><td>" * 600,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_take_no_time(name: str) -> None:
    began = time.process_time()
    assert len(page(HOSTILE[name]).text) > 3000
    assert time.process_time() - began < 8


def test_formulas_keep_their_powers_and_fractions() -> None:
    found = page(
        "<p>Расход <math><mi>Q</mi><mo>=</mo><mfrac><mi>V</mi><mi>t</mi></mfrac></math>, объём "
        "<math><msup><mn>10</mn><mn>6</mn></msup></math>м, база 10<sub>2</sub>, CO<sub>2</sub>.</p>"
    )
    assert found.text == "Расход Q=V/t, объём 10⁶ м, база 10₂, CO2."


@pytest.mark.parametrize(
    "around",
    [
        '<div class="cookie-banner"><p>{}</p></div>',
        '<div role="dialog">{}</div>',
        '<div class="social-share"><a>{}</a></div>',
        '<div class="related-articles"><p>{}</p></div>',
        '<div class="menu-item"><a>{}</a></div>',
        '<div class="topbar">{}</div>',
        '<div id="comments"><p>{}</p></div>',
        '<div id="site-footer">{}</div>',
    ],
)
def test_what_the_site_puts_around_a_paper_is_furniture(around: str) -> None:
    said = "Подпишитесь на новости"
    found = page(
        around.format(said) + "<h1>Лес и тайга</h1>" + "<p>Тайга занимает север области, лес редеет.</p>" * 4
    )
    assert said not in found.text
    assert [gone.text for gone in found.furniture] == [said]


@pytest.mark.parametrize(
    "name", ["market-share", "social-sciences", "commentary", "shared-border", "relations"]
)
def test_names_of_a_papers_own_parts_are_no_sites(name: str) -> None:
    found = page(
        "<p>Тайга занимает север области, лес редеет.</p>" * 4
        + f'<div class="{name}"><p>Кедр дорог.</p></div>'
    )
    assert found.text.endswith("Кедр дорог.")


def test_a_column_of_links_beside_the_text_is_a_menu() -> None:
    found = page(
        "<table><tr><td><a href=a>Главная</a><br><a href=b>Архив</a></td><td>УДК 630<br><br>"
        + "Тайга занимает север области, лес редеет.<br><br>" * 4
        + "</td></tr></table>"
    )
    assert found.text.startswith("УДК 630") and found.furniture[0].text == "Главная Архив"


def test_a_line_that_announces_is_apart_from_what_it_announces() -> None:
    found = page("<div><b>Аннотация</b><br>Описан лес севера.</div><p>Итоги<br>2020 года</p>")
    assert [text for _, text in blocks(found)] == ["Аннотация", "Описан лес севера.", "Итоги 2020 года"]


def test_short_bold_lines_over_prose_are_headings() -> None:
    found = page(
        "<p><b>Е. Н. Лось, А. В. Рысь</b></p><p><b>Аннотация.</b> Описан лес.</p><p><b>Породы деревьев</b></p>"
        "<p>Растёт кедр.</p><p><b>Кедр дорог.</b></p><p>Растёт ель.</p>"
    )
    assert [kind for kind, _ in blocks(found)] == [
        "paragraph",
        "paragraph",
        "heading",
        "paragraph",
        "paragraph",
        "paragraph",
    ]


@pytest.mark.parametrize(
    "mark",
    [
        '<span style="vertical-align: super">1</span>',
        '<span style="vertical-align:4.0pt; font-size: 8pt">1</span>',
        '<font style="vertical-align: 30%">1</font>',
        '<span style="position:relative;top:-4.5pt">1</span>',
        '<span style="position: relative; left: 0; bottom: .3em">1</span>',
        '<span style="position:relative;top:-6.0pt;mso-text-raise:6.0pt">1</span>',
        '<span class="C7 up">1</span>',
        '<b><span class="up">1</span></b>',
    ],
)
def test_a_figure_raised_by_any_rule_stays_raised(mark: str) -> None:
    sheet = "<style>/* .C7{vertical-align:sub} */ p, span.up { color: red; vertical-align: super } td {vertical-align: 3px}</style>"
    assert page(f"<p>В 2021{mark} году кедр дал 12 т.</p>", head=sheet).text == "В 2021¹ году кедр дал 12 т."


@pytest.mark.parametrize(
    "style", ["vertical-align: top", "vertical-align:0pt", "vertical-align: baseline", "top: -4pt"]
)
def test_what_raises_nothing(style: str) -> None:
    assert page(f'<p>В 202<span style="{style}">1</span> году</p>').text == "В 2021 году"


def test_a_line_that_is_raised_as_a_whole_is_raised_against_nothing() -> None:
    assert (
        page('<p><b><span style="position:relative;top:-4pt">2021</span></b></p><p>Кедр</p>').text
        == "2021\n\nКедр"
    )


def test_an_item_that_brings_its_own_number_isn_t_numbered_again() -> None:
    found = page("<ol><li><span>1.1.</span> Кедр</li><li>2,5 т</li></ol><ul><li>– ель</li><li>лес</li></ul>")
    assert found.text == "1.1. Кедр\n\n2. 2,5 т\n\n– ель\n\n– лес"
