"""Word files as Word and LibreOffice write them: lifted figures, styles, formulas, text boxes, notes, hidden text."""

import io
import zipfile

import pytest

from pipeline.model import Document
from pipeline.read import read

from .words import cell, paragraph, run, word_file

STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="Рубрика сборника"/><w:basedOn w:val="1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="lvl"><w:name w:val="Подрубрика"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="src"><w:name w:val="Источник"/><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="character" w:styleId="up"><w:name w:val="Надстрочный"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="up2"><w:name w:val="Надстрочный мой"/><w:basedOn w:val="up"/></w:style>'
    '<w:style w:type="character" w:styleId="hid"><w:name w:val="Скрытый"/><w:rPr><w:vanish/></w:rPr></w:style>'
)
NUMBERS = (
    '<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num>'
)
LIFTED = '<w:position w:val="8"/><w:sz w:val="16"/>'
RAISED = '<w:vertAlign w:val="superscript"/>'


def blocks(found: Document) -> list[tuple[str, str]]:
    return [(block.kind, found.text[block.start : block.end]) for block in found.blocks]


@pytest.mark.parametrize(
    "look", [RAISED, LIFTED, '<w:rStyle w:val="up"/>', '<w:rStyle w:val="up2"/>'], ids=str
)
def test_a_raised_figure_never_comes_down_to_the_line(look: str) -> None:
    body = paragraph(
        "В 2021", run("1", look), " году по Оби прошло 310 судов, сток 10", run("9", look), " м."
    )
    assert (
        read(word_file(body, styles=STYLES), "a.docx").text
        == "В 2021¹ году по Оби прошло 310 судов, сток 10⁹ м."
    )


def test_a_whole_paragraph_that_is_lifted_is_on_its_own_line() -> None:
    body = paragraph(run("Сургут, ", LIFTED), run("2021", LIFTED))
    assert read(word_file(body), "a.docx").text == "Сургут, 2021"


def test_a_lowered_figure_behind_a_figure_stays_apart() -> None:
    low = '<w:vertAlign w:val="subscript"/>'
    body = paragraph("CO", run("2", low), " и 101", run("2", low), " в двоичном счёте")
    assert read(word_file(body), "a.docx").text == "CO2 и 101₂ в двоичном счёте"


@pytest.mark.parametrize("look", [RAISED, LIFTED], ids=("superscript", "position"))
def test_notes_typed_below_the_references_are_tied(look: str) -> None:
    found = read(
        word_file(
            paragraph("В 2021", run("1", look), " году баржи дошли до Тобольска", run("2", look), "."),
            paragraph("Литература", properties='<w:pStyle w:val="1"/>'),
            paragraph("1. Юдин О. Л. Баржи Иртыша. – Омск, 2015. – 90 с."),
            paragraph(run("1", look), " Без учёта плотов."),
            paragraph(run("2", look), "Нижняя пристань."),
            styles=STYLES,
        ),
        "a.docx",
    )
    assert blocks(found) == [
        ("paragraph", "В 2021 году баржи дошли до Тобольска."),
        ("footnote", "Без учёта плотов."),
        ("footnote", "Нижняя пристань."),
        ("heading", "Литература"),
        ("list_item", "1. Юдин О. Л. Баржи Иртыша. – Омск, 2015. – 90 с."),
    ]
    assert [(found.text[: note.at].split()[-1], note.mark, note.block) for note in found.notes] == [
        ("2021", "1", 1),
        ("Тобольска", "2", 2),
    ]


def test_headings_by_based_on_and_by_outline_level() -> None:
    found = read(
        word_file(
            paragraph("Плёсы", properties='<w:pStyle w:val="own"/>'),
            paragraph("Глубины", properties='<w:pStyle w:val="lvl"/>'),
            paragraph("Перекаты", properties='<w:outlineLvl w:val="1"/>'),
            paragraph("Мели", properties='<w:pStyle w:val="lvl"/><w:outlineLvl w:val="9"/>'),
            paragraph("Броды", properties='<w:pStyle w:val="own"/>'),
            styles=STYLES,
        ),
        "a.docx",
    )
    assert [(block.kind, block.level) for block in found.blocks] == [
        ("heading", 1), ("heading", 2), ("heading", 2), ("paragraph", 0), ("heading", 1),
    ]  # fmt: skip


