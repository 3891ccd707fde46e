"""OpenDocument texts, zipped and flat: styles, lists, tables, notes, tracked changes."""

from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.model import Document
from pipeline.read import Limits, ReadError, read

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{what}:1.0"'
    for name, what in {
        "office": "office",
        "text": "text",
        "table": "table",
        "style": "style",
        "fo": "xsl-fo-compatible",
        "draw": "drawing",
    }.items()
)
STYLES = (
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    '<style:style style:name="Title" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/></style:style>'
    '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="T2" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="Quotations" style:family="paragraph"/>'
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
    '<text:list-level-style-bullet text:level="2" text:bullet-char="•"/></text:list-style>'
)


def flat(body: str) -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {NAMES} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:automatic-styles>{STYLES}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document>"
    ).encode()


def zipped(body: str, **extra: str) -> bytes:
    buffer = io.BytesIO()
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml", extra.get("manifest", "<manifest:manifest xmlns:manifest='m'/>")
        )
    return buffer.getvalue()


def blocks(found: Document) -> list[tuple[str, str]]:
    return [(block.kind, found.text[block.start : block.end]) for block in found.blocks]


PAPER = (
    "<text:tracked-changes><text:changed-region><text:deletion><text:p>Вычеркнуто.</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    '<text:p text:style-name="P1">Мараловодство Алтая</text:p>'
    '<text:h text:outline-level="1">Стада</text:h>'
    '<text:p>В<text:span text:style-name="T1">се</text:span>го<text:s text:c="2"/>12<text:tab/>стад<text:note text:id="f1" text:note-class="footnote">'
    "<text:note-citation>1</text:note-citation><text:note-body><text:p>По описи.</text:p></text:note-body></text:note>"
    ', то есть 10<text:span text:style-name="T2">3</text:span> голов.<text:change text:change-id="c1"/>'
    "<office:annotation><text:p>Проверить!</text:p></office:annotation></text:p>"
    '<text:list text:style-name="L1"><text:list-item><text:p>самцы</text:p><text:list><text:list-item><text:p>старые</text:p>'
    "</text:list-item></text:list></text:list-item><text:list-item><text:p>самки</text:p></text:list-item></text:list>"
    '<text:p text:style-name="Quotations">Марал не олень.</text:p>'
    "<text:p>Таблица 1. Панты, кг</text:p>"
    "<table:table><table:table-column/><table:table-header-rows><table:table-row>"
    '<table:table-cell table:number-rows-spanned="2"><text:p>Год</text:p></table:table-cell>'
    '<table:table-cell table:number-columns-spanned="2"><text:p>Вес</text:p></table:table-cell><table:covered-table-cell/></table:table-row>'
    "<table:table-row><table:covered-table-cell/><table:table-cell><text:p>сырой</text:p></table:table-cell>"
    "<table:table-cell><text:p>сухой</text:p></table:table-cell></table:table-row></table:table-header-rows>"
    "<table:table-row><table:table-cell><text:p>1998</text:p></table:table-cell><table:table-cell><text:p>640</text:p></table:table-cell>"
    "<table:table-cell><text:p>210</text:p></table:table-cell></table:table-row></table:table>"
)


@pytest.mark.parametrize("way", [flat, zipped])
def test_a_paper(way: object) -> None:
    assert callable(way)
    found = read(way(PAPER), "deer.odt")
    assert found.media_type == "application/vnd.oasis.opendocument.text"
    assert blocks(found)[:9] == [
        ("title", "Мараловодство Алтая"),
        ("heading", "Стада"),
        ("paragraph", "Всего 12 стад, то есть 10³ голов."),
        ("footnote", "По описи."),
        ("list_item", "1. самцы"),
        ("list_item", "– старые"),
        ("list_item", "2. самки"),
        ("quote", "Марал не олень."),
        ("caption", "Таблица 1. Панты, кг"),
    ]
    assert [(note.mark, note.block) for note in found.notes] == [("1", 3)]
    assert found.text[: found.notes[0].at].endswith("12 стад")
    (table,) = found.tables
    assert [(c.text, c.row, c.column, c.row_span, c.column_span, c.header) for c in table.cells] == [
        ("Год", 0, 0, 2, 1, True),
        ("Вес", 0, 1, 1, 2, True),
        ("сырой", 1, 1, 1, 1, True),
        ("сухой", 1, 2, 1, 1, True),
        ("1998", 2, 0, 1, 1, False),
        ("640", 2, 1, 1, 1, False),
        ("210", 2, 2, 1, 1, False),
    ]


