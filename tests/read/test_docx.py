"""Word files: styles, lists, merged cells, tracked changes."""

import io

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from pipeline.read import read


def saved(document: "docx.document.Document") -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_paragraphs_headings_lists_and_tables() -> None:
    document = docx.Document()
    document.add_heading("Порты Каспия", 0)
    document.add_heading("Грузы", 1)
    document.add_paragraph("Перевалка выросла на 5\u00a0%.")
    document.add_paragraph("Актау", style="List Number")
    document.add_paragraph("Курык", style="List Number")
    document.add_paragraph("Таблица 1. Перевалка, тыс. т")
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Порт"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Год"
    for column, text in ((1, "2021"), (2, "2022")):
        table.cell(1, column).text = text
    for column, text in enumerate(("Актау", "3 410", "3 905,5")):
        table.cell(2, column).text = text
    found = read(saved(document), "ports.docx")
    assert found.media_type.endswith("wordprocessingml.document")
    assert [block.kind for block in found.blocks][:3] == ["title", "heading", "paragraph"]
    assert "Перевалка выросла на 5 %." in found.text
    (made,) = found.tables
    assert found.text.endswith("Порт\tГод\t\n\t2021\t2022\nАктау\t3 410\t3 905,5")
    assert [(c.text, c.row_span, c.column_span) for c in made.cells][:2] == [("Порт", 2, 1), ("Год", 1, 2)]
    assert [cell.header for cell in made.cells] == [True] * 4 + [False] * 3
    assert made.caption is not None and made.number == "1"


def test_struck_out_text_is_no_text() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Договор подписан ")
    struck = OxmlElement("w:del")
    run = OxmlElement("w:r")
    gone = OxmlElement("w:delText")
    gone.text = "вчера "
    run.append(gone)
    struck.append(run)
    paragraph._p.append(struck)
    put_in = OxmlElement("w:ins")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.set(qn("xml:space"), "preserve")
    text.text = "сегодня в Омске."
    run.append(text)
    put_in.append(run)
    paragraph._p.append(put_in)
    assert read(saved(document), "a.docx").text == "Договор подписан сегодня в Омске."


def test_raised_figures_stay_raised() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Сток 10")
    for text, is_raised in (("9", True), (" м", False), ("3", True), (", CO", False), ("2", False)):
        paragraph.add_run(text).font.superscript = is_raised
    assert read(saved(document), "flow.docx").text == "Сток 10⁹ м³, CO2"