def test_numbers_of_a_list_that_the_style_names() -> None:
    items = [paragraph(text, properties='<w:pStyle w:val="src"/>') for text in ("Архив порта.", "Устав.")]
    assert (
        read(word_file(*items, styles=STYLES, numbering=NUMBERS), "a.docx").text
        == "1. Архив порта.\n\n2. Устав."
    )


def test_a_list_made_after_the_same_pattern_counts_on_unless_told_to_begin_anew() -> None:
    more = (
        '<w:num w:numId="8"><w:abstractNumId w:val="3"/></w:num><w:num w:numId="9"><w:abstractNumId w:val="3"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    items = [
        paragraph(text, properties=f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')
        for text, number in (("Обь", 7), ("Иртыш", 8), ("Тобол", 9))
    ]
    assert (
        read(word_file(*items, numbering=NUMBERS + more), "a.docx").text == "1. Обь\n\n2. Иртыш\n\n1. Тобол"
    )


def test_hidden_text_codes_of_fields_and_comments_are_no_text() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF a </w:instrText></w:r>'
        '<w:r><w:t>код 5</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>рис. 4</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = paragraph(
        "Пирс", run(" 77", "<w:vanish/>"), run(" 88", '<w:rStyle w:val="hid"/>'), ", ", field, ", ",
        '<w:smartTag>' + run("Томск") + "</w:smartTag>", '<w:fldSimple w:instr="A">' + run(" и 12") + "</w:fldSimple>",
        run(" судов", '<w:vanish w:val="0"/>'),
    )  # fmt: skip
    assert read(word_file(body, styles=STYLES), "a.docx").text == "Пирс, рис. 4, Томск и 12 судов"


def test_signs_that_have_elements_of_their_own() -> None:
    symbol = '<w:r><w:sym w:font="Symbol" w:char="F0{}"/></w:r>'
    body = paragraph(
        "северо", "<w:r><w:noBreakHyphen/></w:r>", "восток, при", "<w:r><w:softHyphen/></w:r>", "чал, ",
        symbol.format("61"), " = 15", symbol.format("B0"), run(" \uf0b1 1", '<w:rFonts w:ascii="Symbol"/>'),
    )  # fmt: skip
    assert read(word_file(body), "a.docx").text == "северо-восток, причал, α = 15° ± 1"


def test_a_formula_is_text_and_its_powers_stay_raised() -> None:
    def said(text: str) -> str:
        return f"<m:r><m:t>{text}</m:t></m:r>"

    formula = (
        f"<m:oMath>{said('Q=')}<m:f><m:num>{said('V')}</m:num><m:den>{said('t')}</m:den></m:f>{said('·')}"
        f"<m:sSup><m:e>{said('10')}</m:e><m:sup>{said('6')}</m:sup></m:sSup></m:oMath>"
    )
    body = paragraph("Расход", formula, "м, сток считан отдельно.")
    assert read(word_file(body), "a.docx").text == "Расход Q=V/t·10⁶ м, сток считан отдельно."


def test_a_text_box_follows_the_sentence_that_it_is_anchored_in() -> None:
    text = paragraph("Карта плёсов хранится в музее речников.")
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict><w:txbxContent>{text}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    labels = f"<w:r><w:txbxContent>{paragraph('Шлюз')}{paragraph('Плотина')}</w:txbxContent></w:r>"
    found = read(word_file(paragraph("В 20", box, labels, "19 году плёс обмелел.")), "a.docx")
    assert blocks(found) == [
        ("paragraph", "В 2019 году плёс обмелел."),
        ("paragraph", "Карта плёсов хранится в музее речников."),
        ("figure", "Шлюз"),
        ("figure", "Плотина"),
    ]