def test_under_a_password() -> None:
    manifest = "<m:manifest xmlns:m='m'><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"
    with pytest.raises(ReadError) as caught:
        read(zipped("", manifest=manifest), "deer.odt")
    assert caught.value.code == "ENCRYPTED"


def test_limits_and_damage() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", "<m/>")
        archive.writestr("content.xml", " " * 3_000_000)
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    head, sign, rest = flat("<text:p>&b;</text:p>").partition(b"?>")
    for data, code in (
        (bomb.getvalue(), "TOO_LARGE"),
        (head + sign + laughs + rest, "UNREADABLE"),
        (flat("<text:p>оборвано").replace(b"</office:document>", b""), "UNREADABLE"),
        (zipped(""), "NO_TEXT"),
        (zipped("<text:p>" + "марал " * 300_000 + "</text:p>"), "TOO_LARGE"),
    ):
        with pytest.raises(ReadError) as caught:
            read(data, "x.odt", limits=Limits(unpacked=2_000_000))
        assert caught.value.code == code, data[:80]


def test_other_documents_of_the_family() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<m/>")
    with pytest.raises(ReadError, match="spreadsheet") as caught:
        read(buffer.getvalue(), "x.ods")
    assert caught.value.code == "NOT_SUPPORTED"


def test_hidden_text_and_letters_of_the_symbol_font() -> None:
    styles = (
        '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
        '<style:style style:name="S" style:family="text"><style:text-properties style:font-name="Symbol"/></style:style>'
        '<style:style style:name="D" style:family="text"><style:text-properties style:text-position="-33% 58%"/></style:style>'
    )
    body = (
        '<text:p>Угол <text:span text:style-name="S">\uf061</text:span><text:span text:style-name="H"> 77</text:span>'
        ' в 10<text:span text:style-name="D">2</text:span> раза, северо\u2011восток</text:p>'
    )
    data = flat(body).replace(b"<office:automatic-styles>", f"<office:automatic-styles>{styles}".encode(), 1)
    assert read(data, "a.fodt").text == "Угол α в 10₂ раза, северо-восток"


def test_a_text_box_follows_its_paragraph() -> None:
    found = read(
        flat(
            "<text:p>Паром ходит с 20<draw:frame><draw:text-box><text:p>Снимок сделан осенью.</text:p></draw:text-box></draw:frame>"
            "19 года.</text:p><draw:custom-shape><text:p>Причал</text:p></draw:custom-shape>"
        ),
        "a.fodt",
    )
    assert blocks(found) == [
        ("paragraph", "Паром ходит с 2019 года."),
        ("paragraph", "Снимок сделан осенью."),
        ("figure", "Причал"),
    ]


def test_a_formula_is_a_file_within_the_file() -> None:
    formula = (
        '<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><mi>W</mi><mo>=</mo><msup><mn>10</mn><mn>4</mn></msup></mrow>'
        "<annotation>W = 10^4</annotation></semantics></math>"
    )
    body = (
        '<text:p>Запас <draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>, считая лёд.</text:p>'
    )
    data = zipped(body.replace("xlink:", 'xmlns:x="http://www.w3.org/1999/xlink" x:'))
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("Object 1/content.xml", formula)
    assert read(buffer.getvalue(), "a.odt").text == "Запас W=10⁴, считая лёд."


def test_notes_typed_by_hand_are_tied() -> None:
    found = read(
        flat(
            '<text:p>В 2020<text:span text:style-name="T2">1</text:span> году паром стоял.</text:p>'
            '<text:h text:outline-level="1">Литература</text:h><text:p>1. Кац Р. О. Паромы. – Омск, 2011. – 70 с.</text:p>'
            '<text:p><text:span text:style-name="T2">1</text:span> Из-за льда.</text:p>'
        ),
        "a.fodt",
    )
    assert blocks(found)[:2] == [("paragraph", "В 2020 году паром стоял."), ("footnote", "Из-за льда.")]
    assert found.notes[0].block == 1