def test_footnotes_of_several_paragraphs_with_marks_of_their_own() -> None:
    def mark(number: int, inside: str = "", attributes: str = "") -> str:
        return (
            f'<w:r><w:rPr>{RAISED}</w:rPr><w:footnoteReference {attributes} w:id="{number}"/>{inside}</w:r>'
        )

    table = f"<w:tbl><w:tr>{cell('март')}{cell('1,5')}</w:tr><w:tr>{cell('май')}{cell('2,5')}</w:tr></w:tbl>"
    notes = (
        f'<w:footnote w:type="separator" w:id="-1">{paragraph("----")}</w:footnote>'
        f'<w:footnote w:id="4">{paragraph("<w:r><w:footnoteRef/></w:r>", " По судам.")}{table}{paragraph("И баржам.")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph(run("*", RAISED), " Оценка порта.")}</w:footnote>'
        f'<w:footnote w:id="9">{paragraph("Вычеркнуто.")}</w:footnote>'
    )
    star = mark(2, "<w:t>*</w:t>", 'w:customMarkFollows="1"')
    body = paragraph("Грузы", mark(4), " и люди", star, "<w:del>" + mark(9) + "</w:del>", ".")
    found = read(word_file(body, footnotes=notes), "a.docx")
    assert blocks(found) == [
        ("paragraph", "Грузы и люди."),
        ("footnote", "По судам. март 1,5 май 2,5 И баржам."),
        ("footnote", "Оценка порта."),
    ]
    assert [(note.mark, note.block) for note in found.notes] == [("1", 1), ("*", 2)]


def test_rows_struck_out_and_cells_merged_downwards() -> None:
    def row(*cells: str, properties: str = "") -> str:
        return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"

    table = (
        "<w:tbl>"
        + row(cell("Пристань"), cell("Год"), cell("Судов"))
        + row(cell("Тара", '<w:vMerge w:val="restart"/>'), cell("2020"), cell("14"))
        + row(cell("Омь", "<w:vMerge/>"), cell("2020"), cell("99"), properties="<w:del/>")
        + row(cell("", "<w:vMerge/>"), cell("2021"), cell("17"))
        + "</w:tbl>"
    )
    (made,) = read(word_file(paragraph("Таблица 1. Суда"), table), "a.docx").tables
    assert [(one.text, one.row_span) for one in made.cells] == [
        ("Пристань", 1), ("Год", 1), ("Судов", 1), ("Тара", 2), ("2020", 1), ("14", 1), ("2021", 1), ("17", 1),
    ]  # fmt: skip


def test_a_borderless_table_that_sets_the_head_is_no_table() -> None:
    table = (
        f"<w:tbl><w:tr>{cell('УДК 656.62')}{cell('Поступила 5 мая')}</w:tr>"
        f"<w:tr>{cell('ББК 39.4')}{cell('Принята 9 июня')}</w:tr></w:tbl>"
    )
    found = read(word_file(table, paragraph("Суда идут вниз по Оби.")), "a.docx")
    assert not found.tables and blocks(found)[0] == ("paragraph", "УДК 656.62")


def test_running_heads_are_furniture() -> None:
    found = read(word_file(paragraph("Суда идут."), header=paragraph("Речной вестник. № 4")), "a.docx")
    assert found.text == "Суда идут."
    assert [(gone.kind, gone.text) for gone in found.furniture] == [("running_head", "Речной вестник. № 4")]


@pytest.mark.parametrize("kind", ["document.macroEnabled", "template.macroEnabledTemplate"])
def test_files_with_macros_and_templates_are_read(kind: str) -> None:
    plain = word_file(paragraph("Суда идут ", run("вниз", "<w:b/>"), "."))
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as archive, zipfile.ZipFile(buffer, "w") as made:
        for name in archive.namelist():
            said = archive.read(name).decode()
            usual = "vnd.openxmlformats-officedocument.wordprocessingml.document"
            made.writestr(name, said.replace(usual, f"vnd.ms-word.{kind}"))
    assert read(buffer.getvalue(), "a.docm").text == "Суда идут вниз."
